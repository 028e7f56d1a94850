import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { Opened } from '../actions.ts'
import { Criteria } from './criteria.tsx'
import { nameOfRegister, toRegister } from './words.ts'

/** The columns of a register: those that the criteria ask for, and those of the organisation's own. */
export const ColumnsPage: FC<Opened & { view: View; typed: string; refusals: readonly Refusal[] }> = (props) => {
  const { view, register, kept, typed, refusals } = props
  const name = nameOfRegister(view, register)
  return (
    <Page view={view} title={view.t('列', 'Columns')} area="registers">
      <Trail
        view={view}
        steps={[
          { href: view.to('/registers'), words: view.t('台帳', 'Registers') },
          { href: toRegister(view, register), words: name },
        ]}
        here={view.t('列', 'Columns')}
      />
      <h1>{view.t(`${name}の列`, `Columns of the ${name}`)}</h1>
      <Refusals view={view} refusals={refusals} />
      <section>
        <h2>{view.t('自社の列', 'Your own columns')}</h2>
        {kept.own.length === 0 ? (
          <p class="quiet">{view.t('まだありません。', 'None yet.')}</p>
        ) : (
          kept.own.map((column) => (
            <form class="own-column" method="post" action={toRegister(view, register, `/columns/${column.id}`)}>
              <label>
                <span class="visually-hidden">{view.t('列の名前', 'Name of the column')}</span>
                <input type="text" name="name" value={column.name} maxlength={80} required />
              </label>
              <label class="check">
                <input type="checkbox" name="away" value="1" checked={column.away} />
                <span>{view.t('しまう(中身は残ります)', 'Put away (its cells stay)')}</span>
              </label>
              <button type="submit" class="second small">
                {view.t('保存する', 'Save')}
              </button>
            </form>
          ))
        )}
        <form method="post" action={toRegister(view, register, '/columns')}>
          <Field
            view={view}
            name="name"
            label={view.t('新しい列の名前', 'Name of a new column')}
            value={typed}
            maxlength={80}
            required
            refusals={refusals}
          />
          <button type="submit" class="second">
            {view.t('列を加える', 'Add the column')}
          </button>
        </form>
      </section>
      <section>
        <h2>{view.t('評価基準が求める列', 'Columns that the criteria ask for')}</h2>
        <Table
          label={view.t('列の一覧', 'Columns')}
          columns={[
            { words: view.t('列', 'Column'), kind: 'head' },
            { words: view.t('求めている評価基準', 'Asked for by') },
            { words: view.t('空欄のとき', 'When blank') },
          ]}
          rows={register.columns.map(({ ja, en, asked = [], needed }) => ({
            cells: [
              view.t(ja, en),
              asked.length > 0 ? <Criteria view={view} numbers={asked} /> : <span class="quiet">–</span>,
              needed === undefined ? (
                <span class="quiet">–</span>
              ) : needed === true ? (
                view.t('未記入と数えます', 'Counts as missing')
              ) : (
                view.t('種別により未記入と数えます', 'Counts as missing for some kinds')
              ),
            ],
          }))}
        />
      </section>
    </Page>
  )
}

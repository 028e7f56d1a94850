import type { FC } from 'hono/jsx'
import { DEFAULT_EDITION } from '../../catalogue/index.ts'
import { dayInJapan, toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { Opened, readStocktake } from '../actions.ts'
import type { Cells } from '../cells.ts'
import { nameOf } from '../row.ts'
import { Criteria } from './criteria.tsx'
import { CellFields } from './row.tsx'
import { nameOfRegister, toRegister } from './words.ts'

type StocktakeProps = Opened &
  Awaited<ReturnType<typeof readStocktake>> & { view: View; typed: Cells | undefined; note: string; refusals: readonly Refusal[] }

/** A 棚卸: one row after the other, and at its end what was found. It goes on wherever it was left. */
export const StocktakePage: FC<StocktakeProps> = (props) => {
  const { view, register, current, refusals, kept } = props
  const title = view.t('棚卸', 'Stocktaking')
  return (
    <Page view={view} title={title} area="registers">
      <Trail
        view={view}
        steps={[
          { href: view.to('/registers'), words: view.t('台帳', 'Registers') },
          { href: toRegister(view, register), words: nameOfRegister(view, register) },
        ]}
        here={title}
      />
      <h1>{view.t(`${nameOfRegister(view, register)}の棚卸`, `Taking stock of the ${nameOfRegister(view, register)}`)}</h1>
      <p>
        {view.t('年1回以上の点検を求めている評価基準: ', 'Asked for at least once a year by ')}
        <Criteria view={view} numbers={register.reviews[DEFAULT_EDITION] ?? []} />
      </p>
      <Refusals view={view} refusals={refusals} />
      {current ? (
        <Walk {...props} current={current} />
      ) : (
        <form method="post" action={toRegister(view, register, '/stocktake')}>
          <p class="lead">
            {view.t(
              `${kept.here}行を1行ずつ見ます。途中でやめても、続きから始められます。だれがいつ見たかが残ります。`,
              `You look at ${kept.here} rows one by one. Stop whenever you like; it goes on from there. Who looked when is kept.`,
            )}
          </p>
          <p class="actions">
            <button type="submit">{view.t('棚卸を始める', 'Begin')}</button>
          </p>
        </form>
      )}
      <Ended {...props} />
    </Page>
  )
}

const Walk: FC<StocktakeProps & { current: NonNullable<StocktakeProps['current']> }> = (props) => {
  const { view, register, columns, current, row, typed, note, refusals } = props
  const looked = current.seen + current.changed + current.gone
  return (
    <>
      <p>
        <label>
          {view.t(`${current.total}行のうち${looked}行を見ました`, `${looked} of ${current.total} rows looked at`)}{' '}
          <progress value={String(looked)} max={String(Math.max(1, current.total))}></progress>
        </label>
      </p>
      {row ? (
        <form method="post" action={toRegister(view, register, '/stocktake/looks')} class="card">
          <input type="hidden" name="row" value={row.id} />
          <h2>{nameOf(row, columns) || view.t('(名前なし)', '(no name)')}</h2>
          <p class="actions">
            <button type="submit" name="result" value="seen">
              {view.t('この通りある', 'It is as it says')}
            </button>
            <button type="submit" class="second" name="result" value="changed">
              {view.t('下の内容に直した', 'Changed to what is below')}
            </button>
            <button type="submit" class="second" name="result" value="gone">
              {view.t('なくなっていた', 'It is gone')}
            </button>
            <button type="submit" class="second" name="result" value="later">
              {view.t('あとで見る', 'Later')}
            </button>
          </p>
          <CellFields view={view} columns={columns} typed={typed ?? row.cells} refusals={refusals} />
        </form>
      ) : (
        <Notice tone="good" title={view.t('すべての行を見ました', 'Every row was looked at')}>
          <p>{view.t('下で棚卸を終えてください。', 'End it below.')}</p>
        </Notice>
      )}
      <details open={!row || note !== '' || refusals.some(({ field }) => field === 'note')}>
        <summary>{view.t('棚卸を終える', 'End it')}</summary>
        <form method="post" action={toRegister(view, register, '/stocktake/end')}>
          <Field
            view={view}
            name="note"
            label={view.t('分かったこと(見ていない行があるときは、その理由)', 'What was found (and why rows were left out)')}
            rows={3}
            value={note}
            longest={1000}
            refusals={refusals}
          />
          <button type="submit">{view.t('終える', 'End')}</button>
        </form>
      </details>
    </>
  )
}

const Ended: FC<StocktakeProps> = ({ view, ended, people }) =>
  ended.length === 0 ? null : (
    <section>
      <h2>{view.t('これまでの棚卸', 'Earlier ones')}</h2>
      <Table
        label={view.t('これまでの棚卸', 'Earlier ones')}
        columns={[
          { words: view.t('終えた日', 'Ended on'), kind: 'head' },
          { words: view.t('だれが', 'By') },
          { words: view.t('始めた時', 'Begun') },
          { words: view.t('この通り', 'As it says'), kind: 'number' },
          { words: view.t('直した', 'Changed'), kind: 'number' },
          { words: view.t('なくなった', 'Gone'), kind: 'number' },
          { words: view.t('見ていない', 'Left'), kind: 'number' },
          { words: view.t('分かったこと', 'Found') },
        ]}
        rows={ended.map((one) => ({
          cells: [
            one.ended ? sayDay(view, dayInJapan(one.ended.at)) : '',
            one.ended ? (people.get(one.ended.by) ?? '') : '',
            toWordsInJapan(one.begunAt, view.lang),
            String(one.seen),
            String(one.changed),
            String(one.gone),
            String(one.left),
            one.note,
          ],
        }))}
      />
    </section>
  )

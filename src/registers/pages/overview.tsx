import type { FC } from 'hono/jsx'
import { dayInJapan } from '../../kernel/instant.ts'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { readRegisters } from '../actions.ts'
import { criteriaOf } from '../register.ts'
import { Criteria } from './criteria.tsx'
import { nameOfRegister, toRegister } from './words.ts'

/** Every register: how much it has, what is missing in it, and when stock was last taken of it. */
export const RegistersPage: FC<{ view: View; registers: Awaited<ReturnType<typeof readRegisters>> }> = ({ view, registers }) => (
  <Page view={view} title={view.t('台帳', 'Registers')} area="registers" wide>
    <h1>{view.t('台帳', 'Registers')}</h1>
    <p class="lead">
      {view.t(
        '評価基準が「把握していること」を求めるものを、1か所に書きます。どの列も、求めている評価基準の番号を付けてあります。',
        'What the criteria ask you to know, in one place. Each column says which criteria ask for it.',
      )}
    </p>
    <p class="actions">
      <a class="button second" href={view.to('/network-diagram')}>
        <Icon name="arrows-right-left" />
        {view.t('ネットワーク図', 'Network diagram')}
      </a>
      <a class="button second" href={view.to('/facts')}>
        {view.t('検査の結果と14日以内の更新', 'Results of scans, and updates within 14 days')}
      </a>
    </p>
    <Table
      label={view.t('台帳の一覧', 'Registers')}
      columns={[
        { words: view.t('台帳', 'Register'), kind: 'head' },
        { words: view.t('行', 'Rows'), kind: 'number' },
        { words: view.t('空欄のある行', 'With gaps'), kind: 'number' },
        { words: view.t('最後の棚卸', 'Stock last taken') },
        { words: view.t('求めている評価基準', 'Criteria that ask for it') },
      ]}
      rows={registers.map(({ register, kept, taken }) => ({
        cells: [
          <>
            <a href={toRegister(view, register)}>{nameOfRegister(view, register)}</a>
            <small class="stands">{view.t(`1行 = ${register.stands.ja}`, `A row is ${register.stands.en}`)}</small>
          </>,
          String(kept?.here ?? 0),
          kept?.gapped ? <a href={toRegister(view, register, '?shown=gaps')}>{String(kept.gapped)}</a> : '0',
          taken ? sayDay(view, dayInJapan(taken)) : <span class="quiet">{view.t('まだ', 'Not yet')}</span>,
          <Criteria view={view} numbers={criteriaOf(register)} />,
        ],
      }))}
    />
  </Page>
)

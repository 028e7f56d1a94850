import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import { dayInJapan, toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, OwnRefusals, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { Opened } from '../actions.ts'
import { type Cells, isNeeded, LONGEST_CELL } from '../cells.ts'
import type { LEAVING } from '../forms.ts'
import type { AnyColumn } from '../register.ts'
import { nameOf, type Row, type RowVersion } from '../row.ts'
import { Criteria } from './criteria.tsx'
import { nameOfRegister, sayCell, toRegister } from './words.ts'

type RowProps = Opened & {
  view: View
  row: Row
  versions: readonly RowVersion[]
  people: ReadonlyMap<string, string>
  typed: Cells
  leaving: Typed<typeof LEAVING>
  saved: boolean
  refusals: readonly Refusal[]
}

/** A new row, as a form. */
export const NewRowPage: FC<Opened & { view: View; typed: Cells; refusals: readonly Refusal[] }> = (props) => {
  const { view, register, columns, typed, refusals } = props
  const name = nameOfRegister(view, register)
  return (
    <Page view={view} title={view.t('行を加える', 'Add a row')} area="registers">
      <Trail
        view={view}
        steps={[
          { href: view.to('/registers'), words: view.t('台帳', 'Registers') },
          { href: toRegister(view, register), words: name },
        ]}
        here={view.t('行を加える', 'Add a row')}
      />
      <h1>{view.t('行を加える', 'Add a row')}</h1>
      <p class="lead">{view.t(`1行 = ${register.stands.ja}`, `A row is ${register.stands.en}`)}</p>
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={toRegister(view, register, '/rows')}>
        <Once />
        <CellFields view={view} columns={columns} typed={typed} refusals={refusals} />
        <p class="actions">
          <button type="submit">{view.t('加える', 'Add')}</button>
        </p>
      </form>
    </Page>
  )
}

/** One row: what it says, as a form; whether it is still there; and everything that it ever said. */
export const RowPage: FC<RowProps> = (props) => {
  const { view, register, columns, row, typed, saved, refusals, people } = props
  const name = nameOf(row, columns) || view.t('(名前なし)', '(no name)')
  const clash = refusals.some(({ code }) => code === 'register.changed')
  return (
    <Page view={view} title={name} area="registers">
      <Trail
        view={view}
        steps={[
          { href: view.to('/registers'), words: view.t('台帳', 'Registers') },
          { href: toRegister(view, register), words: nameOfRegister(view, register) },
        ]}
        here={name}
      />
      <h1>{name}</h1>
      {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      {clash ? <BothSides {...props} /> : null}
      {row.gone ? (
        <Notice tone="info" title={view.t(`${sayDay(view, row.gone.on)}になくなりました`, `Gone since ${row.gone.on}`)}>
          {row.gone.reason ? <p>{view.t(`理由: ${row.gone.reason}`, `Reason: ${row.gone.reason}`)}</p> : null}
        </Notice>
      ) : null}
      {row.vanishedAt && !row.gone ? (
        <Notice
          tone="warn"
          title={view.t(
            `${sayDay(view, dayInJapan(row.vanishedAt))}に取り込んだファイルには、ありませんでした`,
            `The file imported on ${dayInJapan(row.vanishedAt)} did not have it`,
          )}
        >
          <p>
            {view.t(
              '消してはいません。いまもあるかを確かめ、なければ下で「なくなった」にしてください。',
              'It was not erased. Check whether it is still there; if not, mark it as gone below.',
            )}
          </p>
        </Notice>
      ) : null}
      {view.may('register.write') ? (
        <>
          <form method="post" action={toRegister(view, register, `/rows/${row.id}`)}>
            <input type="hidden" name="revision" value={String(row.revision)} />
            <CellFields view={view} columns={columns} typed={typed} refusals={refusals} />
            <p class="actions">
              <button type="submit">{view.t('保存する', 'Save')}</button>
            </p>
          </form>
          <Leaving {...props} />
        </>
      ) : (
        <dl class="facts">
          {columns.map((column) => (
            <>
              <dt>{view.say(column.words)}</dt>
              <dd>{sayCell(view, column, row.cells[column.id] ?? '') || <span class="quiet">{view.t('空欄', 'blank')}</span>}</dd>
            </>
          ))}
        </dl>
      )}
      {row.seen ? (
        <p class="quiet">
          {view.t(
            `最後の棚卸で確かめた日: ${sayDay(view, row.seen.on)}(${people.get(row.seen.by) ?? ''})`,
            `Last seen while taking stock: ${row.seen.on} (${people.get(row.seen.by) ?? ''})`,
          )}
        </p>
      ) : null}
      <History {...props} />
    </Page>
  )
}

/** What stands there now beside what was typed, where somebody was first. */
const BothSides: FC<RowProps> = ({ view, columns, row, typed }) => (
  <Table
    label={view.t('2つの内容', 'Both sides')}
    columns={[
      { words: view.t('項目', 'Cell'), kind: 'head' },
      { words: view.t('いまの内容(ほかの人)', 'As it is now (theirs)') },
      { words: view.t('あなたが書いた内容', 'What you wrote') },
    ]}
    rows={columns
      .filter(({ id }) => id in typed && (row.cells[id] ?? '') !== (typed[id] ?? ''))
      .map((column) => ({
        cells: [
          view.say(column.words),
          sayCell(view, column, row.cells[column.id] ?? '') || view.t('(空欄)', '(blank)'),
          sayCell(view, column, typed[column.id] ?? '') || view.t('(空欄)', '(blank)'),
        ],
      }))}
  />
)

export const CellFields: FC<{ view: View; columns: readonly AnyColumn[]; typed: Cells; refusals: readonly Refusal[] }> = ({
  view,
  columns,
  typed,
  refusals,
}) => (
  <div class="cell-fields">
    {columns.map((column) => (
      <CellField
        view={view}
        column={column}
        value={typed[column.id] ?? ''}
        needed={isNeeded(
          column,
          typed,
          columns.filter(({ kind }) => kind === 'choice'),
        )}
        refusals={refusals}
      />
    ))}
  </div>
)

const CellField: FC<{ view: View; column: AnyColumn; value: string; needed: boolean; refusals: readonly Refusal[] }> = ({
  view,
  column,
  value,
  needed,
  refusals,
}) => {
  const [name, id] = [`cell ${column.id}`, `cell-${column.id}`]
  const own = refusals.filter(({ field }) => field === id)
  const label = `${view.say(column.words)}${needed && value === '' ? view.t('(未記入)', ' (missing)') : ''}`
  const asked = column.asked ? <Criteria view={view} numbers={column.asked} /> : null
  if (column.kind === 'choice') {
    const known = column.options?.some((option) => option.id === value) ?? false
    return (
      <div class="field">
        <label for={id}>{label}</label> {asked}
        <select id={id} name={name} aria-describedby={own.length > 0 ? `${id}-refusal` : undefined}>
          <option value="">{view.t('(空欄)', '(blank)')}</option>
          {value !== '' && !known ? (
            <option value={value} selected>
              {value}
            </option>
          ) : null}
          {column.options?.map((option) => (
            <option value={option.id} selected={option.id === value}>
              {view.say(option)}
            </option>
          ))}
        </select>
        <OwnRefusals view={view} id={id} own={own} />
      </div>
    )
  }
  const isDay = column.kind === 'day' && /^(\d{4}-\d{2}-\d{2})?$/.test(value)
  return (
    <div class="cell-field">
      <Field
        view={view}
        name={name}
        id={id}
        label={label}
        {...(column.about ? { help: view.say(column.about) } : {})}
        value={value}
        {...(column.kind === 'long' ? { rows: 3 } : {})}
        {...(isDay ? { type: 'date' } : { longest: LONGEST_CELL, maxlength: 2 * LONGEST_CELL })}
        refusals={own.map((refusal) => ({ ...refusal, field: name }))}
      />
      {asked}
    </div>
  )
}

const Leaving: FC<RowProps> = ({ view, register, row, leaving }) => (
  <details open={leaving.reason !== ''}>
    <summary>
      {row.gone ? view.t('「ある」に戻す', 'Put it back') : view.t('なくなった(廃棄・退職・解約など)', 'It is gone')}
    </summary>
    <form method="post" action={toRegister(view, register, `/rows/${row.id}/gone`)}>
      <input type="hidden" name="revision" value={String(row.revision)} />
      {row.gone ? (
        <input type="hidden" name="back" value="1" />
      ) : (
        <>
          <p>
            {view.t(
              '行は消えません。「なくなったもの」に移り、履歴も残ります。',
              'The row is not erased: it moves to what is gone, with its history.',
            )}
          </p>
          <div class="pair">
            <Field view={view} name="on" type="date" label={view.t('なくなった日', 'Gone on')} value={leaving.on} />
            <Field view={view} name="reason" label={view.t('理由', 'Reason')} value={leaving.reason} maxlength={400} />
          </div>
        </>
      )}
      <button type="submit" class="second">
        {row.gone ? view.t('戻す', 'Put back') : view.t('なくなったにする', 'Mark as gone')}
      </button>
    </form>
  </details>
)

const CAUSE_WORDS = {
  form: { ja: 'フォーム', en: 'form' },
  grid: { ja: '表', en: 'table' },
  paste: { ja: '貼り付け', en: 'paste' },
  undo: { ja: '元に戻す', en: 'taken back' },
  import: { ja: '取り込み', en: 'import' },
  stocktake: { ja: '棚卸', en: 'stocktaking' },
}

const History: FC<RowProps> = ({ view, columns, versions, people }) => (
  <details class="history">
    <summary>{view.t(`履歴(${versions.length})`, `History (${versions.length})`)}</summary>
    <ol reversed>
      {versions.map((version, index) => {
        const before = versions[index + 1]
        const cells = columns.filter(({ id }) => (version.cells[id] ?? '') !== (before?.cells[id] ?? ''))
        return (
          <li>
            <p>
              {toWordsInJapan(version.at, view.lang)} ・ {people.get(version.by) ?? ''} ・ {view.say(CAUSE_WORDS[version.cause])}
              {version.gone && !before?.gone ? view.t(' ・ なくなった', ' · gone') : ''}
              {!version.gone && before?.gone ? view.t(' ・ 戻した', ' · put back') : ''}
            </p>
            <ul>
              {cells.map((column) => (
                <li>
                  {view.say(column.words)}: {before ? `${sayCell(view, column, before.cells[column.id] ?? '') || '–'} → ` : ''}
                  {sayCell(view, column, version.cells[column.id] ?? '') || '–'}
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ol>
  </details>
)

import type { Child, FC } from 'hono/jsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { Preview } from '../actions.ts'
import type { Plan } from '../merge-rows.ts'
import type { AnyColumn } from '../register.ts'
import { nameOf } from '../row.ts'
import { sayCell, toRegister } from './words.ts'

/** How many rows of each sort a preview shows; the others are counted. */
const SHOWN = 50

/** What a file would do, row by row, and the form that takes it. */
export const ImportOutcome: FC<Preview & { view: View; plan: Plan; picks: Readonly<Record<string, string>> }> = (props) => {
  const { view, register, columns, draft, plan, picks } = props
  const changed = plan.merged.filter(({ change }) => Object.keys(change).length > 0)
  const conflicts = plan.merged.flatMap((merge) => merge.conflicts.map((one) => ({ ...one, name: nameOf(merge.row, columns) })))
  const column = (id: string) => columns.find((one) => one.id === id)
  const same = plan.merged.length - new Set([...changed, ...plan.merged.filter((one) => one.conflicts.length > 0)]).size
  return (
    <section>
      <h2>{view.t('取り込むとこうなります', 'What it would do')}</h2>
      <ul class="import-counts">
        <li>{view.t(`加わる行 ${plan.added.length}`, `${plan.added.length} rows are new`)}</li>
        <li>{view.t(`ファイルの内容に変わる行 ${changed.length}`, `${changed.length} rows change to what the file says`)}</li>
        <li>{view.t(`変わらない行 ${same}`, `${same} rows stay as they are`)}</li>
        <li>
          {view.t(
            `前に同じ種類のファイルから入り、今回はない行 ${plan.vanished.length}(消さずに印を付けます)`,
            `${plan.vanished.length} rows came from such a file and are no longer in it (marked, not erased)`,
          )}
        </li>
        <li>{view.t(`どちらを残すか選ぶ項目 ${conflicts.length}`, `${conflicts.length} cells to choose a side for`)}</li>
        <li>{view.t(`取り込まない行 ${plan.problems.length}`, `${plan.problems.length} rows are not taken`)}</li>
      </ul>
      <form method="post" action={toRegister(view, register, '/import/taking')}>
        <input type="hidden" name="draft" value={draft.id} />
        {conflicts.length > 0 ? (
          <>
            <div class="field">
              <label for="all">{view.t('台帳でもファイルでも変わった項目', 'Cells that changed on both sides')}</label>
              <select id="all" name="all" required={conflicts.length > SHOWN}>
                <option value="">{view.t('1つずつ選ぶ', 'Choose one by one')}</option>
                <option value="ours" selected={picks.all === 'ours'}>
                  {view.t('すべて台帳の内容を残す', 'Keep the register for all')}
                </option>
                <option value="theirs" selected={picks.all === 'theirs'}>
                  {view.t('すべてファイルの内容にする', 'Take the file for all')}
                </option>
              </select>
            </div>
            <Table
              label={view.t('両方で変わった項目', 'Changed on both sides')}
              columns={[
                { words: view.t('行', 'Row'), kind: 'head' },
                { words: view.t('項目', 'Cell') },
                { words: view.t('台帳', 'Register') },
                { words: view.t('ファイル', 'File') },
              ]}
              rows={conflicts.slice(0, SHOWN).map(({ row, col, ours, theirs, name }) => {
                const own = column(col)
                const key = `${row} ${col}`
                const side = (value: 'ours' | 'theirs', text: string) => (
                  <label class="choice">
                    <input type="radio" name={`pick ${key}`} value={value} checked={picks[key] === value} />
                    <span>{(own && sayCell(view, own, text)) || view.t('(空欄)', '(blank)')}</span>
                  </label>
                )
                return { cells: [name, own ? view.say(own.words) : col, side('ours', ours), side('theirs', theirs)] }
              })}
            />
            {conflicts.length > SHOWN ? (
              <p class="quiet">{view.t(`ほかに${conflicts.length - SHOWN}項目`, `and ${conflicts.length - SHOWN} more`)}</p>
            ) : null}
          </>
        ) : null}
        <p class="actions">
          <button type="submit">{view.t('取り込む', 'Import')}</button>
        </p>
      </form>
      <Details view={view} title={view.t('変わる行', 'Rows that change')} count={changed.length}>
        {changed.slice(0, SHOWN).map(({ row, change }) => (
          <li>
            {nameOf(row, columns)}:{' '}
            {Object.entries(change)
              .map(([col, to]) => sayChange(view, column(col), row.cells[col] ?? '', to))
              .join(view.t('、', ', '))}
          </li>
        ))}
      </Details>
      <Details view={view} title={view.t('加わる行', 'New rows')} count={plan.added.length}>
        {plan.added.slice(0, SHOWN).map(({ number, cells }) => (
          <li>{`${number}: ${columns
            .slice(0, 6)
            .map((one) => sayCell(view, one, cells[one.id] ?? ''))
            .filter(Boolean)
            .join(' / ')}`}</li>
        ))}
      </Details>
      <Details view={view} title={view.t('ファイルになくなった行', 'No longer in the file')} count={plan.vanished.length}>
        {plan.vanished.slice(0, SHOWN).map((row) => (
          <li>
            <a href={toRegister(view, register, `/rows/${row.id}`)}>{nameOf(row, columns)}</a>
          </li>
        ))}
      </Details>
      <Details view={view} title={view.t('取り込まない行', 'Rows that are not taken')} count={plan.problems.length}>
        {plan.problems.slice(0, SHOWN).map(({ number, name, why }) => (
          <li>{view.t(`${number}行目「${name}」: ${WHY_WORDS[why].ja}`, `Row ${number} “${name}”: ${WHY_WORDS[why].en}`)}</li>
        ))}
      </Details>
      <Details
        view={view}
        title={view.t('読めない値(書かれたまま入れます)', 'Not understood (kept as written)')}
        count={plan.odd.length}
      >
        {plan.odd.slice(0, SHOWN).map(({ number, col, text }) => {
          const own = column(col)
          return (
            <li>{view.t(`${number}行目 ${own?.words.ja ?? col}: ${text}`, `Row ${number}, ${own?.words.en ?? col}: ${text}`)}</li>
          )
        })}
      </Details>
    </section>
  )
}

const WHY_WORDS = {
  twice: {
    ja: '同じ番号や名前の行がファイルの上の方にあります。どちらかを直して、取り込み直してください。',
    en: 'a row above has the same number or name. Correct one of them and import again.',
  },
  many: {
    ja: '台帳に、当てはまる行が2つ以上あります。シリアル番号などで区別できるようにしてください。',
    en: 'more than one row of the register could be meant. Give them numbers that tell them apart.',
  },
  gone: {
    ja: '台帳では「なくなったもの」です。戻ってきたのなら、その行を「ある」に戻してから取り込み直してください。',
    en: 'the register says that it is gone. If it is back, put the row back and import again.',
  },
}

const Details: FC<{ view: View; title: string; count: number; children?: Child }> = ({ view, title, count, children }) =>
  count === 0 ? null : (
    <details>
      <summary>{`${title} (${count})`}</summary>
      <ul>{children}</ul>
      {count > SHOWN ? <p class="quiet">{view.t(`ほかに${count - SHOWN}行`, `and ${count - SHOWN} more`)}</p> : null}
    </details>
  )

function sayChange(view: View, column: AnyColumn | undefined, from: string, to: string): string {
  if (!column) return ''
  const blank = view.t('(空欄)', '(blank)')
  return `${view.say(column.words)} ${sayCell(view, column, from) || blank} → ${sayCell(view, column, to) || blank}`
}

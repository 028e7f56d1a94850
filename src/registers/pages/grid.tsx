import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { fits, isNeeded } from '../cells.ts'
import type { Filter } from '../filter.ts'
import type { AnyColumn, Register } from '../register.ts'
import { nameOf, type Row } from '../row.ts'
import { sayCell, toRegister } from './words.ts'

type GridProps = {
  view: View
  register: Register
  columns: readonly AnyColumn[]
  rows: readonly Row[]
  writes: boolean
  filter: Filter
}

/** Rows as a table whose cells a script lets people write in; where it has too little room each row is a card. */
export const Grid: FC<GridProps> = ({ view, register, columns, rows, writes, filter }) => {
  const [first, ...others] = columns
  const choices = columns.filter(({ kind }) => kind === 'choice')
  if (!first) return null
  return (
    <>
      <div class="table register-table">
        <table
          class="register-grid"
          aria-label={view.t('台帳の行', 'Rows of the register')}
          data-grid={writes && filter.shown !== 'gone' ? toRegister(view, register, '/cells') : undefined}
          data-columns={writes ? JSON.stringify(columns.map((column) => toScript(view, column))) : undefined}
          data-words={writes ? JSON.stringify(WORDS.map((words) => view.say(words))) : undefined}
        >
          <thead>
            <tr>
              {columns.map(({ id, words, asked = [], own }) => (
                <th scope="col" data-col={id} aria-sort={id === filter.order ? 'ascending' : undefined}>
                  {view.say(words)}
                  {asked.length > 0 ? <small>{asked.join(' ')}</small> : null}
                  {own ? <small>{view.t('自社の列', 'own')}</small> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr data-row={row.id} class={row.gone ? 'gone' : row.vanishedAt ? 'vanished' : undefined}>
                <th scope="row" data-col={first.id} data-value={row.cells[first.id] ?? ''}>
                  <a href={toRegister(view, register, `/rows/${row.id}`)}>
                    {nameOf(row, columns) || view.t('(名前なし)', '(no name)')}
                  </a>
                  {row.vanishedAt && !row.gone ? <span class="chip">{view.t('ファイルになし', 'not in the file')}</span> : null}
                </th>
                {others.map((column) => (
                  <Cell view={view} column={column} row={row} needed={isNeeded(column, row.cells, choices)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {writes && filter.shown !== 'gone' ? (
        <p class="grid-help quiet no-print" hidden>
          {view.t(
            '表の中で直せます: 矢印で動き、Enterで書き、Escでやめます。Excelで写した範囲はCtrl+Vで貼り付け、Ctrl+Zで戻します。Deleteで空にします。',
            'Edit in the table: move by the arrows, Enter to write, Esc to stop, Ctrl+V to paste what was copied in Excel, Ctrl+Z to take back, Delete to blank.',
          )}
        </p>
      ) : null}
    </>
  )
}

const Cell: FC<{ view: View; column: AnyColumn; row: Row; needed: boolean }> = ({ view, column, row, needed }) => {
  const value = row.cells[column.id] ?? ''
  const odd = !fits(column, value)
  const kind = value === '' ? (needed ? 'gap' : 'blank') : odd ? 'odd' : column.kind === 'number' ? 'number' : undefined
  return (
    <td class={kind} data-col={column.id} data-label={view.say(column.words)} data-value={value}>
      {value === '' && needed ? <span class="quiet">{view.t('未記入', 'missing')}</span> : sayCell(view, column, value)}
      {odd ? <span class="chip">{view.t('読めない値', 'not understood')}</span> : null}
    </td>
  )
}

/** What the script knows of a column. */
function toScript(view: View, { id, kind, options }: AnyColumn) {
  return { id, kind, options: (options ?? []).map((option) => ({ id: option.id, words: view.say(option) })) }
}

/** What the script says, in its order. */
const WORDS = [
  { ja: '保存しました', en: 'Saved' },
  { ja: '元に戻しました', en: 'Taken back' },
  { ja: '戻すものがありません', en: 'There is nothing to take back' },
  {
    ja: '保存できませんでした。つながっているか確かめて、もう一度してください。',
    en: 'Not saved. Check the connection and try again.',
  },
  {
    ja: 'ほかの人が先に変えたため、何も書いていません。いまの値 → 書こうとした値:',
    en: 'Somebody changed this first; nothing was written. As it is now → what you wrote:',
  },
  { ja: '開き直して確かめてください。', en: 'Open the page anew to see.' },
  { ja: '未記入', en: 'missing' },
]

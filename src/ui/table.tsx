import type { Child, FC } from 'hono/jsx'

/** `head` names its row; `acts` is what can be done with it, whose heading a screen reader alone tells. */
type Column = { words: string; kind?: 'head' | 'number' | 'acts' }
/** A cell for each column; what is `below` stands under them over the whole width. */
export type Row = { id?: string | undefined; class?: string | undefined; cells: readonly Child[]; below?: Child }

/**
 * A table whose heads stay in sight while it scrolls. Where it has too little room each row is a card: its head above, then every
 * cell with the words of its column. `label` names it for a screen reader.
 */
export const Table: FC<{ label: string; class?: string; columns: readonly Column[]; rows: readonly Row[] }> = ({
  label,
  class: kind,
  columns,
  rows,
}) => (
  <div class="table">
    <table class={kind} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={column.kind === 'number' ? 'number' : undefined}>
              {column.kind === 'acts' ? <span class="visually-hidden">{column.words}</span> : column.words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <>
            <tr id={row.id} class={row.class}>
              {columns.map((column, index) => (
                <Cell column={column}>{row.cells[index]}</Cell>
              ))}
            </tr>
            {row.below ? (
              <tr class="below">
                <td colspan={columns.length}>{row.below}</td>
              </tr>
            ) : null}
          </>
        ))}
      </tbody>
    </table>
  </div>
)

const Cell: FC<{ column: Column; children?: Child }> = ({ column: { kind, words }, children }) => {
  if (kind === 'head') return <th scope="row">{children}</th>
  return (
    <td class={kind} data-label={kind === 'acts' ? undefined : words}>
      {children}
    </td>
  )
}

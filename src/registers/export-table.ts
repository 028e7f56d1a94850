import { type Lang, speakerOf } from '../kernel/refusal.ts'
import type { AnyColumn } from './register.ts'
import type { Row } from './row.ts'

/** What the column is called by which a file of ours is known again: the row, and the revision that went out. */
export const MARKS = ['星取の行', 'Hoshitori row'] as const
/** What the columns are called that tell of rows that are gone; an import does not read them. */
export const GONE_HEADERS = ['なくなった日', 'Gone on', 'なくなった理由', 'Why it is gone'] as const

/** A register as a table with its heads, rows that are gone last. */
export function toTable(rows: readonly Row[], columns: readonly AnyColumn[], lang: Lang): string[][] {
  const t = speakerOf(lang)
  const say = ({ options, id }: AnyColumn, cells: Row['cells']) => {
    const value = cells[id] ?? ''
    return options?.find((option) => option.id === value)?.[lang] ?? value
  }
  const here = rows.filter(({ gone }) => gone === null)
  const gone = rows.filter((row) => row.gone !== null)
  return [
    [
      t(...MARKS),
      ...columns.map(({ words }) => words[lang]),
      t('なくなった日', 'Gone on'),
      t('なくなった理由', 'Why it is gone'),
    ],
    ...[...here, ...gone].map((row) => [
      toMark(row),
      ...columns.map((column) => say(column, row.cells)),
      row.gone?.on ?? '',
      row.gone?.reason ?? '',
    ]),
  ]
}

/** A row and the revision of it that went out, as one cell. */
function toMark({ id, revision }: Row): string {
  return `${id}/${revision}`
}

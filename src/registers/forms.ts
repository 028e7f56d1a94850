import { z } from 'zod'
import { familyField, fileField, optionalDayField, plainField, textField } from '../kernel/form.ts'
import { parseId, type RegisterImportId, type RowId } from '../kernel/ids.ts'
import type { GridWish } from './grid.ts'
import { RESULTS } from './stocktake.ts'

const TEXT = plainField((sent) => sent)
const REVISION = plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0))
const SWITCH = plainField((sent) => sent === '1')
const DAY = optionalDayField({
  code: 'register.cell',
  words: { ja: '日付を、2027-03-31 のように入力してください。', en: 'Write the day like 2027-03-31.' },
})

/** The cells of one row, each under the id of its column. */
export const ROW = z.object({ cell: familyField(TEXT), revision: REVISION })

/** A row is gone, or is back. */
export const LEAVING = z.object({
  on: DAY,
  reason: textField(400, { ja: '理由', en: 'the reason' }),
  back: SWITCH,
  revision: REVISION,
})

export const COLUMN = z.object({ name: TEXT, away: SWITCH })

/** A file that is brought for a register. */
export const UPLOAD = z.object({
  file: fileField({
    code: 'register.no-file',
    words: { ja: '取り込むファイルを選んでください。', en: 'Choose the file to import.' },
  }),
})

/** What the headers of a file stand for, by their place; `rest`: those that are not chosen are left out. */
export const CHOICES = z.object({ column: familyField(TEXT), sheet: TEXT, rest: plainField((sent) => sent === 'leave') })

/** A file is taken: which side counts for all cells that both changed, and for single ones. */
export const TAKING = z.object({
  draft: plainField((sent) => parseId<RegisterImportId>(sent)),
  all: plainField((sent) => (['ours', 'theirs'] as const).find((one) => one === sent)),
  pick: familyField(TEXT),
})

const ROW_OF = plainField((sent) => parseId<RowId>(sent))
const STEP = plainField((sent) => (/^[0-9]{1,2}$/.test(sent) ? Number(sent) : 0))

/** What was found of a row while taking stock. */
export const LOOK = z.object({
  row: ROW_OF,
  result: plainField((sent) => RESULTS.find((one) => one === sent)),
  cell: familyField(TEXT),
})
export const ENDING = z.object({ note: textField(1000, { ja: '分かったこと', en: 'what was found' }) })

export const DIAGRAM_SPOT = z.object({ row: ROW_OF, x: STEP, y: STEP })
/** Two ends of a link; or, of one that is taken away, both in one field. */
export const DIAGRAM_LINK = z.object({
  one: ROW_OF,
  other: ROW_OF,
  pair: plainField((sent) => {
    const [one, other] = sent.split(' ').map((id) => parseId<RowId>(id))
    return one && other ? { one, other } : undefined
  }),
  label: plainField((sent) => [...sent.replaceAll(/\s+/gu, ' ').trim()].slice(0, 60).join('')),
  away: SWITCH,
})

/** In which form a register goes out, by the button that was pressed. */
export const EXPORT = z.object({ form: plainField((sent) => (['xlsx', 'csv'] as const).find((one) => one === sent)) })

const CELL = z.string().max(20_000)
const COL = z.string().regex(/^[a-z0-9-]{1,40}$/)
const ROW_ID = z.string().transform((sent, context): RowId => {
  const id = parseId<RowId>(sent)
  if (id) return id
  context.addIssue({ code: 'custom', message: 'no row' })
  return z.NEVER
})

/** What the script of the grid sends. */
const GRID = z.object({
  cause: z.enum(['grid', 'paste', 'undo']),
  changes: z.array(z.object({ row: ROW_ID, cells: z.record(COL, z.object({ from: CELL, to: CELL })) })).max(2000),
  added: z.array(z.object({ key: z.string().max(40), cells: z.record(COL, CELL) })).max(2000),
  gone: z.array(ROW_ID).max(2000),
})

/** Reads what the grid sent; nothing where it is something else. */
export function readGridWish(data: unknown): GridWish | undefined {
  const read = GRID.safeParse(data)
  return read.success ? read.data : undefined
}

import { z } from 'zod'
import { CriterionNumber, EditionId } from '../catalogue/index.ts'
import type { Words } from '../kernel/refusal.ts'
import { RegisterId } from '../measures/index.ts'

const Text = z.string().trim().min(1)
const Pair = z.strictObject({ ja: Text, en: Text })
/** A name for programs, which never changes: cells are stored under it. */
const Id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)

/** One of the values of a choice; `also` is what other programs and people write for it. */
const Option = z.strictObject({ id: Id, ja: Text, en: Text, also: z.array(Text).optional() })

/** A column of a register as the catalogue has it. */
export const Column = z.strictObject({
  id: Id,
  ja: Text,
  en: Text,
  kind: z.enum(['text', 'long', 'choice', 'day', 'number']).default('text'),
  options: z.array(Option).min(2).optional(),
  /** The criteria that ask for it: of every edition. */
  asked: z.array(CriterionNumber).min(1).optional(),
  /** A blank is a gap: always, or in rows one of whose choices is named. */
  needed: z.union([z.literal(true), z.array(Id).min(1)]).optional(),
  /** Rows can be put in its order; an index is kept of it. */
  order: z.literal(true).optional(),
  /** What the files of other programs call it, beside its own names. */
  headers: z.array(Text).optional(),
  about: Pair.optional(),
})
export type Column = z.infer<typeof Column>

/** A register (台帳) as it stands in `catalogue/registers/`. Its name is that of the measures. */
export const Register = z.strictObject({
  id: RegisterId,
  /** What one row stands for. */
  stands: Pair,
  /** Columns that tell rows apart, tried in turn; `name version` together. */
  keys: z.array(z.string()).min(1),
  /** The criteria whose yearly look its 棚卸 is. */
  reviews: z.record(EditionId, z.array(CriterionNumber)),
  /** Headers of well-known exports that nobody keeps in a register. */
  leaves: z.array(Text).optional(),
  columns: z.array(Column).min(3),
})
export type Register = z.infer<typeof Register>

/** The registers in their order. */
export type Registers = readonly Register[]

/** What a feature needs that reads registers. */
export type HasRegisters = { registers(): Registers }

/** A column that an organisation added: a text under a name of its own. One that is put away is not shown; its cells stay. */
export type OwnColumn = { id: string; name: string; away: boolean }

/** A column of either sort, as rows are shown and read by it. */
export type AnyColumn = Pick<Column, 'id' | 'kind' | 'options' | 'asked' | 'needed' | 'order' | 'headers' | 'about'> & {
  words: Words
  own: boolean
}

/** How many columns an organisation may add to a register, those put away included. */
export const MOST_OWN = 20

/** The columns of a register with those that the organisation added and has not put away. */
export function columnsOf(register: Register, own: readonly OwnColumn[]): AnyColumn[] {
  return [
    ...register.columns.map(({ ja, en, ...column }) => ({ ...column, words: { ja, en }, own: false })),
    ...own
      .filter(({ away }) => !away)
      .map(({ id, name }) => ({ id, kind: 'text' as const, order: true as const, words: { ja: name, en: name }, own: true })),
  ]
}

/** The criteria that a register answers in some column, in order; they are the same in every edition. */
export function criteriaOf({ columns }: Register): string[] {
  return [...new Set(columns.flatMap(({ asked = [] }) => asked))].toSorted((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  )
}

/** The JSON Schema of the files under `catalogue/registers/`. */
export function registersSchema(): object {
  return { ...z.toJSONSchema(Register, { io: 'input' }), title: 'Hoshitori registers' }
}

import type { Day } from '../kernel/instant.ts'

/** The format of entries that tell facts. Entries without a format are older: they carry their words. */
export const FACTS_FORMAT = 2

/** What or whom an act is about, by the name that it had then. */
export type Subject = { kind: string; id: string; name: string }

/** A text, or its first LONGEST characters and how many follow. */
export type Text = string | { start: string; more: number }
type Typed<Type extends string, Value> = { type: Type; before: Value | null; after: Value | null }
/** Both sides of a change, of one type. */
export type Sides =
  | Typed<'text', Text>
  | Typed<'list', readonly Text[]>
  | Typed<'code', string>
  | Typed<'codes', readonly string[]>
  | Typed<'person', { id: string; name: string }>
  | Typed<'number', number>
  | Typed<'day', Day>
  | Typed<'yes', boolean>
/** One field that changed. `criterion` where the act is about several. A code is a word of a closed list, which its wording knows. */
export type FieldChange<Field extends string = string> = { field: Field; criterion?: string | undefined } & Sides

type Detail = string | number | boolean | null | readonly string[]
/** What there is to know of an act besides what changed. */
export type Details = Readonly<Record<string, Detail>>

/** What was done, as facts: the words are made when it is read. `Of` is what there is to know besides, `Field` which fields it changes. */
export type LogEvent<Act extends string = string, Of extends Details | undefined = undefined, Field extends string = string> = {
  act: Act
  subject: Subject
  changes?: readonly FieldChange<Field>[]
} & (Of extends undefined ? { details?: undefined } : { details: Of })

/** Any event of any feature. */
export type AnyEvent = { act: string; subject: Subject; details?: Details | undefined; changes?: readonly FieldChange[] }

/** How many characters of a text an entry keeps. What follows is counted. */
const LONGEST = 1000

/** Those of the changes that change something. */
export function onlyChanged<Field extends string>(changes: readonly FieldChange<Field>[]): FieldChange<Field>[] {
  return changes.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

/** A text that was typed or not: what is empty is nothing. */
export function textChange<Field extends string>(
  field: Field,
  before: string | null,
  after: string | null,
): FieldChange<Field> & { type: 'text' } {
  return { field, type: 'text', before: before || null, after: after || null }
}

/** The same event with every text cut at LONGEST characters, and lists at as many in all. */
export function cutFacts({ act, subject, details, changes }: AnyEvent): AnyEvent {
  return {
    act,
    subject: { ...subject, name: startOf(subject.name) },
    ...(details ? { details: Object.fromEntries(Object.entries(details).map(([key, value]) => [key, cutDetail(value)])) } : {}),
    ...(changes && changes.length > 0 ? { changes: changes.map(cutChange) } : {}),
  }
}

function cutChange(change: FieldChange): FieldChange {
  if (change.type === 'text') return { ...change, before: cutText(change.before), after: cutText(change.after) }
  if (change.type === 'list') return { ...change, before: cutList(change.before), after: cutList(change.after) }
  return change
}

function cutText(text: Text | null): Text | null {
  if (typeof text !== 'string' || text.length <= LONGEST) return text
  const characters = [...text]
  const more = characters.length - LONGEST
  return more > 0 ? { start: characters.slice(0, LONGEST).join(''), more } : text
}

/** The items that fit, and in the last one how many characters follow of it and of the others. */
function cutList(items: readonly Text[] | null): readonly Text[] | null {
  const whole = items?.filter((item) => typeof item === 'string').join('\n') ?? ''
  if (!items || [...whole].length <= LONGEST) return items
  const cut = [...whole]
  const kept = cut.slice(0, LONGEST).join('').split('\n')
  return [...kept.slice(0, -1), { start: kept.at(-1) ?? '', more: cut.length - LONGEST }]
}

function cutDetail(value: Detail): Detail {
  if (typeof value === 'string') return startOf(value)
  return Array.isArray(value) ? value.slice(0, 200).map(startOf) : value
}

function startOf(text: string): string {
  return text.length <= LONGEST ? text : `${[...text].slice(0, LONGEST).join('')}…`
}

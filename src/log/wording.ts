import { toJapaneseDate } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Entry, Place } from './entry.ts'
import type { AnyEvent, FieldChange, Text } from './facts.ts'

/** One field that changed, in words: what it is called, what it said before and after. */
export type Change = { what: Words; before: Words | string | null; after: Words | string | null }
/** An entry in words, as it is shown; with its facts, if it has them. */
export type Told = Place & { words: Words; changes: Change[]; facts?: AnyEvent }

/** What a field is called, and what its codes say; `number` where a number needs a word beside it. */
export type FieldWords = { words: Words; codes?: Readonly<Record<string, Words>>; number?: (value: number) => Words }
/** How one feature says its acts and fields. Its types leave out none of them. */
export type FeatureWording<Event extends AnyEvent> = {
  acts: { readonly [Act in Event['act']]: (event: EventOf<Event, Act>) => Words }
  fields: { readonly [Field in FieldOf<Event>]: FieldWords }
}
type EventOf<Event extends AnyEvent, Act extends string> = Event extends { act: infer Own }
  ? Act extends Own
    ? Event & { act: Act }
    : never
  : never
type FieldOf<Event extends AnyEvent> = Event extends { changes?: readonly (infer One)[] }
  ? One extends { field: infer Field extends string }
    ? Field
    : never
  : never
type AnyWording = {
  acts: Readonly<Record<string, (event: never) => Words>>
  fields: Readonly<Record<string, FieldWords>>
}

/** What makes the words of entries: composed of all features by whoever stands above them. */
export type Wording = { acts: readonly string[]; tell(entry: Entry): Told }

/** Joins the wordings of features. Throws where two of them say the same act. */
export function composeWording(features: readonly AnyWording[]): Wording {
  const known = new Map<string, { words: (event: never) => Words; fields: AnyWording['fields'] }>()
  for (const { acts, fields } of features) {
    for (const [act, words] of Object.entries(acts)) {
      if (known.has(act)) throw new Error(`two features say ${act}`)
      known.set(act, { words, fields })
    }
  }
  return {
    acts: [...known.keys()].sort(),
    tell: (entry) => {
      if ('words' in entry) return entry
      const { facts, ...place } = entry
      const own = known.get(entry.act)
      return {
        ...place,
        facts,
        words: own
          ? own.words(facts as never)
          : { ja: `${entry.act}: ${facts.subject.name}`, en: `${entry.act}: ${facts.subject.name}` },
        changes: (facts.changes ?? []).map((change) => tellChange(change, own?.fields[change.field])),
      }
    },
  }
}

/** A word of a closed list; the code itself where the list no longer has it. */
export function named(words: Readonly<Record<string, Words>>, code: string): Words {
  const found = Object.hasOwn(words, code) ? words[code] : undefined
  return found ? { ja: found.ja, en: found.en } : { ja: code, en: code }
}

function tellChange(change: FieldChange, known: FieldWords | undefined): Change {
  const { ja, en } = known?.words ?? { ja: change.field, en: change.field }
  const of = change.criterion === undefined ? '' : `${change.criterion} `
  return { what: { ja: `${of}${ja}`, en: `${of}${en}` }, ...sidesOf(change, known) }
}

function sidesOf(change: FieldChange, known: FieldWords | undefined): Pick<Change, 'before' | 'after'> {
  const both = <Value>(
    { before, after }: { before: Value | null; after: Value | null },
    say: (value: Value) => Words | string | null,
  ) => ({
    before: before === null ? null : say(before),
    after: after === null ? null : say(after),
  })
  switch (change.type) {
    case 'text':
      return both<Text>(change, sayText)
    case 'list':
      return both<readonly Text[]>(change, (items) => none(items, joined(items.map(sayText), '\n', '\n')))
    case 'code':
      return both(change, (code: string) => named(known?.codes ?? {}, code))
    case 'codes':
      return both<readonly string[]>(change, (codes) => {
        const words = codes.map((code) => named(known?.codes ?? {}, code))
        return none(codes, joined(words, '・', ', '))
      })
    case 'person':
      return both<{ id: string; name: string }>(change, ({ id, name }) => name || id)
    case 'number':
      return both(change, (value: number) => known?.number?.(value) ?? String(value))
    case 'day':
      return both(change, (day: string) => ({ ja: toJapaneseDate(day), en: day }))
    case 'yes':
      return both(change, (value: boolean) => (value ? { ja: 'はい', en: 'Yes' } : { ja: 'いいえ', en: 'No' }))
    default:
      return noWords(change)
  }
}

function none(items: readonly unknown[], words: Words): Words | null {
  return items.length === 0 ? null : words
}

function sayText(text: Text): Words | string {
  if (typeof text === 'string') return text
  const more = text.more.toLocaleString('en')
  return { ja: `${text.start}…(あと${more}文字)`, en: `${text.start}… (${more} more)` }
}

function joined(parts: readonly (Words | string)[], ja: string, en: string): Words {
  const side = (lang: 'ja' | 'en') => parts.map((part) => (typeof part === 'string' ? part : part[lang]))
  return { ja: side('ja').join(ja), en: side('en').join(en) }
}

function noWords(change: never): never {
  throw new Error(`no words for ${JSON.stringify(change)}`)
}

import { z } from 'zod'
import type { AccountId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { canonicalJson } from './canonical-json.ts'

/** One field that changed, in words: what it is called, what it said before and after. */
export type Change = { what: Words; before: Words | string | null; after: Words | string | null }

/** What was done, told so that somebody who reads it years later understands. `about` is the id of what or whom it is about. */
export type LogEvent = { act: string; about: string; words: Words; changes?: Change[] }

/** Who did it: a person in a seat, an account outside any organisation, a command on the server, or nobody who is known. */
export type Author =
  | {
      kind: 'person'
      person: PersonId
      name: string
      roles: string[]
      engagement: string | null
      /** The firm of somebody who acts by an engagement. */
      firm?: string | undefined
    }
  | { kind: 'account'; account: AccountId; name: string }
  | { kind: 'command'; command: string }
  | { kind: 'unknown' }

/** One entry of a log. Its canonical JSON is what is hashed into the tree. */
export type Entry = {
  position: number
  tenant: TenantId
  at: Instant
  by: Author
  from: Client | null
  act: string
  about: string
  words: Words
  changes: Change[]
}

/** How many characters of a text an entry keeps. What follows is counted. */
const LONGEST = 1000

/** The entry that tells of a event. Its texts are cut at LONGEST characters. */
export function toEntry(place: Pick<Entry, 'position' | 'tenant' | 'at' | 'by' | 'from'>, event: LogEvent): Entry {
  const changes = (event.changes ?? []).map(({ what, before, after }) => ({
    what,
    before: cutEither(before),
    after: cutEither(after),
  }))
  return { ...place, act: event.act, about: event.about, words: cutWords(event.words), changes }
}

/** Exactly what is hashed of an entry. */
export function toBody(entry: Entry): string {
  return canonicalJson(entry)
}

/** Reads a body back. Nothing where it is no entry. */
export function readBody(body: string): Entry | undefined {
  const read = Body.safeParse(parsed(body))
  return read.success ? (read.data as Entry) : undefined
}

/** What a body says of its own place in the log. Nothing where it says none. */
export function readPlace(body: string): Pick<Entry, 'position' | 'tenant' | 'at' | 'act' | 'about'> | undefined {
  const read = parsed(body)
  if (typeof read !== 'object' || read === null) return undefined
  const { position, tenant, at, act, about } = read as Record<string, unknown>
  if (typeof position !== 'number' || typeof tenant !== 'string') return undefined
  if (typeof at !== 'string' || typeof act !== 'string' || typeof about !== 'string') return undefined
  return { position, tenant: tenant as TenantId, at, act, about }
}

function cutEither<T extends Words | string | null>(text: T): T | Words | string {
  if (typeof text === 'string') return cut(text, (rest) => `…(あと${rest}文字 / ${rest} more)`)
  return text === null ? text : cutWords(text)
}

function cutWords({ ja, en }: Words): Words {
  return { ja: cut(ja, (rest) => `…(あと${rest}文字)`), en: cut(en, (rest) => `… (${rest} more)`) }
}

function cut(text: string, mark: (rest: string) => string): string {
  if (text.length <= LONGEST) return text
  const characters = [...text]
  const rest = characters.length - LONGEST
  return rest > 0 ? characters.slice(0, LONGEST).join('') + mark(rest.toLocaleString('en')) : text
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault
    return undefined
  }
}

const Pair = z.object({ ja: z.string(), en: z.string() })
const Said = z.union([Pair, z.string(), z.null()])
const Who = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    person: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    engagement: z.string().nullable(),
    firm: z.string().optional(),
  }),
  z.object({ kind: z.literal('account'), account: z.string(), name: z.string() }),
  z.object({ kind: z.literal('command'), command: z.string() }),
  z.object({ kind: z.literal('unknown') }),
])
const Body = z.object({
  position: z.number(),
  tenant: z.string(),
  at: z.string(),
  by: Who,
  from: z.object({ address: z.string(), agent: z.string(), request: z.string() }).nullable(),
  act: z.string(),
  about: z.string(),
  words: Pair,
  changes: z.array(z.object({ what: Pair, before: Said, after: Said })),
})

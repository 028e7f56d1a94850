import { z } from 'zod'
import type { AccountId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { canonicalJson } from './canonical-json.ts'
import { type AnyEvent, cutFacts, FACTS_FORMAT } from './facts.ts'
import type { Change } from './wording.ts'

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

/** Whoever acts as their account, in no seat of an organisation. */
export function authorOf({ id, name }: { id: AccountId; name: string }): Author {
  return { kind: 'account', account: id, name }
}

/** Where an entry stands in a log: who did what, when, from where. `about` is the id of its subject. */
export type Place = {
  position: number
  tenant: TenantId
  at: Instant
  by: Author
  from: Client | null
  act: string
  about: string
}
/** One entry of a log: of today, with its facts, or an older one, with the words that it was told in. */
export type Entry = (Place & { facts: AnyEvent }) | (Place & { words: Words; changes: Change[] })

/** The entry that tells of an event. Its texts are cut at LONGEST characters. */
export function toEntry(place: Omit<Place, 'act' | 'about'>, event: AnyEvent): Place & { facts: AnyEvent } {
  return { ...place, act: event.act, about: event.subject.id, facts: cutFacts(event) }
}

/** Exactly what is hashed of an entry. What its place says already is not said again. */
export function toBody({ facts, ...place }: Place & { facts: AnyEvent }): string {
  const { subject, details, changes } = facts
  const { kind, name } = subject
  return canonicalJson({ ...place, format: FACTS_FORMAT, subject: { kind, name }, details, changes })
}

/** Reads a body back, of whichever format. Nothing where it is no entry. */
export function readBody(body: string): Entry | undefined {
  const said = parsed(body)
  if (typeof said !== 'object' || said === null || !('format' in said)) {
    const read = Worded.safeParse(said)
    return read.success ? (read.data as Entry) : undefined
  }
  const read = Factual.safeParse(said)
  if (!read.success) return undefined
  const { format: _, subject, details, changes, ...place } = read.data
  const facts = {
    act: place.act,
    subject: { ...subject, id: place.about },
    ...(details && { details }),
    ...(changes && { changes }),
  }
  return { ...place, facts } as unknown as Entry
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
const Where = {
  position: z.number(),
  tenant: z.string(),
  at: z.string(),
  by: Who,
  from: z.object({ address: z.string(), agent: z.string(), request: z.string() }).nullable(),
  act: z.string(),
  about: z.string(),
}
const Worded = z.object({ ...Where, words: Pair, changes: z.array(z.object({ what: Pair, before: Said, after: Said })) })
const LongText = z.union([z.string(), z.object({ start: z.string(), more: z.number() })])
const typed = <T extends string, V extends z.ZodType>(type: T, value: V) =>
  z.object({
    field: z.string(),
    criterion: z.string().optional(),
    type: z.literal(type),
    before: value.nullable(),
    after: value.nullable(),
  })
const Factual = z.object({
  ...Where,
  format: z.literal(FACTS_FORMAT),
  subject: z.object({ kind: z.string(), name: z.string() }),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])).optional(),
  changes: z
    .array(
      z.discriminatedUnion('type', [
        typed('text', LongText),
        typed('list', z.array(LongText)),
        typed('code', z.string()),
        typed('codes', z.array(z.string())),
        typed('person', z.object({ id: z.string(), name: z.string() })),
        typed('number', z.number()),
        typed('day', z.string()),
        typed('yes', z.boolean()),
      ]),
    )
    .optional(),
})

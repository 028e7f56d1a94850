import type { CatalogueContext, Edition } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { seenDutiesIn } from '../duties/actions.ts'
import { type Kept, type Occurrence, type OrganisationDuty, occurrenceKey, occurrencesOf } from '../duties/index.ts'
import { piecesIn } from '../evidence/actions.ts'
import { addDays, addMonths } from '../kernel/calendar.ts'
import { parseId, type RecordId, type TenantId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { namesIn } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import type { Actor } from '../roles/sight.ts'
import { keptOf, monthsKept, punctualityOf } from './keeping.ts'
import { criterionOf, type DutyAt, holding } from './record.ts'
import * as requests from './request-store.ts'
import * as store from './store.ts'

/** How far back what was missed still waits for a record, and how far ahead what is due soon does: in months. */
const WAITS_BACK = 12
const WAITS_AHEAD = 1
/** For how many months the criteria ask to keep logs. */
const KEPT_MONTHS = 6
const PER_PAGE = 50

/** How each of some occurrences was kept, in the transaction of a page of duties. */
export async function keptIn(
  tx: Tx,
  { tenant, edition }: { tenant: TenantId; edition: string },
  occurrences: readonly Occurrence[],
  today: Day,
): Promise<Map<string, Kept>> {
  const days = occurrences.map(({ scheduled }) => scheduled).toSorted()
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) return new Map()
  return keptOf(occurrences, holding(await store.listRecords(tx, tenant, { edition, scheduled: { from, to } })), today)
}

/** An occurrence that waits for a record or a signature, with its duty. */
type Waiting = { occurrence: Occurrence; duty: OrganisationDuty; kept: Kept }

/** What waits of the duties that somebody sees, the longest first: what was missed or is unsigned, and what is due within a month. */
async function waitingIn(tx: Tx, context: CatalogueContext, actor: Actor): Promise<Waiting[]> {
  const found = may(actor, 'record.read') ? await seenDutiesIn(tx, context, actor) : undefined
  if (!found) return []
  const today = dayInJapan(context.now())
  const span = { from: addMonths(today, -WAITS_BACK), to: addMonths(today, WAITS_AHEAD) }
  const occurrences = occurrencesOf(found.duties, found.years, span)
  const kept = await keptIn(tx, { tenant: actor.tenant, edition: found.aim.edition }, occurrences, today)
  const duties = new Map(found.duties.map((duty) => [duty.id, duty]))
  return occurrences.flatMap((occurrence) => {
    const [own, duty] = [kept.get(occurrenceKey(occurrence)) ?? 'coming', duties.get(occurrence.duty)]
    return duty && own !== 'in-time' && own !== 'late' ? [{ occurrence, duty, kept: own }] : []
  })
}

/**
 * How the duties that somebody sees were kept in the last twelve months, and how many attended the trainings that were recorded in them,
 * each with the records that say so. In the transaction of a page.
 */
export async function dutyNumbersIn(tx: Tx, context: CatalogueContext, actor: Actor) {
  const found = may(actor, 'record.read') ? await seenDutiesIn(tx, context, actor) : undefined
  if (!found) return undefined
  const today = dayInJapan(context.now())
  const span = { from: addMonths(today, -12), to: addDays(today, -1) }
  const occurrences = occurrencesOf(found.duties, found.years, span)
  const kept = await keptIn(tx, { tenant: actor.tenant, edition: found.aim.edition }, occurrences, today)
  const trainings = holding(await store.listTrainings(tx, actor.tenant, span.from)).flatMap(({ id, doneOn, attendance }) => {
    const people = attendance ?? []
    return [{ id, doneOn, asked: people.length, attended: people.filter(({ attended }) => attended).length }]
  })
  return { punctuality: punctualityOf([...kept.values()]), trainings }
}
export type DutyNumbers = NonNullable<Awaited<ReturnType<typeof dutyNumbersIn>>>

/** What stands of records on the page of a duty: its last ones, the months of a log that are there, whether they are signed. */
export async function readDutyRecords(
  context: CatalogueContext,
  actor: Actor,
  { edition, duty }: Pick<DutyAt, 'edition' | 'duty'>,
) {
  if (!may(actor, 'record.read')) return undefined
  const today = dayInJapan(context.now())
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const place = await seenDutyIn(tx, context, actor, { edition, duty })
    if (!place) return undefined
    const records = holding(await store.listRecords(tx, actor.tenant, { edition, duty }))
    const periods = records.flatMap(({ periodFrom: from, periodTo: to }) => (from && to ? [{ from, to }] : []))
    const signed = await store.listSigned(tx, actor.tenant)
    return {
      duty: place,
      records: records.slice(0, PER_PAGE),
      months: place.keep === null ? [] : monthsKept(periods, today, KEPT_MONTHS),
      asksSignature: signed.some((one) => one.edition === edition && one.duty === duty),
    }
  })
}
export type DutyRecordsView = NonNullable<Awaited<ReturnType<typeof readDutyRecords>>>

/**
 * What waits, and a page of records of the duties that somebody sees, the last done first, those that were corrected included; with where
 * the next page begins. Of one criterion alone where it is named.
 */
export async function readRecords(
  context: CatalogueContext,
  actor: Actor,
  { before, criterion }: { before?: store.Wanted['before']; criterion?: string | undefined },
) {
  if (!may(actor, 'record.read')) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await seenDutiesIn(tx, context, actor)
    const duties = (found?.duties ?? []).filter((duty) => criterion === undefined || duty.criterion === criterion)
    const known = duties.map(({ id }) => id)
    const wanted = { edition: found?.aim.edition ?? '', among: known, before, limit: PER_PAGE + 1 }
    const records = known.length === 0 ? [] : await store.listRecords(tx, actor.tenant, wanted)
    const shown = records.slice(0, PER_PAGE)
    const waiting = before ? [] : await waitingIn(tx, context, actor)
    return {
      edition: found?.aim.edition,
      today: dayInJapan(context.now()),
      waiting: waiting.filter(({ duty }) => known.includes(duty.id)),
      /** Of what has no day until something happens. */
      undated: before ? [] : duties.filter(({ every }) => every === null),
      records: shown,
      corrected: new Set(records.map(({ corrects }) => corrects).filter((one) => one !== null)),
      next: records.length > PER_PAGE ? shown.at(-1) : undefined,
    }
  })
}
export type RecordsView = NonNullable<Awaited<ReturnType<typeof readRecords>>>

/** For routes: the record that an address names, with its duty, its evidence, what it corrects and what corrects it. */
export function loadRecord(context: CatalogueContext) {
  return async ({ record: named }: { record: string }, actor: Actor) => {
    const id = parseId<RecordId>(named)
    if (!id || !may(actor, 'record.read')) return undefined
    return context.db.read({ tenant: actor.tenant }, async (tx) => {
      const record = await store.findRecord(tx, actor.tenant, id)
      const duty = record && (await seenDutyIn(tx, context, actor, record))
      if (!record || !duty) return undefined
      const shown = await store.listShown(tx, actor.tenant, id)
      const pieces = await piecesIn(
        tx,
        actor,
        shown.map(({ evidence }) => evidence),
      )
      return {
        record,
        criterion: criterionNamed(context, record),
        correctedBy: await store.findCorrection(tx, actor.tenant, id),
        pieces: shown.flatMap(({ evidence, version }) => {
          const piece = pieces.find((one) => one.id === evidence)
          return piece ? [{ ...piece, shownVersion: version }] : []
        }),
        people: await namesIn(tx, actor.tenant),
      }
    })
  }
}
export type RecordView = NonNullable<Awaited<ReturnType<ReturnType<typeof loadRecord>>>>

/** What a new record would be of: the duty with its criterion, the last record of it to begin from, and who was asked already. */
export async function readDutyAt(context: CatalogueContext, actor: Actor, at: DutyAt) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const place = await placeIn(tx, context, actor, at)
    if (!place) return undefined
    const { edition, duty } = at
    const records = holding(await store.listRecords(tx, actor.tenant, { edition, duty }))
    return {
      ...place,
      criterion: criterionNamed(context, at),
      last: records[0],
      recorded: records.filter(({ scheduled }) => scheduled !== null && scheduled === at.scheduled),
      requests: await requests.listRequests(tx, actor.tenant, at),
      people: await namesIn(tx, actor.tenant),
    }
  })
}
export type DutyView = NonNullable<Awaited<ReturnType<typeof readDutyAt>>>

/** The duty that a record is of, as far as somebody sees it, and once that it is due; nothing where nothing is scheduled on that day. */
export async function placeIn(tx: Tx, context: CatalogueContext, actor: Actor, at: DutyAt) {
  const found = await seenDutiesIn(tx, context, actor)
  const duty = found?.aim.edition === at.edition ? found.duties.find(({ id }) => id === at.duty) : undefined
  if (!found || !duty) return undefined
  if (at.scheduled === null) return duty.every === null ? { at, duty, occurrence: undefined } : undefined
  // A day may be moved by less than a period.
  const span = { from: addMonths(at.scheduled, -13), to: addMonths(at.scheduled, 13) }
  const occurrence = occurrencesOf([duty], found.years, span).find(({ scheduled }) => scheduled === at.scheduled)
  return occurrence && { at, duty, occurrence }
}

/** The duty of a record, as far as somebody sees it. */
export async function seenDutyIn(
  tx: Tx,
  context: CatalogueContext,
  actor: Actor,
  { edition, duty }: Pick<DutyAt, 'edition' | 'duty'>,
) {
  const found = await seenDutiesIn(tx, context, actor)
  return found?.aim.edition === edition ? found.duties.find(({ id }) => id === duty) : undefined
}

/** The criterion of a duty, in the edition's own words and language. */
function criterionNamed(context: CatalogueContext, { edition, duty }: Pick<DutyAt, 'edition' | 'duty'>) {
  const known = context.edition(edition as Edition['id'])
  return known.criteria.find(({ id }) => id === criterionOf(duty))
}

import type { CatalogueContext, Edition } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { seenDutiesIn } from '../duties/actions.ts'
import { type Occurrence, type OrganisationDuty, occurrencesOf } from '../duties/index.ts'
import { piecesIn } from '../evidence/actions.ts'
import { addMonths } from '../kernel/calendar.ts'
import { parseId, type RecordId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { namesIn } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import type { Actor } from '../roles/sight.ts'
import { type CoveredMonth, type Kept, keptOf, monthsKept } from './keeping.ts'
import { criterionOf, type DutyAt, holding, type OperationRecord } from './record.ts'
import * as requests from './request-store.ts'
import * as store from './store.ts'

/** How many occurrences back the strip of a duty shows, by the months of the last year; and how far ahead. */
const SHOWN_BACK = 12
const SHOWN_AHEAD = 12
/** For how many months the criteria ask to keep logs. */
const KEPT_MONTHS = 6
const PER_PAGE = 50

/** An occurrence with how it was kept, and the record that holds for it, the best first. */
export type KeptOccurrence = Occurrence & { kept: Kept; record: OperationRecord | undefined }

/** A duty with its criterion, how its occurrences of the last year were kept and what comes next, and how much of a log is there. */
export type KeptDuty = {
  duty: OrganisationDuty
  question: Edition['criteria'][number]
  strip: KeptOccurrence[]
  /** Of what is to be kept for months: the last full ones. */
  months: CoveredMonth[]
  asksSignature: boolean
}

/** Duties as somebody sees them, of one criterion alone where it is named: what waits first. Nothing where they see none. */
export async function readKept(context: CatalogueContext, actor: Actor, criterion?: string) {
  if (!may(actor, 'record.read')) return undefined
  return context.db.read({ tenant: actor.tenant }, (tx) => keptIn(tx, context, actor, criterion))
}
export type KeptDuties = NonNullable<Awaited<ReturnType<typeof readKept>>>

/** The same in the transaction of a page. */
export async function keptIn(tx: Tx, context: CatalogueContext, actor: Actor, criterion?: string) {
  const found = await seenDutiesIn(tx, context, actor)
  if (!found) return { today: dayInJapan(context.now()), edition: undefined, duties: [] }
  const today = dayInJapan(context.now())
  const edition = context.edition(found.aim.edition)
  const duties = found.duties.filter((one) => criterion === undefined || one.criterion === criterion)
  const span = { from: addMonths(today, -SHOWN_BACK), to: addMonths(today, SHOWN_AHEAD) }
  const records = holding(await store.listRecords(tx, actor.tenant, { edition: edition.id }))
  const signed = new Set((await store.listSigned(tx, actor.tenant)).map(({ edition: of, duty }) => `${of} ${duty}`))
  const occurrences = occurrencesOf(duties, found.years, span)
  return {
    today,
    edition,
    duties: duties.map((duty): KeptDuty => {
      const own = records.filter((record) => record.duty === duty.id)
      const strip = occurrences.filter((one) => one.duty === duty.id).map((one) => toKept(one, own, today))
      const periods = own.flatMap(({ periodFrom: from, periodTo: to }) => (from && to ? [{ from, to }] : []))
      return {
        duty,
        question: edition.criteria.find(({ id }) => id === duty.criterion) as Edition['criteria'][number],
        // Of what comes, the next alone: more says nothing of how it was kept.
        strip: [...strip.filter(({ due }) => due < today), ...strip.filter(({ due }) => due >= today).slice(0, 1)],
        months: duty.keep === null ? [] : monthsKept(periods, today, KEPT_MONTHS),
        asksSignature: signed.has(`${edition.id} ${duty.id}`),
      }
    }),
  }
}

function toKept(occurrence: Occurrence, records: readonly OperationRecord[], today: Day): KeptOccurrence {
  const own = records.filter(({ scheduled }) => scheduled === occurrence.scheduled)
  return { ...occurrence, kept: keptOf(occurrence, own, today), record: own.at(-1) }
}

/** A page of records of the duties that somebody sees, the last done first, those that were corrected included; and where the next begins. */
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
    return { records: shown, next: records.length > PER_PAGE ? shown.at(-1) : undefined, people: await namesIn(tx, actor.tenant) }
  })
}

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

async function seenDutyIn(tx: Tx, context: CatalogueContext, actor: Actor, { edition, duty }: DutyAt) {
  const found = await seenDutiesIn(tx, context, actor)
  return found?.aim.edition === edition ? found.duties.find(({ id }) => id === duty) : undefined
}

/** The criterion of a duty, in the edition's own words and language. */
function criterionNamed(context: CatalogueContext, { edition, duty }: Pick<DutyAt, 'edition' | 'duty'>) {
  const known = context.edition(edition as Edition['id'])
  return known.criteria.find(({ id }) => id === criterionOf(duty))
}

import { listTargets } from '../assessment/actions.ts'
import type { CatalogueContext, EditionId } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { addMonths } from '../kernel/calendar.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { listNamed } from '../organisation/actions.ts'
import { extentOf, may } from '../roles/permissions.ts'
import { isColleague } from '../roles/person.ts'
import { type Actor, seesEverything } from '../roles/sight.ts'
import { type Kept, occurrenceKey } from './keeping.ts'
import { type Occurrence, occurrencesOf, type Span } from './occurrence.ts'
import { aimOf, begunDuties, type OrganisationDuty } from './organisation-duty.ts'
import { isEscalated, pressingOn } from './pressing.ts'
import type { YearStart } from './schedule.ts'
import * as store from './store.ts'

/** The duties of an organisation, in the order of the criteria, by which edition, and when its years start. */
export type OrganisationDuties = {
  aim: NonNullable<ReturnType<typeof aimOf>>
  duties: OrganisationDuty[]
  years: YearStart[]
}

/** All duties of an organisation, in the transaction of a page: five statements. Nothing where it has no assessment. */
export async function dutiesIn(tx: Tx, context: CatalogueContext, tenant: TenantId): Promise<OrganisationDuties | undefined> {
  const aimed = await listTargets(tx, tenant)
  const aim = aimOf(aimed)
  if (!aim) return undefined
  const assignments = await store.listAssignments(tx, tenant, aim.edition)
  const schedules = await store.listSchedules(tx, tenant, aim.edition)
  const moves = await store.listMoves(tx, tenant, aim.edition)
  const duties = begunDuties(context.edition, aimed).map((duty) => ({
    ...{ ...duty, assignee: null, substitute: null, revision: 0, ...assignments.get(duty.id) },
    ...{ schedules: schedules.get(duty.id) ?? [], moves: moves.get(duty.id) ?? [] },
  }))
  return { aim, duties, years: await store.listYears(tx, tenant) }
}

/** The same in a transaction of its own. */
export function dutiesOf(context: CatalogueContext, tenant: TenantId): Promise<OrganisationDuties | undefined> {
  return context.db.read({ tenant }, (tx) => dutiesIn(tx, context, tenant))
}

/** The duties that somebody may see: a 回答者 their own alone, an expert where everything is shown to them. */
export async function seenDutiesIn(tx: Tx, context: CatalogueContext, actor: Actor): Promise<OrganisationDuties | undefined> {
  const extent = extentOf(actor.roles, 'duties.read')
  if (extent === undefined || !seesEverything(actor)) return undefined
  const found = await dutiesIn(tx, context, actor.tenant)
  return found && { ...found, duties: found.duties.filter((duty) => extent !== 'assigned' || isOf(duty, actor.person)) }
}

/** What is due from one day to another, both included, of the duties that somebody may see; by day. */
export async function occurrencesFrom(context: CatalogueContext, actor: Actor, span: Span): Promise<Occurrence[]> {
  const found = await context.db.read({ tenant: actor.tenant }, (tx) => seenDutiesIn(tx, context, actor))
  return found ? occurrencesOf(found.duties, found.years, span) : []
}

/**
 * How each of some occurrences of an edition was kept as of a day, by its key (`occurrenceKey`), in the transaction of a page: of whoever
 * keeps records, and stands above. What is not named has no record.
 */
export type KeptIn = (
  tx: Tx,
  of: { tenant: TenantId; edition: EditionId },
  occurrences: readonly Occurrence[],
  today: Day,
) => Promise<ReadonlyMap<string, Kept>>

/** An occurrence, and how it was kept. */
export type KeptOccurrence = Occurrence & { kept: Kept }

/** The duties that somebody may see, with what is due in a span and how that was kept; and the names of people. */
export type DutyCalendar = OrganisationDuties & {
  occurrences: KeptOccurrence[]
  today: Day
  people: ReadonlyMap<string, string>
  colleagues: ReadonlyMap<string, string>
}

export async function readCalendar(
  context: CatalogueContext,
  keptIn: KeptIn,
  actor: Actor,
  spanFor: (found: OrganisationDuties, today: Day) => Span,
): Promise<DutyCalendar | undefined> {
  const { tenant } = actor
  const today = dayInJapan(context.now())
  return context.db.read({ tenant }, async (tx) => {
    const found = await seenDutiesIn(tx, context, actor)
    if (!found) return undefined
    const people = await listNamed(tx, tenant)
    const occurrences = occurrencesOf(found.duties, found.years, spanFor(found, today))
    const kept = await keptIn(tx, { tenant, edition: found.aim.edition }, occurrences, today)
    const named = (some: typeof people) => new Map<string, string>(some.map(({ id, name }) => [id, name]))
    return {
      ...{ ...found, today, people: named(people), colleagues: named(people.filter(isColleague)) },
      occurrences: keptBy(occurrences, kept, today),
    }
  })
}

/** What presses of somebody's duties, and of all others for whoever answers for the organisation: what is late there for days. */
export type Pressing = { edition: EditionId | undefined; own: PressingDuty[]; escalated: PressingDuty[] }
type PressingDuty = KeptOccurrence & { late: boolean }

/** In the transaction of a page: one statement for whoever does no duty, seven otherwise. */
export async function pressingIn(tx: Tx, context: CatalogueContext, keptIn: KeptIn, actor: Actor): Promise<Pressing> {
  const { tenant, person } = actor
  const answers = actor.roles.includes('responsible')
  const does = answers || (may(actor, 'duties.read') && (await store.hasDuties(tx, tenant, person)))
  const found = does ? await seenDutiesIn(tx, context, actor) : undefined
  if (!found) return { edition: undefined, own: [], escalated: [] }
  const today = dayInJapan(context.now())
  const { edition } = found.aim
  const duties = answers ? found.duties : found.duties.filter((duty) => isOf(duty, person))
  const occurrences = occurrencesOf(duties, found.years, { from: addMonths(today, -PRESSING_MONTHS), to: addMonths(today, 1) })
  const pressing = pressingOn(keptBy(occurrences, await keptIn(tx, { tenant, edition }, occurrences, today), today), today)
  const mine = new Set(duties.filter((duty) => isOf(duty, person)).map(({ id }) => id))
  return {
    edition,
    own: pressing.filter(({ duty }) => mine.has(duty)),
    escalated: pressing.filter((one) => one.late && !mine.has(one.duty) && isEscalated(one, today)),
  }
}

/** What was missed longer ago presses no more: the list of duties has it. */
const PRESSING_MONTHS = 12

function keptBy(occurrences: readonly Occurrence[], kept: ReadonlyMap<string, Kept>, today: Day): KeptOccurrence[] {
  return occurrences.map((one) => ({ ...one, kept: kept.get(occurrenceKey(one)) ?? unrecorded(one, today) }))
}

/** Whether a duty is somebody's: they do it, or stand in for who does. */
export function isOf({ assignee, substitute }: OrganisationDuty, person: PersonId): boolean {
  return assignee === person || substitute === person
}

function unrecorded({ due }: Occurrence, today: Day): Kept {
  return due < today ? 'missing' : 'coming'
}

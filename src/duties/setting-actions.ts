import type { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { addDays, addMonths } from '../kernel/calendar.ts'
import type { PersonId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { colleaguesIn, namesIn } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Viewer } from '../roles/viewer.ts'
import * as events from './events.ts'
import type { MOVE, SETTINGS, YEAR } from './forms.ts'
import { allUntil } from './occurrence.ts'
import { scheduleOf } from './organisation-duty.ts'
import { dutiesIn } from './read-actions.ts'
import { MONTHS } from './recurrence.ts'
import * as refusals from './refusals.ts'
import { scheduledDays } from './schedule.ts'
import * as store from './store.ts'

/** Further back nothing is counted from: in months. */
const EARLIEST = 120

/**
 * Writes who does a duty and how often. How often counts from tomorrow: what is due by today stays. Refuses what is rarer than the text, a
 * day from which it would be, a person who is not of the organisation, and where somebody else was first.
 */
export async function changeDuty(
  context: CatalogueContext,
  viewer: Viewer,
  id: string,
  wish: z.output<typeof SETTINGS>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'duties.change')
  if (forbidden) return forbidden
  const { tenant } = viewer
  return context.db.transact({ tenant }, async (tx) => {
    const found = await dutiesIn(tx, context, tenant)
    const duty = found?.duties.find((one) => one.id === id)
    if (!found || !duty) return undefined
    const before = { ...duty, ...scheduleOf(duty) }
    const recurs = duty.every !== null
    const after = { ...wish, ...(recurs ? {} : scheduleOf(duty)) }
    const stranger = await refuseStranger(tx, viewer, before, after)
    if (stranger) return stranger
    const [today, edition] = [dayInJapan(context.now()), found.aim.edition]
    const rescheduled = before.every !== after.every || before.first !== after.first || before.nextWorkday !== after.nextWorkday
    const schedule = { since: addDays(today, 1), every: after.every, first: after.first, nextWorkday: after.nextWorkday }
    if (duty.every !== null && rescheduled) {
      if (MONTHS[after.every] > MONTHS[duty.every]) return refusals.rarer()
      if (after.first !== null && after.first < addMonths(today, -EARLIEST)) return refusals.tooEarly()
      const counted = { stated: duty.every, begins: duty.begins, schedules: [...duty.schedules, schedule] }
      const [next] = scheduledDays(counted, found.years, addMonths(today, 2 * MONTHS.P1Y)).filter(({ day }) => day > today)
      if (after.first !== null && next && next.day < after.first) return refusals.tooLate(next.day)
    }
    const by = { by: viewer.person, at: context.now() }
    if (!(await store.writeAssignment(tx, tenant, { edition, duty: id }, after, by))) return refusals.changed()
    if (rescheduled) {
      await store.insertSchedule(tx, tenant, { edition, duty: id, number: duty.schedules.length + 1 }, schedule, by)
    }
    const named = { id, edition }
    const names = await namesIn(tx, tenant)
    await logEvent(
      context,
      tx,
      viewer,
      events.changed(named, before, after, (one) => names.get(one) ?? ''),
    )
    return accept(true)
  })
}

/**
 * Moves one due day, for a reason. Refuses a day on which another time of the same duty would be meant, and where somebody else was first.
 * Nothing where nothing is scheduled on that day.
 */
export async function moveDue(
  context: CatalogueContext,
  viewer: Viewer,
  { duty: id, scheduled }: { duty: string; scheduled: Day },
  { due, reason }: z.output<typeof MOVE>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'duties.change')
  if (forbidden) return forbidden
  const { tenant } = viewer
  return context.db.transact({ tenant }, async (tx) => {
    const found = await dutiesIn(tx, context, tenant)
    const duty = found?.duties.find((one) => one.id === id)
    if (!found || duty?.every == null) return undefined
    const all = allUntil(duty, found.years, addMonths(scheduled, 2 * MONTHS[duty.every]))
    const at = all.findIndex((one) => one.scheduled === scheduled)
    const [occurrence, next] = [all[at], all[at + 1]]
    if (!occurrence || !next) return undefined
    if (reason === '') return refusals.noReason()
    if (due === occurrence.due) return refusals.unmoved()
    if (due <= occurrence.after || due >= next.scheduled) return refusals.outside(occurrence.after, next.scheduled)
    const move = { scheduled, due, reason }
    const number = duty.moves.filter((one) => one.scheduled === scheduled).length + 1
    const key = { edition: found.aim.edition, duty: id, number }
    const by = { by: viewer.person, at: context.now() }
    if (!(await store.insertMove(tx, tenant, key, move, by))) return refusals.changed()
    await logEvent(context, tx, viewer, events.moved({ id, edition: found.aim.edition }, occurrence.due, move))
    return accept(true)
  })
}

/** Says in which month the company's year starts, from tomorrow on. Refuses where somebody else was first. */
export async function setYear(
  context: CatalogueContext,
  viewer: Viewer,
  { month }: z.output<typeof YEAR>,
): Promise<Outcome<true>> {
  const forbidden = refuseUnlessMay(viewer, 'duties.change')
  if (forbidden) return forbidden
  const { tenant } = viewer
  return context.db.transact({ tenant }, async (tx) => {
    const years = await store.listYears(tx, tenant)
    const before = years.at(-1)?.month ?? null
    if (before === month) return accept(true)
    const year = { number: years.length + 1, since: addDays(dayInJapan(context.now()), 1), month }
    if (!(await store.insertYear(tx, tenant, year, { by: viewer.person, at: context.now() }))) return refusals.changed()
    const organisation = { id: tenant, name: viewer.organisationName }
    await logEvent(context, tx, viewer, events.yearChanged(organisation, before, month))
    return accept(true)
  })
}

type People = { assignee: PersonId | null; substitute: PersonId | null }

/** Refuses a newly named person who is not of the organisation now. */
async function refuseStranger(tx: Tx, { tenant }: Viewer, before: People, after: People) {
  const fresh = (['assignee', 'substitute'] as const).filter((field) => after[field] !== null && after[field] !== before[field])
  if (fresh.length === 0) return undefined
  const colleagues = new Set((await colleaguesIn(tx, tenant)).map(({ id }) => id))
  const stranger = fresh.find((field) => !colleagues.has(after[field] as PersonId))
  return stranger && refusals.noPerson(stranger)
}

import { changeDuty, dutiesOf, occurrencesFrom, setYear } from '../duties/actions.ts'
import { addMonths } from '../kernel/calendar.ts'
import type { PersonId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { MeasuresContext } from '../measures/index.ts'
import { recordDone } from '../records/actions.ts'
import { toDutyText } from '../records/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import { done, required } from './made.ts'
import type { DemoDuties } from './world.ts'

/** Somebody says when the company's year starts, and who does which duty. */
export async function setDuties(
  context: MeasuresContext,
  viewer: Viewer,
  { yearStarts, assign }: DemoDuties,
  person: (key: string) => PersonId,
): Promise<void> {
  if (yearStarts) done(await setYear(context, viewer, { month: yearStarts }))
  const { duties } = required(await dutiesOf(context, viewer.tenant), 'no duties')
  for (const [key, own] of Object.entries(assign))
    for (const id of own) {
      const duty = required(
        duties.find((one) => one.id === id),
        `no duty ${id}`,
      )
      const wish = {
        assignee: person(key),
        substitute: null,
        every: duty.every ?? 'P1Y',
        first: null,
        nextWorkday: true,
        revision: 0,
      }
      done(await changeDuty(context, viewer, id, wish))
    }
}

/** Somebody records that they did a duty: for the next day on which it is due, or for the last one where that is past. */
export async function recordDuty(
  context: MeasuresContext,
  viewer: Viewer,
  { duty: id, lookedAt, found = '', late }: DemoDuties['records'][number],
): Promise<void> {
  const today = dayInJapan(context.now())
  const span = late ? { from: addMonths(today, -2), to: today } : { from: today, to: addMonths(today, 13) }
  const own = (await occurrencesFrom(context, viewer, span)).filter((one) => one.duty === id)
  const { scheduled } = required(late ? own.at(-1) : own[0], `nothing is due of ${id}`)
  const { aim } = required(await dutiesOf(context, viewer.tenant), 'no duties')
  done(
    await recordDone(context, viewer, {
      of: toDutyText({ edition: aim.edition, duty: id, scheduled }),
      doneOn: today,
      doneBy: viewer.personName,
      periodFrom: '',
      periodTo: '',
      lookedAt,
      result: found === '' ? 'nothing-found' : 'found',
      found,
      task: '',
      evidence: [],
      attendance: '',
    }),
  )
}

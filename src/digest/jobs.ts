import type { CatalogueContext } from '../catalogue/index.ts'
import { isTold } from '../duties/index.ts'
import { type Home, readHome } from '../home/actions.ts'
import { addDays } from '../kernel/calendar.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { queueLetter } from '../mail/actions.ts'
import { type Counts, digestLetter } from './letter.ts'
import { dueDay, RHYTHMS } from './rhythm.ts'
import * as store from './store.ts'

/**
 * Writes the letters that are due about what waits for people, one for each account, until none is due or `stopping` says so. What a
 * letter says is read as its reader, in each of their organisations. It is put into the outbox in the transaction that takes its day: of
 * several servers one writes it, and a restart repeats nothing. Where nothing waits, the day is taken without a letter.
 */
export async function writeDigests(context: CatalogueContext, stopping?: AbortSignal): Promise<{ letters: number }> {
  const now = context.now()
  let letters = 0
  for (const rhythm of RHYTHMS) {
    const due = dueDay(rhythm, now)
    if (!due) continue
    for (;;) {
      const readers = await context.db.read('signIn', (tx) => store.listDue(tx, { rhythm, ...due, most: AT_ONCE }))
      for (const reader of readers) {
        if (stopping?.aborted) return { letters }
        const letter = digestLetter(
          reader,
          rhythm,
          await seatsOf(context, reader, due.day, dayInJapan(now)),
          context.settings.origin,
        )
        const taken = await context.db.transact('signIn', async (tx) => {
          const own = await store.claimDay(tx, reader.id, { rhythm, day: due.day })
          if (own && letter) await queueLetter(context, tx, letter)
          return own
        })
        if (taken && letter) letters += 1
      }
      if (readers.length < AT_ONCE) break
    }
  }
  return { letters }
}

const AT_ONCE = 100

async function seatsOf(context: CatalogueContext, { id, toldOn }: store.Reader, day: Day, today: Day) {
  const viewers = await context.db.read('signIn', (tx) => store.listSeats(tx, id, today))
  const seats: Parameters<typeof digestLetter>[2][number][] = []
  for (const viewer of viewers) {
    const home = await readHome(context, viewer)
    if (!home) continue
    const span = { after: toldOn ?? addDays(day, -FIRST_LOOK), day }
    const seat = { tenant: viewer.tenant, organisation: viewer.organisationName, counts: countsOf(home) }
    seats.push({ ...seat, pressing: isPressing(home, span) })
  }
  return seats
}

/** How many days back the first letter of an account looks for what of duties has to be told. */
const FIRST_LOOK = 7

/** Whether one of the duties that press has to be told in the letter of a day. */
function isPressing({ duties }: Home, span: { after: Day; day: Day }): boolean {
  const { own, escalated } = duties
  return own.some(({ due }) => isTold(due, 'own', span)) || escalated.some(({ due }) => isTold(due, 'escalated', span))
}

/** How much of each kind waits for somebody, of what their first page shows. */
function countsOf(home: Home): Counts {
  const due = (when: 'overdue' | 'week') => home.tasks.filter((task) => task.when === when).length
  return {
    ...{ overdue: due('overdue'), week: due('week'), decide: home.waiting.length, approve: home.documents.length },
    dutiesLate: home.duties.own.filter(({ late }) => late).length,
    dutiesWeek: home.duties.own.filter(({ late }) => !late).length,
    dutiesEscalated: home.duties.escalated.length,
    ...(home.kind === 'work'
      ? {
          confirm: home.work.asked.length,
          assigned: home.work.assigned.length,
          changed: home.work.news.reduce((sum, { criteria }) => sum + criteria.length, 0),
        }
      : home.kind === 'executive'
        ? { confirm: home.brief.asked.length, assigned: 0, changed: home.brief.week?.changed.length ?? 0 }
        : { confirm: 0, assigned: home.assigned.filter(({ answer }) => answer.status === null).length, changed: 0 }),
  }
}

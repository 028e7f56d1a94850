import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { type CatalogueContext, CriterionNumber, type EditionId, editionIn } from '../catalogue/index.ts'
import { addDays, addMonths, readDay } from '../kernel/calendar.ts'
import { decideForm, plainField, readForm, type Typed, typedOf } from '../kernel/form.ts'
import type { Day } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { View } from '../ui/view.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { narrowed, readWho } from './filter.ts'
import { againstSettings, MOVE, SETTINGS, YEAR } from './forms.ts'
import { scheduleOf } from './organisation-duty.ts'
import { CalendarPage } from './pages/calendar.tsx'
import { DutyPage, type DutyProps } from './pages/duty.tsx'
import { DutyFrame, type DutyTab, NoDuties } from './pages/frame.tsx'
import { DutiesPage } from './pages/list.tsx'
import { MonthPage } from './pages/month.tsx'
import { YearPage } from './pages/year.tsx'

/** What whoever keeps records, and stands above, tells the pages of duties. */
type DutyRecords = {
  keptIn: actions.KeptIn
  /** The page on which one records what was done of what is scheduled on a day, or of a duty that has none; nothing where there is none. */
  addressOf(of: { edition: EditionId; duty: string; scheduled: Day | null }): string | undefined
  /** What stands of records on the page of a duty. */
  panel(view: View, viewer: Viewer, of: { edition: EditionId; duty: string }): Promise<Child>
}

/** The form that makes a calendar or ends it. */
const WHOSE = z.object({ whose: plainField((sent): 'organisation' | 'person' => (sent === 'organisation' ? sent : 'person')) })

/** How far the list looks back and ahead: in months. */
const [BACK, AHEAD] = [12, 13]
/** And the page of one duty: what is done early is followed by a time that is more than a year away. */
const [FAR_BACK, FAR_AHEAD] = [36, 25]

/** Duties: a list, a month, a year, one of them with its settings, and calendars for other programs. */
export const dutyRoutes =
  (records: DutyRecords): Routes<CatalogueContext> =>
  (router, context) => {
    router.get('/duties', 'duties.read', (c, viewer) => list(c, viewer, []))

    router.get('/duties/month', 'duties.read', async (c, viewer) => {
      const asked = readDay(`${c.req.query('month') ?? ''}-01`)
      const calendar = await load(viewer, (today) => {
        const first = asked ?? `${today.slice(0, 7)}-01`
        return { from: first, to: addDays(addMonths(first, 1), -1) }
      })
      if (!calendar) return nothing(c, 'month')
      const who = readWho(c.req.query('who'))
      const month = (asked ?? calendar.today).slice(0, 7)
      const shown = narrowed(calendar, who, viewer.person)
      return c.html(<MonthPage view={c.get('view')} calendar={shown} edition={texts(c, calendar)} {...{ who, month }} />)
    })

    router.get('/duties/year', 'duties.read', async (c, viewer) => {
      const asked = /^(20\d\d)$/.exec(c.req.query('year') ?? '')?.[1]
      let first = ''
      const calendar = await load(viewer, (today, { years }) => {
        first = firstOfYear(today, years.at(-1)?.month ?? APRIL, asked)
        return { from: first, to: addDays(addMonths(first, 12), -1) }
      })
      if (!calendar) return nothing(c, 'year')
      const who = readWho(c.req.query('who'))
      const shown = narrowed(calendar, who, viewer.person)
      return c.html(<YearPage view={c.get('view')} calendar={shown} edition={texts(c, calendar)} {...{ who, first }} />)
    })

    router.post('/duties/year', 'duties.change', async (c, viewer) => {
      const typed = typedOf(YEAR, formOf(c))
      const wish = decideForm(YEAR, typed)
      const outcome = wish.ok ? await actions.setYear(context, viewer, wish.value) : wish
      return outcome.ok ? goTo(c, '/duties?saved=1') : list(c, viewer, outcome.refusals, typed.month)
    })

    router.get('/duties/calendar', 'duties.read', async (c, viewer) => {
      const feeds = await actions.readCalendars(context, viewer)
      if (!feeds) return c.notFound()
      return c.html(<CalendarPage view={c.get('view')} feeds={feeds} made={undefined} ended={c.req.query('ended') === '1'} />)
    })

    router.post('/duties/calendar', 'duties.read', async (c, viewer) => {
      const { whose } = readForm(WHOSE, formOf(c))
      const outcome = await actions.makeCalendar(context, viewer, whose, c.get('view').lang)
      const feeds = outcome?.ok && (await actions.readCalendars(context, viewer))
      if (!outcome?.ok || !feeds) return c.notFound()
      const made = { whose, address: outcome.value }
      return c.html(<CalendarPage view={c.get('view')} feeds={feeds} made={made} ended={false} />)
    })

    router.post('/duties/calendar-endings', 'duties.read', async (c, viewer) => {
      const { whose } = readForm(WHOSE, formOf(c))
      const outcome = await actions.endCalendar(context, viewer, whose)
      return outcome?.ok ? goTo(c, '/duties/calendar?ended=1') : c.notFound()
    })

    router.get('/duties/:criterion/:place', 'duties.read', dutyId, (c, viewer, id) => duty(c, viewer, id, {}))

    router.post('/duties/:criterion/:place', 'duties.change', dutyId, async (c, viewer, id) => {
      const typed = typedOf(SETTINGS, formOf(c))
      const wish = decideForm(SETTINGS, typed, againstSettings)
      const outcome = wish.ok ? await actions.changeDuty(context, viewer, id, wish.value) : wish
      if (!outcome) return c.notFound()
      return outcome.ok ? goTo(c, `/duties/${id}?saved=1`) : duty(c, viewer, id, { typed, refusals: outcome.refusals })
    })

    router.post('/duties/:criterion/:place/moves/:day', 'duties.change', occurrenceOf, async (c, viewer, at) => {
      const typed = typedOf(MOVE, formOf(c))
      const wish = decideForm(MOVE, typed)
      const outcome = wish.ok ? await actions.moveDue(context, viewer, at, wish.value) : wish
      if (!outcome) return c.notFound()
      if (outcome.ok) return goTo(c, `/duties/${at.duty}?saved=1`)
      return duty(c, viewer, at.duty, { moving: { scheduled: at.scheduled, typed }, refusals: outcome.refusals })
    })

    router.get('/calendar/:token', 'anyone', async (c) => {
      const feed = await actions.readFeed(context, c.req.param('token').replace(/\.ics$/, ''))
      if (feed === undefined) return c.notFound()
      return c.body(feed, 200, { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, max-age=3600' })
    })

    function load(viewer: Viewer, spanFor: (today: Day, found: actions.OrganisationDuties) => { from: Day; to: Day }) {
      return actions.readCalendar(context, records.keptIn, viewer, (found, today) => spanFor(today, found))
    }

    function texts(c: WebContext, { aim }: Pick<actions.OrganisationDuties, 'aim'>) {
      return editionIn(context.edition(aim.edition), c.get('view').lang)
    }

    function nothing(c: WebContext, tab: DutyTab): Response | Promise<Response> {
      const view = c.get('view')
      return c.html(
        <DutyFrame view={view} tab={tab} title={view.t('繰り返し作業', 'Duties')}>
          <NoDuties view={view} />
        </DutyFrame>,
      )
    }

    async function list(c: WebContext, viewer: Viewer, refusals: readonly Refusal[], sent?: string): Promise<Response> {
      const calendar = await load(viewer, (today) => ({ from: addMonths(today, -BACK), to: addMonths(today, AHEAD) }))
      if (!calendar) return nothing(c, 'list')
      const who = readWho(c.req.query('who'))
      const props = {
        view: c.get('view'),
        calendar: narrowed(calendar, who, viewer.person),
        all: { duties: calendar.duties.length, unowned: calendar.duties.filter(({ assignee }) => assignee === null).length },
        edition: texts(c, calendar),
        month: sent ?? String(calendar.years.at(-1)?.month ?? ''),
        ...{ who, refusals, saved: c.req.query('saved') === '1' },
      }
      return c.html(<DutiesPage {...props} />, statusOf(c, refusals))
    }

    type Shown = Partial<Pick<DutyProps, 'typed' | 'moving' | 'refusals'>>

    async function duty(c: WebContext, viewer: Viewer, id: string, shown: Shown): Promise<Response> {
      const from = (today: Day) => (c.req.query('all') === '1' ? '' : addMonths(today, -FAR_BACK))
      const found = await load(viewer, (today) => ({ from: from(today), to: addMonths(today, FAR_AHEAD) }))
      const own = found?.duties.find((one) => one.id === id)
      if (!found || !own) return c.notFound()
      const view = c.get('view')
      const { edition } = found.aim
      const address = (scheduled: Day | null) => records.addressOf({ edition, duty: id, scheduled })
      const props = {
        ...{ view, duty: own, edition: texts(c, found), typed: toTyped(own), moving: undefined, refusals: [], ...shown },
        calendar: { ...found, occurrences: found.occurrences.filter((one) => one.duty === id) },
        saved: c.req.query('saved') === '1',
        recordAt: (scheduled: Day | null) => {
          const path = address(scheduled)
          return path && view.to(path)
        },
        panel: await records.panel(view, viewer, { edition, duty: id }),
      }
      return c.html(<DutyPage {...props} />, statusOf(c, props.refusals))
    }
  }

const APRIL = 4

/** The first day of the company's year that begins in a year, or in which a day lies. */
function firstOfYear(today: Day, month: number, year: string | undefined): Day {
  const begins = (of: string) => `${of}-${String(month).padStart(2, '0')}-01`
  if (year !== undefined) return begins(year)
  const first = begins(today.slice(0, 4))
  return first <= today ? first : addMonths(first, -12)
}

function toTyped(
  duty: Parameters<typeof scheduleOf>[0] & Pick<DutyProps['duty'], 'assignee' | 'substitute' | 'revision'>,
): Typed<typeof SETTINGS> {
  const { every, first, nextWorkday } = scheduleOf(duty)
  return {
    ...{ assignee: duty.assignee ?? '', substitute: duty.substitute ?? '', every, first: first ?? '' },
    ...{ nextWorkday: nextWorkday ? '1' : '', revision: String(duty.revision) },
  }
}

/** The id of a duty, of an address. */
function dutyId({ criterion, place }: { criterion: string; place: string }): string | undefined {
  return CriterionNumber.safeParse(criterion).success && /^[1-9]$/.test(place) ? `${criterion}/${place}` : undefined
}

function occurrenceOf(named: { criterion: string; place: string; day: string }): { duty: string; scheduled: Day } | undefined {
  const [duty, scheduled] = [dutyId(named), readDay(named.day)]
  return duty && scheduled ? { duty, scheduled } : undefined
}

import { type CatalogueContext, type Edition, editionIn } from '../catalogue/index.ts'
import { blankOf, type Typed, typedOf } from '../kernel/form.ts'
import { type EventId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { CLOSING, EVENT, ITEM } from './forms.ts'
import { EventPage } from './pages/event.tsx'
import { EventsPage, NewEventPage } from './pages/events.tsx'

const DONE = ['begun', 'saved', 'closed'] as const

/** できごと: what happens to people, partners and devices, and the checklist that the criteria ask for then. */
export const eventRoutes: Routes<CatalogueContext> = (router, context) => {
  const load = actions.loadEvent(context)

  router.get('/events', 'event.read', async (c, viewer) => {
    const events = await actions.readEvents(context, viewer)
    return events ? c.html(<EventsPage view={c.get('view')} events={events} />) : c.notFound()
  })

  router.get('/events/new', 'event.begin', (c) => {
    const kind = c.req.query('kind') ?? ''
    return newPage(c, { ...blankOf(EVENT), kind, day: dayInJapan(context.now()) }, [])
  })

  router.post('/events', 'event.begin', async (c, viewer) => {
    const typed = typedOf(EVENT, formOf(c))
    const outcome = await actions.beginEvent(context, viewer, typed, await sentForm(c, context.now()))
    return outcome.ok ? goTo(c, `/events/${outcome.value}?done=begun`) : newPage(c, typed, outcome.refusals)
  })

  router.get('/events/:event', 'event.read', load, (c, _viewer, found) => eventPage(c, found, []))

  router.post('/events/:event/items/:item', 'event.do', itemOf, async (c, viewer, place) => {
    const outcome = await actions.decideItem(context, viewer, place, typedOf(ITEM, formOf(c)))
    if (outcome?.ok) return goTo(c, `/events/${place.event}?done=saved`)
    const found = outcome && (await load(place, viewer))
    return found ? eventPage(c, found, outcome.refusals) : c.notFound()
  })

  router.post('/events/:event/closing', 'event.do', eventId, async (c, viewer, id) => {
    const typed = typedOf(CLOSING, formOf(c))
    const outcome = await actions.closeEvent(context, viewer, id, typed)
    if (outcome?.ok) return goTo(c, `/events/${id}?done=closed`)
    const found = outcome && (await load({ event: id }, viewer))
    return found ? eventPage(c, found, outcome.refusals, typed) : c.notFound()
  })

  function newPage(c: WebContext, typed: Typed<typeof EVENT>, refusals: readonly Refusal[]): Response | Promise<Response> {
    return c.html(<NewEventPage view={c.get('view')} typed={typed} refusals={refusals} />, statusOf(c, refusals))
  }

  function eventPage(
    c: WebContext,
    found: actions.EventView,
    refusals: readonly Refusal[],
    typed: Typed<typeof CLOSING> = blankOf(CLOSING),
  ): Response | Promise<Response> {
    const view = c.get('view')
    const textsOf = (edition: string) => editionIn(context.edition(edition as Edition['id']), view.lang)
    const done = DONE.find((one) => one === c.req.query('done'))
    return c.html(<EventPage {...{ view, found, textsOf, typed, refusals, done }} />, statusOf(c, refusals))
  }
}

function eventId({ event }: { event: string }): EventId | undefined {
  return parseId<EventId>(event)
}

function itemOf({ event, item }: { event: string; item: string }): { event: EventId; number: number } | undefined {
  const id = parseId<EventId>(event)
  return id && /^[1-9]\d{0,2}$/.test(item) ? { event: id, number: Number(item) } : undefined
}

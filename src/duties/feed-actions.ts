import { hashToken } from '../account/sign-in/actions.ts'
import { type CatalogueContext, DEFAULT_EDITION, editionIn } from '../catalogue/index.ts'
import { addMonths } from '../kernel/calendar.ts'
import type { FeedId, PersonId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { accept, type Outcome, speakerOf } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { colleaguesIn, findOrganisation } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { may } from '../roles/permissions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { dated, toCalendarFile } from './calendar-file.ts'
import * as events from './events.ts'
import * as store from './feed-store.ts'
import { occurrencesOf } from './occurrence.ts'
import { dutiesIn, isOf } from './read-actions.ts'

/** How far a calendar reaches, in months before and after today. */
const [BEFORE, AFTER] = [6, 24]

/** Whose calendar: that of whoever asks, or that of the whole organisation, which takes the right to change duties. */
export type Whose = 'person' | 'organisation'

/** Which calendars have an address. An engaged expert has none. */
export async function readCalendars(
  context: CatalogueContext,
  viewer: Viewer,
): Promise<Partial<Record<Whose, store.Feed>> | undefined> {
  if (!mayHave(viewer, 'person')) return undefined
  const feeds = await context.db.read({ tenant: viewer.tenant }, (tx) => store.listFeeds(tx, viewer.tenant))
  const [own, all] = [feeds.find(({ person }) => person === viewer.person), feeds.find(({ person }) => person === null)]
  return { ...(own ? { person: own } : {}), ...(all && mayHave(viewer, 'organisation') ? { organisation: all } : {}) }
}

/**
 * Gives a calendar a new address, in the language in which it is asked for. The address is told this once; the one before works no more.
 * Nothing where the viewer may not have it.
 */
export async function makeCalendar(
  context: CatalogueContext,
  viewer: Viewer,
  whose: Whose,
  lang: 'ja' | 'en',
): Promise<Outcome<string> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'duties.read')
  if (forbidden) return forbidden
  if (!mayHave(viewer, whose)) return undefined
  const { tenant, person: by } = viewer
  const token = context.secrets.newToken()
  await context.db.transact({ tenant }, async (tx) => {
    const person = personOf(viewer, whose)
    await store.deleteFeed(tx, tenant, person)
    const made = { by, at: context.now(), tokenHash: hashToken(token) }
    await store.insertFeed(tx, tenant, { id: context.newId<FeedId>(), person, lang, ...made })
    await logEvent(context, tx, viewer, events.calendarMade(organisationOf(viewer), nameFor(viewer, whose)))
  })
  return accept(`${context.settings.origin}/calendar/${token}.ics`)
}

/** Ends the address of a calendar. Nothing where it has none, or the viewer may not have it. */
export async function endCalendar(context: CatalogueContext, viewer: Viewer, whose: Whose): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'duties.read')
  if (forbidden) return forbidden
  if (!mayHave(viewer, whose)) return undefined
  return context.db.transact({ tenant: viewer.tenant }, async (tx) => {
    if (!(await store.deleteFeed(tx, viewer.tenant, personOf(viewer, whose)))) return undefined
    await logEvent(context, tx, viewer, events.calendarEnded(organisationOf(viewer), nameFor(viewer, whose)))
    return accept(true as const)
  })
}

/** The calendar that a secret opens, as an iCalendar file. Nothing where it opens none, or its person is no longer of the organisation. */
export async function readFeed(context: CatalogueContext, token: string): Promise<string | undefined> {
  const feed = await context.db.read('signIn', (tx) => store.findFeed(tx, hashToken(token)))
  if (!feed) return undefined
  const { tenant, person, lang } = feed
  return context.db.read({ tenant }, async (tx) => {
    const owner = person && (await colleaguesIn(tx, tenant)).find(({ id }) => id === person)
    if (person && !(owner && may(owner, 'duties.read'))) return undefined
    const organisation = await findOrganisation(tx, tenant)
    const found = await dutiesIn(tx, context, tenant)
    const now = context.now()
    const today = dayInJapan(now)
    const span = { from: addMonths(today, -BEFORE), to: addMonths(today, AFTER) }
    const duties = found?.duties.filter((duty) => person === null || isOf(duty, person)) ?? []
    const t = speakerOf(lang)
    const whose = owner ? owner.name : (organisation?.name ?? '')
    const edition = editionIn(context.edition(found?.aim.edition ?? DEFAULT_EDITION), lang)
    return toCalendarFile(dated(duties, occurrencesOf(duties, found?.years ?? [], span)), edition, {
      ...{ domain: tenant, stamped: now },
      feed: {
        name: t(`星取の繰り返し作業(${whose})`, `Hoshitori duties (${whose})`),
        addressOf: ({ id }) => `${context.settings.origin}${toAddress(tenant, `/duties/${id}`)}`,
      },
    })
  })
}

/** Whether somebody may have such a calendar: people of the organisation itself alone. */
function mayHave(viewer: Viewer, whose: Whose): boolean {
  return viewer.engagement === undefined && may(viewer, whose === 'person' ? 'duties.read' : 'duties.change')
}

function personOf({ person }: Viewer, whose: Whose): PersonId | null {
  return whose === 'person' ? person : null
}

function nameFor({ personName }: Viewer, whose: Whose): string {
  return whose === 'person' ? personName : ''
}

function organisationOf({ tenant: id, organisationName: name }: Viewer) {
  return { id, name }
}

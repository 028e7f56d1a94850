import { decideEmail } from '../account/credentials/index.ts'
import { hashToken, newLink } from '../account/sign-in/actions.ts'
import { type CatalogueContext, criterionIn, dutyWords } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { dutiesIn } from '../duties/actions.ts'
import { occurrencesOf } from '../duties/index.ts'
import { addMonths, DAY, later } from '../kernel/calendar.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { RecordId, RecordRequestId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Lang, type Outcome } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEvent, logEventBy } from '../log/actions.ts'
import { queueLetter } from '../mail/actions.ts'
import { fillLetter, withoutLinks } from '../mail/index.ts'
import { findOrganisation, listPeople, namesIn } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { isColleague } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import { publishDoubts } from './doubt-actions.ts'
import * as events from './events.ts'
import { againstDone, BY_LINK, REQUEST } from './forms.ts'
import letters from './letters.json'
import { placeIn } from './read-actions.ts'
import { criterionOf, type DutyAt, type OperationRecord } from './record.ts'
import * as refusals from './refusals.ts'
import * as requests from './request-store.ts'
import * as store from './store.ts'
import { asksSignature } from './write-actions.ts'

/** How long a link works, in milliseconds. */
const LINK_LASTS = 60 * DAY

/** The personal link of somebody who was asked, to hand on by whatever way. */
export function requestLink(context: Pick<CatalogueContext, 'secrets' | 'settings'>, request: requests.RequestRow): string {
  return `${context.settings.origin}/check/${context.secrets.unseal(request.tokenSealed, requests.linkPurpose(request.id))}`
}

/** Asks a colleague, or anybody by name, to do one check; by mail where there is an address. Refuses nobody, and what is not scheduled. */
export async function askForRecord(
  context: CatalogueContext,
  actor: Actor,
  typed: Typed<typeof REQUEST>,
  lang: Lang,
): Promise<Outcome<RecordRequestId>> {
  const forbidden = refuseUnlessMay(actor, 'record.ask')
  if (forbidden) return forbidden
  const decided = decideForm(REQUEST, typed)
  if (!decided.ok) return decided
  const { of, person, message } = decided.value
  const address = decided.value.email === '' ? accept(null) : decideEmail(decided.value.email, 'email')
  if (!address.ok) return address
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const place = of && (await placeIn(tx, context, actor, of))
    if (!of || !place) return refusals.noDuty()
    const colleague = person && (await listPeople(tx, actor.tenant)).find((one) => one.id === person && isColleague(one))
    const name = colleague?.name ?? decided.value.name
    if (name === '') return refusals.noName()
    const id = context.newId<RecordRequestId>()
    const now = context.now()
    const request = {
      ...{ ...of, id, name, email: colleague?.email ?? address.value?.address ?? null, message },
      ...{ expiresAt: later(now, LINK_LASTS), askedBy: actor.person, askedAt: now },
      ...newLink(context, requests.linkPurpose(id)),
    }
    await requests.insertRequest(tx, actor.tenant, request)
    const row = { ...request, revokedAt: null }
    if (row.email !== null) await sendLetter(context, tx, actor, { request: row, due: place.occurrence?.due ?? null, lang })
    await logEvent(context, tx, actor, events.asked(request, name))
    return accept(id)
  })
}

/** Shuts the link of somebody who was asked. */
export async function revokeRequest(
  context: CatalogueContext,
  actor: Actor,
  id: RecordRequestId,
): Promise<Outcome<DutyAt> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'record.ask')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const request = await requests.findRequest(tx, actor.tenant, id)
    if (!request || !(await requests.revokeRequest(tx, actor.tenant, id, context.now()))) return undefined
    await logEvent(context, tx, actor, events.linkRevoked(request, request.name))
    return accept(request)
  })
}

/** What the holder of a link may see: the one check, and what they recorded. Nothing where the link does not work. */
export async function checkByLink(context: CatalogueContext, token: string) {
  const link = await findLink(context, token)
  return link && context.db.read({ tenant: link.tenant }, (tx) => shownTo(context, tx, link))
}
export type Check = NonNullable<Awaited<ReturnType<typeof checkByLink>>>

/** Keeps what the holder of a link did. Refuses what they recorded already: a link is for one record. */
export async function recordByLink(
  context: CatalogueContext,
  token: string,
  typed: Typed<typeof BY_LINK>,
  from: Client,
): Promise<Outcome<RecordId> | undefined> {
  const link = await findLink(context, token)
  if (!link) return undefined
  const today = dayInJapan(context.now())
  const decided = decideForm(BY_LINK, typed, (standing) => againstDone(standing, today))
  if (!decided.ok) return decided
  return context.db.transact({ tenant: link.tenant }, async (tx) => {
    const shown = await shownTo(context, tx, link)
    if (!shown) return undefined
    if (shown.record) return accept(shown.record.id)
    const { request } = shown
    const { edition, duty, scheduled } = request
    const record: OperationRecord = {
      ...{ ...decided.value, edition, duty, scheduled, id: context.newId<RecordId>(), doneBy: request.name },
      found: decided.value.result === 'found' ? decided.value.found : '',
      ...{ task: null, attendance: null, asksSignature: await asksSignature(tx, link.tenant, request), signature: null },
      ...{ via: 'link', request: request.id, corrects: null, correction: '', recordedBy: null, recordedAt: context.now() },
    }
    await store.insertRecord(tx, link.tenant, record, { source: request.id })
    await publishDoubts(tx, context, link.tenant)
    await logEventBy(context, tx, link.tenant, { kind: 'unknown' }, from, events.added(record, '', []))
    return accept(record.id)
  })
}

function findLink(context: CatalogueContext, token: string) {
  return context.db.read('signIn', (tx) => requests.findLink(tx, hashToken(token), context.now()))
}

async function shownTo(
  context: CatalogueContext,
  tx: Tx,
  { tenant, request: id }: NonNullable<Awaited<ReturnType<typeof findLink>>>,
) {
  const request = await requests.findRequest(tx, tenant, id)
  const organisation = await findOrganisation(tx, tenant)
  const found = await dutiesIn(tx, context, tenant)
  const duty = found?.aim.edition === request?.edition ? found?.duties.find((one) => one.id === request?.duty) : undefined
  if (!request || !organisation || !found || !duty) return undefined
  const { scheduled } = request
  const span = scheduled && { from: addMonths(scheduled, -13), to: addMonths(scheduled, 13) }
  const occurrence = span && occurrencesOf([duty], found.years, span).find((one) => one.scheduled === scheduled)
  const records = await store.listRecords(tx, tenant, { edition: request.edition, duty: request.duty })
  return {
    request,
    organisation: organisation.name,
    asker: (await namesIn(tx, tenant)).get(request.askedBy) ?? '',
    duty,
    occurrence: occurrence === '' || occurrence === null ? undefined : occurrence,
    criterion: context.edition(found.aim.edition).criteria.find((one) => one.id === duty.criterion),
    record: records.find((one) => one.request === id),
    last: records[0],
  }
}

async function sendLetter(
  context: CatalogueContext,
  tx: Tx,
  actor: Actor,
  { request, due, lang }: { request: requests.RequestRow; due: string | null; lang: Lang },
): Promise<void> {
  const organisation = await findOrganisation(tx, actor.tenant)
  const edition = context.edition(request.edition as Parameters<CatalogueContext['edition']>[0])
  const criterion = edition.criteria.find(({ id }) => id === criterionOf(request.duty))
  if (!organisation || !criterion || request.email === null) return
  const stated = criterion.duties?.[Number(request.duty.split('/')[1]) - 1]
  const about = [criterionIn(edition, criterion, lang).question, stated ? `(${dutyWords(stated)[lang]})` : ''].join('')
  const facts = {
    ...{ organisation: withoutLinks(organisation.name), name: withoutLinks(request.name), about },
    asker: withoutLinks((await namesIn(tx, actor.tenant)).get(request.askedBy) ?? ''),
    ...{ due: due ?? '-', message: withoutLinks(request.message), link: requestLink(context, request) },
    until: { moment: request.expiresAt },
  }
  await queueLetter(context, tx, fillLetter(letters[lang], { to: request.email, lang }, facts, context.settings.origin))
}

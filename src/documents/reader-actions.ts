import { hashToken, newLink } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { DAY, earlier, later } from '../kernel/calendar.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { DocumentId, ReaderId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEvent, logEventBy } from '../log/actions.ts'
import { queueLetter } from '../mail/actions.ts'
import { fillLetter, type Letter, withoutLinks } from '../mail/index.ts'
import { findOrganisation, listPeople } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { isColleague } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import { type DocumentVersion, publishedOf, readContent } from './document.ts'
import * as events from './events.ts'
import letters from './letters.json'
import { documentIn } from './read-actions.ts'
import { decideList, READERS } from './reader-forms.ts'
import * as readers from './reader-store.ts'
import * as refusals from './refusals.ts'
import * as store from './store.ts'

/** How long a link works after the document was announced or published last, in milliseconds. */
const LINK_LASTS = 180 * DAY
/** How many people a document is announced to at most: our letters carry the organisation's words to strangers. */
const MOST_READERS = 2000
/** Nobody is reminded more often, in milliseconds. */
const REMIND_AFTER = 7 * DAY

/** A document with everybody to whom it is announced, and who has acknowledged the version in force; with colleagues to choose from. */
export async function readAnnouncement(context: Context, actor: Actor, id: DocumentId) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await documentIn(tx, actor, id)
    if (!found) return undefined
    const published = publishedOf(found.versions)
    const asked = await readers.listReaders(tx, actor.tenant, id, published?.id)
    const colleagues = (await listPeople(tx, actor.tenant)).filter(isColleague)
    return { ...found, published, readers: asked, colleagues }
  })
}
export type Announcement = NonNullable<Awaited<ReturnType<typeof readAnnouncement>>>

/** The personal link of a reader, for a printed card. */
export function linkOf(context: Pick<Context, 'secrets' | 'settings'>, reader: readers.ReaderRow): string {
  return `${context.settings.origin}/read/${context.secrets.unseal(reader.tokenSealed, readers.linkPurpose(reader.id))}`
}

/** Announces a document to further people, by mail where they have an address and it is in force. Whoever is on the list already stays once. */
export async function addReaders(
  context: Context,
  actor: Actor,
  id: DocumentId,
  typed: Typed<typeof READERS>,
): Promise<Outcome<number> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'document.announce')
  if (forbidden) return forbidden
  const decided = decideForm(READERS, typed)
  if (!decided.ok) return decided
  const listed = decideList(decided.value.list, decided.value.class)
  if (!listed.ok) return listed
  const { tenant, person } = actor
  return context.db.transact({ tenant }, async (tx) => {
    const found = await documentIn(tx, actor, id, { locked: true })
    if (!found) return undefined
    const published = publishedOf(found.versions)
    const there = await readers.listReaders(tx, tenant, id, published?.id)
    const chosen = (await listPeople(tx, tenant))
      .filter((one) => isColleague(one) && decided.value.people.includes(one.id))
      .map(({ name, email }) => ({ name, email, class: decided.value.class }))
    const known = new Set(there.filter(({ revokedAt }) => revokedAt === null).map(keyOf))
    const fresh = [...chosen, ...listed.value].filter((one) => {
      const [key, isKnown] = [keyOf(one), known.has(keyOf(one))]
      known.add(key)
      return !isKnown
    })
    if (fresh.length === 0) return refusals.noReaders()
    if (there.length + fresh.length > MOST_READERS) return refusals.manyReaders(MOST_READERS)
    const now = context.now()
    const rows = fresh.map((one) => {
      const readerId = context.newId<ReaderId>()
      const link = newLink(context, readers.linkPurpose(readerId))
      return { ...one, ...link, id: readerId, document: id, expiresAt: later(now, LINK_LASTS), revokedAt: null, told: null }
    })
    await readers.insertReaders(tx, tenant, rows, { by: person, at: now })
    if (published) await tellReaders(context, tx, tenant, published, rows)
    await logEvent(
      context,
      tx,
      actor,
      events.announced(
        found.document,
        rows.map(({ name }) => name),
      ),
    )
    return accept(rows.length)
  })
}

/** Tells the log that the record of a document or its links were taken out. */
export function noteRecord(context: Context, actor: Actor, found: Announcement, format: 'csv' | 'pdf' | 'cards'): Promise<void> {
  return context.db.transact({ tenant: actor.tenant }, (tx) =>
    logEvent(context, tx, actor, events.recordExported(found.document, format)),
  )
}

/** Shuts the link of a reader; what they acknowledged stays. */
export async function revokeReader(
  context: Context,
  actor: Actor,
  { document: id, reader }: { document: DocumentId; reader: ReaderId },
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'document.announce')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const found = await documentIn(tx, actor, id)
    const name = found && (await readers.revokeReader(tx, actor.tenant, id, reader, context.now()))
    if (!found || name === undefined) return undefined
    await logEvent(context, tx, actor, events.linkRevoked(found.document, name))
    return accept(true)
  })
}

/** Asks everybody again about a version that is in force from now on, in the transaction that publishes it. */
export async function askAgain(context: Context, tx: Tx, tenant: TenantId, version: DocumentVersion): Promise<void> {
  const until = later(context.now(), LINK_LASTS)
  await readers.extendLinks(tx, tenant, version.document, until)
  const all = await readers.listReaders(tx, tenant, version.document, version.id)
  await tellReaders(
    context,
    tx,
    tenant,
    version,
    all.map((reader) => ({ ...reader, expiresAt: until })),
  )
}

/** What the holder of a link may read: the version in force, and whether they acknowledged it. Nothing where the link does not work. */
export async function readByLink(context: Context, token: string) {
  const link = await findLink(context, token)
  return link && context.db.read({ tenant: link.tenant }, (tx) => shownTo(tx, link))
}
export type Reading = NonNullable<Awaited<ReturnType<typeof readByLink>>>

/** Keeps that the holder of a link read the version that their page showed. Refuses where another one is in force by now. */
export async function acknowledge(
  context: Context,
  token: string,
  { sha256, from }: { sha256: string; from: Client },
): Promise<Outcome<true> | undefined> {
  const link = await findLink(context, token)
  if (!link) return undefined
  return context.db.transact({ tenant: link.tenant }, async (tx) => {
    const shown = await shownTo(tx, link)
    if (!shown) return undefined
    const { version, reader } = shown
    if (version.sha256 !== sha256) return refusals.newerVersion()
    const said = { reader: reader.id, version: version.id, sha256, at: context.now() }
    if (!(await readers.insertAcknowledgement(tx, link.tenant, said))) return accept(true)
    await logEventBy(context, tx, link.tenant, { kind: 'unknown' }, from, events.acknowledged(version, reader.name))
    return accept(true)
  })
}

/** Reminds whoever was asked a week ago or longer and has not acknowledged; called by the server. Gives how many letters were written. */
export async function remindReaders(context: Context, stopping?: AbortSignal): Promise<{ letters: number }> {
  const now = context.now()
  const before = earlier(now, REMIND_AFTER)
  const due = await context.db.read('admin', (tx) => readers.listReminders(tx, { before, now, most: 200 }))
  let letters = 0
  for (const { tenant, document } of due) {
    if (stopping?.aborted) break
    letters += await context.db.transact({ tenant }, async (tx) => {
      const found = await store.findDocument(tx, tenant, document, { locked: true })
      const version = found && publishedOf(await store.listVersions(tx, tenant, document))
      if (!version) return 0
      const all = await readers.listReaders(tx, tenant, document, version.id)
      const waiting = all.filter(({ acknowledgedAt, told, expiresAt }) => {
        return acknowledgedAt === null && expiresAt > now && told !== null && told.at <= before
      })
      return tellReaders(context, tx, tenant, version, waiting, { reminding: true })
    })
  }
  return { letters }
}

function findLink(context: Context, token: string) {
  return context.db.read('signIn', (tx) => readers.findLink(tx, hashToken(token), context.now()))
}

async function shownTo(tx: Tx, { tenant, reader: id, document }: NonNullable<Awaited<ReturnType<typeof findLink>>>) {
  const version = publishedOf(await store.listVersions(tx, tenant, document))
  const all = version ? await readers.listReaders(tx, tenant, document, version.id) : []
  const reader = all.find((one) => one.id === id)
  const organisation = await findOrganisation(tx, tenant)
  if (!version || !reader || !organisation) return undefined
  return { version, content: readContent(version), organisation: organisation.name, reader }
}

async function tellReaders(
  context: Context,
  tx: Tx,
  tenant: TenantId,
  version: DocumentVersion,
  asked: readonly readers.ReaderRow[],
  { reminding = false } = {},
): Promise<number> {
  const open = asked.filter(({ email, revokedAt }) => email !== null && revokedAt === null)
  const organisation = open.length > 0 ? await findOrganisation(tx, tenant) : undefined
  if (!organisation) return 0
  for (const reader of open) await queueLetter(context, tx, letterTo(context, organisation.name, version, reader, reminding))
  await readers.markTold(
    tx,
    tenant,
    open.map(({ id }) => id),
    { version: version.id, at: context.now() },
  )
  return open.length
}

function letterTo(
  context: Context,
  organisation: string,
  version: DocumentVersion,
  reader: readers.ReaderRow,
  reminding: boolean,
): Letter {
  const { title, lang } = readContent(version)
  const template = letters[lang]
  const subject = reminding ? `${letters.reminder[lang]}${template.subject}` : template.subject
  const facts = {
    ...{ organisation: withoutLinks(organisation), title: withoutLinks(title), name: withoutLinks(reader.name) },
    ...{ number: String(version.number), link: linkOf(context, reader), until: { moment: reader.expiresAt } },
  }
  return fillLetter({ ...template, subject }, { to: reader.email ?? '', lang }, facts, context.settings.origin)
}

/** Two lines of a list are one person where they have the same address, or none and the same name. */
function keyOf({ name, email }: { name: string; email: string | null }): string {
  return email?.toLowerCase() ?? ` ${name}`
}

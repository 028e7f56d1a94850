import { createHash } from 'node:crypto'
import type { Tx } from '../db/db.ts'
import { addMonths } from '../kernel/calendar.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { DocumentId, DocumentVersionId, PersonId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { canonicalJson } from '../log/index.ts'
import type { Named } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { may } from '../roles/permissions.ts'
import { isColleague } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import { blanksIn, contentOf, type DocumentVersion, publishedOf, readContent } from './document.ts'
import * as events from './events.ts'
import { DECISION, SUBMISSION } from './forms.ts'
import { type DocumentsContext, type DocumentView, documentIn } from './read-actions.ts'
import { askAgain } from './reader-actions.ts'
import * as refusals from './refusals.ts'
import * as store from './store.ts'

/** A version by its document and its number there. */
type VersionPlace = { document: DocumentId; number: number }
type Done = Promise<Outcome<DocumentVersion> | undefined>

/**
 * Who may be named to approve what somebody puts forward: executives and the responsible persons, and themselves only where nobody else
 * is there, as in a small firm with one head.
 */
export function officersFor(people: readonly Named[], putBy: PersonId): Named[] {
  const all = people.filter((one) => isColleague(one) && may(one, 'document.approve'))
  const others = all.filter(({ id }) => id !== putBy)
  return others.length > 0 ? others : all
}

/**
 * Puts a document to a named officer: freezes it as the next version. Refuses blanks that still show an example, what is in force already,
 * and a second version beside one that waits.
 */
export async function submitDocument(
  context: DocumentsContext,
  actor: Actor,
  id: DocumentId,
  typed: Typed<typeof SUBMISSION>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'document.write')
  if (forbidden) return forbidden
  const decided = decideForm(SUBMISSION, typed)
  if (!decided.ok) return decided
  const { officer, message, revision } = decided.value
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const found = await documentIn(tx, actor, id, { locked: true })
    if (!found) return undefined
    const { document, versions, people } = found
    if (document.revision !== revision) return refusals.changed()
    if (versions.some(({ decision }) => decision === null)) return refusals.waiting()
    if (document.sections.length === 0) return refusals.empty()
    const blanks = blanksIn(document)
    if (blanks > 0) return refusals.blanks(blanks)
    const content = canonicalJson(contentOf(document))
    if (publishedOf(versions)?.content === content) return refusals.same()
    const named = people.find((one) => one.id === officer && isColleague(one) && may(one, 'document.approve'))
    if (!named) return refusals.noOfficer()
    if (!officersFor(people, actor.person).some((one) => one.id === named.id)) return refusals.ownOfficer()
    const version: DocumentVersion = {
      ...{ id: context.newId<DocumentVersionId>(), document: id, number: (versions[0]?.number ?? 0) + 1, content },
      sha256: createHash('sha256').update(content).digest('hex'),
      ...{ message, officer: named.id, putBy: actor.person, putAt: context.now(), decision: null, publication: null },
    }
    await store.insertVersion(tx, actor.tenant, version)
    await logEvent(context, tx, actor, events.submitted(document, version, named.name))
    return accept(version)
  })
}

/** Approves a version. Refuses whoever was not named, and where it was decided. */
export async function approveDocument(
  context: DocumentsContext,
  actor: Actor,
  place: VersionPlace,
  typed: Typed<typeof DECISION>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'document.approve')
  return forbidden ?? decideOn(context, actor, place, 'approved', typed)
}

/** Sends a version back with what is to change. Refuses as approving does. */
export async function returnDocument(
  context: DocumentsContext,
  actor: Actor,
  place: VersionPlace,
  typed: Typed<typeof DECISION>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'document.approve')
  return forbidden ?? decideOn(context, actor, place, 'returned', typed)
}

async function decideOn(
  context: DocumentsContext,
  actor: Actor,
  place: VersionPlace,
  outcome: 'approved' | 'returned',
  typed: Typed<typeof DECISION>,
): Done {
  const decided = decideForm(DECISION, typed)
  if (!decided.ok) return decided
  const { word } = decided.value
  return onVersion(context, actor, place, async (tx, { document }, version) => {
    if (version.officer !== actor.person) return refusals.notTheirs()
    if (outcome === 'returned' && word === '') return refusals.noWord()
    const decision = { outcome, word, by: actor.person, at: context.now() }
    if (!(await store.decideVersion(tx, actor.tenant, version.id, decision))) return refusals.decided()
    await logEvent(context, tx, actor, events.decided(document, version, outcome, word))
    return accept({ ...version, decision })
  })
}

/** Takes a version back that nobody has decided on. Refuses whoever did not put it. */
export async function withdrawDocument(context: DocumentsContext, actor: Actor, place: VersionPlace): Done {
  const forbidden = refuseUnlessMay(actor, 'document.write')
  if (forbidden) return forbidden
  return onVersion(context, actor, place, async (tx, { document }, version) => {
    if (version.putBy !== actor.person) return refusals.notTheirs()
    const decision = { outcome: 'withdrawn' as const, word: '', by: actor.person, at: context.now() }
    if (!(await store.decideVersion(tx, actor.tenant, version.id, decision))) return refusals.decided()
    await logEvent(context, tx, actor, events.withdrawn(document, version))
    return accept({ ...version, decision })
  })
}

/** Puts an approved version in force, and sets the day of its review. Refuses one that is not approved, in force, or older than what is. */
export async function publishDocument(context: DocumentsContext, actor: Actor, place: VersionPlace): Done {
  const forbidden = refuseUnlessMay(actor, 'document.announce')
  if (forbidden) return forbidden
  return onVersion(context, actor, place, async (tx, { document, versions }, version) => {
    if ((publishedOf(versions)?.number ?? 0) >= version.number) return refusals.notApproved()
    const publication = { by: actor.person, at: context.now() }
    if (!(await store.publishVersion(tx, actor.tenant, version.id, publication))) return refusals.notApproved()
    const review = addMonths(dayInJapan(publication.at), readContent(version).reviewMonths)
    await store.setReviewDay(tx, actor.tenant, document.id, review)
    await askAgain(context, tx, actor.tenant, version)
    await logEvent(context, tx, actor, events.published(document, version))
    return accept({ ...version, publication })
  })
}

async function onVersion(
  context: DocumentsContext,
  actor: Actor,
  { document, number }: VersionPlace,
  act: (tx: Tx, found: DocumentView, version: DocumentVersion) => Done,
): Done {
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const found = await documentIn(tx, actor, document, { locked: true })
    const version = found?.versions.find((one) => one.number === number)
    return found && version && act(tx, found, version)
  })
}

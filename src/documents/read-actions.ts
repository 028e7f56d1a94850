import { assessmentIn, headsFor } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, DocumentId } from '../kernel/ids.ts'
import { logEvent } from '../log/actions.ts'
import { canonicalJson } from '../log/index.ts'
import { listNamed } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import { type Actor, mayKnow, seesAssignedOnly, seesEverything } from '../roles/sight.ts'
import type { Templates } from '../templates/index.ts'
import { contentOf, criteriaOf, type Document, type DocumentVersion, stateOf } from './document.ts'
import * as events from './events.ts'
import { tallyReaders } from './reader-store.ts'
import * as store from './store.ts'

/** What the actions on documents stand on, with the templates of the catalogue's folder. */
export type DocumentsContext = CatalogueContext & { templates(): Templates }

/** Whether they see documents at all: an engaged expert only where everything is shown to them. */
export function seesDocuments(actor: Actor): boolean {
  return may(actor, 'document.read') && seesEverything(actor)
}

/** Every document of the organisation with its versions, and how it stands; nothing where the actor may not see them. Two statements. */
export async function listDocuments(context: DocumentsContext, actor: Actor) {
  if (!seesDocuments(actor)) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const documents = await store.listDocuments(tx, actor.tenant)
    const versions = documents.length > 0 ? await store.listVersions(tx, actor.tenant) : []
    return documents.map((document) =>
      standing(
        document,
        versions.filter((one) => one.document === document.id),
      ),
    )
  })
}

/**
 * The documents whose clauses serve a criterion of an assessment, in force or as they are being written, with how many were asked to
 * acknowledge the version in force and how many did. Nothing where the actor sees no documents, or not that assessment.
 */
export async function listServing(context: DocumentsContext, actor: Actor, id: AssessmentId, criterion: string) {
  if (!seesDocuments(actor) || !mayKnow(actor, id)) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const all = await store.listDocuments(tx, actor.tenant)
    const head = all.length > 0 ? (await assessmentIn(tx, actor, id))?.head : undefined
    const serving = head ? all.filter((document) => criteriaOf(document, head.edition).includes(criterion)) : []
    if (serving.length === 0) return []
    const ids = serving.map((document) => document.id)
    const versions = (await store.listVersions(tx, actor.tenant)).filter((one) => ids.includes(one.document))
    const tallies = await tallyReaders(tx, actor.tenant, ids)
    return serving.map((document) => ({
      ...standing(
        document,
        versions.filter((one) => one.document === document.id),
      ),
      ...(tallies.get(document.id) ?? { asked: 0, acknowledged: 0 }),
    }))
  })
}
/** The answers that a document serves as they stand, in the assessments that were changed last, as far as the actor sees them. */
export async function listServed(context: DocumentsContext, actor: Actor, document: Document) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const served = []
    for (const { id } of (await headsFor(tx, actor)).heads.slice(0, MOST_SERVED)) {
      const found = await assessmentIn(tx, actor, id)
      if (!found) continue
      const { head, answers } = found
      const asked = context.edition(head.edition).criteria.filter(({ level }) => level <= head.target)
      const own = new Set(criteriaOf(document, head.edition))
      const criteria = asked
        .filter(({ id }) => own.has(id) && (answers.has(id) || !seesAssignedOnly(actor)))
        .map(({ id }) => ({ id, answer: answers.get(id) }))
      if (criteria.length > 0) served.push({ head, criteria })
    }
    return served
  })
}
export type ServedAnswers = Awaited<ReturnType<typeof listServed>>
/** So many assessments show their answers on the page of a document. */
const MOST_SERVED = 3

export type ServingDocument = NonNullable<Awaited<ReturnType<typeof listServing>>>[number]

export type ListedDocument = NonNullable<Awaited<ReturnType<typeof listDocuments>>>[number]

/** A document with its versions, the newest first, how it stands, and the people of the organisation. */
export async function readDocument(context: DocumentsContext, actor: Actor, id: DocumentId) {
  if (!seesDocuments(actor)) return undefined
  return context.db.read({ tenant: actor.tenant }, (tx) => documentIn(tx, actor, id))
}
export type DocumentView = NonNullable<Awaited<ReturnType<typeof documentIn>>>

/** The versions that wait for the actor's approval, in the transaction of a page. One statement, of whoever may approve. */
export async function documentsWaitingFor(tx: Tx, actor: Actor): Promise<store.WaitingDocument[]> {
  return seesDocuments(actor) && may(actor, 'document.approve') ? store.listWaiting(tx, actor.tenant, actor.person) : []
}

/** The same in the transaction of an act. */
export async function documentIn(tx: Tx, actor: Actor, id: DocumentId, { locked = false } = {}) {
  if (!seesDocuments(actor)) return undefined
  const document = await store.findDocument(tx, actor.tenant, id, { locked })
  if (!document) return undefined
  const versions = await store.listVersions(tx, actor.tenant, id)
  return { ...standing(document, versions), people: await listNamed(tx, actor.tenant) }
}

/** Tells the log that a version was taken out as a file. */
export function noteExport(
  context: DocumentsContext,
  actor: Actor,
  version: DocumentVersion,
  format: 'docx' | 'pdf',
): Promise<void> {
  return context.db.transact({ tenant: actor.tenant }, (tx) => logEvent(context, tx, actor, events.exported(version, format)))
}

function standing(document: Document, versions: Awaited<ReturnType<typeof store.listVersions>>) {
  const now = canonicalJson(contentOf(document))
  return { document, versions, state: stateOf(now, versions) }
}

import { firstMade, type SentForm } from '../db/sent-form.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { DocumentId, PersonId } from '../kernel/ids.ts'
import { accept, type Lang, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { canonicalJson } from '../log/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { decideAnswers, type Template } from '../templates/index.ts'
import type { Document } from './document.ts'
import * as events from './events.ts'
import { ANSWERING, BEGINNING, EDIT, edited } from './forms.ts'
import { refilled, sectionsFrom } from './from-template.ts'
import { type DocumentsContext, seesDocuments } from './read-actions.ts'
import * as refusals from './refusals.ts'
import * as store from './store.ts'

export { approveDocument, publishDocument, returnDocument, submitDocument, withdrawDocument } from './approval-actions.ts'
export {
  type DocumentsContext,
  type DocumentView,
  documentsWaitingFor,
  type ListedDocument,
  listDocuments,
  listServed,
  listServing,
  noteExport,
  readDocument,
  type ServedAnswers,
  type ServingDocument,
} from './read-actions.ts'

export {
  type Announcement,
  acknowledge,
  addReaders,
  linkOf,
  noteRecord,
  type Reading,
  readAnnouncement,
  readByLink,
  remindReaders,
  revokeReader,
} from './reader-actions.ts'
export { readerLinks } from './reader-store.ts'
export type { WaitingDocument } from './store.ts'

/** In numbers of sections and of clauses. */
const MOST_SECTIONS = 60
const MOST_CLAUSES = 400
/** After how many months a document is reviewed where its template does not say. */
const YEARLY = 12

/** Begins a document from a template with its questions answered, or empty; once however often its form is sent. */
export async function beginDocument(
  context: DocumentsContext,
  actor: Actor,
  typed: Typed<typeof BEGINNING>,
  sent?: SentForm,
): Promise<Outcome<DocumentId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'document.write')
  if (forbidden) return forbidden
  if (!seesDocuments(actor)) return undefined
  const decided = decideForm(BEGINNING, typed)
  if (!decided.ok) return decided
  const { title, edition, lang } = decided.value
  const template = templateNamed(context, decided.value.template, lang)
  if (decided.value.template !== '' && !template) return refusals.noTemplate()
  const answers = template ? answersFor(template, decided.value.answer) : accept({})
  if (!answers.ok) return answers
  const document: Document = {
    ...{ id: context.newId<DocumentId>(), title, template: template?.id ?? null, lang, edition, answers: answers.value },
    sections: template ? sectionsFrom(template, answers.value, edition, lang) : [],
    ...{ reviewMonths: template?.review === 'P1M' ? 1 : YEARLY, reviewOn: null },
    ...{ createdBy: actor.person, changedBy: actor.person, changedAt: context.now(), revision: 1 },
  }
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const first = await firstMade(tx, actor.tenant, sent, document.id)
    if (first !== document.id) return accept(first)
    await store.insertDocument(tx, actor.tenant, document)
    await logEvent(context, tx, actor, events.begun(document))
    return accept(document.id)
  })
}

/** Edits a document. Refuses where somebody changed it since the revision that the page showed: both sides are for the page to show. */
export async function changeDocument(
  context: DocumentsContext,
  actor: Actor,
  id: DocumentId,
  typed: Typed<typeof EDIT>,
): Promise<Outcome<Document> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'document.write')
  if (forbidden) return forbidden
  const decided = decideForm(EDIT, typed)
  if (!decided.ok) return decided
  const { title, months, revision, ...edit } = decided.value
  return changing(context, actor, id, revision, ({ sections, edition }) => {
    const next = edited(sections, edit, { edition, newId: () => context.newId() })
    const clauses = next.reduce((sum, section) => sum + section.clauses.length, 0)
    if (clauses === 0) return refusals.empty()
    if (next.length > MOST_SECTIONS || clauses > MOST_CLAUSES) return refusals.long()
    return accept({ title, sections: next, reviewMonths: months })
  })
}

/** Answers the questions of a document's template anew: what people wrote themselves stays. Refuses as editing does. */
export async function answerDocument(
  context: DocumentsContext,
  actor: Actor,
  id: DocumentId,
  typed: Typed<typeof ANSWERING>,
): Promise<Outcome<Document> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'document.write')
  if (forbidden) return forbidden
  const decided = decideForm(ANSWERING, typed)
  if (!decided.ok) return decided
  return changing(context, actor, id, decided.value.revision, (document) => {
    const template = document.template === null ? undefined : templateNamed(context, document.template, document.lang)
    if (!template) return refusals.noTemplate()
    const answers = answersFor(template, decided.value.answer)
    if (!answers.ok) return answers
    const { edition, lang } = document
    const [before, after] = [document.answers, answers.value].map((given) => sectionsFrom(template, given, edition, lang))
    return accept({ answers: answers.value, sections: refilled(document.sections, before ?? [], after ?? []) })
  })
}

/** The template of that name in a language; nothing where there is none. */
export function templateNamed(context: Pick<DocumentsContext, 'templates'>, id: string, lang: Lang): Template | undefined {
  const { templates, english } = context.templates()
  return (lang === 'en' ? english : templates).find((template) => template.id === id)
}

/** What was answered, by the rules of the template; refuses each answer beside its field. */
export function answersFor(template: Template, given: Readonly<Record<string, string>>) {
  const outcome = decideAnswers(template, given)
  if (outcome.ok) return accept({ ...outcome.value })
  const own = outcome.refusals.map(
    (refusal): Refusal => ({ ...refusal, ...(refusal.field && { field: `answer-${refusal.field}` }) }),
  )
  return { ok: false as const, refusals: own as [Refusal, ...Refusal[]] }
}

async function changing(
  context: DocumentsContext,
  actor: Actor,
  id: DocumentId,
  revision: number,
  change: (document: Document) => Outcome<Partial<Pick<Document, 'title' | 'sections' | 'answers' | 'reviewMonths'>>>,
): Promise<Outcome<Document> | undefined> {
  if (!seesDocuments(actor)) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const before = await store.findDocument(tx, actor.tenant, id, { locked: true })
    if (!before) return undefined
    const changes = change(before)
    if (!changes.ok) return changes
    const content = { ...before, ...changes.value }
    if (canonicalJson(content) === canonicalJson(before)) return accept(before)
    if (before.revision !== revision) return refusals.changed()
    const made = { changedBy: actor.person as PersonId, changedAt: context.now(), revision: revision + 1 }
    const after: Document = { ...content, ...made }
    await store.updateDocument(tx, actor.tenant, after)
    await logEvent(context, tx, actor, events.changed(before, after))
    return accept(after)
  })
}

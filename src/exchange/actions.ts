import { createHash } from 'node:crypto'
import { assessmentIn, decideImported, lockAnswers, readAssessment, writeImported } from '../assessment/actions.ts'
import type { Answer, CarriedAnswer } from '../assessment/index.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { type Edition, EditionId } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import type { AssessmentId, ExportId, ImportId, TenantId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { namesIn, readNames } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { may } from '../roles/permissions.ts'
import { type Actor, mayKnow } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Encoding } from '../sheets/code-page.ts'
import { tooLarge } from '../sheets/file-kind.ts'
import { MAX_FILE_BYTES } from '../sheets/limits.ts'
import { exported, readingChosen, uploaded } from './events.ts'
import type { Form } from './forms.ts'
import { writeJson } from './json.ts'
import { type AnswerMerge, NO_ANSWER } from './merge.ts'
import { writeOwnCsv } from './own-csv.ts'
import { writeOwnWorkbook } from './own-sheet.ts'
import type { OwnExport, OwnMark } from './own-table.ts'
import { type AnswersFile, type ReadFile, readAnswers } from './read-file.ts'
import { unknownHeader, withAnswers } from './reading-choices.ts'
import { type Decisions, planImport, resolveImport, toCarriedAnswer } from './resolve-import.ts'
import * as store from './store.ts'
import { numbersOf, type Question, type ReadingChoices } from './understood.ts'

/** Exports an assessment and keeps what was exported, for the merge when the file comes back. Refuses what an encoding lacks. */
export async function exportAnswers(
  context: CatalogueContext,
  viewer: Viewer,
  id: AssessmentId,
  form: Form,
): Promise<Outcome<{ bytes: Uint8Array; exportedAt: string; title: string }> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'files.export')
  if (forbidden) return forbidden
  const { tenant, organisationName } = viewer
  const kept = await context.db.transact({ tenant }, async (tx) => {
    const found = await assessmentIn(tx, viewer, id)
    if (!found) return undefined
    const { head, answers } = found
    const names = await namesIn(tx, tenant)
    const carried = new Map([...answers].map(([criterion, answer]) => [criterion, toCarriedAnswer(answer, names)]))
    const [exportId, exportedAt] = [context.newId<ExportId>(), context.now()]
    const mark = { exportId, assessmentId: id, edition: head.edition, target: head.target, exportedAt }
    const own = toOwnExport(context.edition(head.edition), mark, organisationName, carried)
    const text = form === 'json' || form === 'xlsx' ? undefined : writeOwnCsv(own, ENCODINGS[form])
    if (text && !text.ok) return text
    await store.insertExport(tx, tenant, {
      id: exportId,
      assessment: id,
      answers: carried,
      exportedBy: viewer.person,
      exportedAt,
    })
    await logEvent(context, tx, viewer, exported(head, form))
    return accept({ own, answers, title: head.title, exportedAt, text: text?.value })
  })
  if (!kept?.ok) return kept
  const { own, answers, title, exportedAt, text } = kept.value
  // Nothing can be refused any more, and what takes long holds no transaction.
  const bytes = text ?? (form === 'xlsx' ? await writeOwnWorkbook(own) : toJson(own, answers))
  return accept({ bytes, exportedAt, title })
}

/** What an exported file is called, without its ending. */
export function exportName(title: string, exportedAt: string): string {
  return `${title}_回答_${dayInJapan(exportedAt)}`
}

/**
 * The files of assessments that somebody may know of, with their names: those that wait to be taken in, for whoever may do that, and
 * those that went out, for whoever may take some out. The newest, at most `most` of each, in the transaction of an act.
 */
export async function filesIn(tx: Tx, actor: Actor, most: number): Promise<(store.FileHead & { name: string })[]> {
  const drafts = may(actor, 'files.import') ? await store.listDrafts(tx, actor.tenant, most) : []
  const exports = may(actor, 'files.export') ? await store.listExports(tx, actor.tenant, most) : []
  return [...drafts, ...exports]
    .filter(({ assessment }) => mayKnow(actor, assessment))
    .map((file) => (file.kind === 'import' ? file : { ...file, name: exportName(file.title, file.at) }))
}

function toOwnExport(
  { title, requirements }: Edition,
  mark: OwnMark,
  organisation: string,
  answers: ReadonlyMap<string, CarriedAnswer>,
): OwnExport {
  const rows = requirements.flatMap((requirement) =>
    requirement.criteria.map((criterion) => ({
      criterion: criterion.id,
      level: criterion.level,
      requirement: requirement.name,
      question: criterion.question,
      answer: answers.get(criterion.id) ?? NO_ANSWER,
    })),
  )
  return { mark, organisation, editionTitle: title, rows }
}

/** Reads a file for an assessment and keeps what was understood; no answer is touched. Refuses what it cannot read. */
export async function readImport(
  context: CatalogueContext,
  viewer: Viewer,
  id: AssessmentId,
  file: { name: string; bytes: Uint8Array; sheets?: ReadingChoices['sheets'] },
  sent?: SentForm,
): Promise<Outcome<ImportId> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'files.import')
  if (forbidden) return forbidden
  const found = await readAssessment(context, viewer, id)
  if (!found) return undefined
  if (file.bytes.length > MAX_FILE_BYTES) return tooLarge(file.bytes.length)
  const remembered = await context.db.read({ tenant: viewer.tenant }, (tx) => store.readRemembered(tx, viewer.tenant))
  const choices = { ...remembered, sheets: file.sheets }
  const read = await readBytes(context, viewer, found.head.edition, file.bytes, choices)
  if (!read.ok) return read
  const draft: store.ImportDraft = {
    id: context.newId<ImportId>(),
    assessment: id,
    fileName: file.name.replaceAll(/\p{Cc}/gu, '').slice(0, 200),
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    read: read.value,
    uploadedBy: viewer.person,
    uploadedAt: context.now(),
    choices,
    bytes: read.value.understanding.questions.length > 0 ? file.bytes : null,
  }
  return context.db.transact({ tenant: viewer.tenant }, async (tx) => {
    const first = await firstMade(tx, viewer.tenant, sent, draft.id)
    if (first !== draft.id) return accept(first)
    await store.insertDraft(tx, viewer.tenant, draft)
    await logEvent(context, tx, viewer, uploaded(found.head, draft))
    return accept(draft.id)
  })
}

/** A draft and the questions about its file; nothing where there is no such draft, or nothing to ask. */
export async function readQuestions(
  context: CatalogueContext,
  { tenant }: Actor,
  id: AssessmentId,
  draftId: ImportId,
): Promise<{ draft: store.ImportDraft; questions: Question[] } | undefined> {
  const draft = await context.db.read({ tenant }, (tx) => store.findDraft(tx, tenant, id, draftId))
  if (!draft?.bytes) return undefined
  const { questions } = draft.read.understanding
  return questions.length > 0 ? { draft, questions } : undefined
}

/**
 * Reads the file of a draft anew, by what a person said of it, and remembers for the organisation what spellings and an unknown
 * header mean: once, however often the same is sent. No answer is touched. Gives the questions that are still open, which may be new ones.
 */
export async function answerQuestions(
  context: CatalogueContext,
  viewer: Viewer,
  head: { id: AssessmentId; title: string; edition: EditionId },
  draftId: ImportId,
  said: ReadingChoices,
  sent?: SentForm,
): Promise<Outcome<Question[]> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'files.import')
  if (forbidden) return forbidden
  const { tenant } = viewer
  const found = await readQuestions(context, viewer, head.id, draftId)
  if (!found?.draft.bytes) return undefined
  const { draft, questions } = found
  const choices = withAnswers(draft.choices, said)
  const read = await readBytes(context, viewer, head.edition, found.draft.bytes, choices)
  if (!read.ok) return read
  const learnt = { words: said.words ?? {}, statusHeader: unknownHeader(questions, said.statusColumn) }
  await context.db.transact({ tenant }, async (tx) => {
    const id = context.newId<ImportId>()
    if ((await firstMade(tx, tenant, sent, id)) !== id) return
    await store.updateDraft(tx, tenant, { id: draftId, read: read.value, choices })
    await store.remember(tx, tenant, learnt, viewer.person, context.now())
    await logEvent(context, tx, viewer, readingChosen(head, draft.fileName, said))
  })
  return accept(read.value.understanding.questions.filter(({ open }) => open))
}

async function readBytes(
  context: CatalogueContext,
  { tenant }: Viewer,
  edition: EditionId,
  bytes: Uint8Array,
  choices: ReadingChoices,
): Promise<Outcome<ReadFile>> {
  const others = EditionId.options.filter((one) => one !== edition).map((one) => numbersOf(context.edition(one)))
  const input: AnswersFile = { bytes, editions: { chosen: numbersOf(context.edition(edition)), others }, choices }
  return context.workers ? context.workers.run<ReadFile>({ name: 'exchange.answers', input, owner: tenant }) : readAnswers(input)
}

/** A draft with what it would change now. `seen` is the assessment's revision that the plan was made on. */
export type ImportPreview = {
  draft: store.ImportDraft
  merges: AnswerMerge[]
  answers: Map<string, Answer>
  people: Map<string, string>
  edition: Edition
  seen: number
  /** Whether what was exported is known, so that the merge has three sides. */
  hasBase: boolean
}

/** What a file would change, field by field. Nothing where there is no such draft. */
export async function readPreview(
  context: CatalogueContext,
  actor: Actor,
  id: AssessmentId,
  draftId: ImportId,
  rowOf?: Decisions['row'],
): Promise<ImportPreview | undefined> {
  const { tenant } = actor
  const found = await readAssessment(context, actor, id)
  if (!found) return undefined
  const kept = await context.db.transact({ tenant }, (tx) => findWithBase(tx, tenant, id, draftId))
  if (!kept) return undefined
  const { draft, base } = kept
  const people = await readNames(context, tenant)
  const merges = planImport(draft.read.understanding, base ?? new Map(), found.answers, people, rowOf)
  const edition = context.edition(found.head.edition)
  return { draft, merges, answers: found.answers, people, edition, seen: found.head.revision, hasBase: base !== undefined }
}

/** Writes what was decided, all or nothing, and the draft is gone. Refuses when answers changed after the preview was shown. */
export async function acceptImport(
  context: CatalogueContext,
  viewer: Viewer,
  id: AssessmentId,
  draftId: ImportId,
  decided: Decisions & { seen: number },
): Promise<Outcome<{ written: number }> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'files.import')
  if (forbidden) return forbidden
  const { tenant } = viewer
  return context.db.transact({ tenant }, async (tx) => {
    const locked = await lockAnswers(tx, viewer, id)
    const found = locked && (await findWithBase(tx, tenant, id, draftId))
    if (!found) return undefined
    if (locked.head.revision !== decided.seen) return refuse('import.changed', CHANGED)
    const { understanding } = found.draft.read
    if (understanding.questions.some(({ open }) => open)) return refuse('import.open-question', OPEN_QUESTION)
    const names = await namesIn(tx, tenant)
    const merges = planImport(understanding, found.base ?? new Map(), locked.answers, names, decided.row)
    const contents = resolveImport(merges, locked.answers, names, decided)
    const answers = decideImported(context, viewer, locked, contents)
    if (!answers.ok) return answers
    await store.deleteDraft(tx, tenant, draftId)
    await writeImported(context, tx, viewer, locked, answers.value)
    return accept({ written: answers.value.length })
  })
}

/** A draft, with what its file was exported with where that is known. */
async function findWithBase(tx: Tx, tenant: TenantId, id: AssessmentId, draftId: ImportId) {
  const draft = await store.findDraft(tx, tenant, id, draftId)
  const own = draft?.read.own
  const base = own?.assessmentId === id ? await store.findExport(tx, tenant, id, own.exportId) : undefined
  return draft && { draft, base }
}

const CHANGED = {
  ja: '取り込みを確かめているあいだに、回答が変わりました。下の内容をもう一度確かめてください。',
  en: 'Answers changed while you were looking. Please check the plan again.',
}

const OPEN_QUESTION = {
  ja: 'ファイルの読み方が、まだ決まっていません。先に「ファイルの読み方を決める」で答えてください。',
  en: 'How the file is to be read is still open. Answer the questions about it first.',
}

function toJson(own: OwnExport, answers: ReadonlyMap<string, Answer>): Uint8Array {
  const rows = own.rows.flatMap(({ criterion, answer }) => {
    const stored = answers.get(criterion)
    return stored ? [{ ...answer, criterion, confirmed: stored.confirmation !== null }] : []
  })
  return new TextEncoder().encode(writeJson(own.mark, own.organisation, rows))
}

const ENCODINGS: Record<'csv' | 'csv-shift-jis', Encoding> = { csv: 'utf-8', 'csv-shift-jis': 'shift_jis' }

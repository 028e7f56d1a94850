import { createHash } from 'node:crypto'
import {
  type AssessmentHead,
  decideImported,
  lockAnswers,
  readAssessment,
  readHead,
  writeImported,
} from '../assessment/actions.ts'
import type { Answer } from '../assessment/index.ts'
import { criteriaFor, DEFAULT_EDITION, type EditionId } from '../catalogue/index.ts'
import { type CrosswalkContext, controlsFor, type LinkedControl, type Proposal, proposeFrom } from '../crosswalk/index.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import type { AssessmentId, StatementId } from '../kernel/ids.ts'
import { accept, type Lang, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { tooLarge } from '../sheets/file-kind.ts'
import { MAX_FILE_BYTES } from '../sheets/limits.ts'
import { cleanText } from '../sheets/text.ts'
import { decideTaking, OPEN_QUESTION } from './decide-taking.ts'
import * as events from './events.ts'
import type { Taken } from './forms.ts'
import { readStatementFile, type StatementChoices, type StatementFile, type StatementInput } from './read-statement.ts'
import * as store from './store.ts'

/** Reads a 適用宣言書 for an assessment and keeps what it says, in place of an earlier one; no answer is touched. Refuses what it cannot read. */
export async function uploadStatement(
  context: CrosswalkContext,
  actor: Actor,
  id: AssessmentId,
  file: { name: string; bytes: Uint8Array },
  sent?: SentForm,
): Promise<Outcome<StatementId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'files.import')
  if (forbidden) return forbidden
  const head = await readHead(context, actor, id)
  if (!head) return undefined
  if (file.bytes.length > MAX_FILE_BYTES) return tooLarge(file.bytes.length)
  const read = await readBytes(context, actor, file.bytes, {})
  if (!read.ok) return read
  const draft: store.StatementDraft = {
    id: context.newId<StatementId>(),
    assessment: id,
    fileName: cleanText(file.name)
      .replaceAll(/\p{Cc}/gu, '')
      .slice(0, 200),
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    reading: read.value,
    choices: {},
    bytes: read.value.questions.length > 0 ? file.bytes : null,
    uploadedBy: actor.person,
    uploadedAt: context.now(),
  }
  const { tenant } = actor
  return context.db.transact({ tenant }, async (tx) => {
    // The lock of the assessment keeps two uploads of one moment apart.
    if (!(await lockAnswers(tx, actor, id))) return undefined
    const first = await firstMade(tx, tenant, sent, draft.id)
    if (first !== draft.id) return accept(first)
    await store.replaceStatement(tx, tenant, draft)
    await logEvent(context, tx, actor, events.uploaded(head, draft))
    return accept(draft.id)
  })
}

/** An assessment with its 適用宣言書, where it has one. Nothing where the actor may not know of the assessment. */
export async function readStatementOf(
  context: CrosswalkContext,
  actor: Actor,
  id: AssessmentId,
): Promise<{ head: AssessmentHead; answers: Map<string, Answer>; draft: store.StatementDraft | undefined } | undefined> {
  const found = await readAssessment(context, actor, id)
  if (!found) return undefined
  const { tenant } = actor
  const draft = await context.db.read({ tenant }, (tx) => store.findStatement(tx, tenant, id))
  return { head: found.head, answers: found.answers, draft }
}

/** Reads the file anew by what a person said of it. No answer is touched. Refuses while something is still open. */
export async function chooseReading(
  context: CrosswalkContext,
  actor: Actor,
  id: AssessmentId,
  said: StatementChoices,
): Promise<Outcome<StatementFile> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'files.import')
  if (forbidden) return forbidden
  const { tenant } = actor
  const head = await readHead(context, actor, id)
  const draft = head && (await context.db.read({ tenant }, (tx) => store.findStatement(tx, tenant, id)))
  if (!head || !draft?.bytes) return undefined
  const choices = { ...draft.choices, ...said, columns: { ...draft.choices.columns, ...said.columns } }
  const read = await readBytes(context, actor, draft.bytes, choices)
  if (!read.ok) return read
  const kept = await context.db.transact({ tenant }, async (tx) => {
    if (!(await store.updateReading(tx, tenant, { id: draft.id, reading: read.value, choices }))) return false
    await logEvent(context, tx, actor, events.readingChosen(head, draft, said))
    return true
  })
  if (!kept) return refuse('statement.replaced', REPLACED)
  return read.value.questions.some(({ open }) => open) ? refuse('statement.open-question', OPEN_QUESTION) : read
}

/**
 * Writes an answer for each proposal that a person takes, with the verdict that they chose and, as its reason, what the proposal stands on:
 * all or none, as an import. Refuses what decideTaking refuses, and a statement that is another one by now.
 */
export async function takeProposals(
  context: CrosswalkContext,
  actor: Actor,
  id: AssessmentId,
  wish: { statement: StatementId | undefined; taken: readonly Taken[]; lang: Lang },
): Promise<Outcome<{ written: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'files.import')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  const { lang } = wish
  return context.db.transact({ tenant }, async (tx) => {
    const locked = await lockAnswers(tx, actor, id)
    const statement = locked && (await store.findStatement(tx, tenant, id))
    if (!statement) return undefined
    if (statement.id !== wish.statement) return refuse('statement.replaced', REPLACED)
    const proposals = new Map(proposalsOf(context, locked.head, statement, lang).map((one) => [one.id, one]))
    const taken = wish.taken.flatMap((one) => {
      const proposal = proposals.get(one.criterion)
      return proposal ? [{ ...one, proposal }] : []
    })
    if (taken.length < wish.taken.length) return undefined
    const contents = decideTaking(taken, { statement, answers: locked.answers, person, lang })
    if (!contents.ok) return contents
    const answers = decideImported(context, actor, locked, contents.value)
    if (!answers.ok) return answers
    await writeImported(context, tx, actor, locked, answers.value)
    return accept({ written: taken.length })
  })
}

/** Takes the 適用宣言書 of an assessment away. The answers stay as they are. */
export async function removeStatement(
  context: CrosswalkContext,
  actor: Actor,
  id: AssessmentId,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'files.import')
  if (forbidden) return forbidden
  const { tenant } = actor
  return context.db.transact({ tenant }, async (tx) => {
    const locked = await lockAnswers(tx, actor, id)
    if (!locked) return undefined
    const draft = await store.findStatement(tx, tenant, id)
    if (!draft) return accept(true)
    await store.deleteStatement(tx, tenant, id)
    await logEvent(context, tx, actor, events.removed(locked.head, draft))
    return accept(true)
  })
}

/** What a statement makes likely for each criterion of the assessment's target, in the order of the edition. */
export function proposalsOf(
  context: CrosswalkContext,
  { edition: id, target }: Pick<AssessmentHead, 'edition' | 'target'>,
  { reading }: Pick<store.StatementDraft, 'reading'>,
  lang: Lang,
): Proposal[] {
  const edition = context.edition(id)
  return proposeFrom(reading.lines, linkedControls(context, id, lang), { criteria: criteriaFor(edition, target) })
}

/** The controls with their edges to the criteria of an edition. */
export function linkedControls(context: CrosswalkContext, id: EditionId, lang: Lang): LinkedControl[] {
  return controlsFor(context.crosswalk(), id, context.changes(id, DEFAULT_EDITION), lang)
}

async function readBytes(
  context: CrosswalkContext,
  { tenant }: Actor,
  bytes: Uint8Array,
  choices: StatementChoices,
): Promise<Outcome<StatementFile>> {
  const known = linkedControls(context, DEFAULT_EDITION, 'ja').map(({ id }) => id)
  const input: StatementInput = { bytes, known, choices }
  return context.workers
    ? context.workers.run<StatementFile>({ name: 'statement.read', input, owner: tenant })
    : readStatementFile(input)
}

const REPLACED: Words = {
  ja: 'この評価の適用宣言書が、別のファイルに変わりました。下の内容をもう一度確かめてください。',
  en: 'The statement of this assessment is another file now. Please look at it again.',
}

import { findWording } from '../catalogue/actions.ts'
import type { CatalogueContext, Edition } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import { listNamed, type Named, namesIn } from '../organisation/actions.ts'
import { type Actor, knownTo, mayKnow, seesAnswers, seesAssignedOnly } from '../roles/sight.ts'
import { type AnswerIn, listAcross } from './across-store.ts'
import { fieldsFor, readableBy } from './advice.ts'
import * as adviceStore from './advice-store.ts'
import type { Answer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { type Attainment, attain, missingIn } from './attainment.ts'
import { doubtsOn } from './doubt.ts'
import { unpack } from './packed-standings.ts'
import type { ScopeItem } from './scope.ts'
import { maySee, redactedFor } from './sight.ts'
import * as store from './store.ts'

type AssessmentHead = store.AssessmentHead

/** A page of the assessments that somebody may know of, last changed first, each with its numbers, and whether there are older ones. */
export async function readAssessments(
  context: CatalogueContext,
  actor: Actor,
  page: { limit: number; offset: number },
): Promise<{ assessments: (store.ListedHead & { attainment: Attainment })[]; more: boolean }> {
  const known = knownBy(actor)
  const { limit, offset } = page
  const heads = await context.db.read({ tenant: actor.tenant }, (tx) =>
    store.listAssessments(tx, actor.tenant, { limit: limit + 1, offset }, known),
  )
  const assessments = heads.slice(0, limit).map((head) => ({ ...head, attainment: attainmentOf(context, head) }))
  return { assessments, more: heads.length > limit }
}

/** Which assessments somebody may know of, and what of their advice counts for them. */
export function knownBy(actor: Actor) {
  return { only: knownTo(actor), assignedTo: seesAssignedOnly(actor) ? actor.person : undefined, fields: fieldsFor(actor) }
}

/** One assessment's head. Nothing where the organisation has none by that id, or the actor may not know of it. */
export async function readHead(
  context: Pick<CatalogueContext, 'db'>,
  actor: Actor,
  id: AssessmentId,
): Promise<AssessmentHead | undefined> {
  if (!mayKnow(actor, id)) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const head = await store.findAssessment(tx, actor.tenant, id)
    if (!head || !seesAssignedOnly(actor)) return head
    return (await answerStore.listAnswers(tx, actor.tenant, id)).some((answer) => maySee(actor, answer)) ? head : undefined
  })
}

/** One assessment with the answers that the actor may see. */
export async function readAssessment(
  context: CatalogueContext,
  actor: Actor,
  id: AssessmentId,
): Promise<
  { head: AssessmentHead; answers: Map<string, Answer>; scope: ScopeItem[]; openAdvice: Map<string, number> } | undefined
> {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await assessmentIn(tx, actor, id)
    if (!found) return undefined
    return { ...found, scope: await store.listScope(tx, actor.tenant, id), openAdvice: await openAdviceIn(tx, actor, found) }
  })
}

/**
 * One assessment as its overview shows it: with its scope, and with when its criteria were settled. Somebody who sees assigned criteria
 * alone has no overview: of it they are told neither.
 */
export async function readOverview(context: CatalogueContext, actor: Actor, id: AssessmentId) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await assessmentIn(tx, actor, id)
    if (!found) return undefined
    if (seesAssignedOnly(actor)) return { ...found, scope: [], settlings: [], openAdvice: new Map<string, number>() }
    const settlings = await answerStore.listSettlings(tx, actor.tenant, id)
    const openAdvice = await openAdviceIn(tx, actor, found)
    return { ...found, scope: await store.listScope(tx, actor.tenant, id), settlings, openAdvice }
  })
}

/** How many questions and wordings wait, by criterion, of those that the actor may see. */
async function openAdviceIn(
  tx: Tx,
  actor: Actor,
  { head, answers }: { head: AssessmentHead; answers: ReadonlyMap<string, Answer> },
): Promise<Map<string, number>> {
  if (!seesAnswers(actor)) return new Map()
  const counts = await adviceStore.countOpenAdvice(tx, actor.tenant, head.id, fieldsFor(actor))
  return new Map([...counts].filter(([criterion]) => maySee(actor, answers.get(criterion))))
}

/** The same without its scope, in the transaction of an act. */
export async function assessmentIn(
  tx: Tx,
  actor: Actor,
  id: AssessmentId,
): Promise<{ head: AssessmentHead; answers: Map<string, Answer> } | undefined> {
  const head = mayKnow(actor, id) ? await store.findAssessment(tx, actor.tenant, id) : undefined
  if (!head) return undefined
  const seen = (await answerStore.listAnswers(tx, actor.tenant, id)).filter((answer) => maySee(actor, answer))
  if (seesAssignedOnly(actor) && seen.length === 0) return undefined
  return { head, answers: new Map(seen.map((answer) => [answer.criterion, redactedFor(actor, answer)])) }
}

/**
 * An assessment with its edition and what is missing of it, from its head alone: in the transaction of a page, or `locked` in that of an
 * act. Nothing where the actor may not know of it.
 */
export async function gapsIn(
  context: CatalogueContext,
  tx: Tx,
  actor: Actor,
  id: AssessmentId,
  { locked }: { locked: boolean } = { locked: false },
): Promise<({ head: AssessmentHead; edition: Edition; attainment: Attainment } & ReturnType<typeof missingIn>) | undefined> {
  const find = locked ? store.lockAssessment : store.findAssessment
  const head = mayKnow(actor, id) ? await find(tx, actor.tenant, id) : undefined
  if (!head) return undefined
  const attainment = attainmentOf(context, head)
  return { head, edition: context.edition(head.edition), attainment, ...missingIn(attainment) }
}

/** The assessments that somebody may know of, in the transaction of an act: at most `most`, the last changed. */
export async function assessmentsIn(tx: Tx, actor: Actor, most: number): Promise<AssessmentId[]> {
  const heads = await store.listHeads(tx, actor.tenant, { limit: most, offset: 0 }, knownBy(actor))
  return heads.map(({ id }) => id)
}

/**
 * The assessments that somebody may know of, the last changed first and at most `most.assessments`, with what was written in the first
 * `most.read` of them, as far as they may see it: in the transaction of an act.
 */
export async function writtenIn(
  tx: Tx,
  actor: Actor,
  most: { assessments: number; read: number },
): Promise<{ heads: AssessmentHead[]; answers: AnswerIn[] }> {
  const heads = await store.listHeads(tx, actor.tenant, { limit: most.assessments, offset: 0 }, knownBy(actor))
  const read = seesAnswers(actor) ? heads.slice(0, most.read).map(({ id }) => id) : []
  const own = seesAssignedOnly(actor) ? actor.person : undefined
  const answers = (await listAcross(tx, actor.tenant, read, { which: 'written', assignee: own })).filter((answer) =>
    maySee(actor, answer),
  )
  return { heads, answers: answers.map((answer) => redactedFor(actor, answer)) }
}

/** One assessment with the answers that the actor may see, everyone of the organisation, and where advice waits. In one transaction, four statements. */
export async function readWorkbench(
  context: CatalogueContext,
  actor: Actor,
  id: AssessmentId,
): Promise<(Workbench & { openAdvice: Map<string, number> }) | undefined> {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await workbenchIn(tx, actor, id)
    return found && { ...found, openAdvice: await openAdviceIn(tx, actor, found) }
  })
}

/**
 * The same with the newest versions of one answer, at most `most`, its official text where the organisation imported it, and what was said of it; nothing
 * where the actor may not see that answer. In one transaction, six statements.
 */
export async function readAnswer(
  context: CatalogueContext,
  actor: Actor,
  id: AssessmentId,
  criterion: string,
  most = EVERY_VERSION,
) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await workbenchIn(tx, actor, id)
    const answer = found?.answers.get(criterion)
    if (!found || !maySee(actor, answer)) return undefined
    const versions = await answerStore.listVersions(tx, actor.tenant, id, criterion, most)
    const official = await findWording(tx, actor.tenant, found.head.edition, criterion)
    const advice = readableBy(actor, await adviceStore.listAdvice(tx, actor.tenant, id, criterion))
    return { ...found, answer, versions: versions.map((version) => redactedFor(actor, version)), official, advice }
  })
}

type Workbench = { head: AssessmentHead; answers: Map<string, Answer>; people: Named[] }

async function workbenchIn(tx: Tx, actor: Actor, id: AssessmentId): Promise<Workbench | undefined> {
  const found = await assessmentIn(tx, actor, id)
  return found && { ...found, people: await listNamed(tx, actor.tenant) }
}

/**
 * What an assessment said at a moment, each answer with whether it was confirmed then, and when criteria had been settled until then. Nothing for another's assessment, nor for
 * somebody who sees assigned criteria or numbers alone.
 */
export async function readAssessmentAt(context: CatalogueContext, actor: Actor, id: AssessmentId, at: Instant) {
  if (!mayKnow(actor, id) || seesAssignedOnly(actor) || !seesAnswers(actor)) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const head = await store.findAssessment(tx, actor.tenant, id)
    if (!head) return undefined
    const answers = (await answerStore.listVersionsAt(tx, actor.tenant, id, at)).map((answer) => redactedFor(actor, answer))
    const scope = await store.listScope(tx, actor.tenant, id)
    const settlings = await answerStore.listSettlings(tx, actor.tenant, id)
    const doubts = doubtsOn(head.doubts, dayInJapan(at))
    return {
      head,
      answers,
      scope,
      settlings: settlings.filter((one) => one.at <= at),
      attainment: attain(
        context.edition(head.edition),
        head.target,
        answers.map((answer) => ({ ...answer, doubted: doubts.has(answer.criterion) })),
      ),
      doubts,
    }
  })
}

/**
 * What happened since a revision of the assessment: its head now, the answers that changed and that the actor may see, and the names of
 * the organisation's people where something did. In one transaction, three statements at most.
 */
export async function readChanges(context: CatalogueContext, actor: Actor, id: AssessmentId, since: number) {
  if (!mayKnow(actor, id) || !seesAnswers(actor)) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const head = await store.findAssessment(tx, actor.tenant, id)
    const known = seesAssignedOnly(actor) ? await answerStore.listAnswers(tx, actor.tenant, id) : undefined
    if (!head || known?.every((answer) => !maySee(actor, answer))) return undefined
    if (head.revision <= since) return { head, answers: [], people: new Map<string, string>() }
    const changed = (await answerStore.listAnswers(tx, actor.tenant, id, since)).filter((answer) => maySee(actor, answer))
    return { head, answers: changed.map((answer) => redactedFor(actor, answer)), people: await namesIn(tx, actor.tenant) }
  })
}

/** For routes: the assessment that an address names, with the answers that the actor may see. */
export function loadAssessment(context: CatalogueContext) {
  return async ({ id }: { id: string }, actor: Actor): ReturnType<typeof readAssessment> => {
    const known = parseId<AssessmentId>(id)
    return known && readAssessment(context, actor, known)
  }
}

/** For routes: the overview of the assessment that an address names. */
export function loadOverview(context: CatalogueContext) {
  return async ({ id }: { id: string }, actor: Actor): ReturnType<typeof readOverview> => {
    const known = parseId<AssessmentId>(id)
    return known && readOverview(context, actor, known)
  }
}

/** For routes: the head alone of the assessment that an address names. */
export function loadHead(context: CatalogueContext) {
  return async ({ id }: { id: string }, actor: Actor): ReturnType<typeof readHead> => {
    const known = parseId<AssessmentId>(id)
    return known && readHead(context, actor, known)
  }
}

/** For routes whose action reads the assessment itself: its identifier alone. */
export function assessmentId({ id }: { id: string }): AssessmentId | undefined {
  return parseId(id)
}

/** The numbers of an assessment, from its packed standings; rolled up once while those stay as they are. */
export function attainmentOf(context: Pick<CatalogueContext, 'edition' | 'now'>, head: AssessmentHead): Attainment {
  const edition = context.edition(head.edition)
  const kept = rolledUp.get(edition) ?? new Map<string, Attainment>()
  rolledUp.set(edition, kept)
  const doubts = doubtsIn(context, head)
  const key = [head.target, head.standings, ...doubts.keys()].join(' ')
  const known = kept.get(key)
  if (known) return known
  if (kept.size >= MOST_ROLLED_UP) kept.clear()
  const attainment = attain(edition, head.target, unpack(edition, head.standings, doubts))
  kept.set(key, attainment)
  return attainment
}

/** What speaks against answers of an assessment today, by criterion. */
export function doubtsIn(context: Pick<CatalogueContext, 'now'>, { doubts }: Pick<AssessmentHead, 'doubts'>) {
  return doubtsOn(doubts, dayInJapan(context.now()))
}

const rolledUp = new WeakMap<Edition, Map<string, Attainment>>()
/** Some 20 KB each. */
const MOST_ROLLED_UP = 300

const EVERY_VERSION = 100_000

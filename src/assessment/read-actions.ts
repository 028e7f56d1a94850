import type { Ground } from '../ground.ts'
import type { AssessmentId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Answer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { type Attainment, attain } from './attainment.ts'
import { unpack } from './packed-standings.ts'
import type { ScopeItem } from './scope.ts'
import * as store from './store.ts'

type AssessmentHead = store.AssessmentHead

/** A page of the organisation's assessments, last changed first, each with its numbers. */
export async function readAssessments(
  ground: Ground,
  tenant: TenantId,
  page: { limit: number; offset: number },
): Promise<{ assessments: (AssessmentHead & { attainment: Attainment })[]; count: number }> {
  const [heads, count] = await ground.db.transact({ tenant }, async (tx) => [
    await store.listAssessments(tx, tenant, page),
    await store.countAssessments(tx, tenant),
  ])
  return { assessments: heads.map((head) => ({ ...head, attainment: attainmentOf(ground, head) })), count }
}

/** One assessment's head. Nothing where the organisation has none by that id. */
export function readHead(ground: Ground, tenant: TenantId, id: AssessmentId): Promise<AssessmentHead | undefined> {
  return ground.db.transact({ tenant }, (tx) => store.findAssessment(tx, tenant, id))
}

/** One assessment with its answers. */
export function readAssessment(
  ground: Ground,
  tenant: TenantId,
  id: AssessmentId,
): Promise<{ head: AssessmentHead; answers: Map<string, Answer>; scope: ScopeItem[] } | undefined> {
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.findAssessment(tx, tenant, id)
    if (!head) return undefined
    const answers = await answerStore.listAnswers(tx, tenant, id)
    const scope = await store.listScope(tx, tenant, id)
    return { head, answers: new Map(answers.map((answer) => [answer.criterion, answer])), scope }
  })
}

/** One answer with its head and its newest versions, at most `most`. */
export function readAnswer(ground: Ground, tenant: TenantId, id: AssessmentId, criterion: string, most = EVERY_VERSION) {
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.findAssessment(tx, tenant, id)
    if (!head) return undefined
    return {
      head,
      answer: await answerStore.findAnswer(tx, tenant, id, criterion),
      versions: await answerStore.listVersions(tx, tenant, id, criterion, most),
    }
  })
}

/** What an assessment said at a moment, each answer with whether it was confirmed then. Nothing for another's assessment. */
export function readAssessmentAt(ground: Ground, tenant: TenantId, id: AssessmentId, at: Instant) {
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.findAssessment(tx, tenant, id)
    if (!head) return undefined
    const answers = await answerStore.listVersionsAt(tx, tenant, id, at)
    const scope = await store.listScope(tx, tenant, id)
    return { head, answers, scope, attainment: attain(ground.edition(head.edition), head.target, answers) }
  })
}

/** What happened since a revision of the assessment: its head now, and the answers that changed. */
export function readChanges(ground: Ground, tenant: TenantId, id: AssessmentId, since: number) {
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.findAssessment(tx, tenant, id)
    if (!head) return undefined
    return { head, answers: head.revision > since ? await answerStore.listAnswers(tx, tenant, id, since) : [] }
  })
}

/** The numbers of an assessment, from its packed standings. */
export function attainmentOf(ground: Ground, head: AssessmentHead): Attainment {
  const edition = ground.edition(head.edition)
  return attain(edition, head.target, unpack(edition, head.standings))
}

const EVERY_VERSION = 100_000

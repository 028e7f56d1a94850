import { criteriaFor, type EditionId, type Target } from '../catalogue/index.ts'
import type { Ground } from '../ground.ts'
import { decideName, type Viewer } from '../identity/index.ts'
import type { AssessmentId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { type Answer, type AnswerContent, EMPTY_ANSWER, type StartingAnswer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { decideAnswer, decideConfirmation, restate, saysTheSame } from './decide-answer.ts'
import { packNothing, repack } from './packed-standings.ts'
import { decideScope, type ScopeForm, type ScopeItem, scopeSeen } from './scope.ts'
import * as store from './store.ts'

export type { AnswerVersion, Deed } from './answer-store.ts'
export * from './read-actions.ts'
export type { AssessmentHead } from './store.ts'

type AssessmentHead = store.AssessmentHead

/** Starts an assessment. Its edition stays with it for life. Refuses a missing or overlong title. */
export async function createAssessment(
  ground: Ground,
  viewer: Pick<Viewer, 'tenant' | 'person'>,
  wish: { title: string; edition: EditionId; target: Target; starting?: StartingAnswer[] },
): Promise<Outcome<AssessmentId>> {
  const title = decideName(wish.title, 200, 'title')
  if (!title.ok) return title
  const { tenant, person } = viewer
  const id = ground.newId<AssessmentId>()
  const now = ground.now()
  const edition = ground.edition(wish.edition)
  const known = new Set(edition.criteria.map((criterion) => criterion.id))
  const answers = (wish.starting ?? [])
    .filter((answer) => known.has(answer.criterion))
    .map((answer) => ({
      ...EMPTY_ANSWER,
      ...answer,
      revision: 1,
      changedBy: person,
      changedAt: now,
      statedBy: person,
      confirmation: null,
    }))
  const standings = answers.reduce(
    (packed, answer) => repack(edition, packed, { ...answer, confirmed: false }),
    packNothing(edition),
  )
  const revision = answers.length > 0 ? 1 : 0
  await ground.db.transact({ tenant }, async (tx) => {
    await store.insertAssessment(tx, tenant, {
      id,
      title: title.value,
      edition: wish.edition,
      target: wish.target,
      standings,
      revision,
      createdAt: now,
      createdBy: person,
    })
    await answerStore.saveAnswers(tx, tenant, id, answers, { assessmentRevision: revision, deed: 'quick' })
  })
  return accept(id)
}

/** What became of a save: the answer as it stands now, or somebody else's that came first, with nothing written. */
export type Saved = { kind: 'saved'; answer: Answer; head: AssessmentHead } | { kind: 'conflict'; theirs: Answer }

/**
 * Records what a person says about a criterion. `from` is the revision of the answer that the person saw (0 for none):
 * when somebody else has saved since, nothing is written and theirs comes back. Refuses what decideAnswer refuses.
 */
export async function recordAnswer(
  ground: Ground,
  viewer: Pick<Viewer, 'tenant' | 'person'>,
  wish: { assessment: AssessmentId; criterion: string; from: number; content: AnswerContent },
): Promise<Outcome<Saved> | undefined> {
  const decided = decideAnswer(wish.content)
  if (!decided.ok) return decided
  const { tenant, person } = viewer
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, wish.assessment)
    if (!head || !hasCriterion(ground, head, wish.criterion)) return undefined
    const before = await answerStore.findAnswer(tx, tenant, head.id, wish.criterion)
    if (before && saysTheSame(before, decided.value)) return accept({ kind: 'saved' as const, answer: before, head })
    if ((before?.revision ?? 0) !== wish.from && before) return accept({ kind: 'conflict' as const, theirs: before })
    const answer: Answer = {
      ...decided.value,
      criterion: wish.criterion,
      revision: (before?.revision ?? 0) + 1,
      changedBy: person,
      changedAt: ground.now(),
      ...restate(before, decided.value, person),
    }
    return accept({ kind: 'saved' as const, answer, head: await save(ground, tx, tenant, head, [answer], 'answer') })
  })
}

/** A second person confirms a 該当なし. Refuses the person who answered, and anything that is not a 該当なし. */
export async function confirmNotApplicable(
  ground: Ground,
  viewer: Pick<Viewer, 'tenant' | 'person'>,
  wish: { assessment: AssessmentId; criterion: string; from: number },
): Promise<Outcome<Answer> | undefined> {
  const { tenant, person } = viewer
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, wish.assessment)
    if (!head || !hasCriterion(ground, head, wish.criterion)) return undefined
    const before = await answerStore.findAnswer(tx, tenant, head.id, wish.criterion)
    const decided = decideConfirmation(before, person)
    if (!decided.ok) return decided
    if (decided.value.revision !== wish.from) return refuse('confirmation.changed', CHANGED)
    if (decided.value.confirmation) return decided
    const answer: Answer = {
      ...decided.value,
      revision: decided.value.revision + 1,
      confirmation: { by: person, at: ground.now() },
    }
    await save(ground, tx, tenant, head, [answer], 'confirm')
    return accept(answer)
  })
}

/** Writes many answers at once, all or none, each on top of the revision it was decided on. Used by the import. */
export async function recordImported(
  ground: Ground,
  viewer: Pick<Viewer, 'tenant' | 'person'>,
  id: AssessmentId,
  contents: { criterion: string; from: number; content: AnswerContent }[],
): Promise<Outcome<{ written: number }> | undefined> {
  const { tenant, person } = viewer
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    const now = new Map((await answerStore.listAnswers(tx, tenant, id)).map((answer) => [answer.criterion, answer]))
    const answers: Answer[] = []
    for (const { criterion, from, content } of contents) {
      const before = now.get(criterion)
      const decided = decideAnswer(content)
      if (!decided.ok) return { ok: false as const, refusals: inCriterion(criterion, decided.refusals) }
      if ((before?.revision ?? 0) !== from) return refuse('import.changed', CHANGED)
      if (!hasCriterion(ground, head, criterion) || (before && saysTheSame(before, decided.value))) continue
      const revision = from + 1
      answers.push({
        ...decided.value,
        criterion,
        revision,
        changedBy: person,
        changedAt: ground.now(),
        ...restate(before, decided.value, person),
      })
    }
    await save(ground, tx, tenant, head, answers, 'import')
    return accept({ written: answers.length })
  })
}

/** Replaces the scope. Refuses what decideScope refuses, and when somebody else changed it since it was `seen`. */
export async function recordScope(
  ground: Ground,
  tenant: TenantId,
  id: AssessmentId,
  form: ScopeForm,
  seen: string,
): Promise<Outcome<ScopeItem[]> | undefined> {
  const decided = decideScope(form)
  if (!decided.ok) return decided
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    if (scopeSeen(await store.listScope(tx, tenant, id)) !== seen) return refuse('scope.changed', SCOPE_CHANGED)
    await store.replaceScope(tx, tenant, id, decided.value)
    return decided
  })
}

/** Renames an assessment or changes its target; its answers stay, whichever ★ it aims at. Refuses a missing or overlong title. */
export async function changeSettings(
  ground: Ground,
  tenant: TenantId,
  id: AssessmentId,
  wish: { title: string; target: Target },
): Promise<Outcome<true> | undefined> {
  const title = decideName(wish.title, 200, 'title')
  if (!title.ok) return title
  const to = { title: title.value, target: wish.target, changedAt: ground.now() }
  const found = await ground.db.transact({ tenant }, (tx) => store.renameAssessment(tx, tenant, id, to))
  return found ? accept(true) : undefined
}

/** Removes an assessment for good. Refuses unless its title is typed as it stands. */
export async function removeAssessment(
  ground: Ground,
  tenant: TenantId,
  id: AssessmentId,
  typedTitle: string,
): Promise<Outcome<true> | undefined> {
  return ground.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    if (typedTitle.trim() !== head.title) {
      return refuse(
        'removal.title',
        {
          ja: `消すには、評価の名前「${head.title}」をそのまま入力してください。`,
          en: `To remove it, type its name “${head.title}” exactly.`,
        },
        'typedTitle',
      )
    }
    await store.deleteAssessment(tx, tenant, id)
    return accept(true)
  })
}

async function save(
  ground: Ground,
  tx: Parameters<typeof answerStore.saveAnswers>[0],
  tenant: TenantId,
  head: AssessmentHead,
  answers: Answer[],
  deed: answerStore.Deed,
): Promise<AssessmentHead> {
  if (answers.length === 0) return head
  const edition = ground.edition(head.edition)
  const standings = answers.reduce(
    (packed, answer) => repack(edition, packed, { ...answer, confirmed: answer.confirmation !== null }),
    head.standings,
  )
  const change = { standings, revision: head.revision + 1, changedAt: ground.now() }
  await answerStore.saveAnswers(tx, tenant, head.id, answers, { assessmentRevision: change.revision, deed })
  await store.touchAssessment(tx, tenant, head.id, change)
  return { ...head, ...change }
}

function hasCriterion(ground: Ground, head: AssessmentHead, criterion: string): boolean {
  return criteriaFor(ground.edition(head.edition), 4).some(({ id }) => id === criterion)
}

function inCriterion(criterion: string, refusals: [Refusal, ...Refusal[]]): [Refusal, ...Refusal[]] {
  const named = (refusal: Refusal): Refusal => ({
    ...refusal,
    words: { ja: `${criterion}: ${refusal.words.ja}`, en: `${criterion}: ${refusal.words.en}` },
  })
  const [first, ...rest] = refusals
  return [named(first), ...rest.map(named)]
}

const CHANGED = {
  ja: 'ほかの人が先に変更しました。画面を読み込み直して、いまの内容を確かめてください。',
  en: 'Somebody else changed it first. Reload the page and look at what it says now.',
}

const SCOPE_CHANGED = {
  ja: 'ほかの人が先に適用範囲を変えました。下の「いまの内容」と見比べて、もう一度保存してください。入力したものは残っています。',
  en: 'Somebody else changed the scope first. Compare with what stands now, below, and save again. What you typed is kept.',
}

import type { z } from 'zod'
import { gapsIn } from '../assessment/actions.ts'
import { criteriaFor } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { AssessmentId, IssueId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import type { MeasuresContext } from '../measures/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Actor, mayKnow, seesAnswers } from '../roles/sight.ts'
import type { IssueEvent } from './events.ts'
import * as events from './events.ts'
import { ADDITION, ASIDE, ISSUE, MERGE, MOVE, OWN_ISSUE, type SEPARATION, type TAKING_UP } from './forms.ts'
import { type Issue, newIssue, standingIssue, unmerged } from './issue.ts'
import { ALL_MOVED, CHANGED, IS_ASIDE, NO_CRITERION, NO_NAME, NO_REASON, ONE_CHOSEN, toNowhere } from './refusals.ts'
import * as store from './store.ts'

/** Which issue of which assessment. */
type Place = { assessment: AssessmentId; issue: IssueId }
type Done = Promise<Outcome<IssueId> | undefined>

/** Begins an issue of people's own, once however often its form is sent. */
export async function addIssue(
  context: MeasuresContext,
  actor: Actor,
  assessment: AssessmentId,
  typed: Typed<typeof OWN_ISSUE>,
  sent?: SentForm,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  const decided = decideForm(OWN_ISSUE, typed)
  if (!decided.ok) return decided
  return changing(context, actor, assessment, async (here) => {
    const { title, note } = decided.value
    const criteria = here.known(decided.value.criteria)
    if (criteria.length === 0) return refuse('issue.criteria', NO_CRITERION, 'criteria')
    const issue = here.begin(title, note, criteria)
    const first = await firstMade(here.tx, actor.tenant, sent, issue.id)
    if (first !== issue.id) return accept(first)
    await store.insertIssues(here.tx, actor.tenant, assessment, [issue])
    return here.tell(issue.id, events.begun(here.head, issue, criteria))
  })
}

/** Renames an issue and writes its note. Refuses when somebody changed it since the revision that the page showed. */
export async function changeIssue(
  context: MeasuresContext,
  actor: Actor,
  { assessment, issue: id }: Place,
  typed: Typed<typeof ISSUE>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  const decided = decideForm(ISSUE, typed)
  if (!decided.ok) return decided
  return changing(context, actor, assessment, async (here) => {
    const found = here.seen(id, decided.value.revision)
    if (!found?.ok) return found
    const { title, note } = decided.value
    const [before, after] = [found.value, { ...found.value, title, note, revision: found.value.revision + 1 }]
    if (before.title === title && before.note === note) return accept(id)
    await store.updateIssue(here.tx, actor.tenant, after)
    return here.tell(id, events.changed(here.head, before, after))
  })
}

/** Merges issues into one of them, the first where nobody said which, or into another one. What each says is kept, and it can be undone. */
export async function mergeIssues(
  context: MeasuresContext,
  actor: Actor,
  assessment: AssessmentId,
  typed: Typed<typeof MERGE>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  const decided = decideForm(MERGE, typed)
  if (!decided.ok) return decided
  return changing(context, actor, assessment, async (here) => {
    const ticked: Issue[] = []
    for (const { id, revision } of decided.value.issues) {
      const found = here.seen(id, revision)
      if (!found?.ok) return found
      ticked.push(found.value)
    }
    const into = here.standing.find(({ id }) => id === (decided.value.into ?? ticked[0]?.id))
    const gone = ticked.filter(({ id }) => id !== into?.id)
    if (!into) return undefined
    if (gone.length === 0) return refuse('issue.one-chosen', ONE_CHOSEN, 'issues')
    if ([into, ...gone].some(({ aside }) => aside !== null)) return refuse('issue.aside', IS_ASIDE, 'issues')
    const ids = gone.map(({ id }) => id)
    await store.mergeIssues(here.tx, actor.tenant, ids, into.id)
    return here.tell(into.id, events.merged(here.head, gone, into))
  })
}

/** Takes an issue out of the one that it was merged into: it stands by itself again, with what it said. */
export async function separateIssue(
  context: MeasuresContext,
  actor: Actor,
  { assessment, issue: id }: Place,
  { merged, revision }: z.output<typeof SEPARATION>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  return changing(context, actor, assessment, async (here) => {
    const into = here.standing.find((one) => one.id === id)
    const found = here.issues.find((one) => one.id === merged)
    if (!into || !found || found.id === id || here.standingOf(found.id) !== id) return undefined
    if (found.revision !== revision) return refuse('issue.changed', CHANGED)
    await store.mergeIssues(here.tx, actor.tenant, [found.id], null)
    return here.tell(found.id, events.separated(here.head, found, into))
  })
}

/**
 * Moves criteria of an issue into another one or a new one, or out of it alone where they stand elsewhere, too. Refuses to leave an
 * issue without any, and to leave what is missing in none. Says where they are now.
 */
export async function moveCriteria(
  context: MeasuresContext,
  actor: Actor,
  { assessment, issue: id }: Place,
  typed: Typed<typeof MOVE>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  const decided = decideForm(MOVE, typed)
  if (!decided.ok) return decided
  return changing(context, actor, assessment, async (here) => {
    const { moved, to, newTitle, revision } = decided.value
    const found = here.seen(id, revision)
    if (!found?.ok) return found
    const from = found.value
    const leaving = from.criteria.filter(({ criterion }) => moved.includes(criterion))
    const criteria = leaving.map(({ criterion }) => criterion)
    if (criteria.length === 0) return refuse('issue.changed', CHANGED)
    if (criteria.length === from.criteria.length) return refuse('issue.all-moved', ALL_MOVED, 'moved')
    if (to === 'new' && newTitle === '') return refuse('name.missing', NO_NAME, 'newTitle')
    const target = here.standing.find((one) => one.id === to)
    if (to !== 'new' && to !== 'away' && (!target || target.id === id)) return undefined
    if (to === 'away') {
      const others = here.standing.filter((one) => one.id !== id)
      const nowhere = criteria.filter((one) => here.gaps.has(one) && !others.some((issue) => holds(issue, one)))
      if (nowhere.length > 0) return refuse('issue.nowhere', toNowhere(nowhere), 'moved')
    }
    const family = here.issues.filter((one) => here.standingOf(one.id) === id).map((one) => one.id)
    await store.removeCriteria(here.tx, actor.tenant, family, criteria)
    await store.updateIssue(here.tx, actor.tenant, { ...from, revision: from.revision + 1 })
    const begun = to === 'new' ? here.begin(newTitle, '', criteria) : undefined
    if (begun) await store.insertIssues(here.tx, actor.tenant, assessment, [begun])
    if (target) await store.addCriteria(here.tx, actor.tenant, linksTo(target.id, leaving, actor))
    return here.tell((begun ?? target ?? from).id, events.moved(here.head, criteria, from, begun ?? target))
  })
}

/** Puts criteria into an issue; where else they stand, they stay. */
export async function putCriteria(
  context: MeasuresContext,
  actor: Actor,
  { assessment, issue: id }: Place,
  typed: Typed<typeof ADDITION>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  const decided = decideForm(ADDITION, typed)
  if (!decided.ok) return decided
  return changing(context, actor, assessment, async (here) => {
    const issue = here.standing.find((one) => one.id === id)
    if (!issue) return undefined
    const criteria = here.known(decided.value.added).filter((criterion) => !holds(issue, criterion))
    if (criteria.length === 0) return accept(id)
    await store.addCriteria(here.tx, actor.tenant, linksTo(id, here.linked(criteria), actor))
    return here.tell(id, events.put(here.head, criteria, issue))
  })
}

/** Sets an issue aside, with the reason why nobody works on it. */
export async function setIssueAside(
  context: MeasuresContext,
  actor: Actor,
  { assessment, issue: id }: Place,
  typed: Typed<typeof ASIDE>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  const decided = decideForm(ASIDE, typed)
  if (!decided.ok) return decided
  return changing(context, actor, assessment, async (here) => {
    const { reason, revision } = decided.value
    if (reason === '') return refuse('issue.reason', NO_REASON, 'reason')
    const found = here.seen(id, revision)
    if (!found?.ok) return found
    const aside = { reason, by: actor.person, at: context.now() }
    await store.updateIssue(here.tx, actor.tenant, { ...found.value, aside, revision: revision + 1 })
    return here.tell(id, events.setAside(here.head, found.value, reason))
  })
}

/** Takes an issue up again that was set aside. */
export async function takeIssueUp(
  context: MeasuresContext,
  actor: Actor,
  { assessment, issue: id }: Place,
  { revision }: z.output<typeof TAKING_UP>,
): Done {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  return changing(context, actor, assessment, async (here) => {
    const found = here.seen(id, revision)
    if (!found?.ok) return found
    if (found.value.aside === null) return accept(id)
    await store.updateIssue(here.tx, actor.tenant, { ...found.value, aside: null, revision: revision + 1 })
    return here.tell(id, events.takenUp(here.head, found.value))
  })
}

/** One act on the issues of an assessment, which is locked meanwhile. Nothing where the actor may not see them. */
async function changing(
  context: MeasuresContext,
  actor: Actor,
  assessment: AssessmentId,
  work: (here: Here) => Promise<Outcome<IssueId> | undefined>,
): Done {
  const { tenant } = actor
  if (!mayKnow(actor, assessment) || !seesAnswers(actor)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const found = await gapsIn(context, tx, actor, assessment, { locked: true })
    return found && work(hereOf(context, tx, actor, found, await store.listIssues(tx, tenant, assessment)))
  })
}

type Here = ReturnType<typeof hereOf>

/** What an act has at hand: the issues, which of them stand by themselves, and what they and their forms are compared with. */
function hereOf(
  context: MeasuresContext,
  tx: Tx,
  actor: Actor,
  { head, edition, gaps }: NonNullable<Awaited<ReturnType<typeof gapsIn>>>,
  issues: Issue[],
) {
  const standing = unmerged(issues)
  const [now, standingOf] = [context.now(), standingIssue(issues)]
  const cameAt = new Map(issues.flatMap(({ criteria }) => criteria.map(({ criterion, addedAt }) => [criterion, addedAt])))
  const asked = new Set(criteriaFor(edition, head.target).map(({ id }) => id))
  const linked = (criteria: readonly string[]) =>
    criteria.map((criterion) => ({ criterion, addedAt: cameAt.get(criterion) ?? now }))
  return {
    ...{ tx, head, issues, standing, standingOf, gaps: new Set(gaps) },
    /** Those that the assessment asks for. */
    known: (criteria: readonly string[]) => [...new Set(criteria)].filter((criterion) => asked.has(criterion)),
    /** The issue as it stands, if nobody changed it since a page showed that revision. Nothing where there is none. */
    seen: (id: IssueId, revision: number): Outcome<Issue> | undefined => {
      if (!issues.some((one) => one.id === id)) return undefined
      const issue = standing.find((one) => one.id === id)
      return issue?.revision === revision ? accept(issue) : refuse('issue.changed', CHANGED)
    },
    /** An issue of people's own that begins now. */
    begin: (title: string, note: string, criteria: readonly string[]): Issue =>
      newIssue({ id: context.newId<IssueId>(), measure: null, title, note, criteria: linked(criteria) }, actor.person, now),
    /** Criteria for an issue: a moved one keeps when it came to issues first. */
    linked,
    /** Tells the log, last of all, and says which issue the act was about. */
    tell: async (id: IssueId, event: IssueEvent): Promise<Outcome<IssueId>> => {
      await logEvent(context, tx, actor, event)
      return accept(id)
    },
  }
}

function holds({ criteria }: Issue, criterion: string): boolean {
  return criteria.some((one) => one.criterion === criterion)
}

function linksTo(issue: IssueId, criteria: Issue['criteria'], { person }: Actor) {
  return criteria.map((one) => ({ issue, by: person, ...one }))
}

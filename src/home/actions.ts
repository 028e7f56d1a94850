import { waitingFor } from '../approval/actions.ts'
import { assignedIn, type Brief, briefIn, type Work, workIn } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { namesIn } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import { type Actor, seesAssignedOnly } from '../roles/sight.ts'
import { type AssignedTask, listAssignedTasks } from '../tasks/actions.ts'
import { byDue, type DueTask } from './due.ts'

/** A plan that waits for somebody's decision. */
type Waiting = Awaited<ReturnType<typeof waitingFor>>[number]
/** What is somebody's own on every first page: their tasks, the plans that wait for them, and who did what by name. */
type Own = { tasks: DueTask<AssignedTask>[]; waiting: Waiting[]; titles: Titles; people: ReadonlyMap<string, string> }
type Titles = ReadonlyMap<AssessmentId, { title: string }>

/** What somebody sees first, by what they do: what is theirs alone, what management needs, or their work. Nothing where they have none. */
export type Home =
  | (Own & { kind: 'assigned'; assigned: Awaited<ReturnType<typeof assignedIn>>['assigned'] })
  | (Own & { kind: 'executive'; brief: Brief })
  | (Own & { kind: 'work'; work: Work })

/**
 * In one transaction that only reads: two statements for what is assigned, three for work, four for management; one more each for the
 * tasks, for the plans that wait (of whoever decides on them), and for names where somebody is named.
 */
export async function readHome(context: CatalogueContext, actor: Actor): Promise<Home | undefined> {
  const kind = kindOf(actor)
  return kind && context.db.read({ tenant: actor.tenant }, (tx) => homeIn(tx, context, actor, kind))
}

async function homeIn(tx: Tx, context: CatalogueContext, actor: Actor, kind: Home['kind']): Promise<Home> {
  if (kind === 'assigned') {
    const { assigned, headOf } = await assignedIn(tx, actor)
    return { kind, assigned, ...(await ownIn(tx, context, actor, headOf, [])) }
  }
  if (kind === 'executive') {
    const brief = await briefIn(tx, context, actor)
    const named = brief.asked.map(({ answer }) => answer.statedBy)
    return { kind, brief, ...(await ownIn(tx, context, actor, brief.headOf, named)) }
  }
  const work = await workIn(tx, context, actor)
  const named = [...work.asked.map(({ answer }) => answer.statedBy), ...work.news.map(({ by }) => by)]
  return { kind, work, ...(await ownIn(tx, context, actor, work.headOf, named)) }
}

async function ownIn(tx: Tx, context: CatalogueContext, actor: Actor, titles: Titles, named: string[]): Promise<Own> {
  const tasks = titles.size > 0 && may(actor, 'tasks.do') ? await listAssignedTasks(tx, actor.tenant, actor.person) : []
  const waiting = titles.size > 0 ? await waitingFor(tx, actor) : []
  const names = named.length + waiting.length > 0
  return {
    tasks: byDue(
      tasks.filter(({ assessment }) => titles.has(assessment)),
      dayInJapan(context.now()),
    ),
    waiting: waiting.filter(({ assessment }) => titles.has(assessment)),
    titles,
    people: names ? await namesIn(tx, actor.tenant) : new Map(),
  }
}

function kindOf(actor: Actor): Home['kind'] | undefined {
  if (seesAssignedOnly(actor)) return 'assigned'
  if (actor.roles.includes('executive') && !may(actor, 'assessment.answer')) return 'executive'
  return may(actor, 'assessment.read') ? 'work' : undefined
}

import { waitingFor } from '../approval/actions.ts'
import { assignedIn, type Brief, briefIn, headsFor, type Work, workIn } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { documentsWaitingFor, type WaitingDocument } from '../documents/actions.ts'
import { type Pressing, pressingIn } from '../duties/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { listNamed, type Named } from '../organisation/actions.ts'
import { keptIn } from '../records/actions.ts'
import { may } from '../roles/permissions.ts'
import { isColleague } from '../roles/person.ts'
import { type Actor, knownTo, seesAssignedOnly } from '../roles/sight.ts'
import { type AssignedTask, listAssignedTasks, listUnownedTasks } from '../tasks/actions.ts'
import { mayAssignTasks } from '../tasks/index.ts'
import { byDue, type DueTask, MOST_TASKS, MOST_UNOWNED } from './due.ts'

/** A plan that waits for somebody's decision. */
type Waiting = Awaited<ReturnType<typeof waitingFor>>[number]
/**
 * What is somebody's own on every first page: their tasks, the duties that press, the plans and the internal rules that wait for them; who
 * did what by name, and who of the organisation
 * could do something, both where somebody is to be named.
 */
type Own = {
  tasks: DueTask<AssignedTask>[]
  duties: Pressing
  waiting: Waiting[]
  documents: WaitingDocument[]
  titles: Titles
  people: Names
  colleagues: Names
}
type Names = ReadonlyMap<string, string>
type Titles = ReadonlyMap<AssessmentId, { title: string }>

/** What somebody sees first, by what they do: what is theirs alone, what management needs, or their work. Nothing where they have none. */
export type Home =
  | (Own & { kind: 'assigned'; assigned: Awaited<ReturnType<typeof assignedIn>>['assigned'] })
  | (Own & { kind: 'executive'; brief: Brief })
  | (Own & { kind: 'work'; work: Work; unowned: DueTask<AssignedTask>[] })

/** Where somebody of management begins: the page for management of the assessment changed last; nothing where there is none. */
export function startOf(context: CatalogueContext, actor: Actor): Promise<AssessmentId | undefined> {
  return context.db.read({ tenant: actor.tenant }, async (tx) => (await headsFor(tx, actor)).heads[0]?.id)
}

/**
 * In one transaction that only reads: two statements for what is assigned, three for work, four for management; one more each for the
 * tasks, for whether they do duties (and seven for those), for the plans and the internal rules that wait (of whoever decides on them), for names where somebody is named, and for the tasks that nobody has
 * (of whoever answers for the organisation).
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
  const unowned = await unownedIn(tx, actor, work.headOf)
  const own = await ownIn(tx, context, actor, work.headOf, [...named, ...unowned.map(({ id }) => id)])
  return { kind, work, ...own, unowned: byDue(unowned, dayInJapan(context.now())) }
}

/** The tasks that nobody has, for whoever answers for the organisation. */
async function unownedIn(tx: Tx, actor: Actor, titles: Titles): Promise<AssignedTask[]> {
  if (!actor.roles.includes('responsible') || titles.size === 0 || !mayAssignTasks(actor)) return []
  return listUnownedTasks(tx, actor.tenant, { only: knownTo(actor), most: MOST_UNOWNED })
}

async function ownIn(tx: Tx, context: CatalogueContext, actor: Actor, titles: Titles, naming: unknown[]): Promise<Own> {
  // Whoever sees what is assigned to them alone knows of the assessments in which something is.
  const only = seesAssignedOnly(actor) ? [...titles.keys()] : knownTo(actor)
  const wanted = { only, most: MOST_TASKS }
  const tasks = titles.size > 0 && may(actor, 'tasks.do') ? await listAssignedTasks(tx, actor.tenant, actor.person, wanted) : []
  const waiting = titles.size > 0 ? await waitingFor(tx, actor) : []
  const documents = await documentsWaitingFor(tx, actor)
  const people = naming.length + waiting.length + documents.length > 0 ? await listNamed(tx, actor.tenant) : []
  const namesOf = (some: readonly Named[]) => new Map<string, string>(some.map(({ id, name }) => [id, name]))
  return {
    tasks: byDue(tasks, dayInJapan(context.now())),
    duties: titles.size > 0 ? await pressingIn(tx, context, keptIn, actor) : NO_DUTIES,
    waiting: waiting.filter(({ assessment }) => titles.has(assessment)),
    documents,
    titles,
    people: namesOf(people),
    colleagues: namesOf(people.filter(isColleague)),
  }
}

const NO_DUTIES: Pressing = { edition: undefined, own: [], escalated: [] }

/** Which first page somebody has. */
export function kindOf(actor: Actor): Home['kind'] | undefined {
  if (seesAssignedOnly(actor)) return 'assigned'
  if (actor.roles.includes('executive') && !may(actor, 'assessment.answer')) return 'executive'
  return may(actor, 'assessment.read') ? 'work' : undefined
}

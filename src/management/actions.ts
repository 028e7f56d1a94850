import { type ApprovalView, approvalIn, waitingFor } from '../approval/actions.ts'
import type { FrozenPlan } from '../approval/index.ts'
import { askedIn, headsFor, type Week, weekIn } from '../assessment/actions.ts'
import type { Tx } from '../db/db.ts'
import { documentsWaitingFor, type WaitingDocument } from '../documents/actions.ts'
import { titleWords } from '../issues/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Lang, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { type MeasuresContext, namesOf } from '../measures/index.ts'
import { type DutyNumbers, dutyNumbersIn } from '../records/actions.ts'
import { setBrief } from '../report/actions.ts'
import type { PrintedBrief } from '../report/index.ts'
import { isColleague } from '../roles/person.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { AssignedTask } from '../tasks/actions.ts'
import type { Task } from '../tasks/index.ts'
import { overdueIn, toBrief } from './brief.ts'
import { briefTaken } from './event-words.ts'

/** The page for management in words, with what the viewer can decide on it. */
export type Management = {
  head: ApprovalView['head']
  brief: PrintedBrief
  plan: FrozenPlan | undefined
  /** The version that waits for this viewer. */
  waiting: number | undefined
  /** Versions of internal rules that wait for this viewer. */
  documents: WaitingDocument[]
  /** 該当なし that wait for this viewer. */
  asked: Awaited<ReturnType<typeof askedIn>>
  /** Overdue tasks that nobody has, and those of the organisation who could. */
  unowned: Pick<AssignedTask, 'id' | 'assessment' | 'title' | 'revision'>[]
  colleagues: ReadonlyMap<string, string>
  names: ReadonlyMap<string, string>
  /** Of what is met, how much is to be confirmed, and the coverage without it. */
  doubts: { doubted: number; proven: number }
  /** How duties were kept in the last twelve months; nothing for whoever sees no records. */
  duties: DutyNumbers | undefined
  /** What the last week made of it. */
  week: Week & { settledBefore: number | undefined }
  /** Other assessments in which something waits for this viewer, and how much. */
  elsewhere: { id: AssessmentId; title: string; count: number }[]
}

/** The page for management of an assessment, in the transaction of a page. Nothing where the viewer may not see it. */
async function managementIn(
  context: MeasuresContext,
  tx: Tx,
  viewer: Viewer,
  id: AssessmentId,
  lang: Lang,
): Promise<Management | undefined> {
  const found = await approvalIn(context, tx, viewer, id)
  if (!found) return undefined
  const allWaiting = await waitingFor(tx, viewer)
  const documents = await documentsWaitingFor(tx, viewer)
  const { heads, headOf } = await headsFor(tx, viewer)
  const allAsked = await askedIn(tx, viewer, { heads, headOf })
  const waiting = allWaiting.find(({ assessment }) => assessment === id)?.number
  const asked = allAsked.filter(({ head }) => head.id === id)
  const all = [...allWaiting.map(({ assessment }) => assessment), ...allAsked.map(({ head }) => head.id)]
  const week = await weekIn(tx, context, viewer, found.head)
  const { head, attainment, versions, tasks, people, now: plan, toConfirm } = found
  const names = new Map<string, string>(people.map((person) => [person.id, person.name]))
  const nameOf = namesOf(context.measures())
  const titleOf = (task: Task) => titleWords(task, nameOf)[lang]
  const approved = versions.find(({ decision }) => decision?.outcome === 'approved')
  const brief = toBrief(
    {
      ...{ head, organisation: viewer.organisationName, demo: viewer.demo, now: context.now(), tasks, plan, titleOf },
      ...{ settled: attainment.met + attainment.notApplicableConfirmed, total: attainment.total, coverage: attainment.coverage },
      approved: approved && { number: approved.number, frozen: JSON.parse(approved.content) as FrozenPlan },
      waiting: versions.find(({ decision }) => decision === null)?.number,
      nameOf: (person) => names.get(person),
      toConfirm: toConfirm.length,
    },
    lang,
  )
  const unowned = overdueIn(tasks, dayInJapan(context.now())).filter(({ assignee }) => assignee === null)
  return {
    ...{ head, brief, plan, waiting, documents, asked, names },
    doubts: { doubted: attainment.doubted, proven: attainment.proven },
    duties: await dutyNumbersIn(tx, context, viewer),
    week: { ...week, settledBefore: week.before && week.before.met + week.before.notApplicableConfirmed },
    elsewhere: heads
      .filter((one) => one.id !== id)
      .map((one) => ({ id: one.id, title: one.title, count: all.filter((other) => other === one.id).length }))
      .filter(({ count }) => count > 0),
    unowned: unowned.map((task) => ({ id: task.id, assessment: id, title: titleOf(task), revision: task.revision })),
    colleagues: new Map(people.filter(isColleague).map((person) => [person.id, person.name])),
  }
}

/** The same in a transaction of its own. */
export function readManagement(
  context: MeasuresContext,
  viewer: Viewer,
  id: AssessmentId,
  lang: Lang,
): Promise<Management | undefined> {
  return context.db.read({ tenant: viewer.tenant }, (tx) => managementIn(context, tx, viewer, id, lang))
}

/** The page as a PDF, made by a thread where there are some, and told to the log. Refuses where no Typst binary fits. */
export async function takeBrief(
  context: MeasuresContext,
  viewer: Viewer,
  id: AssessmentId,
  lang: Lang,
): Promise<Outcome<{ bytes: Uint8Array; brief: PrintedBrief }> | undefined> {
  const found = await readManagement(context, viewer, id, lang)
  if (!found) return undefined
  const { brief, head } = found
  const task = { name: 'report.brief', input: brief, owner: viewer.tenant } as const
  const made = await (context.workers ? context.workers.run<Uint8Array>(task) : setBrief(brief))
  if (!made.ok) return made
  await context.db.transact({ tenant: viewer.tenant }, (tx) => logEvent(context, tx, viewer, briefTaken(head)))
  return accept({ bytes: made.value, brief })
}

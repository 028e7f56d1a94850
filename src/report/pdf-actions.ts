import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Db } from '../db/db.ts'
import { age, MINUTE } from '../kernel/calendar.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { setPdf } from './actions.ts'
import { type GapReportInput, toGapReport } from './gap-report.ts'
import { keptPdfs, type MadePdf } from './kept-pdfs.ts'

/** A PDF under way, and who waits for it: when nobody does any more, it is given up. */
type Making = {
  tenant: TenantId
  id: AssessmentId
  began: Instant
  result: Promise<Outcome<MadePdf>>
  waiting: Set<PersonId>
  stop: AbortController
}
type Memory = { kept: ReturnType<typeof keptPdfs>; making: Map<string, Making> }
/** What this process has made of each database, and makes. */
const memories = new WeakMap<Db, Memory>()

/** How long the refusal of a PDF waits for whoever asked, in milliseconds. */
const TOLD_FOR = 5 * MINUTE

/**
 * The report as a PDF, by a thread of the server where there is one: the one that was kept where it says the very same, or `making`,
 * the name of what goes on, where it takes longer than somebody is kept waiting. `fixed` is a moment that was asked for: only a PDF of
 * that moment is the same. Refuses where no Typst binary fits, too much waits or it was cancelled.
 */
export async function makePdf(
  context: Context,
  viewer: Viewer,
  id: AssessmentId,
  input: GapReportInput,
  fixed: boolean,
): Promise<Outcome<MadePdf> | { making: string }> {
  const memory = memoryOf(context)
  const key = keyOf(viewer, id, input, fixed)
  const kept = memory.kept.find(key, context.now())
  if (kept) return accept(kept)
  const making = memory.making.get(key) ?? begin(context, viewer, id, input, memory, key)
  making.waiting.add(viewer.person)
  let told = true
  try {
    const outcome = await within(making.result, context.workers?.patience)
    told = outcome !== undefined
    return outcome ?? { making: key }
  } finally {
    if (told && memory.making.get(key) === making) memory.making.delete(key)
  }
}

/** Somebody waits no longer for a PDF; when nobody does, nothing more is done for it. */
export function cancelPdf(context: Context, viewer: Viewer, id: AssessmentId, key: string): void {
  const { making } = memoryOf(context)
  const one = making.get(key)
  if (!one || one.tenant !== viewer.tenant || one.id !== id) return
  if (!one.waiting.delete(viewer.person) || one.waiting.size > 0) return
  making.delete(key)
  one.stop.abort()
}

function begin(context: Context, viewer: Viewer, id: AssessmentId, input: GapReportInput, memory: Memory, key: string): Making {
  const report = toGapReport(input)
  const stop = new AbortController()
  const task = { name: 'report.pdf', input: report, owner: viewer.tenant } as const
  const made = context.workers ? context.workers.run<Uint8Array>(task, stop.signal) : setPdf(report)
  const result = made.then((outcome): Outcome<MadePdf> => {
    if (!outcome.ok) return outcome
    const pdf = { bytes: outcome.value, asOf: input.asOf }
    memory.kept.keep(key, pdf, context.now())
    if (memory.making.get(key)?.stop === stop) memory.making.delete(key)
    return accept(pdf)
  })
  const making = { tenant: viewer.tenant, id, began: context.now(), result, waiting: new Set<PersonId>(), stop }
  for (const [other, { began }] of memory.making) if (age(began, context.now()) > TOLD_FOR) memory.making.delete(other)
  memory.making.set(key, making)
  // A fault is thrown where somebody waits for it.
  result.catch(() => undefined)
  return making
}

/**
 * What a PDF says, but for the moment that it prints unless that is fixed. Whatever a person sees less than another, or in another
 * language, is other content: so nobody is given what they would not have got themselves.
 */
function keyOf({ tenant }: Viewer, id: AssessmentId, input: GapReportInput, fixed: boolean): string {
  const { edition, attainment, asOf, ...says } = input
  const all = [tenant, id, edition.id, attainment.target, fixed ? asOf : null, says]
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url')
}

function memoryOf({ db }: Context): Memory {
  const memory = memories.get(db) ?? { kept: keptPdfs(), making: new Map() }
  memories.set(db, memory)
  return memory
}

/** What comes of it, or nothing where that takes longer than somebody is kept waiting. */
async function within<T>(result: Promise<T>, patience: number | undefined): Promise<T | undefined> {
  if (patience === undefined) return result
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience)
  })
  try {
    return await Promise.race([result, late])
  } finally {
    clearTimeout(timer)
  }
}

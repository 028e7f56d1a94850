import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { ThreadTask } from '../context.ts'
import type { Shown } from '../evidence/index.ts'
import type { AnswersFile } from '../exchange/index.ts'
import type { FactFile } from '../facts/index.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import type { PlanWork } from '../plan/index.ts'
import type { TableInput } from '../registers/index.ts'
import type { GapReport } from '../report/actions.ts'
import type { PrintedBrief } from '../report/index.ts'
import type { StatementInput } from '../statement/index.ts'

/**
 * The program of a thread for what takes long: data in, an outcome out; it knows no database and no clock. It loads what a task needs
 * when the first one comes: a thread that reads a file of facts has no use for the report.
 */
const TASKS: Record<ThreadTask['name'], (input: never) => Promise<Outcome<unknown>>> = {
  'report.pdf': async (report: GapReport) => (await import('../report/actions.ts')).setPdf(report),
  'report.brief': async (page: PrintedBrief) => (await import('../report/actions.ts')).setBrief(page),
  'exchange.answers': async (file: AnswersFile) => (await import('../exchange/index.ts')).readAnswers(file),
  'facts.read': async (file: FactFile) => (await import('../facts/index.ts')).readFactFile(file),
  'plan.work': async (work: PlanWork) => accept((await import('../plan/index.ts')).planWork(work)),
  'evidence.preview': async (shown: Shown) => accept(await (await import('../evidence/index.ts')).previewPage(shown)),
  'statement.read': async (file: StatementInput) => (await import('../statement/index.ts')).readStatementFile(file),
  'registers.table': async (file: TableInput) => (await import('../registers/index.ts')).readTableFile(file),
  'sheets.workbook': async (bytes: Uint8Array) => (await import('../sheets/workbook.ts')).readWorkbook(bytes),
}

// On Linux this is the thread's own: whoever answers pages goes first.
setPriority(10)

parentPort?.on('message', async ({ name, input }: ThreadTask) => {
  try {
    parentPort?.postMessage({ outcome: await TASKS[name](input as never) })
  } catch (fault) {
    parentPort?.postMessage({ fault })
  }
})

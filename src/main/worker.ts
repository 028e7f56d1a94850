import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { ThreadTask } from '../context.ts'
import { previewPage, type Shown } from '../evidence/index.ts'
import { type AnswersFile, readAnswers } from '../exchange/index.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { type PlanWork, planWork } from '../plan/index.ts'
import { readTableFile, type TableInput } from '../registers/index.ts'
import { type GapReport, setBrief, setPdf } from '../report/actions.ts'
import type { PrintedBrief } from '../report/index.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { readStatementFile, type StatementInput } from '../statement/index.ts'

/** The program of a thread for what takes long: data in, an outcome out; it knows no database and no clock. */
const TASKS: Record<ThreadTask['name'], (input: never) => Promise<Outcome<unknown>>> = {
  'report.pdf': (report: GapReport) => setPdf(report),
  'report.brief': (page: PrintedBrief) => setBrief(page),
  'exchange.answers': (file: AnswersFile) => readAnswers(file),
  'plan.work': async (work: PlanWork) => accept(planWork(work)),
  'evidence.preview': async (shown: Shown) => accept(await previewPage(shown)),
  'statement.read': (file: StatementInput) => readStatementFile(file),
  'registers.table': (file: TableInput) => readTableFile(file),
  'sheets.workbook': (bytes: Uint8Array) => readWorkbook(bytes),
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

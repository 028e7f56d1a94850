import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyAssessment, multiplyTasks } from './copies.ts'
import { costsOf, enter, type PageCost, withServer } from './pages.ts'

const TASKS = 500
const ASSESSMENTS = 200

/**
 * The pages of tasks of a consultant: 500 tasks in one assessment, then the same in each of 200. They are to take 1.5 times as long at
 * most.
 */
export async function taskCosts(): Promise<PageCost[]> {
  const data = mkdtempSync(join(tmpdir(), 'hoshitori-bench-tasks-'))
  try {
    const { assessment } = await withServer(data, enter)
    await multiplyTasks(data, assessment, TASKS)
    const one = await costs(data, assessment, 1)
    await copyAssessment(data, assessment, ASSESSMENTS - 1, ['answer', 'answer_version', 'task'])
    return [...one, ...(await costs(data, assessment, ASSESSMENTS))]
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function costs(data: string, assessment: string, assessments: number): Promise<PageCost[]> {
  return withServer(data, async (server) => costsOf(server, [{ ...(await enter(server)), assessment }], assessments, PAGES))
}

const PAGES = [
  ['board of 500 tasks', '/assessments/:id/tasks?view=board'],
  ['list of 500 tasks', '/assessments/:id/tasks'],
  ['timeline of 500 tasks', '/assessments/:id/tasks?view=timeline'],
  ['management, 500 tasks', '/assessments/:id/management'],
] as const

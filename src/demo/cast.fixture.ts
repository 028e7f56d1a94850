import { beforeAll } from 'vitest'
import { type Cast, setUpCast } from '../../tests/cast.ts'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { readAssessment } from '../assessment/read-actions.ts'
import { loadWorld } from './load.ts'
import type { DemoAssessment, Firm } from './world.ts'

export const { firms } = loadWorld()

export const all = firms.flatMap((firm) => firm.assessments.map((assessment) => ({ firm, assessment, name: assessment.key })))

export function firstOf(firm: string): string {
  return firms.find(({ key }) => key === firm)?.people[0]?.key ?? ''
}

/** What a test of the made-up world has at hand. */
type Here = {
  database: ReturnType<typeof testDatabase>
  context: ReturnType<typeof testContext>
  cast: Cast
}

/** The made-up world, set up once for the file. */
export function testCast() {
  const here = { database: testDatabase() } as Here

  beforeAll(async () => {
    here.context = testContext(here.database.db)
    here.cast = await setUpCast(here.context)
  })

  async function read(firm: Firm, assessment: DemoAssessment) {
    const viewer = here.cast.viewer(firm.key, firstOf(firm.key))
    const found = await readAssessment(here.context, viewer, here.cast.assessment(firm.key, assessment.key))
    if (!found) throw new Error(`${assessment.key} is not there`)
    return found
  }

  return Object.assign(here, { read })
}

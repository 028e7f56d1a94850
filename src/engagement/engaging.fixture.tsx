import type { Hono } from 'hono'
import { beforeAll, beforeEach } from 'vitest'
import { begin, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { createAssessment } from '../assessment/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { readEngagements } from './engagement-actions.ts'

/** What a test of engagements has at hand; an organisation with an assessment for each. */
type Here = {
  database: ReturnType<typeof testDatabase>
  context: ReturnType<typeof testContext>
  app: Hono<Web>
  aoyama: Viewer
  taro: Visitor
  yumi: Visitor
  honsha: AssessmentId
  chiba: string
  count: number
}

/** The routes of the product with a client, and an expert who is engaged by the test. */
export function testEngaging() {
  const here = { database: testDatabase(), count: 0 } as Here

  beforeAll(() => {
    here.context = testContext(here.database.db)
    here.app = testApp(here.context, features)
  })

  beforeEach(async () => {
    here.context.clock.at = '2027-04-01T00:00:00.000Z'
    here.count += 1
    here.chiba = `chiba-${here.count}@tsubame.example`
    here.aoyama = await begin(here.context, '青山精機', '青山 太郎')
    here.taro = visitor(here.app, here.aoyama)
    here.yumi = visitor(here.app, await begin(here.context, '楓システムズ', '楓 由美'))
    here.honsha = done(
      await createAssessment(here.context, here.aoyama, { title: '本社 2027年度', edition: '2026-03-27', target: 3 }),
    )
  })

  const engagements = (seat = here.aoyama) => readEngagements(here.context, seat.tenant)

  const hire = (wish: Parameters<typeof engage>[2] = {}, client = here.aoyama) =>
    engage(here.context, client, { email: here.chiba, ...wish })

  return Object.assign(here, { engagements, hire })
}

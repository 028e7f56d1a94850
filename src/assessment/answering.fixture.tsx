import type { Hono } from 'hono'
import { beforeAll, beforeEach } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, testApp, type Visitor, visitor } from '../../tests/web.ts'
import type { PersonId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'

export const JSON_PLEASE = { Accept: 'application/json' }

/** What a form sends for the button that was pressed. */
export const press = (button: 'next' | 'stay' | 'suggest'): Fields => ({ button })

export const FULL = {
  status: 'partial',
  state: '本社だけ',
  reason: '支社は\r\n未確認',
  evidence: '規程 第3版',
  plan: '2027年6月まで',
  note: 'メモ',
  ticked: ['a', 'b'],
  revision: '0',
}

type Stored = { status: string | null; reason: string; cause?: string; changed_by: PersonId }

/** What a test of answers has at hand; a new assessment for each. */
type Here = {
  database: ReturnType<typeof testDatabase>
  context: ReturnType<typeof testContext>
  app: Hono<Web>
  aoyama: Viewer
  hanakoId: PersonId
  taro: Visitor
  hanako: Visitor
  yumiId: PersonId
  address: string
}

/** The routes of answers with 太郎 and 花子, and 由美 of another organisation. */
export function testAnswering() {
  const here = { database: testDatabase() } as Here

  beforeAll(async () => {
    here.context = testContext(here.database.db)
    here.app = testApp(here.context, features)
    here.aoyama = await begin(here.context, '青山精機', '青山 太郎')
    here.yumiId = (await begin(here.context, '楓システムズ', '楓 由美')).person
    const colleagueOfTaro = await colleague(here.context, here.aoyama, '佐藤 花子', 'staff')
    here.hanakoId = colleagueOfTaro.person
    here.taro = visitor(here.app, here.aoyama)
    here.hanako = visitor(here.app, colleagueOfTaro)
  })

  beforeEach(async () => {
    here.context.clock.at = '2027-04-01T00:00:00.000Z'
    here.address = await started('4')
  })

  async function started(target: '3' | '4'): Promise<string> {
    const reply = await here.taro.post('/assessments', { title: '本社 2027年度', target, edition: '2026-03-27' })
    if (!reply.location) throw new Error(`not started: ${reply.status}`)
    return reply.location
  }

  const save = (who: Visitor, criterion: string, fields: Fields, headers = {}) =>
    who.post(`${here.address}/answers/${criterion}`, fields, headers)

  function answersOf(criterion: string): Promise<Stored[]> {
    return here.database.db.transact('admin', async (tx) => {
      const found = await tx.selectFrom('answer').selectAll().where('criterion', '=', criterion).execute()
      return found.filter((row) => here.address.endsWith(row.assessment_id))
    })
  }

  function versionsOf(criterion: string): Promise<Stored[]> {
    return here.database.db.transact('admin', async (tx) => {
      const found = await tx
        .selectFrom('answer_version')
        .selectAll()
        .where('criterion', '=', criterion)
        .orderBy('revision')
        .execute()
      return found.filter((row) => here.address.endsWith(row.assessment_id))
    })
  }

  return Object.assign(here, { started, save, answersOf, versionsOf })
}

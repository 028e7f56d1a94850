import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { testApp, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import { createAssessment, recordAnswer } from '../assessment/actions.ts'
import { EMPTY_ANSWER } from '../assessment/index.ts'
import type { AccountId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { endEngagement } from './engagement-actions.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let [one, other, ended]: [Viewer?, Viewer?, Viewer?] = []
let expert: AccountId

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  one = await client('青山精機', '本社', { ends: '2027-12-31' })
  other = await client('楓システムズ', '開発部', { ends: '2027-04-20', sight: 'numbers' })
  ended = await client('やめた会社', 'むかし', {})
  const { engagement, account } = await engage(context, ended)
  done(await endEngagement(context, ended, engagement, { reason: '終わった' }))
  expert = account
})

async function client(name: string, title: string, wish: Parameters<typeof engage>[2]): Promise<Viewer> {
  const boss = await begin(context, name, `${name}の人`)
  const assessment = done(await createAssessment(context, boss, { title, edition: '2026-03-27', target: 3 }))
  const content = { ...EMPTY_ANSWER, status: 'met' as const, reason: `${title}で確かめた` }
  done(await recordAnswer(context, boss, { assessment, criterion: '4-1-1-1', from: 0, content }))
  if (name !== 'やめた会社') await engage(context, boss, wish)
  return boss
}

test('an expert sees every client on one page, each with its numbers, the one that ends soon first', async () => {
  const { page } = await visitor(app, { account: expert }, 'whole addresses').get('/clients')
  const names = [...page.matchAll(/<h2><a href="([^"]+)">([^<]+)<\/a>/g)].map(([, href, name]) => [name, href])
  expect(names).toEqual([
    ['楓システムズ', toAddress(other?.tenant as never, '/assessments')],
    ['青山精機', toAddress(one?.tenant as never, '/assessments')],
  ])
  expect(page).toContain('あと19日')
  expect(page.match(/残り80件/g)?.length).toBe(2)
  expect(page).not.toMatch(/むかし|確かめた/)
})

test('it is the first page of whoever has no seat of their own, and leads into both clients at once', async () => {
  const who = visitor(app, { account: expert }, 'whole addresses')
  expect((await who.get('/')).page).toContain('楓システムズ')
  for (const { tenant } of [one, other] as Viewer[]) {
    expect((await who.get(toAddress(tenant, '/'))).page).toContain('class="clients"')
    expect((await who.get(toAddress(tenant, '/assessments'))).status).toBe(200)
  }
  expect((await who.get(toAddress(ended?.tenant as never, '/assessments'))).status).toBe(404)
})

test('of a client that asks for a second factor nothing is shown to whoever has none', async () => {
  await database.db.transact('admin', (tx) =>
    tx
      .updateTable('organisation')
      .set({ second_factor_required: true })
      .where('id', '=', one?.tenant as never)
      .execute(),
  )
  const { page } = await visitor(app, { account: expert }, 'whole addresses').get('/clients')
  expect(page).toContain('2段階認証を求めています')
  expect(page).not.toContain('本社')
})

test('whoever has no client is told how one comes', async () => {
  const { page, status } = await visitor(app, one as Viewer).get('/clients')
  expect([status, page.includes('いま手伝っている会社はありません')]).toEqual([200, true])
})

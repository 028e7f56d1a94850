import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { flushRefused } from './actions.ts'
import * as store from './store.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: Viewer
let yumi: Viewer
let reader: Visitor

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  taro = await begin(context, '青山精機', '青山 太郎')
  yumi = await begin(context, '楓システムズ', '楓 由美')
  reader = visitor(app, await colleague(context, taro, '佐藤 花子', 'reader'))
})
beforeEach(() => flushRefused(context, { all: true }))

const sizeOf = async (tenant: TenantId) =>
  (await database.db.read('admin', (tx) => store.listEntries(tx, tenant, { from: 0, before: 10_000 }))).length

describe('a request that was turned away is told', () => {
  test('to the organisation, where the role of one of its people does not reach', async () => {
    const before = await sizeOf(taro.tenant)
    for (const path of ['/log', '/log', '/log/export.jsonl']) expect((await reader.get(path)).status).toBe(403)
    expect(await sizeOf(taro.tenant)).toBe(before)
    expect(await flushRefused(context)).toBe(1)
    expect(await lastTold(context, taro.tenant)).toMatchObject({
      act: 'refused.role',
      by: { kind: 'person', name: '佐藤 花子', roles: ['reader'] },
      from: { request: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      words: { ja: '役割にない操作を3回断りました(2027年4月1日 09:00、GET /log、GET /log/export.jsonl)。' },
    })
    const { page } = await visitor(app, taro).get('/log?act=refused')
    expect(page).toContain('役割にない操作を3回断りました')
    expect(page).toContain('断った要求')
  })

  test('to the installation, where somebody asks at an organisation in which they have no seat', async () => {
    const address = toAddress(taro.tenant, '/log')
    expect((await visitor(app, yumi, 'whole addresses').get(address)).status).toBe(404)
    await flushRefused(context)
    expect(await lastTold(context, INSTALLATION)).toMatchObject({ act: 'refused.seat', by: { kind: 'account' } })
  })

  test.each([
    ['a form of another site', 'refused.foreign', 403, { headers: { Host: 'localhost', Origin: 'https://elsewhere.example' } }],
    ['a name that is not ours', 'refused.host', 403, { headers: { Host: 'elsewhere.example' } }],
    [
      'a form that cannot be read',
      'refused.input',
      400,
      { headers: { Host: 'localhost', 'Content-Type': 'multipart/form-data' } },
    ],
    ['a form that is too large', 'refused.input', 413, { headers: { Host: 'localhost', 'Content-Length': '99999999' } }],
  ])('%s', async (_, act, status, request) => {
    const body = 'x=1'
    expect((await app.request('/sign-in', { method: 'POST', body, ...request })).status).toBe(status)
    expect(await flushRefused(context)).toBe(1)
    const told = await lastTold(context, INSTALLATION)
    expect(told).toMatchObject({ act, by: { kind: 'unknown' } })
    expect(told.words.ja).toContain('を1回断りました(2027年4月1日 09:00、POST ')
  })

  test('an address that is too long, without saying it', async () => {
    expect((await app.request(`/level?x=${'y'.repeat(9000)}`, { headers: { Host: 'localhost' } })).status).toBe(414)
    await flushRefused(context)
    const told = await lastTold(context, INSTALLATION)
    expect(told.act).toBe('refused.input')
    expect(JSON.stringify(told)).not.toContain('yyy')
  })
})

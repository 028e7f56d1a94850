import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { leadsTo } from '../../tests/web.ts'
import { somebody, withTotp } from '../account/factors/factor.fixture.ts'
import { admitAccount } from '../account/sign-in/admission-actions.ts'
import type { AccountId, TenantId } from '../kernel/ids.ts'
import { buildApp } from '../main/app.ts'
import { features } from '../main/features.ts'
import { endPerson } from '../organisation/actions.ts'
import { beginFirm, type Firm, FROM, setProvider } from '../provider/world.fixture.ts'
import type { Web } from './app.tsx'
import { routesOf } from './router.ts'

/** What stands between a session that is good and a seat: whose sign-in it was, what the organisation asks for, and how long it rested. */
const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let own: Firm
let other: Firm

beforeAll(async () => {
  context = testContext(database.db)
  app = buildApp(context, features, () => {})
  own = await beginFirm(context, '青山精機', '青山 太郎', 'taro@aoyama.example')
  other = await beginFirm(context, '楓システムズ', '楓 由美', 'yumi@kaede.example')
  await seat(own.account, other.tenant)
})
beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  await ask2(other.tenant, { second_factor_required: false })
  await database.db.transact('admin', (tx) => tx.deleteFrom('oidc_provider').execute())
})

const seat = (account: AccountId, tenant: TenantId) =>
  database.db.transact('admin', (tx) =>
    tx
      .insertInto('person')
      .values({
        tenant_id: tenant,
        id: context.newId(),
        name: '客',
        position: '',
        roles: '["reader"]',
        account_id: account,
        engagement_id: null,
        created_at: context.now(),
        ended_at: null,
      } as never)
      .execute(),
  )
const ask2 = (tenant: TenantId, columns: { second_factor_required: boolean }) =>
  database.db.transact('admin', (tx) => tx.updateTable('organisation').set(columns).where('id', '=', tenant).execute())

async function enter(account: AccountId, factors: ('password' | 'oidc' | 'totp')[], onlyTenant?: TenantId) {
  const { token } = await admitAccount(context, { account, factors, from: FROM, ...(onlyTenant ? { onlyTenant } : {}) })
  return async (method: 'GET' | 'POST', path: string, fields: Record<string, string> = {}) => {
    const headers = { Cookie: `session=${token}`, ...(method === 'POST' ? { Origin: 'http://localhost' } : {}) }
    const body = method === 'POST' ? { body: new URLSearchParams(fields) } : {}
    const reply = await app.request(`http://localhost${path}`, { method, headers, ...body })
    const place = leadsTo(reply.headers.get('Location'), path)
    return place === undefined ? reply : app.request(`http://localhost${place.address}`, { method, headers, ...body })
  }
}

describe('a session that one organisation’s provider began', () => {
  const mine = () => enter(own.account, ['oidc'], other.tenant)
  const routes = routesOf(buildApp(testContext({} as never), features, () => {})).filter(({ need }) => need.startsWith('account'))

  test.each(routes)('$method $path: the account is not its to touch', async ({ method, path }) => {
    const reply = await (await mine())(method, path.replaceAll(/:\w+/g, '00000000-0000-7000-8000-00000000ffff'))
    expect(reply.status).toBe(403)
  })

  test('there are such routes', () => expect(routes.length).toBeGreaterThan(15))

  test('sits in that organisation, hears of no other, and cannot sit there', async () => {
    const visit = await mine()
    const page = await (await visit('GET', '/organisations')).text()
    expect(page).toContain('楓システムズ')
    expect(page).not.toContain('青山精機')
    expect((await visit('POST', '/seat', { organisation: own.tenant })).status).toBe(404)
    expect((await visit('POST', '/seat', { organisation: other.tenant })).status).toBe(303)
    expect((await visit('GET', '/assessments')).status).toBe(200)
  })

  test('can prove once more who sits there', async () => {
    await setProvider(context, other, 'kaede', 'https://idp.example')
    expect((await (await mine())('GET', '/step-up')).status).not.toBe(403)
  })
})

describe('an organisation that asks for its own sign-in', () => {
  test('gives its people no seat otherwise, not even in a session that was open before', async () => {
    const before = await enter(other.account, ['password'])
    expect((await before('GET', '/assessments')).status).toBe(200)
    await setProvider(context, other, 'kaede', 'https://idp.example', true)
    for (const visit of [before, await enter(other.account, ['password'])]) {
      await visit('POST', '/seat', { organisation: other.tenant })
      const reply = await visit('GET', '/assessments')
      expect({ status: reply.status, to: reply.headers.get('Location') }).toEqual({
        status: 303,
        to: '/sign-in/organisation/kaede?next=%2Fassessments',
      })
    }
    expect((await (await enter(other.account, ['oidc'], other.tenant))('GET', '/assessments')).status).toBe(200)
  })
})

describe('an organisation that asks for a second factor', () => {
  test('lets nobody in without one, and whoever sets one up at once', async () => {
    const who = await somebody(context, '二要素', 'nikai@kaede.example')
    await seat(who.account, other.tenant)
    const visit = await enter(who.account, ['password'])
    expect((await visit('GET', '/assessments')).status).toBe(200)
    await ask2(other.tenant, { second_factor_required: true })
    expect((await visit('GET', '/assessments')).headers.get('Location')).toBe('/account/factors?required=1')
    await withTotp(context, who)
    expect((await visit('GET', '/assessments')).status).toBe(200)
  })
})

describe('a session that rests', () => {
  test.each([
    ['eleven hours', 11, 200],
    ['thirteen hours', 13, 303],
  ])('%s', async (_, hours, status) => {
    const visit = await enter(own.account, ['password'])
    context.clock.at = new Date(Date.parse(context.clock.at) + hours * 3_600_000).toISOString()
    expect((await visit('GET', '/assessments')).status).toBe(status)
  })

  test('now and then lasts for days, and seven in all', async () => {
    const visit = await enter(own.account, ['password'])
    const begun = Date.parse(context.clock.at)
    const statuses: number[] = []
    for (let hours = 10; hours <= 170; hours += 10) {
      context.clock.at = new Date(begun + hours * 3_600_000).toISOString()
      statuses.push((await visit('GET', '/assessments')).status)
    }
    expect(statuses).toEqual([...Array(16).fill(200), 303])
  })
})

test('two responsible people who end each other at once: one stays', async () => {
  const firm = await beginFirm(context, '二人', '一', 'ichi@futari.example')
  const { account } = await somebody(context, '二', 'ni@futari.example')
  await seat(account, firm.tenant)
  const people = await database.db.transact('admin', async (tx) => {
    await tx
      .updateTable('person')
      .set({ roles: '["responsible"]' } as never)
      .where('tenant_id', '=', firm.tenant)
      .execute()
    return tx.selectFrom('person').select('id').where('tenant_id', '=', firm.tenant).orderBy('id').execute()
  })
  const [one, two] = people.map(({ id }) => ({ tenant: firm.tenant, person: id, roles: ['responsible' as const] }))
  if (!one || !two) throw new Error('two people are needed')
  const ended = await Promise.all([endPerson(context, one, two.person), endPerson(context, two, one.person)])
  expect(ended.filter((outcome) => outcome?.ok)).toHaveLength(1)
})

import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { counted } from '../../tests/counted.ts'
import { testDatabase } from '../../tests/database.ts'
import { toldOf } from '../../tests/told.ts'
import { typedIn } from '../../tests/web.ts'
import { startSession } from '../account/sign-in/session-actions.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Web } from '../web/app.tsx'
import { FRESH_FOR } from '../web/router.ts'
import { CLIENT } from './provider.fixture.ts'
import { type Rogue, startRogue } from './rogue.fixture.ts'
import { openOtherWays } from './settings-actions.ts'
import { Browser, beginFirm, type Firm, FROM, oidcApp, openAccount, setProvider } from './world.fixture.ts'

const database = testDatabase()
let db: ReturnType<typeof counted>
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Firm
let kaede: Firm
let provider: Rogue
let taro: Browser
let typed: Record<string, string>

beforeAll(async () => {
  db = counted(database.db)
  context = testContext(db)
  aoyama = await beginFirm(context, '青山精機', '青山 太郎', 'taro@aoyama.example')
  kaede = await beginFirm(context, '楓システムズ', '楓 由美', 'yumi@kaede.example')
  provider = await startRogue({ sub: 'taro', email: 'taro@aoyama.example', email_verified: true })
})

afterAll(() => provider?.close())

beforeEach(async () => {
  app = oidcApp(context)
  provider.misdeeds = {}
  typed = { slug: 'aoyama', issuer: provider.issuer, clientId: CLIENT.clientId, clientSecret: CLIENT.clientSecret }
  await database.db.transact('admin', async (tx) => {
    for (const table of ['oidc_link', 'oidc_provider'] as const) await tx.deleteFrom(table).execute()
    await tx.updateTable('organisation').set({ second_factor_required: false }).execute()
  })
  taro = await new Browser(app).signIn(context, aoyama.account)
})

const PATH = '/organisation/sign-in'
/** Sends a form, and says how many transactions wrote something. */
async function sent(browser: Browser, path: string, form?: Record<string, string>) {
  const before = db.asked.length
  const answer = await browser.post(path, form)
  const writes = ({ statements }: { statements: string[] }) => statements.some((kind) => /^(Insert|Update|Delete)/.test(kind))
  return { ...answer, wrote: db.asked.slice(before).filter(writes).length }
}
const kept = () => database.db.transact('admin', (tx) => tx.selectFrom('oidc_provider').selectAll().execute())
const required = async (firm: Firm) =>
  (
    await database.db.transact('admin', (tx) =>
      tx.selectFrom('organisation').select('second_factor_required').where('id', '=', firm.tenant).executeTakeFirstOrThrow(),
    )
  ).second_factor_required
const lastEvent = async (firm: Firm) => {
  const row = await database.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select('body').where('tenant_id', '=', firm.tenant).orderBy('position', 'desc').executeTakeFirst(),
  )
  return toldOf(row?.body)
}

/** Somebody who came in by the provider of a firm. */
async function throughProvider(firm: Firm): Promise<Browser> {
  const browser = new Browser(app)
  const wish = { account: firm.account, factors: ['oidc' as const], from: FROM, tenant: firm.tenant, onlyTenant: firm.tenant }
  browser.cookies.set('session', (await database.db.transact('signIn', (tx) => startSession(context, tx, wish))).token)
  return browser
}

async function link(firm: Firm, subject: string) {
  await database.db.transact('admin', (tx) =>
    tx
      .insertInto('oidc_link')
      .values({ tenant_id: firm.tenant, issuer: provider.issuer, subject, account_id: firm.account, created_at: context.now() })
      .execute(),
  )
}
const links = () => database.db.transact('admin', (tx) => tx.selectFrom('oidc_link').selectAll().execute())

describe('setting it up', () => {
  test('the page tells the redirect address, and nothing of a secret', async () => {
    const { status, page } = await taro.get(PATH)
    expect(status).toBe(200)
    expect(page).toContain(`>http://localhost/sign-in/organisation/callback/${aoyama.tenant}</textarea>`)
    expect(page).not.toContain('結びついた人')
  })

  test('a provider that answers is kept, its secret sealed, and the log tells what changed', async () => {
    expect(await taro.post(PATH, typed)).toMatchObject({ status: 303, location: `${PATH}?told=saved` })
    const [row] = await kept()
    expect(row).toMatchObject({ tenant_id: aoyama.tenant, slug: 'aoyama', issuer: provider.issuer, required: false })
    expect(row?.client_secret).not.toContain(CLIENT.clientSecret)
    expect(context.secrets.unseal(row?.client_secret ?? '', `oidc ${aoyama.tenant}`)).toBe(CLIENT.clientSecret)
    expect(() => context.secrets.unseal(row?.client_secret ?? '', `oidc ${kaede.tenant}`)).toThrow()
    const { page } = await taro.get(`${PATH}?told=saved`)
    expect(page).toContain('http://localhost/sign-in/organisation/aoyama')
    const event = await lastEvent(aoyama)
    expect(event).toMatchObject({ act: 'oidc.set', by: { person: aoyama.person } })
    for (const text of [page, JSON.stringify(event)]) expect(text).not.toContain(CLIENT.clientSecret)
  })

  test('trying it keeps nothing', async () => {
    const { status, page } = await taro.post(`${PATH}/connection`, typed)
    expect(status).toBe(200)
    expect(page).toContain('つながりました')
    expect(typedIn(page, 'slug')).toEqual(['aoyama'])
    expect(page).not.toContain(CLIENT.clientSecret)
    expect(await kept()).toEqual([])
  })

  test.each([
    ['nothing', { slug: '', issuer: '', clientId: '', clientSecret: '' }, ['issuer', 'clientId', 'clientSecret', 'slug']],
    ['an issuer that is none', { issuer: '<b>x' }, ['issuer']],
    ['an issuer where nobody answers', { issuer: 'http://127.0.0.1:9' }, ['issuer']],
    ['an issuer on another machine without TLS', { issuer: 'http://192.0.2.1' }, ['issuer']],
  ])('%s is refused, on trying and on saving, with what was typed kept', async (_, wrong, fields) => {
    for (const path of [PATH, `${PATH}/connection`]) {
      const sent = { ...typed, ...wrong }
      const { status, page } = await taro.post(path, sent)
      expect(status).toBe(422)
      expect([...page.matchAll(/id="(\w+)-refusal"/g)].map(([, field]) => field)).toEqual(fields)
      expect(typedIn(page, 'issuer')).toEqual([sent.issuer])
      expect(typedIn(page, 'clientSecret')).toEqual([''])
      expect(page).not.toContain('<b>x')
      expect(await kept()).toEqual([])
    }
  })

  test('a provider that calls itself otherwise is refused, and its own name is told', async () => {
    provider.misdeeds = { metadata: { issuer: 'https://login.example.jp/{tenantid}/v2.0' } }
    const { status, page } = await taro.post(PATH, typed)
    expect(status).toBe(422)
    expect(page).toContain('https://login.example.jp/{tenantid}/v2.0')
    expect(await kept()).toEqual([])
  })

  test('a short name that another organisation has is refused', async () => {
    await setProvider(context, kaede, 'aoyama', provider.issuer)
    const { status, page } = await taro.post(PATH, typed)
    expect(status).toBe(422)
    expect(page).toContain('ほかの組織が使っています')
    expect(await kept()).toHaveLength(1)
  })

  test('on the internet, an address inside is not asked', async () => {
    const origin = 'https://hoshitori.example.jp'
    const remote = { ...context, settings: { ...context.settings, origin, local: false } }
    const yumi = await new Browser(oidcApp(context)).signIn(context, kaede.account)
    // Whoever is responsible has a second factor there.
    await database.db.transact('admin', (tx) =>
      tx
        .updateTable('account')
        .set({ totp_secret: 'x', totp_confirmed_at: context.now() })
        .where('id', '=', kaede.account)
        .execute(),
    )
    const far = new Browser(oidcApp(remote), origin)
    far.cookies.set('__Host-session', yumi.cookies.get('session') ?? '')
    const asked = provider.asked.length
    for (const issuer of [provider.issuer, provider.issuer.replace('http:', 'https:'), 'https://localhost', 'https://[::1]']) {
      const { status, page } = await far.post(PATH, { ...typed, slug: 'kaede', issuer })
      expect({ issuer, status }).toEqual({ issuer, status: 422 })
      expect(page).toContain('id="issuer-refusal"')
    }
    expect(provider.asked.length).toBe(asked)
    expect(await kept()).toEqual([])
  })
})

describe('changing it', () => {
  beforeEach(async () => {
    await taro.post(PATH, typed)
    await link(aoyama, 'taro')
  })

  test('without a secret the one that is kept stays, and so do the links', async () => {
    const before = await throughProvider(aoyama)
    expect((await taro.post(PATH, { ...typed, slug: 'aoyama-seiki', clientSecret: '' })).location).toBe(`${PATH}?told=saved`)
    const [row] = await kept()
    expect(row?.slug).toBe('aoyama-seiki')
    expect(context.secrets.unseal(row?.client_secret ?? '', `oidc ${aoyama.tenant}`)).toBe(CLIENT.clientSecret)
    expect(await links()).toHaveLength(1)
    expect(await before.seat()).toBeDefined()
    expect((await lastEvent(aoyama)).changes).toEqual([
      { what: { ja: '短い名前', en: 'Short name' }, before: 'aoyama', after: 'aoyama-seiki' },
    ])
  })

  test('another client begins anew: links and sessions go, and other ways in are open', async () => {
    const before = await throughProvider(aoyama)
    await before.post(`${PATH}/required`, { required: 'yes' })
    expect((await kept())[0]?.required).toBe(true)
    const answer = { location: `${PATH}?told=anew`, wrote: 1 }
    expect(await sent(before, PATH, { ...typed, clientId: 'another' })).toMatchObject(answer)
    expect((await kept())[0]).toMatchObject({ client_id: 'another', required: false })
    expect(await links()).toEqual([])
    expect(await before.seat()).toBeUndefined()
  })

  test('removing it takes links and sessions along, and nobody else’s', async () => {
    await setProvider(context, kaede, 'kaede', provider.issuer)
    await link(kaede, 'yumi')
    const [own, other] = [await throughProvider(aoyama), await throughProvider(kaede)]
    const answer = { status: 303, location: `${PATH}?told=removed`, wrote: 1 }
    expect(await sent(taro, `${PATH}/removal`)).toMatchObject(answer)
    expect((await kept()).map(({ slug }) => slug)).toEqual(['kaede'])
    expect((await links()).map(({ subject }) => subject)).toEqual(['yumi'])
    expect([await own.seat(), (await other.seat())?.tenant]).toEqual([undefined, kaede.tenant])
    expect(await lastEvent(aoyama)).toMatchObject({ act: 'oidc.remove' })
    expect((await taro.post(`${PATH}/removal`)).status).toBe(404)
  })

  test('an organisation knows of the sessions that its provider began, and of none of their secrets', async () => {
    await throughProvider(aoyama)
    await throughProvider(kaede)
    const own = (columns: ('account_id' | 'token_hash')[]) =>
      database.db.read({ tenant: aoyama.tenant }, (tx) => tx.selectFrom('session').select(columns).execute())
    expect(new Set((await own(['account_id'])).map((row) => row.account_id))).toEqual(new Set([aoyama.account]))
    await expect(own(['token_hash'])).rejects.toThrow(/permission denied/)
  })

  test('a link is removed with the sessions that it began', async () => {
    const own = await throughProvider(aoyama)
    expect((await taro.get(PATH)).page).toContain('taro@aoyama.example')
    const answer = { location: `${PATH}?told=unlinked`, wrote: 1 }
    expect(await sent(taro, `${PATH}/links/removal`, { account: aoyama.account })).toMatchObject(answer)
    expect(await links()).toEqual([])
    expect(await own.seat()).toBeUndefined()
    expect(await taro.seat()).toBeDefined()
    expect(await lastEvent(aoyama)).toMatchObject({ act: 'oidc.unlink', about: aoyama.account })
  })

  test.each(['', 'x', '00000000-0000-7000-8000-ffffffffffff'])('a link of nobody (%j) is not found', async (account) => {
    expect((await taro.post(`${PATH}/links/removal`, { account })).status).toBe(404)
    expect(await links()).toHaveLength(1)
  })

  test('a link of another organisation is not found', async () => {
    await link(kaede, 'yumi')
    expect((await taro.post(`${PATH}/links/removal`, { account: kaede.account })).status).toBe(404)
    expect(await links()).toHaveLength(2)
  })
})

describe('the only way in', () => {
  beforeEach(() => taro.post(PATH, typed))

  test('is not made so by somebody who did not come in by it', async () => {
    const { status, page } = await taro.post(`${PATH}/required`, { required: 'yes' })
    expect(status).toBe(422)
    expect(page).toContain('先に')
    expect((await kept())[0]?.required).toBe(false)
  })

  test('shuts out who came in otherwise, and lets in who came in by it', async () => {
    const own = await throughProvider(aoyama)
    expect((await own.post(`${PATH}/required`, { required: 'yes' })).status).toBe(303)
    expect(await own.seat()).toMatchObject({ tenant: aoyama.tenant })
    expect(await taro.seat()).toBeUndefined()
    expect(await (await new Browser(app).signIn(context, aoyama.account)).seat()).toBeUndefined()
    expect(await lastEvent(aoyama)).toMatchObject({ act: 'oidc.require' })
    expect((await own.post(`${PATH}/required`, { required: 'no' })).status).toBe(303)
    expect(await taro.seat()).toMatchObject({ tenant: aoyama.tenant })
  })

  test('is undone by whoever keeps the server, and the log says so', async () => {
    expect(await openOtherWays(context, aoyama.tenant, 'admin sign-in')).toBe(false)
    await (await throughProvider(aoyama)).post(`${PATH}/required`, { required: 'yes' })
    expect(await openOtherWays(context, kaede.tenant, 'admin sign-in')).toBe(false)
    expect(await openOtherWays(context, aoyama.tenant, 'admin sign-in')).toBe(true)
    expect(await taro.seat()).toMatchObject({ tenant: aoyama.tenant })
    expect(await lastEvent(aoyama)).toMatchObject({ act: 'oidc.require', by: { kind: 'command', command: 'admin sign-in' } })
  })

  test('is another organisation’s own matter', async () => {
    const own = await throughProvider(aoyama)
    await own.post(`${PATH}/required`, { required: 'yes' })
    const yumi = await new Browser(app).signIn(context, kaede.account)
    expect(await yumi.seat()).toMatchObject({ tenant: kaede.tenant })
    expect((await yumi.post(`${PATH}/required`, { required: 'no' })).status).toBe(404)
    expect((await kept())[0]?.required).toBe(true)
  })
})

describe('a second factor', () => {
  test('is not required of others by who has none', async () => {
    const { status, page, location } = await taro.post(`${PATH}/second-factor`, { required: 'yes' })
    expect({ status, location }).toEqual({ status: 422, location: null })
    expect(page).toContain('あなた自身の二段階の確認')
    expect(await required(aoyama)).toBe(false)
  })

  test('is required, and made optional again; each is told once', async () => {
    const own = await throughProvider(aoyama)
    expect((await own.post(`${PATH}/second-factor`, { required: 'yes' })).status).toBe(303)
    expect([await required(aoyama), await required(kaede)]).toEqual([true, false])
    const event = await lastEvent(aoyama)
    expect(event).toMatchObject({ act: 'organisation.second-factor' })
    await own.post(`${PATH}/second-factor`, { required: 'yes' })
    expect((await lastEvent(aoyama)).position).toBe(event.position)
    await own.post(`${PATH}/second-factor`, { required: 'no' })
    expect(await required(aoyama)).toBe(false)
  })
})

const POSTS = ['', '/connection', '/removal', '/required', '/links/removal', '/second-factor'].map((rest) => `${PATH}${rest}`)

describe('who may', () => {
  test('nobody who is not signed in', async () => {
    const nobody = new Browser(app)
    expect((await nobody.get(PATH)).location).toContain('/sign-in?next=')
    for (const path of POSTS) expect((await nobody.post(path, typed)).status).toBe(401)
    expect(await kept()).toEqual([])
  })

  test('nobody whose role does not reach so far', async () => {
    const account = await openAccount(context, '佐藤 花子', `hanako@aoyama.example`)
    const person = {
      tenant_id: aoyama.tenant,
      id: context.newId<PersonId>(),
      name: '佐藤 花子',
      position: '',
      roles: JSON.stringify(['staff', 'executive']),
      account_id: account,
      created_at: context.now(),
      ended_at: null,
    }
    await database.db.transact('admin', (tx) => tx.insertInto('person').values(person).execute())
    const hanako = await new Browser(app).signIn(context, account)
    expect((await hanako.get(PATH)).status).toBe(403)
    for (const path of POSTS) expect((await hanako.post(path, typed)).status).toBe(403)
    expect(await kept()).toEqual([])
  })

  test('nobody who has not proved who they are a moment ago', async () => {
    const before = context.clock.at
    context.clock.at = new Date(Date.parse(before) + FRESH_FOR + 1).toISOString()
    expect((await taro.get(PATH)).status).toBe(200)
    for (const path of POSTS) expect((await taro.post(path, typed)).status).toBe(401)
    context.clock.at = before
    expect(await kept()).toEqual([])
  })

  test('one organisation never touches another’s', async () => {
    await setProvider(context, kaede, 'kaede', provider.issuer)
    await link(kaede, 'yumi')
    expect((await taro.get(PATH)).page).not.toContain('kaede')
    for (const path of POSTS) await taro.post(path, { ...typed, account: kaede.account, required: 'no' })
    expect((await kept()).find(({ slug }) => slug === 'kaede')).toMatchObject({ tenant_id: kaede.tenant })
    expect(await links()).toMatchObject([{ subject: 'yumi' }])
  })
})

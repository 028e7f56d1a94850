import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lettersTo as readLetters } from '../../tests/letters.ts'
import { invite } from '../joining/invitation-actions.ts'
import type { AccountId, EngagementId, PersonId } from '../kernel/ids.ts'
import { endPerson } from '../organisation/actions.ts'
import type { Web } from '../web/app.tsx'
import { AT_THE_PROVIDER } from './actions.ts'
import { type RealProvider, signInAt, startProvider } from './provider.fixture.ts'
import { redirectAddress } from './provider.ts'
import { Browser, beginFirm, type Firm, oidcApp, openAccount, setProvider } from './world.fixture.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Firm
let kaede: Firm
let provider: RealProvider

beforeAll(async () => {
  context = testContext(database.db)
  aoyama = await beginFirm(context, '青山精機', '青山 太郎', 'taro@aoyama.example')
  kaede = await beginFirm(context, '楓システムズ', '楓 由美', 'yumi@kaede.example')
  const redirects = [aoyama, kaede].map(({ tenant }) => redirectAddress(context.settings.origin, tenant))
  provider = await startProvider(redirects, [
    { key: 'taro', email: 'Taro@aoyama.example', verified: true, name: '青山 太郎' },
    { key: 'other-taro', email: 'taro@aoyama.example', verified: true },
    { key: 'liar', email: 'taro@aoyama.example', verified: false },
    { key: 'silent', email: 'taro@aoyama.example' },
    { key: 'nameless' },
    { key: 'yumi', email: 'yumi@kaede.example', verified: true },
    { key: 'hanako', email: 'hanako@aoyama.example', verified: true, name: '佐藤 花子' },
    { key: 'jiro', email: 'jiro@aoyama.example', verified: true },
    { key: 'mori', email: 'mori@else.example', verified: true },
    { key: 'stranger', email: 'stranger@else.example', verified: true },
  ])
})

afterAll(() => provider?.close())

beforeEach(async () => {
  app = oidcApp(context)
  await setProvider(context, aoyama, 'aoyama', provider.issuer)
  await setProvider(context, kaede, 'kaede', provider.issuer)
  await database.db.transact('admin', (tx) => tx.deleteFrom('oidc_link').execute())
})

/** The whole way: leaves, signs in at the provider as `user`, and comes back. */
async function comeIn(slug: string, user: string | undefined, browser = new Browser(app)) {
  const answer = await browser.get(await signInAt((await browser.leaveFor(slug)).href, user))
  return { browser, ...answer }
}

/** Somebody of another firm works for this one for a while. */
async function engage(firm: Firm, account: AccountId, name: string) {
  const engagement = context.newId<EngagementId>()
  const days = { begins: '2027-03-01', ends: '2027-12-31' }
  const offered = { offered_by: firm.person, offered_at: context.now() }
  const sight = { expert_name: name, kind: 'quick', sight: 'answers' }
  const person = { name, position: '', roles: '[]', account_id: account, engagement_id: engagement, created_at: context.now() }
  await database.db.transact('admin', async (tx) => {
    await tx
      .insertInto('engagement')
      .values({ tenant_id: firm.tenant, id: engagement, ...sight, may_answer: false, note: '', ...days, ...offered })
      .execute()
    await tx
      .insertInto('person')
      .values({ tenant_id: firm.tenant, id: context.newId<PersonId>(), ...person })
      .execute()
  })
}

const links = () => database.db.transact('admin', (tx) => tx.selectFrom('oidc_link').selectAll().execute())
const sessionsOf = (account: string) =>
  database.db.transact('admin', (tx) =>
    tx
      .selectFrom('session')
      .selectAll()
      .where('account_id', '=', account as never)
      .orderBy('id', 'desc')
      .execute(),
  )
const lettersTo = (address: string) => readLetters(database.db, address)

describe('the way out', () => {
  test('a page tells where it goes, and the cookie is for this browser alone', async () => {
    const browser = new Browser(app)
    const { status, page, refresh, headers } = await browser.post('/sign-in/organisation', { slug: ' Aoyama ', next: '/level' })
    expect(status).toBe(200)
    const address = new URL((refresh ?? '').replace('0; url=', ''))
    expect(address.origin).toBe(provider.issuer)
    expect(page).toContain(address.host)
    expect(headers.getSetCookie()[0]).toMatch(/^oidc=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/)
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: 'hoshitori',
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      redirect_uri: redirectAddress('http://localhost', aoyama.tenant),
    })
    const values = ['state', 'nonce', 'code_challenge'].map((name) => address.searchParams.get(name))
    expect(new Set(values).size).toBe(3)
    const kept = JSON.stringify(await database.db.transact('admin', (tx) => tx.selectFrom('ticket').selectAll().execute()))
    for (const value of [...values, browser.cookies.get('oidc')]) expect(kept).not.toContain(value)
  })

  test.each(['', 'nobody', '../aoyama', "' or true--", '<script>'])('no way out for %j', async (slug) => {
    const { status, page, refresh } = await new Browser(app).post('/sign-in/organisation', { slug })
    expect({ status, refresh }).toEqual({ status: 422, refresh: null })
    expect(page).toContain('id="slug-refusal"')
    expect(page).not.toContain('<script>alert')
  })

  test('the page asks for the short name, and a link brings it along; both say nothing of who exists', async () => {
    const browser = new Browser(app)
    expect((await browser.get('/sign-in/organisation')).page).toContain('name="slug"')
    const [known, unknown] = [
      await browser.get('/sign-in/organisation/aoyama'),
      await browser.get('/sign-in/organisation/nobody'),
    ]
    expect(known.page.replaceAll('aoyama', 'nobody')).toBe(unknown.page.replaceAll('aoyama', 'nobody'))
    expect((await browser.get('/sign-in/organisation/aoyama?next=//evil.example')).page).toContain('name="next" value="/"')
  })
})

describe('who comes in', () => {
  test('a member whose address the provider vouches for is linked, told by letter, and sits in that organisation', async () => {
    const { browser, status, location } = await comeIn('aoyama', 'taro')
    expect({ status, location }).toEqual({ status: 303, location: '/assessments' })
    expect(await browser.seat()).toEqual({ tenant: aoyama.tenant, person: aoyama.person })
    expect(await links()).toMatchObject([
      { tenant_id: aoyama.tenant, issuer: provider.issuer, subject: 'taro', account_id: aoyama.account },
    ])
    expect((await sessionsOf(aoyama.account))[0]).toMatchObject({ only_tenant_id: aoyama.tenant, factors: ['oidc'] })
    const letters = await lettersTo('taro@aoyama.example')
    expect(letters.at(-1)).toMatchObject({ subject: '【星取】会社のサインインで入れるようになりました' })
    expect(letters.at(-1)?.body).toContain('青山精機')
  })

  test('the second time nobody is told, and the address no longer matters', async () => {
    await comeIn('aoyama', 'taro')
    const before = (await lettersTo('taro@aoyama.example')).length
    provider.users.set('taro', { key: 'taro' })
    const { browser } = await comeIn('aoyama', 'taro')
    provider.users.set('taro', { key: 'taro', email: 'Taro@aoyama.example', verified: true, name: '青山 太郎' })
    expect(await browser.seat()).toMatchObject({ tenant: aoyama.tenant })
    expect((await lettersTo('taro@aoyama.example')).length).toBe(before)
  })

  test.each([
    ['an address that is not verified', 'liar', '確認済み'],
    ['an address of which nothing is said', 'silent', '確認済み'],
    ['no address', 'nameless', '受け取れませんでした'],
    ['nobody whom anyone knows', 'stranger', '招待を頼んでください'],
    ['a member of another organisation', 'yumi', '招待を頼んでください'],
  ])('%s is refused, in words', async (_, user, words) => {
    const { browser, status, page } = await comeIn('aoyama', user)
    expect(status).toBe(403)
    expect(page).toContain(words)
    expect(page).not.toContain(provider.issuer)
    expect(await browser.seat()).toBeUndefined()
    expect(browser.cookies.has('session')).toBe(false)
    expect(await links()).toEqual([])
  })

  test('another person with a linked member’s address is not that member', async () => {
    await comeIn('aoyama', 'taro')
    const { status, page, browser } = await comeIn('aoyama', 'other-taro')
    expect(status).toBe(403)
    expect(page).toContain('結びつきを解いて')
    expect(await browser.seat()).toBeUndefined()
  })

  test('whoever stops at the provider is told so, and that a password opens as well', async () => {
    const { status, page } = await comeIn('aoyama', undefined)
    expect(status).toBe(403)
    expect(page).toContain('中止されたか')
    expect(page).toContain('パスワードでも')
  })

  test('an invited address without an account gets one, without a password, and the roles of the invitation', async () => {
    const seat = { tenant: aoyama.tenant, person: aoyama.person, roles: ['responsible' as const] }
    const invited = await invite(context, seat, {
      name: '佐藤 花子',
      email: 'Hanako@aoyama.example',
      position: '総務',
      roles: ['reader'],
    })
    expect(invited.ok).toBe(true)
    const { browser } = await comeIn('aoyama', 'hanako')
    const sits = await browser.seat()
    expect(sits).toMatchObject({ tenant: aoyama.tenant })
    const [made] = await database.db.transact('admin', (tx) =>
      tx
        .selectFrom('person')
        .innerJoin('account', 'account.id', 'person.account_id')
        .select(['person.name', 'person.roles', 'account.email_key', 'account.password_hash'])
        .where('person.id', '=', sits?.person ?? ('' as never))
        .execute(),
    )
    expect(made).toEqual({ name: '佐藤 花子', roles: ['reader'], email_key: 'hanako@aoyama.example', password_hash: null })
    expect(await links()).toMatchObject([{ subject: 'hanako' }])
  })

  test('an invited address that has an account already joins by the letter first', async () => {
    await openAccount(context, '見知 乱', 'stranger@else.example')
    const wish = { name: '見知 乱', email: 'stranger@else.example', position: '', roles: ['reader'] }
    expect((await invite(context, { tenant: kaede.tenant, person: kaede.person, roles: ['responsible'] }, wish)).ok).toBe(true)
    const { status, page } = await comeIn('kaede', 'stranger')
    expect(status).toBe(403)
    expect(page).toContain('招待メールのリンク')
    expect(await links()).toEqual([])
  })

  test('whoever left the organisation stays out, although linked', async () => {
    const seat = { tenant: aoyama.tenant, person: aoyama.person, roles: ['responsible' as const] }
    await invite(context, seat, { name: '鈴木 次郎', email: 'jiro@aoyama.example', position: '', roles: ['staff'] })
    const { browser } = await comeIn('aoyama', 'jiro')
    const sits = await browser.seat()
    if (!sits) throw new Error('nobody came in')
    await endPerson(context, seat, sits.person)
    expect(await browser.seat()).toBeUndefined()
    const again = await comeIn('aoyama', 'jiro')
    expect(again.status).toBe(403)
    expect(again.page).toContain('招待を頼んでください')
  })
})

describe('a provider of one firm never opens another', () => {
  test('not even to somebody who belongs to both', async () => {
    await database.db.transact('admin', (tx) =>
      tx
        .insertInto('person')
        .values({
          tenant_id: kaede.tenant,
          id: context.newId<PersonId>(),
          name: '青山 太郎',
          position: '',
          roles: JSON.stringify(['responsible']),
          account_id: aoyama.account,
          created_at: context.now(),
          ended_at: null,
        })
        .execute(),
    )
    const { browser } = await comeIn('aoyama', 'taro')
    expect(await browser.seat()).toMatchObject({ tenant: aoyama.tenant })
    const token = browser.cookies.get('session') ?? ''
    await database.db.transact('admin', (tx) =>
      tx.updateTable('session').set({ tenant_id: kaede.tenant }).where('only_tenant_id', '=', aoyama.tenant).execute(),
    )
    expect(token).not.toBe('')
    expect(await browser.seat()).toBeUndefined()
  })

  test('it opens nothing of the account itself', async () => {
    const { browser } = await comeIn('aoyama', 'taro')
    expect((await browser.get('/probe/account')).status).toBe(403)
    expect((await browser.post('/organisations', { organisation: '新会社', person: '青山 太郎' })).status).toBe(403)
    const byPassword = await new Browser(app).signIn(context, aoyama.account)
    expect((await byPassword.get('/probe/account')).status).toBe(200)
  })

  test('it does not speak for an expert of another firm, and does not bind one', async () => {
    const expert = await openAccount(context, '森 玲', 'mori@else.example')
    await engage(aoyama, expert, '森 玲')
    const refused = await comeIn('aoyama', 'mori')
    expect(refused.status).toBe(403)
    expect(await links()).toEqual([])
    await setProvider(context, aoyama, 'aoyama', provider.issuer, true)
    const mori = await new Browser(app).signIn(context, expert)
    expect(await mori.seat()).toMatchObject({ tenant: aoyama.tenant })
  })

  test('the same person at two firms’ providers is two links', async () => {
    await comeIn('aoyama', 'taro')
    const { browser } = await comeIn('kaede', 'taro')
    expect(await browser.seat()).toMatchObject({ tenant: kaede.tenant })
    expect((await links()).map(({ tenant_id }) => tenant_id).sort()).toEqual([aoyama.tenant, kaede.tenant].sort())
  })
})

describe('what comes back must belong to what left', () => {
  test('a replayed answer is refused', async () => {
    const browser = new Browser(app)
    const cookie = () => browser.cookies.get('oidc') ?? ''
    const back = await signInAt((await browser.leaveFor('aoyama')).href, 'taro')
    const token = cookie()
    expect((await browser.get(back)).status).toBe(303)
    const thief = new Browser(app)
    thief.cookies.set('oidc', token)
    expect((await thief.get(back)).status).toBe(403)
    expect(await thief.seat()).toBeUndefined()
  })

  test('an answer without the browser’s cookie is refused: nobody is signed in as somebody else', async () => {
    const attacker = new Browser(app)
    const back = await signInAt((await attacker.leaveFor('aoyama')).href, 'taro')
    const victim = new Browser(app)
    expect((await victim.get(back)).status).toBe(403)
    await victim.leaveFor('aoyama')
    expect((await victim.get(back)).status).toBe(403)
    expect(await victim.seat()).toBeUndefined()
  })

  test.each<[string, (answer: URLSearchParams) => void]>([
    ['another state', (answer) => answer.set('state', 'x'.repeat(43))],
    ['no state', (answer) => answer.delete('state')],
    ['two states', (answer) => answer.append('state', 'x')],
    ['no code', (answer) => answer.delete('code')],
    ['another code', (answer) => answer.set('code', 'x')],
    ['another issuer', (answer) => answer.set('iss', 'https://login.example.jp')],
    ['no issuer, where the provider always names itself', (answer) => answer.delete('iss')],
  ])('an answer with %s is refused', async (_, spoil) => {
    const browser = new Browser(app)
    const back = new URL(await signInAt((await browser.leaveFor('aoyama')).href, 'taro'))
    spoil(back.searchParams)
    expect((await browser.get(back.href)).status).toBe(403)
    expect(await browser.seat()).toBeUndefined()
  })

  test('a code of one person in the visit of another is refused: neither is signed in as the other', async () => {
    const [taro, hanako] = [new Browser(app), new Browser(app)]
    const ofTaro = new URL(await signInAt((await taro.leaveFor('aoyama')).href, 'taro'))
    const ofHanako = new URL(await signInAt((await hanako.leaveFor('aoyama')).href, 'hanako'))
    const code = ofTaro.searchParams.get('code') ?? ''
    ofTaro.searchParams.set('code', ofHanako.searchParams.get('code') ?? '')
    ofHanako.searchParams.set('code', code)
    for (const [browser, back] of [
      [taro, ofTaro],
      [hanako, ofHanako],
    ] as const) {
      expect((await browser.get(back.href)).status).toBe(403)
      expect(await browser.seat()).toBeUndefined()
    }
  })

  test('an answer to another organisation is refused: providers cannot be mixed up', async () => {
    const browser = new Browser(app)
    const back = await signInAt((await browser.leaveFor('aoyama')).href, 'taro')
    expect((await browser.get(back.replace(aoyama.tenant, kaede.tenant))).status).toBe(403)
    expect((await browser.get(back.replace(aoyama.tenant, 'x'))).status).toBe(403)
    expect(await browser.seat()).toBeUndefined()
  })

  test('an answer that comes after ten minutes is refused', async () => {
    const browser = new Browser(app)
    const back = await signInAt((await browser.leaveFor('aoyama')).href, 'taro')
    const before = context.clock.at
    context.clock.at = new Date(Date.parse(before) + AT_THE_PROVIDER).toISOString()
    expect((await browser.get(back)).status).toBe(403)
    context.clock.at = before
  })

  test('an answer that comes after the provider was changed is refused', async () => {
    const browser = new Browser(app)
    const back = await signInAt((await browser.leaveFor('aoyama')).href, 'taro')
    await setProvider(context, aoyama, 'aoyama', 'http://127.0.0.1:9')
    expect((await browser.get(back)).status).toBe(403)
  })

  test('a wrong state does not use the visit up', async () => {
    const browser = new Browser(app)
    const back = await signInAt((await browser.leaveFor('aoyama')).href, 'taro')
    const token = browser.cookies.get('oidc') ?? ''
    await browser.get(back.replace(/state=[^&]+/, 'state=x'))
    browser.cookies.set('oidc', token)
    expect((await browser.get(back)).status).toBe(303)
  })

  test('where to go afterwards stays with us', async () => {
    const browser = new Browser(app)
    const back = await signInAt((await browser.leaveFor('aoyama', 'https://evil.example/')).href, 'taro')
    expect((await browser.get(back)).location).toBe('/')
  })
})

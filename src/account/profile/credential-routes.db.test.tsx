import type { Hono } from 'hono'
import { beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { testApp, typedIn } from '../../../tests/web.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { features } from '../../main/features.ts'
import type { Web } from '../../web/app.tsx'
import { type Browser, browser } from '../factors/browser.fixture.ts'
import { lettersTo, linkTo, logOf, PASSWORD, register, seat, wait } from '../sign-in/sign-in.fixture.ts'

const NEW = 'mado no soto wa yuki no yoru'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: AccountId
let visitor: Browser
let email: string
let people = 0

beforeEach(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  people += 1
  email = `taro${people}@aoyama.example`
  taro = await register(context, email, '青山 太郎')
  visitor = await signedIn()
})

async function signedIn(password = PASSWORD): Promise<Browser> {
  const one = browser(app)
  expect((await one.post('/sign-in', { email, password })).status).toBe(303)
  return one
}

const account = () =>
  database.db.transact('admin', (tx) => tx.selectFrom('account').selectAll().where('id', '=', taro).executeTakeFirstOrThrow())

describe('the password', () => {
  test('is changed by whoever knows the present one; other sessions end, this one stays', async () => {
    const elsewhere = await signedIn()
    const reply = await visitor.post('/account/password', { present: PASSWORD, password: NEW })
    expect(reply).toMatchObject({ status: 303, location: '/account?done=password' })
    expect((await visitor.get('/account')).status).toBe(200)
    expect((await elsewhere.get('/account')).status).toBe(303)
    expect((await lettersTo(database.db, email)).map(({ subject }) => subject)).toEqual(['【星取】パスワードが変わりました'])
    await signedIn(NEW)
  })

  test.each([
    ['wrong', NEW, 'present', 'パスワードが違います'],
    ['', NEW, 'present', 'パスワードが違います'],
    [PASSWORD, PASSWORD, 'password', 'いまのパスワードと同じです'],
    [PASSWORD, 'aoyama2026', 'password', 'あなたの名前'],
    [PASSWORD, '', 'password', '入力してください'],
  ])('%j to %j is refused beside %s', async (present, password, field, words) => {
    const before = await account()
    const { status, page } = await visitor.post('/account/password', { present, password })
    expect(status).toBe(422)
    expect(page).toContain(`id="${field}-refusal"`)
    expect(page).toContain(words)
    expect([...typedIn(page, 'present'), ...typedIn(page, 'password')]).toEqual(['', ''])
    expect(await account()).toEqual(before)
  })

  test('a wrong one and a new one that is too short are told together', async () => {
    const { page } = await visitor.post('/account/password', { present: 'wrong', password: 'a' })
    expect([...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)).toEqual(['present', 'password'])
  })

  test('a stolen session cannot try passwords for ever', async () => {
    const replies = []
    for (let n = 0; n < 20; n += 1)
      replies.push((await visitor.post('/account/password', { present: `x${n}`, password: NEW })).status)
    expect(replies.filter((status) => status === 422)).toHaveLength(3)
    expect(replies.slice(3).every((status) => status === 429)).toBe(true)
    const log = await logOf(database.db, undefined, taro)
    expect(log.filter(({ act }) => act === 'session.verify-failure')).toHaveLength(3)
  })

  test('an account without one is led to the letter', async () => {
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ password_hash: null }).where('id', '=', taro).execute(),
    )
    expect((await visitor.get('/account/password')).page).toContain('メールでパスワードを決める')
    expect((await visitor.post('/account/password', { present: '', password: NEW })).status).toBe(422)
    expect((await account()).password_hash).toBeNull()
  })
})

describe('the address', () => {
  /** Proves once more who one is, as the page before the form asks. */
  async function prove(): Promise<void> {
    const proof = { 'proof-next': '/account/email', 'proof-password': PASSWORD }
    expect(await visitor.post('/step-up', proof)).toMatchObject({ status: 303, location: '/account/email' })
  }

  async function askFor(address: string): Promise<void> {
    await prove()
    expect(await visitor.post('/account/email', { email: address })).toMatchObject({
      status: 303,
      location: '/account/email/sent',
    })
  }

  /** A stranger at this session gives the account an address of their own; says how the old one is written to. */
  async function takenOver(fresh: string): Promise<string> {
    await askFor(fresh)
    await browser(app).post(await linkTo(database.db, fresh, '/account/email/'))
    expect((await account()).email).toBe(fresh)
    return linkTo(database.db, email, '/account/email/undo/')
  }

  test('changes once the new one is confirmed; both are written to; it signs in from then on', async () => {
    const fresh = `neu${people}@aoyama.example`
    await askFor(fresh)
    expect((await visitor.get('/account/email/sent')).page).toContain('新しいアドレスにメールを送りました')
    expect((await lettersTo(database.db, email)).map(({ subject }) => subject)).toEqual([
      '【星取】メールアドレスを変える手続きがありました',
    ])
    expect((await account()).email).toBe(email)
    const link = await linkTo(database.db, fresh, '/account/email/')
    const stranger = browser(app)
    expect((await stranger.get(link)).page).toContain('このアドレスに変える')
    expect((await account()).email).toBe(email)
    expect((await stranger.post(link)).page).toContain('メールアドレスが変わりました')
    expect((await account()).email).toBe(fresh)
    expect((await lettersTo(database.db, email)).map(({ subject }) => subject)).toContain('【星取】メールアドレスが変わりました')
    expect((await stranger.post(link)).status).toBe(410)
    expect((await browser(app).post('/sign-in', { email, password: PASSWORD })).status).toBe(422)
    expect((await browser(app).post('/sign-in', { email: fresh, password: PASSWORD })).status).toBe(303)
  })

  test('asks for proof however lately one signed in, keeps what was typed, and takes a proof once', async () => {
    expect(await visitor.get('/account/email')).toMatchObject({
      status: 303,
      location: '/step-up?next=%2Faccount%2Femail&once=1',
    })
    const asked = await visitor.post('/account/email', { email: 'neu@aoyama.example' })
    expect(asked.status).toBe(401)
    expect(typedIn(asked.page, 'email')).toEqual(['neu@aoyama.example'])
    expect(typedIn(asked.page, 'proof-path')).toEqual(['/account/email'])
    await prove()
    expect((await visitor.post('/account/email', { email: 'x' })).status).toBe(422)
    expect((await visitor.post('/account/email', { email: 'neu@aoyama.example' })).status).toBe(303)
    expect((await visitor.post('/account/email', { email: 'neu2@aoyama.example' })).status).toBe(401)
    await prove()
    wait(context, 15 * 60 + 1)
    expect((await visitor.post('/account/email', { email: 'neu2@aoyama.example' })).status).toBe(401)
  })

  test('once confirmed, every session ends but that of the browser which confirmed it, and so do links to the old address', async () => {
    const elsewhere = await signedIn()
    await browser(app).post('/reset', { email })
    const reset = await linkTo(database.db, email, '/reset/')
    const fresh = `neu${people}@aoyama.example`
    await askFor(fresh)
    expect(await visitor.post(await linkTo(database.db, fresh, '/account/email/'))).toMatchObject({
      status: 303,
      location: '/account?done=email',
    })
    expect((await visitor.get('/account')).status).toBe(200)
    expect((await elsewhere.get('/account')).status).toBe(303)
    expect((await browser(app).get(reset)).status).toBe(410)
  })

  test('the old address can undo it for 72 hours: sessions end, the password is void, and a new one is set at once', async () => {
    const fresh = `neu${people}@aoyama.example`
    const link = await takenOver(fresh)
    const thief = browser(app)
    await thief.post('/sign-in', { email: fresh, password: PASSWORD })
    wait(context, 72 * 60 * 60 - 1)
    const owner = browser(app)
    expect((await owner.get(link)).page).toContain(email)
    expect((await account()).email).toBe(fresh)
    const undone = await owner.post(link)
    expect(undone).toMatchObject({ status: 303, location: expect.stringMatching(/^\/reset\/[\w-]{43}\?undone=email$/) })
    expect(await account()).toMatchObject({ email, password_hash: null })
    expect((await thief.get('/account')).status).toBe(303)
    expect((await browser(app).post('/sign-in', { email, password: PASSWORD })).status).toBe(422)
    expect((await owner.get(undone.location ?? '')).page).toContain(`メールアドレスを ${email} に戻しました`)
    expect((await owner.post(undone.location ?? '', { password: NEW })).status).toBe(303)
    await signedIn(NEW)
    expect((await owner.post(link)).status).toBe(410)
    expect((await lettersTo(database.db, fresh)).at(-1)?.subject).toBe('【星取】メールアドレスの変更が取り消されました')
    expect((await logOf(database.db, undefined, taro)).map(({ act }) => act)).toContain('account.email-undone')
  })

  test('after 72 hours it stands', async () => {
    const link = await takenOver(`neu${people}@aoyama.example`)
    wait(context, 72 * 60 * 60)
    for (const reply of [await browser(app).get(link), await browser(app).post(link)]) expect(reply.status).toBe(410)
  })

  test('who changed it on undoes nothing: the first address has the last word', async () => {
    const [fresh, further] = [`neu${people}@aoyama.example`, `weiter${people}@aoyama.example`]
    const first = await takenOver(fresh)
    visitor = browser(app)
    await visitor.post('/sign-in', { email: fresh, password: PASSWORD })
    await askFor(further)
    await browser(app).post(await linkTo(database.db, further, '/account/email/'))
    const second = await linkTo(database.db, fresh, '/account/email/undo/')
    await browser(app).post(first)
    expect((await account()).email).toBe(email)
    expect((await browser(app).post(second)).status).toBe(410)
    expect((await account()).email).toBe(email)
  })

  test('an old address that another account took meanwhile is not taken from it', async () => {
    const link = await takenOver(`neu${people}@aoyama.example`)
    await register(context, email, '佐藤 花子')
    const { status, page } = await browser(app).post(link)
    expect(status).toBe(410)
    expect(page).toContain('別のアカウントで使われています')
    expect((await account()).email).toBe(`neu${people}@aoyama.example`)
  })

  test('one that has an account is answered alike, and nothing changes', async () => {
    const other = `hanako${people}@aoyama.example`
    await register(context, other, '佐藤 花子')
    await askFor(other)
    expect((await lettersTo(database.db, other)).map(({ subject }) => subject)).toEqual([
      '【星取】このアドレスはもう登録されています',
    ])
  })

  test('one that got an account meanwhile is refused', async () => {
    const fresh = `neu${people}@aoyama.example`
    await askFor(fresh)
    await register(context, fresh, '佐藤 花子')
    const { status, page } = await visitor.post(await linkTo(database.db, fresh, '/account/email/'))
    expect(status).toBe(410)
    expect(page).toContain('別のアカウントで使われました')
    expect((await account()).email).toBe(email)
  })

  test('a new password cancels the change', async () => {
    const fresh = `neu${people}@aoyama.example`
    await askFor(fresh)
    await visitor.post('/account/password', { present: PASSWORD, password: NEW })
    expect((await browser(app).post(await linkTo(database.db, fresh, '/account/email/'))).status).toBe(410)
  })

  test('the same, and what is none, are refused', async () => {
    await prove()
    for (const typed of [email, 'x', '']) expect((await visitor.post('/account/email', { email: typed })).status).toBe(422)
  })
})

describe('closing the account', () => {
  const hasSeats = () =>
    database.db.transact('admin', (tx) =>
      tx
        .selectFrom('person')
        .select(['tenant_id', 'name', 'ended_at'])
        .where('account_id', '=', taro)
        .orderBy('tenant_id')
        .execute(),
    )

  test('ends every way in, lets the address go, and leaves the name to the organisation', async () => {
    const { tenant } = await seat(context, taro, '青山精機')
    expect((await visitor.get('/account/closing')).page).toContain('青山精機')
    const elsewhere = await signedIn()
    expect(await visitor.post('/account/closing', { email: ` ${email.toUpperCase()}` })).toMatchObject({
      status: 303,
      location: '/sign-in?done=closed',
    })
    for (const one of [visitor, elsewhere]) expect((await one.get('/account')).status).toBe(303)
    expect((await browser(app).post('/sign-in', { email, password: PASSWORD })).status).toBe(422)
    expect(await hasSeats()).toMatchObject([{ name: '青山精機の人', ended_at: context.now() }])
    expect(await account()).toMatchObject({ email: '', password_hash: null, name: '青山 太郎' })
    expect((await lettersTo(database.db, email)).at(-1)?.subject).toBe('【星取】アカウントを閉じました')
    expect((await logOf(database.db, undefined, taro)).at(-1)?.act).toBe('account.close')
    expect((await logOf(database.db, tenant)).at(-1)?.words).toBe('青山 太郎さんがアカウントを閉じました')
    expect(await register(context, email, '別の人')).not.toBe(taro)
  })

  test.each(['', 'x', 'hanako@aoyama.example'])('is refused with %j typed instead of the address', async (typed) => {
    const { status, page } = await visitor.post('/account/closing', { email: typed })
    expect(status).toBe(422)
    expect(typedIn(page, 'email')).toEqual([typed])
    expect((await account()).closed_at).toBeNull()
  })

  test('is refused while colleagues would be left with nobody who answers for the organisation', async () => {
    const { tenant } = await seat(context, taro, '青山精機')
    const hanako = await register(context, `hanako${people}@aoyama.example`, '佐藤 花子')
    const person = await seatBeside(tenant, hanako, ['staff'])
    const refused = await visitor.post('/account/closing', { email })
    expect(refused.status).toBe(422)
    expect(refused.page).toContain('「青山精機」の責任者はあなただけです')
    await database.db.transact('admin', (tx) =>
      tx
        .updateTable('person')
        .set({ roles: JSON.stringify(['responsible']) })
        .where('id', '=', person as never)
        .execute(),
    )
    expect((await visitor.post('/account/closing', { email })).status).toBe(303)
  })

  async function seatBeside(tenant: string, who: AccountId, roles: string[]): Promise<string> {
    const id = context.newId<never>()
    await database.db.transact('admin', (tx) =>
      tx
        .insertInto('person')
        .values({
          tenant_id: tenant as never,
          id,
          name: '佐藤 花子',
          position: '',
          created_at: context.now(),
          account_id: who,
          roles: JSON.stringify(roles),
          engagement_id: null,
          ended_at: null,
        })
        .execute(),
    )
    return id
  }
})

describe('somebody who came in by an organisation’s own provider', () => {
  beforeEach(async () => {
    await database.db.transact('admin', (tx) =>
      tx
        .updateTable('session')
        .set({ factors: JSON.stringify(['oidc']), proved_at: context.now() })
        .where('account_id', '=', taro)
        .execute(),
    )
  })

  test.each(['/account/password', '/account/email', '/account/closing'])('changes nothing at %s', async (path) => {
    const before = await account()
    for (const reply of [
      await visitor.get(path),
      await visitor.post(path, {
        present: PASSWORD,
        password: NEW,
        email: path === '/account/closing' ? email : 'neu@aoyama.example',
      }),
    ]) {
      expect(reply.status).toBe(403)
      expect(reply.page).toContain('会社のアカウントでサインインしているあいだは')
    }
    expect(await account()).toEqual(before)
  })
})

import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { createAccount } from '../account/credentials/account-actions.ts'
import { decideEmail, type Email } from '../account/credentials/email.ts'
import { hashPassword, type PasswordHash } from '../account/credentials/password-hash.ts'
import { readReset, resetPassword } from '../account/sign-in/reset-actions.ts'
import { startSession } from '../account/sign-in/session-actions.ts'
import { signIn } from '../account/sign-in/sign-in-actions.ts'
import type { CatalogueContext } from '../catalogue/catalogue.ts'
import { typed } from '../cli/terminal.fixture.ts'
import { acceptInvitation } from '../joining/acceptance-actions.ts'
import { type AccountId, INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { readMemberships } from '../organisation/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { adminCommand } from './cli.ts'

const database = testDatabase()
const FROM = { address: '192.0.2.1', agent: 'test', request: '1' }
const PASSWORD = '青い自転車で海まで走る'
let context: CatalogueContext & { clock: { at: string } }
let ito: Viewer
let account: AccountId
let number = 0
let address = ''

const admin = (...line: string[]) => typed([adminCommand({})], ['admin', ...line], { context })

beforeAll(() => {
  context = testContext(database.db)
})
beforeEach(async () => {
  number += 1
  address = `ito${number}@aoyama.example.jp`
  const boss = await begin(context, `株式会社青山製作所 第${number}工場`, '青山 一郎')
  ito = await colleague(context, boss, '伊藤 花子', 'staff')
  account = await openAccount(await hashPassword(PASSWORD))
  await database.db.transact('admin', (tx) =>
    tx.updateTable('person').set({ account_id: account }).where('id', '=', ito.person).execute(),
  )
})

describe('somebody who is locked out', () => {
  test('gets in again when the keeper lifts the lock; the logs tell it', async () => {
    const email = emailOf(address)
    const attempt = (password: string) => signIn(context, { email, password, from: FROM, device: undefined, next: '/' })
    for (let index = 0; index < 10; index += 1) {
      expect((await attempt('違うパスワード')).kind).toBe('wrong')
      later(61_000)
    }
    expect(await attempt(PASSWORD)).toMatchObject({ kind: 'wait', locked: true })
    expect((await admin('accounts', '--search', address)).out).toMatch(/まで停止中/)

    expect(await admin('unlock', address)).toMatchObject({ code: 0, out: expect.stringContaining('停止を解きました') })
    expect((await attempt(PASSWORD)).kind).toBe('admitted')
    expect((await admin('accounts', '--search', address)).out).not.toMatch(/停止中/)
    expect(await told('account.unlock')).toEqual([INSTALLATION, ito.tenant])
    expect((await admin('unlock', address)).out).toContain('停止していませんでした')
  })

  test('sets a new password by a link that works once, for a day', async () => {
    const { code, out } = await admin('reset-link', ` ${address.toUpperCase()} `)
    expect(code).toBe(0)
    const token = out.trim().replace('http://localhost/reset/', '')
    expect(await readReset(context, token)).toMatchObject({ email: address })
    const set = (password: string) => resetPassword(context, token, { password }, { from: FROM, device: undefined })
    expect(await set('静かな湖と三羽の白鳥')).toMatchObject({ ok: true })
    expect(await set('もう一度使えない言葉だ')).toBeUndefined()
    expect(await told('account.reset-link')).toEqual([INSTALLATION, ito.tenant])
    expect(await everyBody()).not.toContain(token)

    const late = (await admin('reset-link', address)).out.trim().replace('http://localhost/reset/', '')
    later(24 * 60 * 60_000)
    expect(await readReset(context, late)).toBeUndefined()
  })

  test('loses the second factors only when the keeper is sure, and gets a letter', async () => {
    await database.db.transact('admin', async (tx) => {
      await tx
        .updateTable('account')
        .set({ totp_secret: 'sealed', totp_confirmed_at: context.now() })
        .where('id', '=', account)
        .execute()
      await tx
        .insertInto('passkey')
        .values({
          account_id: account,
          id: `key${number}`,
          public_key: '',
          counter: 0,
          transports: '[]',
          name: '会社のパソコン',
          backed_up: false,
          created_at: context.now(),
          last_used_at: null,
        })
        .execute()
      await tx
        .insertInto('recovery_code')
        .values({ account_id: account, code_hash: 'x', made_at: context.now(), used_at: null })
        .execute()
    })
    expect(await admin('remove-second-factor', address)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
    expect((await admin('accounts', '--search', address)).out).toContain('二要素: 認証アプリ、パスキー 1個、回復コード 1個')

    const { code, out } = await admin('remove-second-factor', address, '--yes')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('認証アプリ、パスキー 1個、回復コード 1個') })
    expect((await admin('accounts', '--search', address)).out).toContain('二要素: なし')
    expect(await told('account.factors-remove')).toEqual([INSTALLATION, ito.tenant])
    const letters = await database.db.transact('admin', (tx) =>
      tx.selectFrom('mail').selectAll().where('recipient', '=', address).execute(),
    )
    expect(letters.map(({ subject }) => subject)).toEqual(['【星取】サーバーの管理者が二要素認証を外しました'])
    expect((await admin('remove-second-factor', address, '--yes')).out).toContain('ありませんでした')
  })

  test('is signed out everywhere', async () => {
    for (const at of [1, 2]) {
      await database.db.transact('signIn', (tx) =>
        startSession(context, tx, { account, factors: ['password'], from: { ...FROM, request: String(at) }, tenant: ito.tenant }),
      )
    }
    expect((await admin('end-sessions', address)).out).toContain('2件 終わらせました')
    expect((await admin('end-sessions', address)).out).toContain('0件')
    expect(await told('session.end')).toEqual([INSTALLATION, ito.tenant])
  })
})

describe('organisations', () => {
  test('one from before there were accounts is taken over by the people who did the work', async () => {
    const guest = `aoyama${number}@aoyama.example.jp`
    const { code, out, err } = await admin(
      'invite',
      '--organisation',
      ito.organisationName,
      '--name',
      '青山 一郎',
      '--email',
      guest,
    )
    expect(code).toBe(0)
    expect(err).toContain('その席を引き継ぎます')
    const token = out.trim().replace('http://localhost/invitations/', '')
    const accepted = await acceptInvitation(
      context,
      { token },
      { kind: 'new', name: '青山 一郎', lang: 'ja', password: null },
      FROM,
    )
    if (!accepted.ok) throw new Error(accepted.refusals[0].words.en)
    const people = await database.db.transact('admin', (tx) =>
      tx
        .selectFrom('person')
        .select(['id', 'name', 'account_id', 'roles'])
        .where('tenant_id', '=', ito.tenant)
        .orderBy('id')
        .execute(),
    )
    expect(people).toHaveLength(2)
    expect(people[0]).toMatchObject({
      id: accepted.value.person,
      name: '青山 一郎',
      account_id: accepted.value.account,
      roles: ['responsible'],
    })
    expect(await told('invitation.send')).toEqual([INSTALLATION, ito.tenant])
    expect(await everyBody()).not.toContain(token)
    const again = await admin('invite', '--organisation', ito.tenant, '--name', '青山 一郎', '--email', guest)
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('もうその組織にいます') })
  })

  test('the first one is begun where strangers may not register', async () => {
    const name = `海野商事 ${number}`
    const line = ['register', '--organisation', name, '--name', '海野 次郎', '--email', `unno${number}@example.jp`]
    const { code, out } = await admin(...line, '--kinds', 'applicant,buyer')
    expect(code).toBe(0)
    const token = out.trim().replace('http://localhost/invitations/', '')
    const accepted = await acceptInvitation(
      context,
      { token },
      { kind: 'new', name: '海野 次郎', lang: 'ja', password: null },
      FROM,
    )
    if (!accepted.ok) throw new Error(accepted.refusals[0].words.en)
    const [membership] = await readMemberships(context, { account: accepted.value.account, onlyTenant: null })
    expect(membership).toMatchObject({ organisation: name, roles: ['responsible'] })
    expect((await admin('organisations')).out).toContain(`${name}  ★を取りたい会社・発注者  1人 (サインインできる人 1人)`)
    expect(await admin(...line)).toMatchObject({ code: 2, err: expect.stringContaining('もうあります') })
  })

  test('kinds are appointed, and the logs say before and after', async () => {
    const { code, out } = await admin('organisation', ito.tenant, '--kinds', 'applicant,evaluationBody')
    expect({ code, out }).toEqual({
      code: 0,
      out: `「${ito.organisationName}」の立場を ★を取りたい会社・評価機関 にしました。\n`,
    })
    expect(await told('organisation.appoint')).toEqual([INSTALLATION, ito.tenant])
    expect(await everyBody()).toContain('"after":["applicant","evaluationBody"],"before":["applicant"],"field":"kinds"')
  })

  test('two of one name must be told apart', async () => {
    await begin(context, ito.organisationName, '別の人')
    const { code, err } = await admin('organisation', ito.organisationName, '--kinds', 'buyer')
    expect(code).toBe(2)
    expect(err).toContain('2つあります')
    expect(err).toContain(ito.tenant)
  })
})

test.each<[string[], string]>([
  [[], 'admin の次に'],
  [['acount'], 'admin の次に'],
  [['accounts', 'extra'], '余分な言葉'],
  [['unlock'], '対象を1つ'],
  [['unlock', 'a@example.jp', 'b@example.jp'], '対象を1つ'],
  [['unlock', 'nobody@example.jp'], 'アカウントはありません'],
  [['unlock', 'not an address'], 'メールアドレス'],
  [['reset-link', 'nobody@example.jp'], 'アカウントはありません'],
  [['end-sessions', 'nobody@example.jp'], 'アカウントはありません'],
  [['remove-second-factor', 'nobody@example.jp', '--yes'], 'アカウントはありません'],
  [['organisation', 'どこにもない'], '--kinds を指定'],
  [['organisation', 'どこにもない', '--kinds', 'applicant'], '組織「どこにもない」はありません'],
  [['organisation', 'どこにもない', '--kinds', 'king'], '使えないもの: king'],
  [['organisation', 'どこにもない', '--kinds', ''], '1つ以上'],
  [['invite', '--organisation', 'x', '--name', 'y'], '--email を指定'],
  [['invite', '--organisation', 'x', '--name', ' ', '--email', 'a@example.jp'], '名前を入力'],
  [['invite', '--organisation', 'x', '--name', 'y', '--email', 'a@example.jp'], '組織「x」はありません'],
  [['register', '--organisation', '', '--name', 'y', '--email', 'a@example.jp'], '名前を入力'],
  [['register', '--organisation', 'x', '--name', 'y', '--email', 'a'], 'メールアドレス'],
  [['accounts', '--loud'], '使える指定'],
])('admin %j is refused with words and the usage', async (line, words) => {
  const { code, out, err } = await admin(...line)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(words)
  expect(err).toContain('hoshitori admin unlock ADDRESS')
})

test('a role that the organisation has not is refused with those that it has', async () => {
  const line = ['invite', '--organisation', ito.tenant, '--name', 'y', '--email', 'y@example.jp']
  const { code, err } = await admin(...line, '--role', 'evaluator')
  expect(code).toBe(2)
  expect(err).toContain('responsible (責任者)')
  expect((await admin(...line, '--role', 'respondent')).code).toBe(0)
})

test('the own sign-in of an organisation stops being the only way in, and its log tells it', async () => {
  await database.db.transact('admin', (tx) =>
    tx
      .insertInto('oidc_provider')
      .values({
        tenant_id: ito.tenant,
        slug: 'only-one',
        issuer: 'https://id.example.jp',
        client_id: 'x',
        client_secret: 'x',
        required: true,
        changed_by: ito.person,
        changed_at: context.now(),
      })
      .execute(),
  )
  expect((await admin('open-sign-in', ito.tenant)).out).toContain('サインインできるようにしました')
  expect((await admin('open-sign-in', ito.tenant)).out).toContain('前から')
  expect((await admin('open-sign-in', 'どこにもない会社')).code).toBe(2)
  const rows = await database.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select('body').where('tenant_id', '=', ito.tenant).orderBy('position', 'desc').limit(1).execute(),
  )
  expect(rows[0]?.body).toContain('"command":"admin open-sign-in"')
})

function later(milliseconds: number): void {
  context.clock.at = new Date(Date.parse(context.clock.at) + milliseconds).toISOString()
}

/** Which logs tell of an act about this test's people, by a command. */
async function told(act: string): Promise<TenantId[]> {
  const rows = await database.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select(['tenant_id', 'body']).where('act', '=', act).orderBy('tenant_id').execute(),
  )
  const own = rows.filter(
    ({ body }) => body?.includes('"kind":"command"') && (body.includes(account) || body.includes(ito.organisationName)),
  )
  return [...new Set(own.map(({ tenant_id }) => tenant_id))]
}

async function everyBody(): Promise<string> {
  const rows = await database.db.transact('admin', (tx) => tx.selectFrom('log_entry').select('body').execute())
  return rows.map(({ body }) => body).join('\n')
}

async function openAccount(password: PasswordHash): Promise<AccountId> {
  const wish = { email: emailOf(address), name: '伊藤 花子', lang: 'ja' as const, password }
  const id = await database.db.transact('signIn', (tx) => createAccount(context, tx, wish))
  if (!id) throw new Error(`${address} has an account`)
  return id
}

function emailOf(text: string): Email {
  const email = decideEmail(text)
  if (!email.ok) throw new Error(email.refusals[0].words.en)
  return email.value
}

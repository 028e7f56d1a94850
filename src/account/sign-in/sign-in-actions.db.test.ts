import { beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { mayCost } from '../../../tests/costs.ts'
import { testDatabase } from '../../../tests/database.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { hashPassword } from '../credentials/password-hash.ts'
import { readFactors } from '../factors/factor-actions.ts'
import { readUnlock, useUnlock } from './lock-actions.ts'
import { emailOf, from, lettersTo, linkTo, PASSWORD, register, seat, wait } from './sign-in.fixture.ts'
import { signIn } from './sign-in-actions.ts'
import { readViewer } from './viewer-actions.ts'

// Locks close after hundreds of failures.
mayCost({ transactions: 1600 })

const database = testDatabase()
let context: ReturnType<typeof testContext>
let taro: AccountId
let address: string
let people = 0

beforeEach(async () => {
  context = testContext(database.db)
  people += 1
  address = `taro${people}@aoyama.example`
  taro = await register(context, address, '青山 太郎')
})

const attempt = (
  password: string,
  { email = address, at = '192.0.2.1', device }: { email?: string; at?: string; device?: string } = {},
) => signIn(context, { email: emailOf(email), password, from: from(at), device, next: '/' })

/** Ten wrong passwords, each as soon as it is looked at. */
async function lock(email = address, at = '198.51.100.9') {
  for (let n = 0; n < 10; n += 1) {
    expect(await attempt('wrong', { email, at })).toEqual({ kind: 'wrong' })
    if (n < 9) wait(context, 60)
  }
}

async function admitted(device?: string): Promise<string> {
  const reply = await attempt(PASSWORD, device === undefined ? {} : { device })
  if (reply.kind !== 'admitted') throw new Error(`not let in: ${reply.kind}`)
  return reply.admitted.device?.token ?? ''
}

const tries = () => database.db.transact('admin', (tx) => tx.selectFrom('sign_in_throttle').selectAll().orderBy('key').execute())

describe('signing in', () => {
  test('the right password lets in, seats where the person belongs, and begins a session', async () => {
    const { tenant } = await seat(context, taro, '青山精機')
    expect(await attempt(PASSWORD)).toMatchObject({ kind: 'admitted' })
    const sessions = await database.db.transact('admin', (tx) =>
      tx.selectFrom('session').selectAll().where('account_id', '=', taro).execute(),
    )
    expect(sessions).toMatchObject([{ tenant_id: tenant, only_tenant_id: null, factors: ['password'], address: '192.0.2.1' }])
  })

  test('full-width letters and blanks in address and password are no mistake', async () => {
    expect(await attempt('ｈｉｍｉｔｓｕ－no-kotoba-ga-nagai', { email: ` ${address.toUpperCase()} ` })).toMatchObject({
      kind: 'admitted',
    })
  })

  test.each(['wrong', '', PASSWORD.toUpperCase(), `${PASSWORD} `, 'x'.repeat(5000)])(
    'the password %j does not',
    async (password) => {
      expect(await attempt(password)).toEqual({ kind: 'wrong' })
    },
  )

  test('an address without an account is answered alike, and is locked alike', async () => {
    const nobody = `nobody${people}@aoyama.example`
    await lock(nobody)
    expect(await attempt('wrong', { email: nobody })).toMatchObject({ kind: 'wait', locked: true })
    expect(await lettersTo(database.db, nobody)).toEqual([])
  })

  test('an account without a password cannot be entered by one', async () => {
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ password_hash: null }).where('id', '=', taro).execute(),
    )
    for (const password of ['', 'nobody', PASSWORD]) expect(await attempt(password)).toEqual({ kind: 'wrong' })
  })

  test('a closed account cannot be entered', async () => {
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ closed_at: context.now() }).where('id', '=', taro).execute(),
    )
    expect(await attempt(PASSWORD)).toEqual({ kind: 'wrong' })
  })

  test('who has a second factor is asked for it, and has no session yet', async () => {
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ totp_secret: 'x', totp_confirmed_at: context.now() }).where('id', '=', taro).execute(),
    )
    expect(await attempt(PASSWORD)).toMatchObject({ kind: 'second-factor', expiresAt: '2027-04-01T00:10:00.000Z' })
    const sessions = await database.db.transact('admin', (tx) =>
      tx.selectFrom('session').select('id').where('account_id', '=', taro).execute(),
    )
    expect(sessions).toEqual([])
  })

  test('a password kept at an older cost is kept anew, and does not count as changed', async () => {
    const { hash } = await import('@node-rs/argon2')
    const old = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ password_hash: old }).where('id', '=', taro).execute(),
    )
    const stored = () =>
      database.db.transact('admin', (tx) =>
        tx
          .selectFrom('account')
          .select(['password_hash', 'password_changed_at'])
          .where('id', '=', taro)
          .executeTakeFirstOrThrow(),
      )
    const before = await stored()
    wait(context, 60)
    await admitted()
    const after = await stored()
    expect(after.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(after.password_changed_at).toEqual(before.password_changed_at)
    await admitted()
    expect((await stored()).password_hash).toBe(after.password_hash)
  })
})

describe('wrong passwords', () => {
  test('after three one waits, after ten it is locked, and while it is locked the right one is not looked at either', async () => {
    for (let n = 0; n < 3; n += 1) expect(await attempt('wrong')).toEqual({ kind: 'wrong' })
    expect(await attempt(PASSWORD)).toEqual({ kind: 'wait', locked: false, until: '2027-04-01T00:00:05.000Z' })
    for (let n = 3; n < 10; n += 1) {
      wait(context, 60)
      expect(await attempt('wrong')).toEqual({ kind: 'wrong' })
    }
    expect(await attempt(PASSWORD)).toEqual({ kind: 'wait', locked: true, until: '2027-04-01T00:22:00.000Z' })
    wait(context, 15 * 60)
    expect(await attempt(PASSWORD)).toMatchObject({ kind: 'admitted' })
  })

  test('the right one makes the count begin anew', async () => {
    for (let round = 0; round < 5; round += 1) {
      expect(await attempt('wrong')).toEqual({ kind: 'wrong' })
      expect(await attempt('wrong')).toEqual({ kind: 'wrong' })
      await admitted()
    }
  })

  test('of fifty at once no more than ten are looked at, and none after the delay begins', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => attempt('wrong')))
    const looked = replies.filter(({ kind }) => kind === 'wrong').length
    expect(looked).toBe(3)
    expect(replies.every(({ kind }) => kind === 'wrong' || kind === 'wait' || kind === 'busy')).toBe(true)
  })

  test('a browser that signed in before is let in while strangers have locked the account', async () => {
    const device = await admitted()
    await lock()
    expect(await attempt(PASSWORD)).toMatchObject({ kind: 'wait', locked: true })
    expect(await attempt(PASSWORD, { device })).toMatchObject({ kind: 'admitted' })
    expect(await attempt(PASSWORD), 'what strangers did is not forgotten').toMatchObject({ kind: 'wait', locked: true })
  })

  test('a known browser has a count of its own, which locks, too', async () => {
    const device = await admitted()
    for (let n = 0; n < 10; n += 1) {
      expect(await attempt('wrong', { device })).toEqual({ kind: 'wrong' })
      wait(context, 60)
    }
    expect(await attempt(PASSWORD, { device })).toMatchObject({ kind: 'wait', locked: true })
    expect(await attempt(PASSWORD), 'strangers are another count').toMatchObject({ kind: 'admitted' })
  })

  test('a known browser of one account is a stranger to another', async () => {
    const device = await admitted()
    const other = `hanako${people}@aoyama.example`
    await register(context, other, '佐藤 花子')
    await lock(other)
    expect(await attempt(PASSWORD, { email: other, device })).toMatchObject({ kind: 'wait', locked: true })
  })

  test('nothing is written for an attempt that is refused', async () => {
    await lock()
    const before = [await tries(), await lettersTo(database.db, address)]
    for (let n = 0; n < 200; n += 1) await attempt('wrong', { at: `203.0.113.${n}` })
    expect([await tries(), await lettersTo(database.db, address)]).toEqual(before)
  })
})

describe('a client that fails again and again', () => {
  test('is not looked at after a hundred failures, whatever accounts it tries, for a quarter of an hour', async () => {
    for (let n = 0; n < 100; n += 1) {
      expect(await attempt('wrong', { email: `n${n}-${people}@nobody.example`, at: '2001:db8::1' })).toEqual({ kind: 'wrong' })
    }
    expect(await attempt(PASSWORD, { at: '2001:db8::2' })).toEqual({ kind: 'too-many', until: '2027-04-01T00:15:00.000Z' })
    expect(await attempt(PASSWORD, { at: '2001:db8:0:1::1' })).toMatchObject({ kind: 'admitted' })
    wait(context, 15 * 60)
    expect(await attempt(PASSWORD, { at: '2001:db8::2' })).toMatchObject({ kind: 'admitted' })
  })

  test('does not keep out a colleague behind the same address who signed in before', async () => {
    const device = await admitted()
    for (let n = 0; n < 100; n += 1) await attempt('wrong', { email: `m${n}-${people}@nobody.example` })
    expect(await attempt(PASSWORD)).toMatchObject({ kind: 'too-many' })
    expect(await attempt(PASSWORD, { device })).toMatchObject({ kind: 'admitted' })
    expect(await attempt(PASSWORD, { device: 'forged.zzzzzz.'.padEnd(60, 'x') })).toMatchObject({ kind: 'too-many' })
  })
})

describe('the letter when a lock closes', () => {
  const unlockToken = async () => (await linkTo(database.db, address, '/sign-in/unlock/')).split('/').at(-1) ?? ''

  test('goes to the owner, once a day at most, however often it locks', async () => {
    await lock()
    const [letter, ...more] = await lettersTo(database.db, address)
    expect(more).toEqual([])
    expect(letter?.subject).toContain('サインインを一時的に止めています')
    expect(letter?.body).toContain('2027年4月1日 09:24まで、使ったことのないブラウザからのサインインを止めています')
    wait(context, 15 * 60)
    await lock()
    expect(await lettersTo(database.db, address)).toHaveLength(1)
    wait(context, 24 * 60 * 60)
    await lock()
    expect(await lettersTo(database.db, address)).toHaveLength(2)
  })

  test('its link makes the browser known, once, and the password is still asked for', async () => {
    await lock()
    const token = await unlockToken()
    expect(await readUnlock(context, token)).toBe(true)
    const unlocked = await useUnlock(context, token, from('192.0.2.1'), undefined)
    if (!unlocked) throw new Error('the link does not work')
    expect(await attempt('wrong', { device: unlocked.cookie })).toEqual({ kind: 'wrong' })
    expect(await attempt(PASSWORD, { device: unlocked.cookie })).toMatchObject({ kind: 'admitted' })
    expect(await attempt(PASSWORD)).toMatchObject({ kind: 'wait', locked: true })
    expect(await readUnlock(context, token)).toBe(false)
    expect(await useUnlock(context, token, from('192.0.2.1'), undefined)).toBeUndefined()
  })

  test('its link opens a known browser that locked itself', async () => {
    const device = await admitted()
    for (let n = 0; n < 10; n += 1) {
      await attempt('wrong', { device })
      if (n < 9) wait(context, 60)
    }
    expect(await attempt(PASSWORD, { device })).toMatchObject({ kind: 'wait' })
    const unlocked = await useUnlock(context, await unlockToken(), from('192.0.2.1'), device)
    expect(await attempt(PASSWORD, { device: unlocked?.cookie ?? '' })).toMatchObject({ kind: 'admitted' })
  })

  test('its link ends after a day', async () => {
    await lock()
    const token = await unlockToken()
    wait(context, 24 * 60 * 60)
    expect(await readUnlock(context, token)).toBe(false)
    expect(await useUnlock(context, token, from('192.0.2.1'), undefined)).toBeUndefined()
  })
})

test('the kept hash is argon2id at the cost that is written down', async () => {
  expect(await hashPassword(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
})

describe('a second factor, where nobody has one yet', () => {
  const open = () => ({
    ...context,
    settings: { ...context.settings, local: false, origin: 'https://hoshitori.example.jp' },
  })
  const enter = async (now: typeof context, roles: string[]) => {
    const { tenant, person } = await seat(context, taro, '青山精機')
    await database.db.transact('admin', (tx) =>
      tx
        .updateTable('person')
        .set({ roles: JSON.stringify(roles) })
        .where('tenant_id', '=', tenant)
        .where('id', '=', person)
        .execute(),
    )
    const reply = await attempt(PASSWORD)
    const token = reply.kind === 'admitted' ? reply.admitted.token : ''
    return { token, entered: await readViewer(now, token, from('192.0.2.1')) }
  }

  test.each([['responsible'], ['expert'], ['evaluator'], ['verifier'], ['reader', 'responsible']])(
    'is asked of %j where others reach the server, before they sit down; on one’s own machine it is not',
    async (...roles) => {
      const { token, entered } = await enter(open(), roles)
      expect(entered).toMatchObject({ signedIn: { barred: { kind: 'second-factor' } }, viewer: undefined })
      expect((await readFactors(open(), taro)).requiredBy).toEqual(['青山精機'])
      expect(await readViewer(context, token, from('192.0.2.1'))).toMatchObject({ signedIn: { barred: undefined } })
      expect((await readFactors(context, taro)).requiredBy).toEqual([])
    },
  )

  test.each([['staff'], ['respondent'], ['reader'], ['executive']])('is not asked of %j', async (role) => {
    const { entered } = await enter(open(), [role])
    expect(entered?.viewer).toMatchObject({ roles: [role] })
    expect((await readFactors(open(), taro)).requiredBy).toEqual([])
  })
})

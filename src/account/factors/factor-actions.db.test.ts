import { beforeEach, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { toldOf } from '../../../tests/told.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { codeOf, FROM, halfWay, lettersTo, logAbout, proved, type Somebody, somebody, withTotp } from './factor.fixture.ts'
import { checkSecondFactor, finishWithCode, readFactors, readHalfWay } from './factor-actions.ts'
import { renewRecoveryCodes } from './recovery-actions.ts'
import { inGroups } from './recovery-code.ts'
import { beginTotp, confirmTotp, removeTotp, resumeTotp } from './totp-actions.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let ito: Somebody
let made = 0

beforeEach(async () => {
  context = testContext(database.db)
  made += 1
  ito = await somebody(context, '伊藤 恵', `ito${made}@aoyama.example.jp`)
})

const where = { from: FROM }
const later = (seconds: number) => {
  context.clock.at = new Date(Date.parse(context.clock.at) + seconds * 1000).toISOString()
}
const subjects = async (email: string) => (await lettersTo(context, email)).map(({ subject }) => subject)
const stored = (account: AccountId) =>
  database.db.transact('admin', (tx) => tx.selectFrom('account').selectAll().where('id', '=', account).executeTakeFirstOrThrow())

describe('setting an authenticator app up', () => {
  test('nothing is kept before a code confirms the key', async () => {
    const setup = beginTotp(context, ito)
    expect(setup.address).toContain(`secret=${setup.key}`)
    expect(await readFactors(context, ito.account)).toMatchObject({ totpSince: null, recovery: undefined })
    expect(await lettersTo(context, ito.email)).toEqual([])
  })

  test('a code turns it on; the key is sealed, recovery codes are given once, and letters go out', async () => {
    const { key, codes } = await withTotp(context, ito)
    expect(new Set(codes).size).toBe(10)
    const row = await stored(ito.account)
    expect(row.totp_secret).not.toContain(key)
    expect(context.secrets.unseal(row.totp_secret ?? '', `totp ${ito.account}`)).toBe(key)
    expect(await readFactors(context, ito.account)).toMatchObject({
      totpSince: context.clock.at,
      recovery: { left: 10, madeAt: context.clock.at },
    })
    expect(await subjects(ito.email)).toEqual([
      '【星取】認証アプリを加えました',
      '【星取】新しい回復コードを作りました。前の回復コードは使えません',
    ])
  })

  test('neither key nor codes are anywhere in the letters or among the hashes', async () => {
    const { key, codes } = await withTotp(context, ito)
    const letters = JSON.stringify(await lettersTo(context, ito.email))
    const hashes = await database.db.transact('admin', (tx) => tx.selectFrom('recovery_code').select('code_hash').execute())
    for (const secret of [key, ...codes, ...codes.map(inGroups)]) {
      expect(letters).not.toContain(secret)
      expect(JSON.stringify(hashes)).not.toContain(secret)
    }
  })

  test('the form sent twice changes nothing and shows no codes again', async () => {
    const setup = beginTotp(context, ito)
    const wish = { sealed: setup.sealed, typed: codeOf(setup.key, context.now()), from: FROM }
    expect(await confirmTotp(context, await proved(context, ito), wish)).toMatchObject({
      ok: true,
      value: { codes: { length: 10 } },
    })
    expect(await confirmTotp(context, await proved(context, ito), wish)).toEqual({ ok: true, value: { codes: undefined } })
    expect(await lettersTo(context, ito.email)).toHaveLength(2)
  })

  test('a wrong code is refused beside its field, and the same key can be shown again', async () => {
    const setup = beginTotp(context, ito)
    const wish = { sealed: setup.sealed, typed: codeOf(setup.key, context.now(), 5), from: FROM }
    expect(await confirmTotp(context, await proved(context, ito), wish)).toMatchObject({
      ok: false,
      refusals: [{ code: 'totp.wrong', field: 'code' }],
    })
    expect(resumeTotp(context, ito, setup.sealed)).toEqual(setup)
    expect((await stored(ito.account)).totp_secret).toBeNull()
  })

  test.each(['an hour later', 'of somebody else', 'altered', 'nothing'])('a key %s is not taken', async (kind) => {
    const endo = await somebody(context, '遠藤', `endo${made}@aoyama.example.jp`)
    const setup = beginTotp(context, kind === 'of somebody else' ? endo : ito)
    if (kind === 'an hour later') later(3600)
    const sealed = kind === 'altered' ? `${setup.sealed.slice(0, -2)}AA` : kind === 'nothing' ? '' : setup.sealed
    const wish = { sealed, typed: codeOf(setup.key, context.now()), from: FROM }
    expect(await confirmTotp(context, await proved(context, ito), wish)).toMatchObject({
      ok: false,
      refusals: [{ code: 'totp.over' }],
    })
    expect(resumeTotp(context, ito, sealed)).toBeUndefined()
  })

  test('another phone takes the place of the first; recovery codes stay', async () => {
    const first = await withTotp(context, ito)
    later(60)
    const second = await withTotp(context, ito)
    expect(second.codes).toEqual([])
    later(60)
    expect(await checkSecondFactor(context, ito.account, codeOf(first.key, context.now()), where)).toMatchObject({ ok: false })
    later(10)
    expect(await checkSecondFactor(context, ito.account, codeOf(second.key, context.now()), where)).toMatchObject({ ok: true })
    expect(await subjects(ito.email)).toContain('【星取】認証アプリを別のものに替えました')
  })
})

describe('a code', () => {
  test('counts once, and neither does the one that confirmed the app count again', async () => {
    const { key } = await withTotp(context, ito)
    const refused = { ok: false, refusals: [{ code: 'second-factor.wrong', field: 'code' }] }
    expect(await checkSecondFactor(context, ito.account, codeOf(key, context.now()), where)).toMatchObject(refused)
    later(30)
    const code = codeOf(key, context.now())
    expect(await checkSecondFactor(context, ito.account, code, where)).toEqual({ ok: true, value: 'totp' })
    expect(await checkSecondFactor(context, ito.account, code, where)).toMatchObject(refused)
  })

  test('counts once also when it comes several times at the same moment', async () => {
    const { key } = await withTotp(context, ito)
    later(30)
    const code = codeOf(key, context.now())
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => checkSecondFactor(context, ito.account, code, where)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('of another account is wrong', async () => {
    await withTotp(context, ito)
    const { key } = await withTotp(context, await somebody(context, '遠藤', `endo${made}@aoyama.example.jp`))
    later(30)
    expect(await checkSecondFactor(context, ito.account, codeOf(key, context.now()), where)).toMatchObject({ ok: false })
  })

  test('of an account without an app, or that was closed, is wrong', async () => {
    expect(await checkSecondFactor(context, ito.account, '123456', where)).toMatchObject({ ok: false })
    const { codes } = await withTotp(context, ito)
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ closed_at: context.now() }).where('id', '=', ito.account).execute(),
    )
    expect(await checkSecondFactor(context, ito.account, codes[0] ?? '', where)).toMatchObject({ ok: false })
  })

  test('that is none is refused without being counted', async () => {
    await withTotp(context, ito)
    for (const typed of ['', 'abc', '12345', '7KQ2M-WX0B', 'あいうえおかきくけこ']) {
      const refusals = [{ code: 'second-factor.malformed', field: 'code' }]
      expect(await checkSecondFactor(context, ito.account, typed, where)).toMatchObject({ ok: false, refusals })
    }
    const tries = await database.db.transact('admin', (tx) =>
      tx.selectFrom('sign_in_throttle').selectAll().where('key', 'like', `%${ito.account}%`).execute(),
    )
    expect(tries).toEqual([])
  })
})

describe('guessing', () => {
  test('waits grow, the tenth wrong code locks, the owner is told, and a right code counts again when the lock is over', async () => {
    const { key } = await withTotp(context, ito)
    const waits: number[] = []
    for (let wrong = 0; wrong < 10; wrong += 1) {
      let code = 'second-factor.wait'
      for (let seconds = 0; code === 'second-factor.wait'; seconds += 5) {
        const outcome = await checkSecondFactor(context, ito.account, '000000', where)
        code = outcome.ok ? 'right' : outcome.refusals[0].code
        if (code === 'second-factor.wait') later(5)
        else waits.push(seconds)
      }
      expect(code).toBe('second-factor.wrong')
    }
    expect(waits).toEqual([0, 0, 0, 5, 10, 20, 40, 60, 60, 60])
    const right = () => checkSecondFactor(context, ito.account, codeOf(key, context.now()), where)
    expect(await right()).toMatchObject({ ok: false, refusals: [{ code: 'second-factor.locked' }] })
    expect(await subjects(ito.email)).toContain('【星取】違うコードが続けて入力されたので、コードでの確認をしばらく止めました')
    later(15 * 60)
    expect(await right()).toEqual({ ok: true, value: 'totp' })
  })

  test('codes of the app does not stop recovery codes', async () => {
    const { codes } = await withTotp(context, ito)
    for (let wrong = 0; wrong < 10; wrong += 1) {
      await checkSecondFactor(context, ito.account, '000000', where)
      later(60)
    }
    expect(await checkSecondFactor(context, ito.account, codes[0] ?? '', where)).toEqual({ ok: true, value: 'recovery' })
  })

  test('from elsewhere does not stop the browser that the owner signed in with', async () => {
    const { key } = await withTotp(context, ito)
    later(30)
    const admitted = await finishWithCode(context, await halfWay(context, ito.account), codeOf(key, context.now()), where)
    if (admitted.kind !== 'admitted') throw new Error(admitted.kind)
    for (let wrong = 0; wrong < 10; wrong += 1) {
      await checkSecondFactor(context, ito.account, '000000', where)
      later(60)
    }
    const code = codeOf(key, context.now())
    expect(await checkSecondFactor(context, ito.account, code, where)).toMatchObject({ ok: false })
    const home = { from: FROM, device: admitted.admitted.device?.token }
    expect(await checkSecondFactor(context, ito.account, code, home)).toEqual({ ok: true, value: 'totp' })
  })
})

describe('recovery codes', () => {
  test('each counts once, however it is typed; the owner is told how many are left', async () => {
    const { codes } = await withTotp(context, ito)
    const [first = '', second = ''] = codes
    expect(await checkSecondFactor(context, ito.account, inGroups(first).toLowerCase(), where)).toEqual({
      ok: true,
      value: 'recovery',
    })
    expect(await checkSecondFactor(context, ito.account, first, where)).toMatchObject({
      ok: false,
      refusals: [{ code: 'second-factor.wrong' }],
    })
    const wide = [...inGroups(second)].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join('')
    expect(await checkSecondFactor(context, ito.account, wide, where)).toMatchObject({ ok: true })
    expect((await readFactors(context, ito.account)).recovery?.left).toBe(8)
    expect((await subjects(ito.email)).slice(2)).toEqual([
      '【星取】回復コードを1つ使いました。残りは9個です',
      '【星取】回復コードを1つ使いました。残りは8個です',
    ])
  })

  test('the letter advises new ones from the third last on', async () => {
    const { codes } = await withTotp(context, ito)
    for (const code of codes.slice(0, 8)) await checkSecondFactor(context, ito.account, code, where)
    const used = (await lettersTo(context, ito.email)).slice(2).map(({ body }) => body.includes('残りが少なくなりました'))
    expect(used).toEqual([false, false, false, false, false, false, true, true])
  })

  test('a new set takes the place of the old one', async () => {
    const { codes } = await withTotp(context, ito)
    const renewed = await renewRecoveryCodes(context, await proved(context, ito), FROM)
    if (!renewed?.ok) throw new Error('no codes')
    expect(renewed.value.filter((code) => codes.includes(code))).toEqual([])
    expect(await checkSecondFactor(context, ito.account, codes[0] ?? '', where)).toMatchObject({ ok: false })
    expect(await checkSecondFactor(context, ito.account, renewed.value[0] ?? '', where)).toMatchObject({ ok: true })
  })

  test('of somebody else are of no use', async () => {
    await withTotp(context, ito)
    const { codes } = await withTotp(context, await somebody(context, '遠藤', `endo${made}@aoyama.example.jp`))
    expect(await checkSecondFactor(context, ito.account, codes[0] ?? '', where)).toMatchObject({ ok: false })
  })

  test('nobody gets any without a second factor', async () => {
    expect(await renewRecoveryCodes(context, await proved(context, ito), FROM)).toMatchObject({
      ok: false,
      refusals: [{ code: 'recovery.alone' }],
    })
  })
})

describe('the second step of a sign-in', () => {
  test('a code lets in where the person wanted to go, and the sign-in is over', async () => {
    const { key } = await withTotp(context, ito)
    later(30)
    const token = await halfWay(context, ito.account, '/assessments/1')
    expect(await readHalfWay(context, token)).toMatchObject({ methods: { totp: true, passkeys: false, recovery: true } })
    const step = await finishWithCode(context, token, codeOf(key, context.now()), where)
    expect(step).toMatchObject({ kind: 'admitted', next: '/assessments/1' })
    const sessions = await database.db.transact('admin', (tx) =>
      tx.selectFrom('session').select('factors').where('account_id', '=', ito.account).execute(),
    )
    expect(sessions.map(({ factors }) => factors)).toContainEqual(['password', 'totp'])
    later(30)
    expect(await finishWithCode(context, token, codeOf(key, context.now()), where)).toEqual({ kind: 'over' })
    expect(await readHalfWay(context, token)).toBeUndefined()
  })

  test('a recovery code lets in, too', async () => {
    const { codes } = await withTotp(context, ito)
    const step = await finishWithCode(context, await halfWay(context, ito.account), codes[4] ?? '', where)
    expect(step.kind).toBe('admitted')
  })

  test('the fifth wrong code ends it, and a right one comes too late', async () => {
    const { key } = await withTotp(context, ito)
    later(30)
    const token = await halfWay(context, ito.account)
    for (let wrong = 1; wrong < 5; wrong += 1) {
      expect(await finishWithCode(context, token, '000000', where)).toMatchObject({ kind: 'refused' })
      later(30)
    }
    expect(await finishWithCode(context, token, '000000', where)).toEqual({ kind: 'over' })
    later(30)
    expect(await finishWithCode(context, token, codeOf(key, context.now()), where)).toEqual({ kind: 'over' })
  })

  test('having to wait is not counted as wrong', async () => {
    const { key } = await withTotp(context, ito)
    later(30)
    const token = await halfWay(context, ito.account)
    const codes: string[] = []
    for (let wrong = 0; wrong < 12; wrong += 1) {
      const step = await finishWithCode(context, token, '000000', where)
      codes.push(step.kind === 'refused' ? step.refusals[0].code : step.kind)
    }
    expect(codes).toEqual([...Array(3).fill('second-factor.wrong'), ...Array(9).fill('second-factor.wait')])
    later(30)
    expect(await finishWithCode(context, token, codeOf(key, context.now()), where)).toMatchObject({ kind: 'admitted' })
  })

  test.each(['ten minutes later', 'with another token', 'without a token'])('%s it is over', async (kind) => {
    const { codes } = await withTotp(context, ito)
    const token = await halfWay(context, ito.account)
    if (kind === 'ten minutes later') later(600)
    const held = kind === 'with another token' ? `${token}x` : kind === 'without a token' ? undefined : token
    expect(await readHalfWay(context, held)).toBeUndefined()
    expect(await finishWithCode(context, held, codes[0] ?? '', where)).toEqual({ kind: 'over' })
    expect((await readFactors(context, ito.account)).recovery?.left).toBe(10)
  })
})

describe('the log', () => {
  test('tells every change and every wrong code of an account, and no secret', async () => {
    const { key, codes } = await withTotp(context, ito)
    await checkSecondFactor(context, ito.account, '000000', where)
    await checkSecondFactor(context, ito.account, codes[0] ?? '', where)
    const renewed = await renewRecoveryCodes(context, await proved(context, ito), FROM)
    await removeTotp(context, await proved(context, ito), FROM)
    const entries = await logAbout(context, ito.account)
    expect(entries.map(({ act }) => act)).toEqual([
      'account.create',
      'totp.add',
      'recovery.make',
      'factor.wrong',
      'recovery.use',
      'recovery.make',
      'totp.remove',
    ])
    const told = JSON.stringify(entries)
    const words = entries.map(({ body }) => toldOf(body).words.ja)
    expect(words).toContain('伊藤 恵さんのアカウント: 回復コードを1つ使いました。残りは9個です')
    for (const secret of [key, ...codes, ...codes.map(inGroups), ...(renewed?.ok ? renewed.value : [])]) {
      expect(told).not.toContain(secret)
    }
    const author = (act: string) => JSON.parse(entries.find((entry) => entry.act === act)?.body ?? '{}').by
    expect(author('totp.remove')).toMatchObject({ kind: 'account', account: ito.account })
    expect(author('factor.wrong')).toEqual({ kind: 'unknown' })
  })
})

describe('taking the app away', () => {
  test('takes the recovery codes along when nothing is left for them to stand in for', async () => {
    await withTotp(context, ito)
    expect(await removeTotp(context, await proved(context, ito), FROM)).toEqual({ ok: true, value: true })
    expect(await readFactors(context, ito.account)).toMatchObject({ totpSince: null, recovery: undefined })
    expect(await stored(ito.account)).toMatchObject({ totp_secret: null, totp_last_step: null })
    expect(await subjects(ito.email)).toContain('【星取】認証アプリを外しました')
    expect(await removeTotp(context, await proved(context, ito), FROM)).toEqual({ ok: true, value: true })
  })

  test('is refused where an organisation of the person requires a second factor', async () => {
    const { tenant, person } = await begin(context, '青山精機', '伊藤 恵')
    await database.db.transact('admin', async (tx) => {
      await tx.updateTable('organisation').set({ second_factor_required: true }).where('id', '=', tenant).execute()
      await tx.updateTable('person').set({ account_id: ito.account }).where('id', '=', person).execute()
    })
    await withTotp(context, ito)
    expect((await readFactors(context, ito.account)).requiredBy).toEqual(['青山精機'])
    expect(await removeTotp(context, await proved(context, ito), FROM)).toMatchObject({
      ok: false,
      refusals: [{ code: 'factor.required' }],
    })
    expect((await readFactors(context, ito.account)).totpSince).not.toBeNull()
    await database.db.transact('admin', (tx) =>
      tx.updateTable('person').set({ ended_at: context.now() }).where('id', '=', person).execute(),
    )
    expect(await removeTotp(context, await proved(context, ito), FROM)).toMatchObject({ ok: true })
  })
})

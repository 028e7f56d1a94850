import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { toldOf } from '../../../tests/told.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { FROM, lettersTo, logAbout, proved, type Somebody, somebody, withTotp } from './factor.fixture.ts'
import { readFactors } from './factor-actions.ts'
import { type Lie, SoftPasskey } from './passkey.fixture.ts'
import { addPasskey, askForNewPasskey, askForPasskey, provePasskey, removePasskey, renamePasskey } from './passkey-actions.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let ito: Somebody
let made = 0
const ORIGIN = 'http://localhost'

beforeEach(async () => {
  context = testContext(database.db)
  made += 1
  ito = await somebody(context, '伊藤 恵', `ito${made}@minamo.example.jp`)
})

type Kind = Parameters<typeof askForPasskey>[1]

const subjects = async (email: string) => (await lettersTo(context, email)).map(({ subject }) => subject)
const passkeysOf = async (account: AccountId) => (await readFactors(context, account)).passkeys

async function value<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; refusals: { code: string }[] }>): Promise<T> {
  const made = await outcome
  if (!made.ok) throw new Error(made.refusals[0]?.code)
  return made.value
}

/** Makes a passkey and registers it, or tries to. */
async function register(who: Somebody, { passkey = new SoftPasskey(), lie = {} as Lie, name = '会社のパソコン' } = {}) {
  const { options, sealed } = await value(askForNewPasskey(context, who))
  const answer = passkey.create(options, ORIGIN, lie)
  const outcome = await addPasskey(context, await proved(context, who), { sealed, answer, name, from: FROM })
  return { passkey, outcome, sealed, answer, options }
}

/** Asks and answers, as one browser would. */
async function prove(
  passkey: SoftPasskey,
  { kind = 'sign-in' as Kind, account = null as AccountId | null, lie = {} as Lie } = {},
) {
  const { options, sealed } = await value(askForPasskey(context, kind, account))
  return answerWith(kind, account, sealed, passkey.get(options, ORIGIN, lie))
}

function answerWith(kind: Kind, account: AccountId | null, sealed: string | undefined, answer: unknown) {
  return database.db.transact('signIn', (tx) => provePasskey(context, tx, kind, { account, sealed, answer, from: FROM }))
}

const refusedAs = (code: string) => ({ ok: false, refusals: [{ code }] })

describe('registering a passkey', () => {
  test('what the browser is asked: found without an address, holder checked, no attestation, none that is there', async () => {
    const { passkey } = await register(ito)
    const { options } = await value(askForNewPasskey(context, ito))
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: '星取' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: passkey.id, transports: ['internal'] }],
    })
    expect(Buffer.from(options.user.id, 'base64url').toString()).toBe(ito.account)
    expect(Buffer.from(options.challenge, 'base64url')).toHaveLength(32)
  })

  test('is kept with its name, and the owner gets a letter', async () => {
    const { passkey, outcome } = await register(ito)
    expect(outcome).toEqual({ ok: true, value: true })
    expect(await passkeysOf(ito.account)).toMatchObject([{ id: passkey.id, name: '会社のパソコン', counter: 0, backedUp: false }])
    expect(await subjects(ito.email)).toEqual(['【星取】パスキー「会社のパソコン」を加えました'])
  })

  test.each<[string, Lie]>([
    ['made at another address', { origin: 'https://hoshitori.example' }],
    ['made at another port', { origin: 'http://localhost:8080' }],
    ['made for another host', { rpId: 'example.jp' }],
    ['whose holder was not checked', { unverified: true }],
    ['for another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
  ])('one %s is refused', async (_, lie) => {
    expect((await register(ito, { lie })).outcome).toMatchObject(refusedAs('passkey.refused'))
    expect(await passkeysOf(ito.account)).toEqual([])
  })

  test('the same answer does not count twice', async () => {
    const { sealed, answer } = await register(ito)
    const again = await addPasskey(context, await proved(context, ito), { sealed, answer, name: 'もう一度', from: FROM })
    expect(again).toMatchObject(refusedAs('passkey.refused'))
    expect(await passkeysOf(ito.account)).toHaveLength(1)
  })

  test('a passkey that somebody else registered is not taken over', async () => {
    const { passkey } = await register(ito)
    const endo = await somebody(context, '遠藤', `endo${made}@minamo.example.jp`)
    expect((await register(endo, { passkey })).outcome).toMatchObject(refusedAs('passkey.known'))
    expect(await passkeysOf(endo.account)).toEqual([])
    expect(await passkeysOf(ito.account)).toHaveLength(1)
  })

  test('a question that was put to somebody else, ten minutes ago, or never, is not answered', async () => {
    const endo = await somebody(context, '遠藤', `endo${made}@minamo.example.jp`)
    const { options, sealed } = await value(askForNewPasskey(context, endo))
    const answer = new SoftPasskey().create(options, ORIGIN)
    const own = await value(askForNewPasskey(context, ito))
    const ownAnswer = new SoftPasskey().create(own.options, ORIGIN)
    context.clock.at = '2027-04-01T00:09:59.999Z'
    const tries = [
      { sealed, answer },
      { sealed: undefined, answer },
      { sealed: `${sealed.slice(0, -2)}AA`, answer },
      { sealed: own.sealed, answer },
      { sealed: own.sealed, answer: { ...ownAnswer, type: 'password' } },
      { sealed: own.sealed, answer: null },
    ]
    for (const one of tries) {
      expect(await addPasskey(context, await proved(context, ito), { ...one, name: '鍵', from: FROM })).toMatchObject(
        refusedAs('passkey.refused'),
      )
    }
    context.clock.at = '2027-04-01T00:10:00.000Z'
    const late = { sealed: own.sealed, answer: ownAnswer, name: '鍵', from: FROM }
    expect(await addPasskey(context, await proved(context, ito), late)).toMatchObject(refusedAs('passkey.refused'))
    expect(await passkeysOf(ito.account)).toEqual([])
  })

  test.each(['', '　', 'あ'.repeat(61)])('the name %o is refused', async (name) => {
    const { outcome } = await register(ito, { name })
    expect(outcome).toMatchObject({ ok: false, refusals: [{ field: 'name' }] })
  })

  test('at a bare IP address none is made', async () => {
    for (const origin of ['http://192.0.2.1:8080', 'http://[2001:db8::1]']) {
      const there = { ...context, settings: { ...context.settings, origin } }
      expect(await askForNewPasskey(there, ito)).toMatchObject(refusedAs('passkey.address'))
      expect(await askForPasskey(there, 'sign-in', null)).toMatchObject(refusedAs('passkey.address'))
    }
  })

  test('twenty are enough', async () => {
    for (let count = 0; count < 20; count += 1) expect((await register(ito)).outcome?.ok).toBe(true)
    expect(await askForNewPasskey(context, ito)).toMatchObject(refusedAs('passkey.many'))
  })
})

describe('proving who one is by a passkey', () => {
  test('at sign-in it says whose it is; its use is noted', async () => {
    const { passkey } = await register(ito)
    context.clock.at = '2027-04-02T00:00:00.000Z'
    expect(await prove(passkey)).toEqual({ ok: true, value: ito.account })
    expect(await passkeysOf(ito.account)).toMatchObject([{ counter: 1, lastUsedAt: context.clock.at }])
    expect(await prove(passkey)).toEqual({ ok: true, value: ito.account })
  })

  test('for the second step and for a dangerous act, the browser is asked for the account’s own', async () => {
    const { passkey } = await register(ito)
    const { options } = await value(askForPasskey(context, 'step-up', ito.account))
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [{ id: passkey.id }] })
    for (const kind of ['second-factor', 'step-up'] as const) {
      expect(await prove(passkey, { kind, account: ito.account })).toEqual({ ok: true, value: ito.account })
    }
  })

  test.each<[string, Lie]>([
    ['at another address', { origin: 'https://hoshitori.example' }],
    ['for another host', { rpId: 'example.jp' }],
    ['without its holder having been checked', { unverified: true }],
    ['for another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['signed by another key', { signedBy: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
  ])('%s it is refused', async (_, lie) => {
    const { passkey } = await register(ito)
    expect(await prove(passkey, { lie })).toMatchObject(refusedAs('passkey.refused'))
    expect(await passkeysOf(ito.account)).toMatchObject([{ counter: 0, lastUsedAt: null }])
  })

  test('the same answer does not count twice, not even of a passkey that does not count', async () => {
    const { passkey } = await register(ito, { passkey: new SoftPasskey({ counts: false }) })
    const { options, sealed } = await value(askForPasskey(context, 'sign-in', null))
    const answer = passkey.get(options, ORIGIN)
    expect(await answerWith('sign-in', null, sealed, answer)).toMatchObject({ ok: true })
    expect(await answerWith('sign-in', null, sealed, answer)).toMatchObject(refusedAs('passkey.refused'))
    expect(await prove(passkey)).toMatchObject({ ok: true })
  })

  test('an answer to one question is none to another', async () => {
    const { passkey } = await register(ito)
    const endo = await somebody(context, '遠藤', `endo${made}@minamo.example.jp`)
    const { options, sealed } = await value(askForPasskey(context, 'sign-in', null))
    const answer = passkey.get(options, ORIGIN)
    expect(await answerWith('step-up', ito.account, sealed, answer)).toMatchObject(refusedAs('passkey.refused'))
    expect(await answerWith('second-factor', endo.account, sealed, answer)).toMatchObject(refusedAs('passkey.refused'))
    expect(await answerWith('sign-in', null, undefined, answer)).toMatchObject(refusedAs('passkey.refused'))
  })

  test('somebody else’s passkey proves nothing', async () => {
    await register(ito)
    const endo = await somebody(context, '遠藤', `endo${made}@minamo.example.jp`)
    const { passkey } = await register(endo)
    for (const kind of ['second-factor', 'step-up'] as const) {
      expect(await prove(passkey, { kind, account: ito.account })).toMatchObject(refusedAs('passkey.unknown'))
    }
  })

  test('one that says it is somebody else’s, that was never registered, or whose account was closed, is not known', async () => {
    const { passkey } = await register(ito)
    const { userHandle } = passkey
    passkey.userHandle = Buffer.from('00000000-0000-7000-8000-00000000dead').toString('base64url')
    expect(await prove(passkey)).toMatchObject(refusedAs('passkey.unknown'))
    passkey.userHandle = userHandle
    expect(await prove(new SoftPasskey())).toMatchObject(refusedAs('passkey.refused'))
    const stranger = new SoftPasskey()
    stranger.userHandle = userHandle
    expect(await prove(stranger)).toMatchObject(refusedAs('passkey.unknown'))
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ closed_at: context.now() }).where('id', '=', ito.account).execute(),
    )
    expect(await prove(passkey)).toMatchObject(refusedAs('passkey.unknown'))
  })

  test('one whose counter went back is refused, and its owner is told; an unsigned claim tells nobody', async () => {
    const { passkey } = await register(ito)
    await prove(passkey)
    await prove(passkey)
    expect(await prove(passkey, { lie: { counter: 2 } })).toMatchObject(refusedAs('passkey.copied'))
    expect(await prove(passkey, { lie: { counter: 0 } })).toMatchObject(refusedAs('passkey.copied'))
    const told = await subjects(ito.email)
    expect(told.filter((subject) => subject.includes('使用回数が戻っていた'))).toHaveLength(2)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(await prove(passkey, { lie: { counter: 1, signedBy: privateKey } })).toMatchObject(refusedAs('passkey.refused'))
    expect(await subjects(ito.email)).toHaveLength(told.length)
    expect(await prove(passkey, { lie: { counter: 9 } })).toMatchObject({ ok: true })
  })
})

test('the log tells what became of each passkey', async () => {
  const { passkey } = await register(ito)
  await prove(passkey)
  await prove(passkey, { lie: { counter: 1 } })
  await renamePasskey(context, ito.account, passkey.id, { name: '古いパソコン', from: FROM })
  await removePasskey(context, await proved(context, ito), passkey.id, FROM)
  const entries = await logAbout(context, ito.account)
  expect(entries.map(({ act }) => act)).toEqual([
    'account.create',
    'passkey.add',
    'passkey.copy',
    'passkey.rename',
    'passkey.remove',
  ])
  expect(toldOf(entries[3]?.body)).toMatchObject({
    words: { ja: '伊藤 恵さんのアカウント: パスキー「会社のパソコン」の名前を変えました' },
    changes: [{ before: '会社のパソコン', after: '古いパソコン' }],
  })
  expect(JSON.stringify(entries)).not.toContain(passkey.id)
})

describe('naming and removing', () => {
  test('a passkey gets another name', async () => {
    const { passkey } = await register(ito)
    const to = (name: string) => renamePasskey(context, ito.account, passkey.id, { name, from: FROM })
    expect(await to(' 出張用ノート ')).toEqual({ ok: true, value: true })
    expect(await passkeysOf(ito.account)).toMatchObject([{ name: '出張用ノート' }])
    expect(await to('')).toMatchObject({ ok: false, refusals: [{ field: 'name' }] })
    expect(await passkeysOf(ito.account)).toMatchObject([{ name: '出張用ノート' }])
  })

  test('somebody else’s is not found', async () => {
    const { passkey } = await register(ito)
    const endo = await somebody(context, '遠藤', `endo${made}@minamo.example.jp`)
    expect(await renamePasskey(context, endo.account, passkey.id, { name: '私の', from: FROM })).toBeUndefined()
    expect(await removePasskey(context, await proved(context, endo), passkey.id, FROM)).toBeUndefined()
    expect(await removePasskey(context, await proved(context, ito), 'none', FROM)).toBeUndefined()
    expect(await passkeysOf(ito.account)).toMatchObject([{ name: '会社のパソコン' }])
  })

  test('once removed it lets nobody in', async () => {
    const { passkey } = await register(ito)
    expect(await removePasskey(context, await proved(context, ito), passkey.id, FROM)).toEqual({ ok: true, value: true })
    expect(await prove(passkey)).toMatchObject(refusedAs('passkey.unknown'))
    expect(await subjects(ito.email)).toContain('【星取】パスキー「会社のパソコン」を外しました')
  })

  test('the last second factor stays where an organisation requires one, also when two are removed at once', async () => {
    const { tenant, person } = await begin(context, 'みなも製作所', '伊藤 恵')
    await database.db.transact('admin', async (tx) => {
      await tx.updateTable('organisation').set({ second_factor_required: true }).where('id', '=', tenant).execute()
      await tx.updateTable('person').set({ account_id: ito.account }).where('id', '=', person).execute()
    })
    const first = await register(ito)
    const second = await register(ito)
    const outcomes = await Promise.all(
      [first, second].map(async ({ passkey }) => removePasskey(context, await proved(context, ito), passkey.id, FROM)),
    )
    expect(outcomes.map((outcome) => outcome !== 'unproved' && outcome?.ok).toSorted()).toEqual([false, true])
    expect(await passkeysOf(ito.account)).toHaveLength(1)
    await withTotp(context, ito)
    const [last] = await passkeysOf(ito.account)
    expect(await removePasskey(context, await proved(context, ito), last?.id ?? '', FROM)).toMatchObject({ ok: true })
  })
})

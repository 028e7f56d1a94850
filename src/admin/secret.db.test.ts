import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { codeOf, FROM, type Somebody, somebody, withTotp } from '../account/factors/factor.fixture.ts'
import { checkSecondFactor } from '../account/factors/factor-actions.ts'
import { typed } from '../cli/terminal.fixture.ts'
import type { Db } from '../db/db.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { judgeOf } from '../log/node-crypto.ts'
import { verifyStored } from '../log/read-actions.ts'
import { queueLetter, readShownLetters } from '../mail/actions.ts'
import { findProvider } from '../provider/store.ts'
import { beginFirm, type Firm, setProvider } from '../provider/world.fixture.ts'
import { toSecrets, versionOf } from '../secrets.ts'
import { changeSecret, makeAllAnew } from './secret-actions.ts'
import { secretCommand } from './secret-cli.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let hanako: Somebody
let firm: Firm
let key: string
let codes: string[]
let number = 0

beforeEach(async () => {
  number += 1
  await database.db.transact('admin', (tx) =>
    sql`truncate mail, log_entry, log_checkpoint, log_head, account, organisation cascade`.execute(tx),
  )
  context = { ...testContext(database.db), secrets: toSecrets(new Uint8Array(32).fill(7)) }
  hanako = await somebody(context, '伊藤 花子', `hanako${number}@aoyama.example`)
  ;({ key, codes } = await withTotp(context, hanako))
  firm = await beginFirm(context, '青山精機', '青山 太郎', `taro${number}@aoyama.example`)
  await setProvider(context, firm, `aoyama${number}`, 'https://login.aoyama.example')
  const letter = { to: 'x@aoyama.example', subject: 'x', text: `letter ${number}` }
  await context.db.transact('signIn', (tx) => queueLetter(context, tx, letter))
  // An entry of another day: the head before it is kept as a checkpoint.
  context.clock.at = '2027-04-03T00:00:00.000Z'
  await somebody(context, '次の日の人', `next${number}@aoyama.example`)
})

const secret = (...line: string[]) => typed([secretCommand({})], ['secret', ...line], { context })

/** Whatever is sealed, marked or signed is read, checked and verified. */
async function allIsReadable({
  now = context,
  code = codes[0],
}: {
  now?: typeof context
  code?: string | null | undefined
} = {}) {
  context.clock.at = new Date(Date.parse(context.clock.at) + 60_000).toISOString()
  const where = { from: FROM }
  expect((await checkSecondFactor(now, hanako.account, codeOf(key, context.now()), where)).ok).toBe(true)
  if (code) expect((await checkSecondFactor(now, hanako.account, code, where)).ok).toBe(true)
  const provider = await database.db.read('signIn', (tx) => findProvider(tx, firm.tenant))
  expect(now.secrets.unseal(provider?.sealedSecret ?? '', `oidc ${firm.tenant}`)).not.toBe('')
  expect((await readShownLetters({ ...now, now: () => '2027-04-01T12:00:00.000Z' })).map(({ text }) => text)).toContain(
    `letter ${number}`,
  )
  for (const tenant of [INSTALLATION, firm.tenant]) expect(await verdict(tenant, now)).toBe(true)
}

const verdict = async (tenant: TenantId, { secrets }: Pick<typeof context, 'secrets'>, keys = secrets.publicKeys) =>
  (await verifyStored(context, 'admin', tenant, judgeOf(keys))).sound

const seals = async () => {
  const rows = await database.db.transact('admin', (tx) => tx.selectFrom('account').select('totp_secret').execute())
  const letters = await database.db.transact('admin', (tx) => tx.selectFrom('mail').select('body').execute())
  const clients = await database.db.transact('admin', (tx) => tx.selectFrom('oidc_provider').select('client_secret').execute())
  const all = [
    ...rows.map((row) => row.totp_secret),
    ...letters.map((row) => row.body),
    ...clients.map((row) => row.client_secret),
  ]
  return all.filter((one) => one !== null && one !== '') as string[]
}

test('another secret while it runs: all is sealed and signed with it, and nobody notices', async () => {
  const { code, out } = await secret('change')
  expect([code, out]).toEqual([0, expect.stringContaining('秘密の値を新しくしました (2番)')])
  expect(new Set((await seals()).map(versionOf))).toEqual(new Set([2]))
  await allIsReadable()
  const [newest] = context.secrets.publicKeys
  for (const tenant of [INSTALLATION, firm.tenant]) expect(await verdict(tenant, context, newest ? [newest] : [])).toBe(true)
  expect((await secret('status')).out).toMatch(/^2 {2}いま使っている.*\n1 {2}前の値/)
})

describe('a process that dies in the middle', () => {
  test.each([0, 1, 2, 3, 4])(
    'after %d transactions leaves everything readable, and the next start finishes',
    async (survived) => {
      const dying = { ...context, db: deadAfter(database.db, survived) }
      await expect(changeSecret(dying)).rejects.toThrow('killed')
      const restarted = { ...context, secrets: context.secrets }
      await allIsReadable({ now: restarted, code: codes[survived] })
      await makeAllAnew(restarted)
      expect(new Set((await seals()).map(versionOf))).toEqual(new Set([2]))
      await allIsReadable({ now: restarted, code: null })
      expect(await makeAllAnew(restarted)).toEqual({ anew: 0, unreadable: 0, logs: 0 })
    },
  )
})

test('what is altered in the log before the change is not signed anew', async () => {
  await database.db.transact('admin', (tx) =>
    tx.updateTable('log_head').set({ checkpoint: 'x' }).where('tenant_id', '=', firm.tenant).execute(),
  )
  await secret('change')
  expect([await verdict(firm.tenant, context), await verdict(INSTALLATION, context)]).toEqual([false, true])
})

test('former secrets are forgotten on demand: recovery codes end, and their owners are told', async () => {
  expect(await secret('forget', '--yes')).toMatchObject({ code: 2, err: expect.stringContaining('前の秘密の値はありません') })
  await secret('change')
  expect((await secret('forget')).code).toBe(2)
  const { code, out } = await secret('forget', '--yes')
  expect([code, out]).toEqual([0, expect.stringContaining('人の回復コードが使えなくなりました')])
  await allIsReadable({ code: null })
  expect((await checkSecondFactor(context, hanako.account, codes[1] ?? '', { from: FROM })).ok).toBe(false)
  const letters = await database.db.transact('admin', (tx) => tx.selectFrom('mail').select('subject').orderBy('id').execute())
  expect(letters.at(-1)?.subject).toContain('回復コードが使えなくなりました')
  expect((await secret('status')).out).toContain('忘れた (署名を確かめる公開鍵だけ)')
})

test('a secret that is given from outside is changed there', async () => {
  const { replace: _, ...given } = context.secrets
  context = { ...context, secrets: given }
  expect(await secret('change')).toMatchObject({ code: 2, err: expect.stringContaining('2:新しい値 1:前の値') })
})

/** A database whose process is gone after so many transactions. */
function deadAfter(db: Db, survived: number): Db {
  let left = survived
  const transact: Db['transact'] = (scope, work) => (left-- > 0 ? db.transact(scope, work) : Promise.reject(new Error('killed')))
  return { ...db, transact, read: (scope, work) => db.read(scope, work) }
}

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import type { CatalogueTerminal } from '../catalogue/catalogue.ts'
import { BadInput } from '../cli/command.ts'
import { openEmbedded } from '../db/embedded.ts'
import { INSTALLATION, type PersonId, type TenantId } from '../kernel/ids.ts'
import { root } from '../root.ts'
import { loadSecrets } from '../secrets.ts'
import { keepAnchors } from './anchor-actions.ts'
import { logEvent, logEventBy } from './append-actions.ts'
import { logCommand } from './cli.ts'
import { noted } from './noted.fixture.ts'
import type { StateVerdict } from './verify-log.ts'

// Every kind of damage is done to a copy of its own.
mayCost({ databases: 30 })

const work = mkdtempSync(join(tmpdir(), 'hoshitori-log-'))
const data = join(work, 'data')
let states: StateVerdict = { same: 0, unknown: 0, damages: [] }
let aoyama: { tenant: TenantId; person: PersonId }
afterAll(() => rmSync(work, { recursive: true, force: true }))

beforeAll(async () => {
  const db = await openEmbedded(data)
  const context = { ...testContext(db), secrets: loadSecrets(undefined, data) }
  aoyama = await begin(context, '青山精機', '青山 太郎')
  for (const about of ['a', 'b', 'c', 'd']) {
    await db.transact({ tenant: aoyama.tenant }, (tx) => logEvent(context, tx, aoyama, noted(about)))
  }
  await db.transact('signIn', (tx) => logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, noted('x')))
  await keepAnchors({ ...context, logAnchor: join(data, 'log-anchor') })
  await db.close()
}, 60_000)

/** The command as a terminal calls it, in the working folder. */
async function call(...args: string[]) {
  const said = { out: '', err: '' }
  const terminal: CatalogueTerminal = {
    out: (text) => {
      said.out += `${text}\n`
    },
    err: (text) => {
      said.err += `${text}\n`
    },
    folder: work,
    now: () => '2027-04-01T00:00:00.000Z',
    edition: () => never(),
    changes: () => undefined,
  }
  return { code: await logCommand({}, async () => states).run(args, terminal), ...said }
}

/** A copy of the data folder in which somebody did something as the owner of the database. */
async function spoilt(name: string, ...statements: ReturnType<typeof sql>[]): Promise<string> {
  const copy = join(work, name)
  cpSync(data, copy, { recursive: true })
  const db = await openEmbedded(copy)
  await db.transact('admin', async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  })
  await db.close()
  return name
}

/** The position of the entry about something. */
const at = (about: string) => sql`(select position from log_entry where tenant_id = ${aoyama.tenant} and about = ${about})`

describe('log verify', () => {
  test('says of every log that nothing was altered, and ends with 0', async () => {
    const { code, out } = await call('verify', '--data', 'data')
    expect(code).toBe(0)
    for (const words of ['この星取全体の記録', '青山精機', '問題なし', '公開鍵: ', '記録 2本を確かめました'])
      expect(out).toContain(words)
  })

  test('tells of answers that are not what the log says', async () => {
    const words = { ja: '回答が違います。', en: 'An answer differs.' }
    states = { same: 3, unknown: 1, damages: [words] }
    const { code, out } = await call('verify', '--data', 'data')
    states = { same: 0, unknown: 0, damages: [] }
    expect(code).toBe(1)
    expect(out).toMatch(/青山精機 .*: 壊れています \(問題 1件\)/)
    expect(out).toContain('記録のとおりの回答 3件、記録に突き合わせるものがない回答 1件\n  - 回答が違います。')
  })

  test('of one organisation says nothing of others', async () => {
    expect((await call('verify', '--data', 'data', '--organisation', aoyama.tenant)).out).not.toContain('この星取全体')
    expect((await call('verify', '--data', 'data', '--organisation', 'installation')).out).not.toContain('青山精機')
  })

  test('finds one flipped bit in a copy of the database', async () => {
    const name = await spoilt(
      'flipped',
      sql`update log_entry set body = overlay(body placing chr(ascii(substr(body, 20, 1)) # 1) from 20 for 1)
          where tenant_id = ${aoyama.tenant} and about = 'b'`,
    )
    const { code, out } = await call('verify', '--data', name)
    expect(code).toBe(1)
    expect(out).toMatch(/青山精機 .*: 壊れています \(問題 1件\)/)
    expect(out).toMatch(/ {2}- 記録 \d+ の内容が、書き込まれたときから変わっています。/)
    expect(out).toContain('記録 2本のうち 1本が壊れています。')
  })

  test('finds one removed entry in a copy of the database', async () => {
    const name = await spoilt('removed', sql`delete from log_entry where tenant_id = ${aoyama.tenant} and about = 'b'`)
    const { code, out } = await call('verify', '--data', name)
    expect(code).toBe(1)
    expect(out).toMatch(/ {2}- 記録 \d+ がありません。/)
  })

  test('finds one reordered entry in a copy of the database', async () => {
    const name = await spoilt(
      'reordered',
      sql`create temporary table places as select ${at('a')} as a, ${at('c')} as c`,
      sql`update log_entry set position = 1000 where tenant_id = ${aoyama.tenant} and about = 'a'`,
      sql`update log_entry set position = (select a from places) where tenant_id = ${aoyama.tenant} and about = 'c'`,
      sql`update log_entry set position = (select c from places) where tenant_id = ${aoyama.tenant} and about = 'a'`,
    )
    const { code, out } = await call('verify', '--data', name)
    expect(code).toBe(1)
    expect(out).toMatch(/ {2}- 記録 (\d+) の場所に、記録 \d+ だったものがあります。/)
  })

  test('with checkpoints that were kept finds a log that was cut back as if nothing had been', async () => {
    const kept = await call('checkpoint', '--data', 'data')
    expect(kept.out.match(/^— hoshitori\.log\//gm)).toHaveLength(2)
    writeFileSync(join(work, 'kept'), kept.out)
    expect((await call('verify', '--data', 'data', '--checkpoint', 'kept')).code).toBe(0)
    const name = await spoilt(
      'vanished',
      sql`delete from log_entry where tenant_id = ${aoyama.tenant}`,
      sql`delete from log_head where tenant_id = ${aoyama.tenant}`,
    )
    const { code, out } = await call('verify', '--data', name)
    expect(code).toBe(1)
    expect(out).toContain('記録が、データベースの外の控え(5件)のときより短くなっています。')
    expect(out).toContain('組織があるのに、記録が1件もありません。')
    expect((await call('verify', '--data', name, '--checkpoint', 'kept')).out).toContain('手元のチェックポイント(5件)のとき')
  })

  test('of an older copy of the data beside the anchor of today says so, until whoever keeps the server accepts it', async () => {
    const name = await spoilt('older')
    const db = await openEmbedded(join(work, name))
    const context = { ...testContext(db), secrets: loadSecrets(undefined, data), logAnchor: join(work, name, 'log-anchor') }
    await db.transact('signIn', (tx) => logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, noted('y')))
    await keepAnchors(context)
    await db.close()
    rmSync(join(work, name, 'database'), { recursive: true })
    cpSync(join(data, 'database'), join(work, name, 'database'), { recursive: true })
    expect(await call('verify', '--data', name)).toMatchObject({
      code: 1,
      out: expect.stringContaining('記録が、データベースの外の控え(3件)のときより短くなっています。'),
    })
    expect((await call('accept-older', '--data', name)).out).toContain('3件だった控え')
    expect((await call('verify', '--data', name)).code).toBe(0)
    rmSync(join(work, name, 'log-anchor'))
    await expect(call('accept-older', '--data', name)).rejects.toThrow('認めるものはありません')
  })

  test('says so where another secret signed it', async () => {
    const name = await spoilt('foreign')
    writeFileSync(join(work, name, 'secret'), `${Buffer.alloc(32, 5).toString('base64')}\n`)
    const { code, out } = await call('verify', '--data', name)
    expect(code).toBe(1)
    expect(out).toContain('別の鍵で署名されています')
  })
})

describe('log export', () => {
  test('writes a file that both this program and the separate verifier find sound', async () => {
    const { code, err } = await call('export', '--data', 'data', '--organisation', aoyama.tenant, '--out', 'log.jsonl')
    expect(code).toBe(0)
    expect(err).toContain('packages/verify/verify.mjs')
    expect((await call('verify', '--file', 'log.jsonl', '--checkpoint', 'kept-one')).code).toBe(0)
    const verifier = spawnSync(process.execPath, [join(root, 'packages/verify/verify.mjs'), join(work, 'log.jsonl')])
    expect(verifier.status).toBe(0)
    writeFileSync(join(work, 'spoilt.jsonl'), readFileSync(join(work, 'log.jsonl'), 'utf8').replace('回答 b', '回答 z'))
    const { code: spoiltCode, out } = await call('verify', '--file', 'spoilt.jsonl')
    expect(spoiltCode).toBe(1)
    expect(out).toContain('の内容が、書き込まれたときから変わっています。')
  })

  beforeAll(async () => {
    writeFileSync(join(work, 'kept-one'), (await call('checkpoint', '--data', 'data', '--organisation', aoyama.tenant)).out)
  })
})

describe('bad input ends with a sentence that says what to do', () => {
  test.each<[string, string[], RegExp]>([
    ['no event', [], /verify、export、checkpoint、accept-older/],
    ['two actions', ['verify', 'export'], /verify、export、checkpoint、accept-older/],
    ['a folder without a database', ['verify', '--data', 'nowhere'], /データベースがありません/],
    ['an organisation that there is not', ['verify', '--data', 'data', '--organisation', 'x'], /見つかりません/],
    ['a checkpoint that is not there', ['verify', '--data', 'data', '--checkpoint', 'nothing'], /ファイルを読めません/],
    ['a checkpoint that is none', ['verify', '--data', 'data', '--checkpoint', 'data/secret'], /読み取れません/],
    ['a file that is no export', ['verify', '--file', 'data/secret'], /記録のファイルではない/],
    ['a key without a file', ['verify', '--data', 'data', '--key', 'x'], /--file/],
    ['a key that is none', ['verify', '--file', 'log.jsonl', '--key', 'x'], /公開鍵/],
    ['nowhere to write', ['export', '--data', 'data', '--organisation', 'installation'], /--out/],
    ['no organisation to export', ['export', '--data', 'data', '--out', 'x'], /--organisation/],
    ['a folder that is not there', ['export', '--data', 'data', '--organisation', 'installation', '--out', 'no/x'], /書けません/],
    ['an option that there is not', ['verify', '--loud', 'yes'], /使える指定/],
  ])('%s', async (_, args, words) => {
    const refused = await call(...args).then(
      () => undefined,
      (fault) => fault,
    )
    expect(refused).toBeInstanceOf(BadInput)
    expect(refused.message).toMatch(words)
  })
})

function never(): never {
  throw new Error('not needed')
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyExport } from '../../packages/verify/log.mjs'
import { begin, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { root } from '../root.ts'
import { toSecrets } from '../secrets.ts'
import { logEvent } from './append-actions.ts'
import { exportLog } from './export-actions.ts'
import { readExport } from './export-file.ts'
import { endRetention } from './jobs.ts'
import { fromKeyText, judgeOf, leafOf, signCheckpoint, toKeyText, treeHash } from './node-crypto.ts'
import { noted } from './noted.fixture.ts'
import * as store from './store.ts'
import { verifyLog } from './verify-log.ts'

// The verifier is a program of its own.
mayCost({ processes: 12 })

const database = testDatabase()
let context: ReturnType<typeof testContext>
let aoyama: { tenant: TenantId; person: PersonId }
/** An exported log of some days, a part of which has ended by retention, and an earlier checkpoint that somebody kept. */
let file: string
let earlier: string

beforeAll(async () => {
  context = testContext(database.db)
  aoyama = await begin(context, '青山精機', '青山 太郎')
  const { tenant } = aoyama
  const record = (about: string) =>
    database.db.transact({ tenant }, (tx) => logEvent(context, tx, aoyama, noted(about, `「${about}」に\n"回答"しました`)))
  for (const day of ['2027-04-02', '2027-04-03', '2027-10-01', '2027-10-02']) {
    context.clock.at = `${day}T01:00:00.000Z`
    for (const about of ['1-2-1-1', '4-4-4-2', '星取😀']) await record(`${day} ${about}`)
    if (day === '2027-04-03') {
      earlier = (await database.db.transact({ tenant }, (tx) => store.readHead(tx, tenant))).head?.checkpoint ?? ''
    }
  }
  await database.db.transact('admin', (tx) =>
    tx.updateTable('organisation').set({ log_months: 6 }).where('id', '=', tenant).execute(),
  )
  context.clock.at = '2027-10-03T01:00:00.000Z'
  await endRetention(context)
  file = Buffer.from((await exportLog(context, { tenant }, tenant, '青山精機')).bytes).toString('utf8')
})

/** What our own verification says of a file, as `kind position through`, or `unreadable`. */
function ours(text: string, options: { key?: string; checkpoints?: string[] } = {}): string[] | 'unreadable' {
  const read = readExport(text)
  const key = read.ok ? fromKeyText(options.key ?? read.value.header.publicKey) : undefined
  if (!read.ok || !key) return 'unreadable'
  const { claims, entries } = read.value
  const verdict = verifyLog(
    { hash: treeHash, leafOf, judge: judgeOf(key) },
    { ...claims, outside: options.checkpoints ?? [] },
    entries,
  )
  return verdict.damages.map(toLine).toSorted()
}

/** The same by the standalone verifier. */
async function theirs(text: string, options: { key?: string; checkpoints?: string[] } = {}): Promise<string[] | 'unreadable'> {
  const result = await verifyExport(text, options)
  return result.readable ? result.findings.map(toLine).toSorted() : 'unreadable'
}

async function both(text: string, options: { key?: string; checkpoints?: string[] } = {}): Promise<string[] | 'unreadable'> {
  const found = ours(text, options)
  expect(await theirs(text, options)).toEqual(found)
  return found
}

const toLine = (damage: object) => JSON.stringify(Object.fromEntries(Object.entries(damage).toSorted()))
const linesOf = (text: string) => text.trimEnd().split('\n')
const withLines = (change: (lines: string[]) => void) => {
  const lines = linesOf(file)
  change(lines)
  return `${lines.join('\n')}\n`
}

describe('an exported log', () => {
  test('says whose it is, with its key and its checkpoints; each entry with exactly what was hashed', async () => {
    const read = readExport(file)
    if (!read.ok) throw new Error('not read')
    const { header, entries } = read.value
    expect(header).toMatchObject({
      format: 'hoshitori-log',
      version: 1,
      origin: `hoshitori.log/${aoyama.tenant}`,
      organisation: '青山精機',
      exportedAt: context.clock.at,
      publicKey: toKeyText(context.secrets.publicKey),
    })
    const { tenant } = aoyama
    const kept = await database.db.transact({ tenant }, (tx) => store.listCheckpoints(tx, tenant))
    expect(header.checkpoints).toEqual(kept.map(({ checkpoint }) => checkpoint))
    expect(kept.length).toBeGreaterThanOrEqual(4)
    expect(entries.some(({ body }) => body === null)).toBe(true)
    for (const { body, leaf } of entries) if (body !== null) expect(Buffer.from(leafOf(body)).toString('base64')).toBe(leaf)
  })

  test('is found sound by both verifiers, with and without what one knows from elsewhere', async () => {
    expect(await both(file)).toEqual([])
    expect(await both(file, { key: toKeyText(context.secrets.publicKey), checkpoints: [earlier] })).toEqual([])
    expect(await verifyExport(file)).toMatchObject({ sound: true, keyFits: true, to: '2027-10-03T01:00:00.000Z' })
  })

  test('saved with other line ends and a byte order mark is still sound', async () => {
    expect(await both(`\ufeff${file.replaceAll('\n', '\r\n')}`)).toEqual([])
  })

  test('without entries is sound', async () => {
    const nobody = await begin(context, '空', '空 一')
    await database.db.transact('admin', (tx) => tx.deleteFrom('log_entry').where('tenant_id', '=', nobody.tenant).execute())
    await database.db.transact('admin', (tx) => tx.deleteFrom('log_head').where('tenant_id', '=', nobody.tenant).execute())
    const empty = Buffer.from((await exportLog(context, { tenant: nobody.tenant }, nobody.tenant, '空')).bytes).toString()
    expect(await both(empty)).toEqual([])
  })
})

describe('both verifiers find the same', () => {
  const inHeader = (text: string) => linesOf(text)[0]?.length ?? 0

  test('after any one bit was flipped', async () => {
    const bytes = Buffer.from(file)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const spoilt = Buffer.from(bytes)
        spoilt[at] = (spoilt[at] ?? 0) ^ (1 << bit)
        const found = await both(spoilt.toString('utf8'))
        const signed = at > Buffer.from(file.slice(0, inHeader(file))).length
        if (signed) expect(found).not.toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('after lines were removed, repeated or moved', async () => {
    const count = linesOf(file).length - 1
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: count - 1 }),
        fc.nat({ max: count - 1 }),
        fc.integer({ min: 0, max: 3 }),
        async (one, other, way) => {
          const spoilt = withLines((lines) => {
            const line = lines[one + 1] ?? ''
            if (way === 0) lines.splice(one + 1, 1)
            else if (way === 1) lines.splice(other + 1, 0, line)
            else if (way === 2) lines.splice(other + 1, 0, ...lines.splice(one + 1, 1))
            else lines.splice(one + 1)
          })
          const found = await both(spoilt)
          expect(found === 'unreadable' || found.length > 0).toBe(spoilt !== file)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('after an entry was written anew, with or without its hash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: linesOf(file).length - 2 }),
        fc.boolean(),
        fc.constantFrom('body', 'words', 'position'),
        async (at, hashed, what) => {
          const spoilt = withLines((lines) => {
            const entry = JSON.parse(lines[at + 1] ?? '') as { body: string | null; leaf: string; position: number }
            const body =
              what === 'words'
                ? (entry.body ?? '{}').replace('回答', '無答')
                : what === 'body'
                  ? '{"a":1}'
                  : `${entry.body}`.replace(/"position":\d+/, '"position":2')
            lines[at + 1] = JSON.stringify({
              ...entry,
              body,
              leaf: hashed ? Buffer.from(leafOf(body)).toString('base64') : entry.leaf,
            })
          })
          await both(spoilt)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('when another key signed it', async () => {
    const foreign = toSecrets(new Uint8Array(32).fill(9))
    const [first = ''] = linesOf(file)
    const header = JSON.parse(first) as { origin: string; checkpoint: string; checkpoints: string[] }
    const signedAnew = (note: string) => {
      const [origin = '', size, anyRoot = ''] = note.split('\n')
      return signCheckpoint(foreign, { origin, size: Number(size), root: anyRoot })
    }
    const forged = withLines((lines) => {
      const all = { ...header, checkpoint: signedAnew(header.checkpoint), checkpoints: header.checkpoints.map(signedAnew) }
      lines[0] = JSON.stringify({ ...all, publicKey: toKeyText(foreign.publicKey) })
    })
    expect(await both(forged)).toEqual([])
    const found = await both(forged, { key: toKeyText(context.secrets.publicKey) })
    expect(found).toHaveLength(header.checkpoints.length + 1)
    expect(found[0]).toContain('"kind":"key"')
    expect(await verifyExport(forged, { key: toKeyText(context.secrets.publicKey) })).toMatchObject({ keyFits: false })
  })

  test('when the checkpoint that somebody kept is of another past', async () => {
    const [origin = '', size] = earlier.split('\n')
    const anotherPast = signCheckpoint(context.secrets, {
      origin,
      size: Number(size),
      root: Buffer.alloc(32, 3).toString('base64'),
    })
    expect(await both(file, { checkpoints: [anotherPast] })).toHaveLength(1)
    const longer = signCheckpoint(context.secrets, { origin, size: 1000, root: Buffer.alloc(32, 3).toString('base64') })
    expect(await both(file, { checkpoints: [longer] })).toHaveLength(1)
    expect(await both(file, { checkpoints: ['hello'] })).toHaveLength(1)
  })

  test.each([
    ['', 'nothing'],
    ['hello\n', 'a text'],
    ['{}\n', 'another file'],
    ['[]', 'a list'],
  ])('%j is no such file', async (text) => {
    expect(await both(text)).toBe('unreadable')
  })
})

describe('node packages/verify/verify.mjs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-verify-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const call = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'packages/verify/verify.mjs'), ...args], {
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  test('says what a sound file holds, and ends with 0', () => {
    const key = toKeyText(context.secrets.publicKey)
    const { status, stdout, stderr } = call(put('log.jsonl', file), '--key', key, '--checkpoint', put('kept', earlier))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const words of [
      '青山精機',
      '保存期間が過ぎて内容を消したもの',
      '2027年10月3日 10:00',
      key,
      '問題は見つかりませんでした',
    ]) {
      expect(stdout).toContain(words)
    }
  })

  test('says where a damaged file is damaged, and ends with 1', () => {
    const last = linesOf(file).length - 2
    const { status, stdout } = call(
      put(
        'spoilt.jsonl',
        withLines((lines) => void lines.splice(last, 1)),
      ),
    )
    expect(status).toBe(1)
    expect(stdout).toContain(`- 記録 ${last - 1} がありません。`)
  })

  test.each<[string, () => string[]]>([
    ['no file', () => []],
    ['two files', () => ['a', 'b']],
    ['a file that is not there', () => [join(folder, 'nothing.jsonl')]],
    ['a file of another kind', () => [put('other.txt', 'hello')]],
    ['a key that is none', () => [put('log.jsonl', file), '--key', 'hello']],
    ['a checkpoint that is not there', () => [put('log.jsonl', file), '--checkpoint', join(folder, 'nothing')]],
    ['an option that there is not', () => [put('log.jsonl', file), '--loud']],
  ])('%s is bad input: it says what to do, and ends with 2', (_, args) => {
    const { status, stdout, stderr } = call(...args())
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/使い方|ファイル|公開鍵/)
  })
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { newFolders } from '../../tests/backups.ts'
import { type Header, isFileOfData, type Part } from './format.ts'
import { readBackup, UnreadableBackup } from './read-backup.ts'
import { writeBackup } from './write-backup.ts'

const HEADER: Header = {
  hoshitori: 'backup',
  format: 1,
  version: '0.1.0',
  migrations: ['0001_first.sql'],
  at: '2027-04-01T00:00:00.000Z',
  engine: 'embedded',
  key: null,
  secret: true,
}
const PARTS: Part[] = [
  { kind: 'header', header: HEADER },
  { kind: 'table', table: 'organisation', columns: ['id', 'name'] },
  { kind: 'rows', rows: 2, text: '["1","青山製作所"]\n["2",null]\n' },
  { kind: 'table', table: 'person', columns: ['id'] },
  { kind: 'rows', rows: 1, text: '["3"]\n' },
  { kind: 'sequences', sequences: [] },
  { kind: 'file', file: 'secret' },
  { kind: 'piece', bytes: Buffer.from('very secret') },
]
const newFolder = newFolders()
let folder: string
let whole: Buffer
let lines: string[]

beforeAll(async () => {
  folder = newFolder()
  await writeBackup(join(folder, 'whole'), partsOf(PARTS))
  whole = readFileSync(join(folder, 'whole'))
  lines = gunzipSync(whole).toString().split('\n').slice(0, -1)
})

describe('a backup', () => {
  test('reads as it was written', async () => {
    const { parts, contents } = await read(whole)
    expect(parts).toEqual(PARTS)
    expect(contents.rows).toBe(3)
    expect([...contents.tables].map(([name, { count }]) => [name, count])).toEqual([
      ['organisation', 2],
      ['person', 1],
    ])
    expect([...contents.files].map(([name, { count }]) => [name, count])).toEqual([['secret', 11]])
  })

  test('is not left half written when its source fails', async () => {
    const other = newFolder()
    writeFileSync(join(other, 'kept'), 'an older one')
    async function* failing(): AsyncGenerator<Part> {
      yield* PARTS.slice(0, 3)
      throw new Error('the source failed')
    }
    await expect(writeBackup(join(other, 'kept'), failing())).rejects.toThrow('the source failed')
    expect(readdirSync(other)).toEqual(['kept'])
    expect(readFileSync(join(other, 'kept'), 'utf8')).toBe('an older one')
  })
})

describe('a damaged backup is refused', () => {
  test('cut off anywhere', async () => {
    for (let length = 0; length < whole.length; length += 1) await refused(whole.subarray(0, length))
  })

  test('with any one bit flipped, unless that bit says nothing', async () => {
    let harmless = 0
    for (let position = 0; position < whole.length; position += 1) {
      const flipped = Buffer.from(whole)
      flipped[position] = (flipped[position] ?? 0) ^ (1 << (position % 8))
      const outcome = await read(flipped).catch((fault: unknown) => fault)
      if (outcome instanceof UnreadableBackup) continue
      harmless += 1
      expect(outcome).toMatchObject({ parts: PARTS })
    }
    expect(harmless).toBeLessThanOrEqual(7)
  })

  test('with any line missing, doubled, or moved', async () => {
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? ''
      await refused(pack(lines.toSpliced(index, 1)))
      await refused(pack(lines.toSpliced(index, 0, line)))
      if (index > 0) await refused(pack(lines.toSpliced(index, 1).toSpliced(index - 1, 0, line)))
    }
  })

  test.each<[string, (text: string[]) => string[]]>([
    ['a row that is another', (all) => all.map((line) => line.replace('青山', '赤山'))],
    ['a row with too many values', (all) => all.map((line) => line.replace('["3"]', '["3","4"]'))],
    ['a row with a number', (all) => all.map((line) => line.replace('["3"]', '[3]'))],
    ['a column that is another', (all) => all.map((line) => line.replace('"name"', '"nome"'))],
    ['a file out of its folder', (all) => all.map((line) => line.replaceAll('"secret"}', '"files/../../etc/passwd"}'))],
    ['something after its end', (all) => [...all, '{"table":"more","columns":["id"]}']],
    ['words', () => ['hello', 'world']],
    ['nothing', () => []],
  ])('%s', async (_, change) => {
    await refused(pack(change(lines)))
  })

  test('that is no packed file', async () => {
    await refused(Buffer.from('PK\u0003\u0004 something else'))
    await refused(Buffer.alloc(0))
  })

  test('of a newer format, with words that say so', async () => {
    const newer = pack([JSON.stringify({ ...HEADER, format: 2 }), ...lines.slice(1)])
    const fault = await refused(newer)
    expect(fault.words.ja).toContain('新しい版')
  })

  test.each([
    ['before anything is known', '', 40_000_000],
    ['after its beginning', JSON.stringify(HEADER), 300_000_000],
  ])('that unpacks without end %s, while memory stays small', { timeout: 60_000 }, async (_, first, size) => {
    const before = process.memoryUsage().rss
    await refused(bomb(first === '' ? '' : `${first}\n`, size))
    expect(process.memoryUsage().rss - before).toBeLessThan(900 * 1024 * 1024)
  })
})

test.each([
  ['secret', true],
  ['files/a.pdf', true],
  ['files/2027/証拠 1.pdf', true],
  ['files', false],
  ['files/', false],
  ['files/../secret', false],
  ['files/./a', false],
  ['files//a', false],
  ['files/a\\b', false],
  ['files/a\u0000', false],
  ['/etc/passwd', false],
  ['database/PG_VERSION', false],
  ['hoshitori.lock', false],
])('a file may lie at %s: %s', (path, may) => {
  expect(isFileOfData(path)).toBe(may)
})

async function* partsOf(parts: readonly Part[]): AsyncGenerator<Part> {
  yield* parts
}

async function read(bytes: Uint8Array) {
  const path = join(folder, 'tried')
  writeFileSync(path, bytes)
  const parts: Part[] = []
  const contents = await readBackup(path, async (part) => {
    parts.push(part)
  })
  return { parts, contents }
}

async function refused(bytes: Uint8Array): Promise<UnreadableBackup> {
  const fault = await read(bytes).catch((reason: unknown) => reason)
  if (!(fault instanceof UnreadableBackup)) throw new Error(`this was not refused: ${JSON.stringify(fault)}`)
  return fault
}

function pack(all: readonly string[]): Buffer {
  return gzipSync(all.map((line) => `${line}\n`).join(''))
}

/** A line of `size` characters, packed by a factor of a thousand. */
function bomb(first: string, size: number): Buffer {
  return Buffer.concat([gzipSync(first), gzipSync(Buffer.alloc(size, 'a'))])
}

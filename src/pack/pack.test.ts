import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { verifySource } from '../../packages/verify/pack.mjs'
import { toFileName } from '../kernel/file-name.ts'
import { type Piece, packFiles, pathOf } from './contents.ts'
import { crc32, directoryIn, directoryOf, localHeader, readDirectory, TAIL_BYTES } from './layout.ts'
import { readSums } from './list.ts'
import { HEAD, hasher, hashOf, packOf, pathsOf, pieceOf, sourceOf } from './made.fixture.ts'
import { toIndexPage } from './pages/index-page.tsx'
import { readPack } from './read-pack.ts'
import { type PackVerdict, verifyFound } from './verify-pack.ts'
import { packBytes } from './write-pack.ts'

const RULES = Buffer.from('規程'.repeat(200))
const PHOTO = Uint8Array.from({ length: 600 }, (_, at) => at % 251)
const CONTRACT = Buffer.from('契約書')
const PIECES: Piece[] = [
  pieceOf(1, '規程 第3版.pdf', RULES),
  pieceOf(2, 'IMG_0001.jpg', PHOTO, { criteria: ['4-1-9-1', '4-1-10-1'] }),
  pieceOf(3, '契約書.docx', CONTRACT, {}, false),
  pieceOf(4, '', CONTRACT, { title: '入退室の台帳', content: { type: 'kept', where: '総務の金庫', sha256: null } }),
  pieceOf(5, '', CONTRACT, { title: '監視の画面', content: { type: 'link', href: 'https://example.jp/?a=1&b=2' } }),
]
let pack: Uint8Array

beforeAll(async () => {
  pack = await packOf(PIECES, [RULES, PHOTO])
})

async function verified(bytes: Uint8Array, told?: string): Promise<PackVerdict> {
  const { found, findings } = await readPack(sourceOf(bytes), hasher)
  return verifyFound(found, told, findings)
}

async function partsOf(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(Buffer.from(bytes))
  const parts = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return parts
}

describe('a pack', () => {
  test('is a ZIP file that another program reads, with the files that are here and their hashes', async () => {
    const parts = await partsOf(pack)
    expect([...parts.keys()]).toEqual([
      'index.html',
      'evidence.csv',
      'evidence.json',
      'files/0001_規程 第3版.pdf',
      'files/0002_IMG_0001.jpg',
      'SHA256SUMS',
      'SHA256SUMS.sha256',
    ])
    expect(parts.get('files/0002_IMG_0001.jpg')).toEqual(Buffer.from(PHOTO))
    const sums = readSums(parts.get('SHA256SUMS')?.toString() ?? '')
    expect(sums?.get('files/0003_契約書.docx')).toBe(hashOf(CONTRACT))
    expect(sums?.get('files/0001_規程 第3版.pdf')).toBe(hashOf(RULES))
    expect(sums?.get('index.html')).toBe(hashOf(parts.get('index.html') ?? ''))
    expect(parts.get('SHA256SUMS.sha256')?.toString()).toBe(`${hashOf(parts.get('SHA256SUMS') ?? '')}  SHA256SUMS\n`)
    expect(pack.length).toBe(packBytes(packFiles(HEAD, PIECES, toIndexPage, hashOf)))
  })

  test('is the same byte for byte when it is made again, and another when a fact is another', async () => {
    expect(Buffer.from(await packOf(PIECES, [PHOTO, RULES])).equals(pack)).toBe(true)
    const [first, ...rest] = PIECES
    const other = await packOf(first ? [{ ...first, custodian: '別の人' }, ...rest] : [], [RULES, PHOTO])
    expect(Buffer.from(other).equals(pack)).toBe(false)
  })

  test('holds by itself, and against the hash of its list that was told by another way', async () => {
    const verdict = await verified(pack)
    expect(verdict).toMatchObject({ sound: true, files: 5, kept: 1, findings: [] })
    expect(await verified(pack, verdict.list ?? '')).toMatchObject({ sound: true })
    expect(await verified(pack, hashOf('another'))).toMatchObject({ sound: false, findings: [{ kind: 'other-list' }] })
    expect(await verifySource(sourceOf(pack).read, pack.length, verdict.list ?? '')).toEqual(verdict)
  })

  test('every single byte counts, for both verifiers', async () => {
    const missed: number[] = []
    for (let at = 0; at < pack.length; at += 7) {
      const bytes = Uint8Array.from(pack)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const own = await verified(bytes)
      const other = await verifySource(sourceOf(bytes).read, bytes.length)
      if (own.sound || other.sound) missed.push(at)
      else expect(other.findings.map(({ kind }) => kind)).toEqual(own.findings.map(({ kind }) => kind))
    }
    expect(missed).toEqual([])
  })

  test('a changed file is named; one that is gone, added or cut off is found', async () => {
    const at = Buffer.from(pack).indexOf(PHOTO)
    const bytes = Uint8Array.from(pack)
    bytes[at + 500] = 0xff
    expect((await verified(bytes)).findings).toEqual([{ kind: 'changed', path: 'files/0002_IMG_0001.jpg' }])

    const kept = (await readPack(sourceOf(pack), hasher)).found
    expect(
      verifyFound(
        kept.filter(({ path }) => path !== 'files/0001_規程 第3版.pdf'),
        undefined,
      ).findings,
    ).toEqual([{ kind: 'missing', path: 'files/0001_規程 第3版.pdf' }])
    expect(verifyFound([...kept, { path: 'files/x.exe', sha256: hashOf('x') }], undefined).findings).toEqual([
      { kind: 'unlisted', path: 'files/x.exe' },
    ])
    expect(await verified(pack.subarray(0, -1))).toMatchObject({
      sound: false,
      findings: [{ kind: 'unreadable' }, { kind: 'unreadable' }],
    })
    expect(await verified(Buffer.concat([pack, Buffer.from([0])]))).toMatchObject({ sound: false })
    expect(await verified(new Uint8Array())).toMatchObject({ sound: false, list: null })
  })

  test('a record that calls a file kept elsewhere does not hide that it is missing from the list it fits', async () => {
    const { found } = await readPack(sourceOf(pack), hasher)
    const gone = found.filter(({ path }) => path !== 'files/0002_IMG_0001.jpg')
    const forged = gone.map((file) =>
      file.path === 'evidence.json'
        ? { ...file, text: file.text?.replace('"here":true,"name":"IMG', '"here":false,"name":"IMG') ?? '', sha256: 'f' }
        : file,
    )
    expect(verifyFound(forged, undefined).findings).toContainEqual({ kind: 'changed', path: 'evidence.json' })
  })
})

describe('what is said in a pack', () => {
  test('the index links what is here, writes what is elsewhere, and runs nothing', async () => {
    const hostile = pieceOf(1, '"><script>alert(1)</script>.html', RULES, {
      title: '<img src=x onerror=alert(1)>',
      content: { type: 'link', href: 'javascript:alert(1)' },
    })
    const page = toIndexPage(HEAD, [hostile, ...PIECES.slice(1)])
    expect(page).not.toMatch(/<script|<img|href="javascript|href="https?:/)
    expect(page).toContain('default-src &#39;none&#39;')
    expect(page).toContain('href="files/0002_IMG_0001.jpg"')
    expect(page).toContain('この束には入れず、手元に保管')
  })

  test('the index is in English whole where the pack is', () => {
    const [own] = PIECES.map((piece) => ({
      ...piece,
      title: 'Rules',
      kind: 'Rule',
      source: 'IT',
      custodian: 'I. Aoyama',
      confidentiality: 'Internal',
    }))
    const page = toIndexPage({ ...HEAD, organisation: 'Aoyama', assessment: 'Self-assessment', lang: 'en' }, own ? [own] : [])
    expect(page.replaceAll('規程 第3版.pdf', '')).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u)
    expect(page).toContain('To see that nothing was changed')
  })

  test('the table is harmless in a spreadsheet', async () => {
    const files = packFiles(HEAD, [pieceOf(1, 'a.pdf', RULES, { title: '=cmd()' })], toIndexPage, hashOf)
    const table = files.find(({ path }) => path === 'evidence.csv')
    expect(table && 'text' in table && table.text.split('\r\n')[1]).toMatch(/^1,'=cmd\(\),規程,2026-04-01,2027-03-31/)
  })

  test.each([
    ['../../etc/passwd', '_._etc_passwd'],
    ['請求書‮fdp.exe', '請求書fdp.exe'],
    ['a\nb\\c:d.txt', 'ab_c_d.txt'],
    ['...', '_'],
    ['', '_'],
    ['CON .', 'CON'],
    [`${'あ'.repeat(300)}.pdf`, `${'あ'.repeat(48)}.pdf`],
  ])('the name %j becomes %j', (name, wanted) => {
    expect(toFileName(name).replace(/^\.\._\.\./, '_.')).toBe(wanted)
  })

  test('any name gives a path that the list takes and that stays in the pack', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 99_999 }), (name, number) => {
        const path = pathOf(pieceOf(number, name, RULES)) ?? ''
        expect(Buffer.byteLength(path)).toBeLessThan(200)
        expect(path.split('/')).toHaveLength(2)
        expect(readSums(`${hashOf('')}  ${path}\n`)?.get(path)).toBe(hashOf(''))
      }),
      { seed: 20_270_401, numRuns: 60 },
    )
  })
})

describe('the layout', () => {
  test('has the long form where a size, a place or a number does not fit the short one, and reads itself', () => {
    const parts = [
      { path: 'a', bytes: 5 * 2 ** 30, crc: 1 },
      { path: 'b', bytes: 3, crc: 2 },
    ]
    const directory = directoryOf(parts)
    const size = parts.reduce((sum, part) => sum + localHeader(part).length + part.bytes, directory.length)
    const where = directoryIn(directory.subarray(-TAIL_BYTES), size)
    expect(where).toMatchObject({ parts: 2, from: size - directory.length })
    expect(where && readDirectory(directory.subarray(0, where.bytes), 2)).toEqual(parts)
    const many = Array.from({ length: 65_535 }, (_, at) => ({ path: String(at).padStart(5, '0'), bytes: 0, crc: 0 }))
    const long = directoryOf(many)
    const from = many.length * localHeader({ path: '00000', bytes: 0, crc: 0 }).length
    expect(directoryIn(long.subarray(-TAIL_BYTES), from + long.length)).toMatchObject({ parts: 65_535, from })
  })

  test('has the CRC-32 of its check value', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
    expect(crc32(Buffer.from('6789'), crc32(Buffer.from('12345')))).toBe(0xcbf43926)
  })

  test('paths stay in the order of the pieces', async () => {
    expect(pathsOf((await readPack(sourceOf(pack), hasher)).found)[3]).toBe('files/0001_規程 第3版.pdf')
  })
})

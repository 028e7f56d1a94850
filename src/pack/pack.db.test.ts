import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { createAssessment } from '../assessment/actions.ts'
import { addEvidence, keepSent, withdrawEvidence } from '../evidence/actions.ts'
import { memoryBlobs } from '../files/blobs.fixture.ts'
import type { AssessmentId, EvidenceId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import { makePack, readPack } from './actions.ts'
import { hasher, sourceOf } from './made.fixture.ts'
import { readPack as readBytes } from './read-pack.ts'
import { verifyFound } from './verify-pack.ts'
import type { Files } from './wish.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let blobs: ReturnType<typeof memoryBlobs>
let aoyama: Viewer
let assessment: AssessmentId

beforeAll(async () => {
  blobs = memoryBlobs()
  context = Object.assign(testContext(database.db), { blobs })
  aoyama = await begin(context, '株式会社青山製作所', '青山 一郎')
  assessment = done(await createAssessment(context, aoyama, { title: '★3の評価', edition: '2026-03-27', target: 3 }))
  await add('鍵の台帳', { content: await sent('鍵の台帳.csv', 'key,3') }, '4-1-1-1')
  await add('構成図', { content: await sent('図.txt', '極秘の図'), confidentiality: 'strict' }, '3-1-1-1')
  await add('給与の記録', { content: await sent('給与.txt', '給与'), insidersOnly: true }, '3-1-1-1')
  await add('同じ台帳', { content: await sent('写し.csv', 'key,3') }, '4-1-1-2')
  await add('監視の画面', { content: { type: 'link', href: 'https://watch.example.jp' } }, '4-1-1-2')
  await add('契約書', { content: { type: 'kept', place: '金庫', keeper: '総務', sha256: 'a'.repeat(64) } }, '4-1-1-2')
  const [gone] = await add('取り下げたもの', { content: { type: 'link', href: 'https://x.example.jp' } }, '4-1-1-2')
  done((await withdrawEvidence(context, aoyama, gone as EvidenceId, { reason: '古い', revision: 1, back: false })) ?? failed())
})

type Own = Partial<Parameters<typeof addEvidence>[2][number]>

async function add(title: string, own: Own, criterion: string) {
  const days = { periodFrom: null, periodTo: null, issuedOn: null, validUntil: null }
  const said = {
    title,
    kind: 'record',
    source: '',
    custodian: '総務部',
    confidentiality: 'internal',
    insidersOnly: false,
  } as const
  const piece = { ...said, ...days, content: { type: 'link', href: '' }, note: '', ...own } as Parameters<
    typeof addEvidence
  >[2][number]
  return done((await addEvidence(context, aoyama, [piece], [{ kind: 'criterion', assessment, target: criterion }])) ?? failed())
}

const sent = async (name: string, text: string) => done(await keepSent(context, aoyama, new File([text], name)))

async function made(files: Files, who = aoyama) {
  const pack = done((await makePack(context, who, assessment, files, 'ja')) ?? failed())
  const pieces: Uint8Array[] = []
  for await (const bytes of pack.content) pieces.push(bytes)
  const bytes = Buffer.concat(pieces)
  expect(bytes.length).toBe(pack.bytes)
  const { found, findings } = await readBytes(sourceOf(bytes), hasher)
  return { name: pack.name, bytes, found, verdict: verifyFound(found, undefined, findings) }
}

const paths = (found: readonly { path: string }[]) => found.map(({ path }) => path).filter((path) => path.startsWith('files/'))

describe('a pack of an assessment’s evidence', () => {
  test('holds what is linked and may go out, is sound, and has the value that the page shows', async () => {
    const pack = await made('not-strict')
    expect(pack.name).toBe('証跡_★3の評価_2027-04-01.zip')
    expect(paths(pack.found)).toEqual(['files/0001_鍵の台帳.csv', 'files/0003_写し.csv'])
    expect(pack.verdict).toMatchObject({ sound: true, files: 5, kept: 2 })
    const shown = await readPack(context, aoyama, assessment, 'not-strict', 'ja')
    expect(shown).toMatchObject({
      list: pack.verdict.list,
      pieces: 5,
      files: 2,
      kept: 1,
      insidersOnly: 1,
      bytes: pack.bytes.length,
    })
    expect(pack.bytes.includes('給与')).toBe(false)
    expect(pack.bytes.includes('取り下げたもの')).toBe(false)
  })

  test('holds all files, or the hashes alone, as somebody wishes', async () => {
    expect(paths((await made('all')).found)).toEqual(['files/0001_鍵の台帳.csv', 'files/0002_図.txt', 'files/0003_写し.csv'])
    const none = await made('none')
    expect(paths(none.found)).toEqual([])
    expect(none.verdict).toMatchObject({ sound: true, kept: 4 })
  })

  test('is the same byte for byte whoever makes it', async () => {
    const boss = await colleague(context, aoyama, '青山 花子', 'executive')
    expect((await made('all', boss)).bytes.equals((await made('all')).bytes)).toBe(true)
  })

  test('is not made of a file that is no longer what it was: that one is named', async () => {
    const [first] = await listed()
    const kept = blobs.read
    blobs.read = async function* altered(name, range) {
      for await (const bytes of kept(name, range))
        yield name === first ? bytes.map((byte, at) => (at === 1 ? byte ^ 1 : byte)) : bytes
    }
    const outcome = await makePack(context, aoyama, assessment, 'all', 'ja')
    blobs.read = kept
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'pack.damaged' }] })
    expect(outcome?.ok === false && outcome.refusals[0].words.ja).toContain('鍵の台帳.csv')
  })

  test('belongs to whoever sees the evidence: nobody of another organisation, and no reader', async () => {
    const kaede = await begin(context, '楓システムズ', '楓 花子')
    expect(await makePack(context, kaede, assessment, 'all', 'ja')).toBeUndefined()
    expect(await readPack(context, kaede, assessment, 'all', 'ja')).toBeUndefined()
    const reader = await colleague(context, aoyama, '佐藤 三郎', 'reader')
    expect(await makePack(context, reader, assessment, 'all', 'ja')).toMatchObject({
      ok: false,
      refusals: [{ code: 'forbidden' }],
    })
  })

  test('without evidence there is nothing to pack', async () => {
    const other = done(await createAssessment(context, aoyama, { title: '空の評価', edition: '2026-03-27', target: 3 }))
    expect(await makePack(context, aoyama, other, 'all', 'ja')).toMatchObject({ ok: false, refusals: [{ code: 'pack.empty' }] })
  })
})

async function listed(): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of blobs.list()) names.push(name)
  return names
}

function failed(): never {
  throw new Error('it is not there')
}

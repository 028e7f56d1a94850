import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { DAY, later } from '../kernel/calendar.ts'
import type { UploadId } from '../kernel/ids.ts'
import { NAME_FILES } from '../main/jobs.ts'
import type { Viewer } from '../roles/viewer.ts'
import { appendToUpload, beginUpload, contentOf, findFile, giveUpUpload, readUpload } from './actions.ts'
import { memoryBlobs } from './blobs.fixture.ts'
import { EICAR, startClamd } from './clamd.fixture.ts'
import { removeOrphans } from './jobs.ts'
import { findOrFinishUpload } from './upload-actions.ts'

const database = testDatabase()
const MIB = 1024 * 1024
const LARGE = randomBytes(9 * MIB + 12_345)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
let context: ReturnType<typeof testContext>
let blobs: ReturnType<typeof memoryBlobs>
let aoyama: Viewer

beforeEach(async () => {
  const made = testContext(database.db)
  blobs = memoryBlobs(made.now)
  context = Object.assign(made, { blobs })
  aoyama = await begin(context, '株式会社青山製作所', '青山 一郎')
})

/** Bytes as a connection brings them; it breaks off after so many. */
async function* sent(bytes: Uint8Array, breaksAfter = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 60_000) {
    if (at >= breaksAfter) throw new Error('the connection broke off')
    yield bytes.subarray(at, Math.min(at + 60_000, breaksAfter))
  }
}

async function begun(bytes: Uint8Array, more: { name?: string; sha256?: string } = {}): Promise<UploadId> {
  const told = { name: 'ログ.csv', mediaType: 'text/csv', bytes: bytes.length, sha256: null, ...more }
  return done(await beginUpload(context, aoyama, told)).id
}

async function kept(id: UploadId): Promise<{ content: Buffer; sha256: string }> {
  const upload = await readUpload(context, aoyama, id)
  const file = await context.db.read({ tenant: aoyama.tenant }, async (tx) =>
    upload?.stored ? findFile(tx, aoyama.tenant, upload.stored) : undefined,
  )
  if (!file) throw new Error('nothing is kept')
  const pieces: Uint8Array[] = []
  for await (const piece of contentOf(context, aoyama.tenant, file)) pieces.push(piece)
  return { content: Buffer.concat(pieces), sha256: file.sha256 }
}

describe('an upload', () => {
  test('is kept as it was sent, sealed, under its hash', async () => {
    const id = await begun(LARGE, { sha256: sha256(LARGE) })
    const upload = done((await appendToUpload(context, aoyama, id, 0, sent(LARGE))) ?? failed())
    expect(upload).toMatchObject({ received: LARGE.length, stored: expect.any(String) })
    const { content, ...file } = await kept(id)
    expect(content.equals(LARGE)).toBe(true)
    expect(file.sha256).toBe(sha256(LARGE))
    expect(blobs.size).toBe(1)
    for await (const { name } of blobs.list())
      for await (const bytes of blobs.read(name)) expect(Buffer.from(bytes).includes(LARGE.subarray(100, 132))).toBe(false)
  })

  test('goes on where it broke off: all that came until then is kept', async () => {
    const id = await begun(LARGE)
    const first = done((await appendToUpload(context, aoyama, id, 0, sent(LARGE, 8 * MIB + 500_000))) ?? failed())
    expect(first).toMatchObject({ received: 8 * MIB + 500_000, stored: null })
    expect(await readUpload(context, aoyama, id)).toMatchObject({ received: first.received })
    done((await appendToUpload(context, aoyama, id, first.received, sent(LARGE.subarray(first.received)))) ?? failed())
    expect((await kept(id)).content.equals(LARGE)).toBe(true)
  })

  test('is gone on with by whoever begins it anew with the same hash and name, also once it is whole', async () => {
    const told = { sha256: sha256(LARGE) }
    const id = await begun(LARGE, told)
    done((await appendToUpload(context, aoyama, id, 0, sent(LARGE, 500_000))) ?? failed())
    const suzuki = await colleague(context, aoyama, '鈴木 次郎', 'staff')
    const others = [
      await begun(LARGE),
      await begun(LARGE, { ...told, name: '別のログ.csv' }),
      done(await beginUpload(context, suzuki, { name: 'ログ.csv', mediaType: 'text/csv', bytes: LARGE.length, ...told })).id,
    ]
    expect(new Set([id, ...others]).size).toBe(4)
    const same = { name: 'ログ.csv', mediaType: 'text/csv', bytes: LARGE.length, ...told }
    expect(done(await beginUpload(context, aoyama, same))).toMatchObject({ id, received: 500_000 })
    done((await appendToUpload(context, aoyama, id, 500_000, sent(LARGE.subarray(500_000)))) ?? failed())
    expect(done(await beginUpload(context, aoyama, same))).toMatchObject({ id, stored: expect.any(String) })
  })

  test('takes bytes from where it stands alone, and no more than were announced', async () => {
    const content = Buffer.from('台帳')
    const id = await begun(content)
    expect(await appendToUpload(context, aoyama, id, 3, sent(content))).toMatchObject({
      ok: false,
      refusals: [{ code: 'upload.place' }],
    })
    done((await appendToUpload(context, aoyama, id, 0, sent(Buffer.concat([content, Buffer.from('more')])))) ?? failed())
    expect((await kept(id)).content.equals(content)).toBe(true)
    expect(await appendToUpload(context, aoyama, id, content.length, sent(content))).toMatchObject({ ok: false })
  })

  test('whose hash is not the one that was told is refused, and nothing of it is left', async () => {
    const content = Buffer.from('規程')
    const id = await begun(content, { sha256: sha256(Buffer.from('another')) })
    expect(await appendToUpload(context, aoyama, id, 0, sent(content))).toMatchObject({
      ok: false,
      refusals: [{ code: 'file.changed' }],
    })
    expect(await readUpload(context, aoyama, id)).toBeUndefined()
    expect(blobs.size).toBe(0)
  })

  test('of the same content twice is kept once; another organisation keeps its own', async () => {
    const content = Buffer.from('規程')
    for (let times = 0; times < 2; times += 1)
      done((await appendToUpload(context, aoyama, await begun(content), 0, sent(content))) ?? failed())
    expect(blobs.size).toBe(1)
    const kaede = await begin(context, '楓システムズ', '楓 花子')
    const told = { name: 'a', mediaType: '', bytes: content.length, sha256: null }
    const theirs = done(await beginUpload(context, kaede, told))
    done((await appendToUpload(context, kaede, theirs.id, 0, sent(content))) ?? failed())
    expect(blobs.size).toBe(2)
    expect(await readUpload(context, aoyama, theirs.id)).toBeUndefined()
  })

  test('belongs to whoever began it, and ends when they give it up', async () => {
    const id = await begun(LARGE)
    done((await appendToUpload(context, aoyama, id, 0, sent(LARGE, 100_000))) ?? failed())
    const suzuki = await colleague(context, aoyama, '鈴木 次郎', 'staff')
    const reader = await colleague(context, aoyama, '佐藤 三郎', 'reader')
    expect(await readUpload(context, suzuki, id)).toBeUndefined()
    expect(await appendToUpload(context, suzuki, id, 100_000, sent(LARGE))).toBeUndefined()
    expect(await giveUpUpload(context, suzuki, id)).toBeUndefined()
    expect(await beginUpload(context, reader, { name: 'a', mediaType: '', bytes: 1, sha256: null })).toMatchObject({
      ok: false,
      refusals: [{ code: 'forbidden' }],
    })
    expect(await giveUpUpload(context, aoyama, id)).toMatchObject({ ok: true })
    expect(blobs.size).toBe(0)
  })

  test('that a scanner finds something in is refused and gone; one that could not be scanned stays, and is scanned again', async () => {
    const content = Buffer.from(EICAR)
    const scanner = await startClamd()
    const settings = context.settings
    try {
      context = Object.assign(context, { settings: { ...settings, scanner: scanner.to } })
      const clean = await begun(LARGE)
      done((await appendToUpload(context, aoyama, clean, 0, sent(LARGE))) ?? failed())
      const infected = await begun(content)
      const told = await appendToUpload(context, aoyama, infected, 0, sent(content))
      expect(told).toMatchObject({ ok: false, refusals: [{ code: 'file.infected' }] })
      expect([await readUpload(context, aoyama, infected), blobs.size]).toEqual([undefined, 1])
    } finally {
      await scanner.stop()
    }
    const waiting = await begun(Buffer.from('規程'))
    const unscanned = await appendToUpload(context, aoyama, waiting, 0, sent(Buffer.from('規程')))
    expect(unscanned).toMatchObject({ ok: false, refusals: [{ code: 'file.unscanned' }] })
    expect(await readUpload(context, aoyama, waiting)).toMatchObject({ received: 6, stored: null })
    context = Object.assign(context, { settings })
    expect(await findOrFinishUpload(context, aoyama, waiting)).toMatchObject({ ok: true, value: { stored: expect.any(String) } })
  })

  test.each([
    ['nothing', 0, 'file.empty'],
    ['more than a file may have', 64 * MIB + 1, 'file.too-large'],
  ])('of %s is refused before it is sent', async (_, bytes, code) => {
    const told = { name: 'a', mediaType: '', bytes, sha256: null }
    expect(await beginUpload(context, aoyama, told)).toMatchObject({ ok: false, refusals: [{ code }] })
  })

  test('beyond what an organisation may keep is refused, with what is under way counted', async () => {
    const told = { name: 'a', mediaType: '', bytes: 60 * MIB, sha256: null }
    for (let times = 0; times < 4; times += 1) done(await beginUpload(context, aoyama, told))
    expect(await beginUpload(context, aoyama, told)).toMatchObject({ ok: false, refusals: [{ code: 'file.no-room' }] })
  })
})

describe('orphans', () => {
  test('are removed when they are old; what is kept or under way stays', async () => {
    const content = Buffer.from('規程')
    const whole = await begun(content)
    done((await appendToUpload(context, aoyama, whole, 0, sent(content))) ?? failed())
    const partly = await begun(LARGE)
    done((await appendToUpload(context, aoyama, partly, 0, sent(LARGE, 50_000))) ?? failed())
    await blobs.write(`${aoyama.tenant}/00000000-0000-7000-8000-00000000ffff`, sent(content))
    expect(await removeOrphans(context, NAME_FILES)).toBe(0)
    context.clock.at = later(context.clock.at, DAY / 2)
    expect(await removeOrphans(context, NAME_FILES)).toBe(1)
    expect((await kept(whole)).content.equals(content)).toBe(true)
    expect(blobs.size).toBe(2)
    context.clock.at = later(context.clock.at, DAY)
    expect(await removeOrphans(context, NAME_FILES)).toBe(2)
    expect(await readUpload(context, aoyama, partly)).toBeUndefined()
    expect(blobs.size).toBe(0)
  })

  test('content that evidence names stays, when its upload is forgotten', async () => {
    const id = await begun(LARGE)
    const { stored } = done((await appendToUpload(context, aoyama, id, 0, sent(LARGE))) ?? failed())
    const { tenant, person } = aoyama
    await context.db.transact('admin', async (tx) => {
      await sql`insert into evidence
        (tenant_id, id, title, kind, confidentiality, created_by, created_at, changed_by, changed_at)
        values (${tenant}, ${id}, '規程', 'rule', 'internal', ${person}, now(), ${person}, now())`.execute(tx)
      await sql`insert into evidence_version (tenant_id, evidence_id, number, content, file_id, name, added_by, added_at)
        values (${tenant}, ${id}, 1, 'file', ${stored}, 'a.pdf', ${person}, now())`.execute(tx)
    })
    context.clock.at = later(context.clock.at, 2 * DAY)
    expect(await removeOrphans(context, NAME_FILES)).toBe(0)
    expect(await readUpload(context, aoyama, id)).toBeUndefined()
    expect(blobs.size).toBe(1)
  })

  test('every table that refers to contents is asked before one is removed', async () => {
    const { rows } = await context.db.read('admin', (tx) =>
      sql<{ name: string }>`select conrelid::regclass::text as name from pg_constraint
        where contype = 'f' and confrelid = 'stored_file'::regclass`.execute(tx),
    )
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...NAME_FILES.map(({ table }) => table), 'upload'].toSorted())
  })
})

function failed(): never {
  throw new Error('it is not there')
}

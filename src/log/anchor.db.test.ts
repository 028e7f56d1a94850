import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lettersTo } from '../../tests/letters.ts'
import { DAY, HOUR, later, MINUTE } from '../kernel/calendar.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import type { Seat } from '../kernel/seat.ts'
import { notesWithin, readNotes } from './anchor.ts'
import { AnchorBroken, acceptAnchor, keepAnchors, readAnchors } from './anchor-actions.ts'
import { writeAnchorLetter } from './anchor-letter-actions.ts'
import { logEvent, logEventBy } from './append-actions.ts'
import { readBody } from './entry.ts'
import { judgeOf } from './node-crypto.ts'
import { noted } from './noted.fixture.ts'
import { verifyStored } from './read-actions.ts'
import * as store from './store.ts'

const database = testDatabase()
const work = mkdtempSync(join(tmpdir(), 'hoshitori-anchor-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

let context: ReturnType<typeof testContext> & { logAnchor: string }
let seat: Seat
let files = 0

beforeEach(async () => {
  await asOwner(sql`truncate log_head, log_entry, log_checkpoint`, sql`delete from organisation`)
  context = { ...testContext({ ...database.db }), logAnchor: join(work, `anchor-${++files}`) }
  seat = await begin(context, '青山精機', '青山 太郎')
})

/** The same installation after its process was stopped and began anew. */
const restarted = () => ({ ...context, db: { ...context.db } })
const anchor = () => readFileSync(context.logAnchor, 'utf8')
const record = (...abouts: string[]) =>
  database.db.transact({ tenant: seat.tenant }, async (tx) => {
    for (const about of abouts) await logEvent(context, tx, seat, noted(about))
  })
const recordBelow = (about: string) =>
  database.db.transact('signIn', (tx) => logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, noted(about)))
const asOwner = (...statements: ReturnType<typeof sql>[]) =>
  database.db.transact('admin', async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  })
const verify = async (tenant: TenantId) => {
  const anchors = await readAnchors(context)
  return verifyStored(context, 'admin', tenant, judgeOf(context.secrets.publicKey), { anchors })
}
const damagesOf = async (tenant: TenantId) => (await verify(tenant)).damages
const actsBelow = async () => {
  const entries = await database.db.read('admin', (tx) => store.listEntries(tx, INSTALLATION, { from: 0, before: 1000 }))
  return entries.map(({ body }) => readBody(body ?? '')?.act)
}
/** Puts the head of a log back to what it was then, and deletes what came after: all of it soundly signed. */
async function cutBack(tenant: TenantId, change: () => Promise<unknown>): Promise<void> {
  await asOwner(sql`create table old_head as select * from log_head where tenant_id = ${tenant}`)
  await change()
  await asOwner(
    sql`delete from log_entry where tenant_id = ${tenant} and position >= (select size from old_head)`,
    sql`update log_head set (size, frontier, checkpoint) = (select size, frontier, checkpoint from old_head) where tenant_id = ${tenant}`,
    sql`drop table old_head`,
  )
}

test('a letter says where the logs stand, once a week, and finds what was cut later, the file outside too', async () => {
  await keepAnchors(context, { all: true })
  const letter = { to: 'kanri@aoyama.example', every: 'weekly' } as const
  const tries = await Promise.all([writeAnchorLetter(context, letter), writeAnchorLetter(context, letter)])
  expect(tries.toSorted()).toEqual([0, 1])
  context.clock.at = later(context.clock.at, 7 * DAY - 2 * HOUR)
  expect(await writeAnchorLetter(context, letter)).toBe(0)
  const [sent, ...others] = await lettersTo(context.db, letter.to)
  expect(others).toEqual([])
  const kept = readNotes(notesWithin(`> 転送\r\n${sent?.body.replaceAll('\n', '\r\n')}`))
  expect(kept).toMatchObject([{ tenant: INSTALLATION, size: expect.any(Number) }])
  expect(readNotes(notesWithin('控えはありません'))).toBeUndefined()
  const against = () =>
    verifyStored(context, 'admin', INSTALLATION, judgeOf(context.secrets.publicKey), {
      outside: kept?.map(({ note }) => note) ?? [],
    })
  expect(await against()).toMatchObject({ sound: true })
  await asOwner(
    sql`delete from log_entry where tenant_id = ${INSTALLATION}`,
    sql`delete from log_head where tenant_id = ${INSTALLATION}`,
  )
  expect(await against()).toMatchObject({ sound: false })
  context.clock.at = later(context.clock.at, 2 * HOUR)
  await recordBelow('x')
  expect(await writeAnchorLetter(context, letter)).toBe(1)
})

describe('a log that was cut, without the secret, is found', () => {
  test('by the file, seconds after it had grown', async () => {
    await cutBack(seat.tenant, async () => {
      await record('a', 'b')
      await keepAnchors(context)
    })
    expect(await damagesOf(seat.tenant)).toMatchObject([{ kind: 'shorter', holder: 'anchor' }])
    expect(await damagesOf(INSTALLATION)).toEqual([])
  })

  test('by the log of the installation, ten minutes after it had grown', async () => {
    await keepAnchors(context)
    await cutBack(seat.tenant, async () => {
      await record('a', 'b')
      await keepAnchors(context)
      context.clock.at = later(context.clock.at, 10 * MINUTE)
      expect(await keepAnchors(context)).toBe(1)
    })
    expect(anchor()).not.toContain(seat.tenant)
    expect(await damagesOf(seat.tenant)).toMatchObject([{ kind: 'shorter', holder: 'installation' }])
    await record('c', 'd')
    expect(await damagesOf(seat.tenant)).toMatchObject([{ kind: 'unlike', holder: 'installation' }])
  })

  test('where nothing at all is left of it', async () => {
    await asOwner(...['log_head', 'log_entry', 'log_checkpoint'].map((name) => sql`delete from ${sql.table(name)}`))
    expect(await damagesOf(seat.tenant)).toEqual([{ kind: 'noLog', position: 0 }])
  })

  test('where it is that of the installation, and an older copy of the whole database is nothing else', async () => {
    await recordBelow('x')
    await cutBack(INSTALLATION, async () => {
      await recordBelow('y')
      await keepAnchors(context, { all: true })
    })
    const kept = anchor()
    const again = restarted()
    await expect(keepAnchors(again)).rejects.toThrow(AnchorBroken)
    expect(await keepAnchors(again)).toBe(0)
    expect(anchor()).toBe(kept)
    expect(await actsBelow()).toContain('log.anchor-broken')
    await recordBelow('z')
    expect(await damagesOf(INSTALLATION)).toMatchObject([{ holder: 'anchor' }])
  })

  test('while the server runs, though it grew again', async () => {
    await keepAnchors(context)
    await cutBack(INSTALLATION, async () => {
      await recordBelow('x')
      await keepAnchors(context)
    })
    const kept = anchor()
    for (const about of ['y', 'z']) await recordBelow(about)
    await expect(keepAnchors(context)).rejects.toThrow(AnchorBroken)
    expect(anchor()).toBe(kept)
  })

  test('and of an organisation nothing newer is vouched for', async () => {
    await record('a')
    await keepAnchors(context)
    await cutBack(seat.tenant, async () => {
      await record('b')
      await keepAnchors(context)
    })
    await record('c', 'd')
    await keepAnchors(context)
    expect(await actsBelow()).toContain('log.anchor-broken')
    expect(await damagesOf(seat.tenant)).toMatchObject([{ kind: 'unlike', holder: 'anchor' }])
  })
})

describe('no alarm is raised', () => {
  test('by a crash between what is committed and what is written outside', async () => {
    await keepAnchors(context)
    await record('a')
    await recordBelow('x')
    expect((await verify(INSTALLATION)).sound && (await verify(seat.tenant)).sound).toBe(true)
    await keepAnchors(restarted())
    expect((await verify(INSTALLATION)).sound && (await verify(seat.tenant)).sound).toBe(true)
    expect(await actsBelow()).not.toContain('log.anchor-broken')
  })

  test('by a log whose last growth stood in the file alone when the process ended: the next one tells of it', async () => {
    await keepAnchors(context)
    expect(anchor()).toContain(seat.tenant)
    expect(await keepAnchors(restarted(), { all: true })).toBe(1)
    expect(anchor()).not.toContain(seat.tenant)
  })

  test('where nothing grows: nothing is written, and one query asked', async () => {
    await keepAnchors(context, { all: true })
    const kept = anchor()
    rmSync(context.logAnchor)
    await keepAnchors(context)
    expect(existsSync(context.logAnchor)).toBe(false)
    writeFileSync(context.logAnchor, kept)
  })

  test('once whoever keeps the server has accepted an older copy, which is told', async () => {
    await recordBelow('w')
    await cutBack(INSTALLATION, async () => {
      await recordBelow('x')
      await keepAnchors(context, { all: true })
    })
    const again = restarted()
    await expect(keepAnchors(again)).rejects.toThrow(AnchorBroken)
    expect(await acceptAnchor(context)).toMatchObject({ tenant: INSTALLATION })
    await keepAnchors(again)
    expect((await verify(INSTALLATION)).damages).toEqual([])
    expect(await actsBelow()).toContain('log.anchor-accept')
  })
})

describe('the file outside', () => {
  test('that is gone is missed, and made anew by the next process, which tells so', async () => {
    await keepAnchors(context)
    rmSync(context.logAnchor)
    expect(await damagesOf(INSTALLATION)).toEqual([{ kind: 'noAnchor', position: 0 }])
    await keepAnchors(restarted())
    expect(await damagesOf(INSTALLATION)).toEqual([])
    expect((await actsBelow()).filter((act) => act === 'log.anchor-begin')).toHaveLength(2)
  })

  test('that cannot be read is a damage, and is left as it is', async () => {
    await keepAnchors(context)
    writeFileSync(context.logAnchor, '何か')
    expect(await damagesOf(INSTALLATION)).toEqual([{ kind: 'anchorIllegible', position: 0 }])
    await expect(keepAnchors(restarted())).rejects.toThrow(AnchorBroken)
    expect(anchor()).toBe('何か')
    expect(await acceptAnchor(context)).toBeUndefined()
  })

  test('begins a log for an organisation that had none before there were logs', async () => {
    await asOwner(sql`truncate log_head, log_entry, log_checkpoint`)
    expect((await verify(seat.tenant)).sound).toBe(false)
    await keepAnchors(context)
    expect((await verify(seat.tenant)).damages).toEqual([])
  })
})

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrationFolder } from '../../tests/bare-database.ts'
import { mayCost } from '../../tests/costs.ts'
import type { Db } from './db.ts'
import { openEmbedded } from './embedded.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Tables } from './tables.ts'
import { shortenWal } from './write-ahead-log.ts'

// A process that is gone within an upgrade, at each of its migrations, is a database each.
mayCost({ databases: 28 })
const home = mkdtempSync(join(tmpdir(), 'hoshitori-copies-'))
const FIRST = {
  '0001_first.sql': "create table thing (id serial primary key, name text); insert into thing (name) values ('old');",
}
const first = migrationFolder(FIRST)
const second = migrationFolder({
  ...FIRST,
  '0002_second.sql': `update thing set name = 'new'; alter table thing rename to item;`,
})
const broken = migrationFolder({ ...FIRST, '0002_second.sql': 'drop table thing; select 1 / 0;' })
const third = migrationFolder({
  ...FIRST,
  '0002_second.sql': `update thing set name = 'new'; alter table thing rename to item;`,
  '0003_third.sql': 'alter table item add column note text;',
})

beforeAll(async () => {
  const db = await openEmbedded(join(home, 'made'), { folder: first })
  await db.close()
  writeFileSync(join(home, 'made/secret'), 'very secret', { mode: 0o600 })
}, 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** A data folder of the first version. */
function made(name: string): string {
  const folder = join(home, name)
  cpSync(join(home, 'made'), folder, { recursive: true })
  return folder
}

async function names(db: Db, table: string): Promise<string[]> {
  const { rows } = await db.transact('admin', (tx) =>
    sql<{ name: string }>`select name from ${sql.table(table)} order by id`.execute(tx),
  )
  return rows.map(({ name }) => name)
}

const copiesIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('before-'))

describe('an upgrade', { timeout: 60_000 }, () => {
  test('keeps the data folder as it was, and the earlier version opens it', async () => {
    const folder = made('upgraded')
    const upgraded = await openEmbedded(folder, { folder: second })
    expect(await names(upgraded, 'item')).toEqual(['new'])
    await upgraded.close()
    expect(copiesIn(folder)).toEqual(['before-0002_second'])
    const kept = join(folder, 'before-0002_second')
    expect(readFileSync(join(kept, 'secret'), 'utf8')).toBe('very secret')
    const earlier = await openEmbedded(kept, { folder: first })
    expect(await names(earlier, 'thing')).toEqual(['old'])
    await earlier.close()
  })

  test('that fails leaves the data as it was, and can be tried again', async () => {
    const folder = made('broken')
    await expect(openEmbedded(folder, { folder: broken })).rejects.toThrow('0002_second.sql failed and was undone')
    const before = await openEmbedded(folder, { folder: first })
    expect(await names(before, 'thing')).toEqual(['old'])
    await before.close()
    const upgraded = await openEmbedded(folder, { folder: second })
    expect(await names(upgraded, 'item')).toEqual(['new'])
    await upgraded.close()
    expect(copiesIn(folder)).toEqual(['before-0002_second'])
  })

  test('whose copy cannot be made changes nothing', async () => {
    const folder = made('no-copy')
    const socket = createServer().listen(join(folder, 'database/socket'))
    await new Promise((resolve) => socket.once('listening', resolve))
    await expect(openEmbedded(folder, { folder: second })).rejects.toThrow('nothing was changed')
    expect(copiesIn(folder)).toEqual([])
    const before = await openEmbedded(folder, { folder: first })
    expect(await names(before, 'thing')).toEqual(['old'])
    await before.close()
    socket.close()
  })

  test('keeps the last copy alone, and none when there is nothing to do', async () => {
    const folder = made('twice')
    await (await openEmbedded(folder, { folder: second })).close()
    await (await openEmbedded(folder, { folder: second })).close()
    expect(copiesIn(folder)).toEqual(['before-0002_second'])
    await (await openEmbedded(folder, { folder: third })).close()
    expect(copiesIn(folder)).toEqual(['before-0003_third'])
    await expect(openEmbedded(folder, { folder: second })).rejects.toThrow('0003_third.sql')
  })
})

describe('an upgrade that is killed', { timeout: 60_000 }, () => {
  test('goes on at the next start, wherever it was, and the copy stays that from before it', async () => {
    const folder = made('killed')
    const left: string[] = []
    const db = await openEmbedded(folder, {
      folder: third,
      // What kill -9 leaves: the files as they are at that moment.
      within: async (_, name) => {
        left.push(join(home, `killed in ${name}`))
        cpSync(folder, left.at(-1) ?? '', { recursive: true })
      },
    })
    await db.close()
    expect(left).toHaveLength(2)
    for (const killed of left) {
      rmSync(join(killed, 'hoshitori.lock'))
      await (await openEmbedded(killed, { folder: third })).close()
      const upgraded = await openEmbedded(killed, { folder: third })
      expect(await names(upgraded, 'item')).toEqual(['new'])
      await upgraded.close()
      expect(copiesIn(killed)).toEqual(['before-0002_second'])
      const earlier = await openEmbedded(join(killed, 'before-0002_second'), { folder: first })
      expect(await names(earlier, 'thing')).toEqual(['old'])
      await earlier.close()
    }
  })

  test('before it changed anything makes the copy anew: work may have gone on in between', async () => {
    const folder = made('tried again')
    await expect(openEmbedded(folder, { folder: broken })).rejects.toThrow('0002_second.sql failed and was undone')
    const between = await openEmbedded(folder, { folder: first })
    await between.transact('admin', (tx) => sql`insert into thing (name) values ('later')`.execute(tx))
    await between.close()
    await (await openEmbedded(folder, { folder: second })).close()
    const earlier = await openEmbedded(join(folder, 'before-0002_second'), { folder: first })
    expect(await names(earlier, 'thing')).toEqual(['old', 'later'])
    await earlier.close()
  })
})

describe('a copy that is made while others write', { timeout: 60_000 }, () => {
  test('holds all that was committed before it was asked for, no half transaction, and opens by itself', async () => {
    const folder = made('running')
    const db = await openEmbedded(folder, { folder: first })
    const write = (name: string) =>
      db.transact('admin', async (tx) => {
        await sql`insert into thing (name) values (${`${name} a`})`.execute(tx)
        await sql`insert into thing (name) select repeat(md5(random()::text), 20) from generate_series(1, 20)`.execute(tx)
        await sql`insert into thing (name) values (${`${name} b`})`.execute(tx)
      })
    for (let index = 0; index < 20; index += 1) await write(`before ${index}`)
    let running = true
    const target = join(home, 'copy')
    const copying = db.copyTo?.(join(target, 'database')).finally(() => {
      running = false
    })
    let during = 0
    while (running) {
      await write(`during ${during}`)
      during += 1
      await setImmediate()
    }
    await copying
    await write('after')
    const copy = await openEmbedded(target, { folder: first })
    const there = await names(copy, 'thing')
    for (let index = 0; index < 20; index += 1)
      expect(there).toEqual(expect.arrayContaining([`before ${index} a`, `before ${index} b`]))
    const begun = there.filter((name) => /^during \d+ a$/.test(name)).length
    expect(there.filter((name) => /^during \d+ b$/.test(name))).toHaveLength(begun)
    expect(begun).toBeLessThanOrEqual(during)
    expect(during).toBeGreaterThan(0)
    expect(there).not.toContain('after a')
    expect(there.length - 1).toBe((20 + begun) * 22)
    await copy.close()
    await db.close()
  })

  test('that cannot be made leaves the database able to make the next one', async () => {
    const folder = made('refused')
    const db = await openEmbedded(folder, { folder: first })
    writeFileSync(join(home, 'in-the-way'), '')
    await expect(db.copyTo?.(join(home, 'in-the-way'))).rejects.toThrow('EEXIST')
    await db.copyTo?.(join(home, 'next/database'))
    expect(existsSync(join(home, 'next/database/backup_label'))).toBe(true)
    await db.close()
  })
})

test('the write-ahead log is let go when it is long, and not while a copy needs it', { timeout: 60_000 }, async () => {
  const pglite = await PGlite.create()
  const db = new Kysely<Tables>({ dialect: pgliteDialect(pglite) })
  const wal = shortenWal(db, 1024 * 1024)
  await sql`checkpoint`.execute(db)
  expect(await wal.shorten()).toBe(false)
  await sql`create table filler as select repeat(md5(g::text), 20) as words from generate_series(1, 5000) g`.execute(db)
  await wal.kept(async () => expect(await wal.shorten()).toBe(false))
  expect(await wal.shorten()).toBe(true)
  expect(await wal.shorten()).toBe(false)
  wal.stop()
  await db.destroy()
})

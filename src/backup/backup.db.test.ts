import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { backedUp, emptyTarget, everyRow, newFolders, ODD, ODD_ROWS, restored } from '../../tests/backups.ts'
import { bareDatabases, migrationFolder } from '../../tests/bare-database.ts'
import { setUpCast } from '../../tests/cast.ts'
import { done, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import type { Db } from '../db/db.ts'
import { listMigrations, MIGRATIONS, migrate } from '../db/migrate.ts'
import { openDb } from '../db/open.ts'
import { transactionsOn } from '../db/transact.ts'
import { contentOf, localBlobs } from '../files/actions.ts'
import { takeIn } from '../files/content-actions.ts'
import { keepFile } from '../files/store.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { judgeOf, toKeyText } from '../log/node-crypto.ts'
import { verifyStored } from '../log/read-actions.ts'
import { noteBackup, noteRestore, readTablesOfOthers } from './actions.ts'
import { checkBackup } from './check-actions.ts'
import { readBackup } from './read-backup.ts'
import { CannotRestore } from './restore-actions.ts'
import { restoreTo } from './target-actions.ts'

// Every restore makes a database, and each is opened again to be looked at.
mayCost({ databases: 13 })

const database = testDatabase()
const databases = bareDatabases()
const newFolder = newFolders()

describe('the made-up world', { timeout: 120_000 }, () => {
  test('comes back row by row, from one engine to the other and back, with its files and a sound log', {
    timeout: 120_000,
  }, async () => {
    const data = newFolder()
    const context = { ...testContext(database.db), blobs: localBlobs(join(data, 'files')) }
    const cast = await setUpCast(context)
    await noteBackup(context, 'b')
    const { tenant } = cast.viewer('aoyama', 'ito')
    const large = Buffer.from(Array.from({ length: 500_000 }, (_, index) => (index * 7) % 251))
    const file = done(await takeIn(context, tenant, Readable.from([large]), { most: large.length }))
    await context.db.transact({ tenant }, (tx) => keepFile(tx, tenant, file))
    const orphan = done(await takeIn(context, tenant, Readable.from([Buffer.from('named by no row')]), { most: 100 }))
    const before = await everyRow(database.db)
    expect(before.answer_version?.length).toBeGreaterThan(100)
    expect(before.log_entry?.length).toBeGreaterThan(10)
    writeFileSync(join(data, 'secret'), 'very secret\n', { mode: 0o600 })

    const key = toKeyText(context.secrets.publicKey)
    const first = await backedUp(database.db, data, { key })
    expect(statSync(first).mode & 0o777).toBe(0o600)
    const inFolder = join(newFolder(), 'restored')
    const embedded = await restored(first, inFolder)
    expect(await everyRow(embedded.db)).toEqual(before)

    const second = await backedUp(embedded.db, inFolder, { key })
    const beside = newFolder()
    const target = await emptyTarget()
    const again = await restored(second, beside, target)
    expect(await everyRow(again.db)).toEqual(before)
    expect(again.contents.tables).toEqual(embedded.contents.tables)

    for (const folder of [inFolder, beside]) {
      expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('very secret\n')
      expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
      const there = { blobs: localBlobs(join(folder, 'files')), secrets: context.secrets }
      const pieces: Uint8Array[] = []
      for await (const piece of contentOf(there, tenant, file)) pieces.push(piece)
      expect(Buffer.concat(pieces).equals(large)).toBe(true)
      const blob = join('files', tenant, file.id)
      expect(readFileSync(join(folder, blob)).equals(readFileSync(join(data, blob)))).toBe(true)
      expect(existsSync(join(folder, 'files', tenant, orphan.id))).toBe(false)
    }
    expect(readdirSync(beside).toSorted()).toEqual(
      target.databaseUrl ? ['files', 'secret'] : ['database', 'files', 'hoshitori.lock', 'secret'],
    )

    const judge = judgeOf(context.secrets.publicKey)
    for (const log of [INSTALLATION, tenant]) {
      expect(await verifyStored({ db: again.db }, 'admin', log, judge)).toMatchObject({ sound: true, damages: [] })
    }
    expect(await checkBackup(second)).toMatchObject({ logs: { wrong: 0, entries: before.log_entry?.length }, gone: [] })

    rmSync(join(inFolder, 'files', tenant, file.id))
    const third = await backedUp(embedded.db, inFolder)
    expect((await checkBackup(third)).gone).toEqual([`${tenant}/${file.id}`])
    await embedded.db.close()
    await again.db.close()
    const taken = { path: second, contents: again.contents, writeSecret: false }
    await expect(restoreTo({ ...taken, folder: inFolder })).rejects.toThrow(CannotRestore)
    const other = newFolder()
    await expect(
      restoreTo({ ...taken, folder: target.databaseUrl ? other : beside, address: target.databaseUrl }),
    ).rejects.toThrow(CannotRestore)
    expect(readdirSync(other)).toEqual([])

    const opened = await openDb({ ...target, data: beside })
    const names = await opened.transact({ tenant }, (tx) => tx.selectFrom('person').select('name').execute())
    expect(names.map(({ name }) => name)).toContain(cast.viewer('aoyama', 'ito').personName)
    await opened.close()
  })

  test('every table is in the backup, and nothing else is', async () => {
    const path = await backedUp(database.db, newFolder())
    const { tables, header } = await readBackup(path)
    const made = listMigrations().flatMap((name) =>
      [...readFileSync(join(MIGRATIONS, name), 'utf8').matchAll(/^create table (\w+)/gm)].map(([, table]) => table),
    )
    expect(made.length).toBeGreaterThan(20)
    expect([...tables.keys()].toSorted()).toEqual(['migration', ...made].toSorted())
    expect(header).toMatchObject({ migrations: listMigrations(), engine: database.db.engine, secret: false })
  })

  test('what somebody else has put beside it stays out, even where it may not be read', async () => {
    await database.db.transact('admin', async (tx) => {
      await sql
        .raw(`create role somebody_else; create table theirs (id bigserial); create sequence theirs_too;
              alter table theirs owner to somebody_else; alter sequence theirs_too owner to somebody_else`)
        .execute(tx)
    })
    const { tables } = await readBackup(await backedUp(database.db, newFolder()))
    expect([tables.has('theirs'), tables.has('person')]).toEqual([false, true])
    expect(await readTablesOfOthers(database.db)).toEqual(['theirs'])
    await database.db.transact('admin', (tx) => sql.raw('drop owned by somebody_else; drop role somebody_else').execute(tx))
  })

  test('a log that was altered before the backup is told of', async () => {
    const context = testContext(database.db)
    await noteBackup(context, 'one')
    await database.db.transact('admin', (tx) => sql`update log_entry set body = replace(body, 'one', 'two')`.execute(tx))
    const path = await backedUp(database.db, newFolder())
    const { logs } = await checkBackup(path, [toKeyText(context.secrets.publicKey)])
    expect(logs?.wrong).toBeGreaterThan(0)
    expect(logs?.damages[0]?.words.ja).toContain('記録')
    expect((await checkBackup(path)).logs).toBeUndefined()
  })
})

describe('a schema with everything that a column can be', { timeout: 120_000 }, () => {
  const migrations = migrationFolder({ '0001_odd.sql': ODD })

  let db: Db
  beforeAll(async () => {
    const { db: bare } = await databases.fresh()
    await migrate(bare, { folder: migrations })
    await sql.raw(ODD_ROWS).execute(bare)
    const engine = process.env.TEST_ENGINE === 'postgres' ? 'postgres' : 'embedded'
    db = { engine, ...transactionsOn(bare), close: async () => {} }
  })

  test('loses nothing: digits, microseconds, bytes, order, what the database counts and computes by itself', async () => {
    const before = await everyRow(db)
    const path = await backedUp(db, newFolder())
    const { db: after } = await restored(path, newFolder(), await emptyTarget(), migrations)
    expect(await everyRow(after)).toEqual(before)
    const next = await after.transact('admin', (tx) =>
      sql`insert into "Odd ""Table" (key) values ('next') returning id, serial::integer, nextval('lonely')::integer as lonely`.execute(
        tx,
      ),
    )
    expect(next.rows).toEqual([{ id: 1002, serial: 3, lonely: 5000 }])
    await after.close()
  })

  test('rows come back that were written under row-level security, and a newer migration runs on them', async () => {
    const path = await backedUp(db, newFolder())
    const newer = migrationFolder({
      '0001_odd.sql': ODD,
      '0002_newer.sql': `alter table child add column note text not null default 'new'; update child set note = 'old' where id = 1;`,
    })
    const { db: after } = await restored(path, newFolder(), await emptyTarget(), newer)
    const { rows } = await after.transact('admin', (tx) => sql`select id, note from child order by id`.execute(tx))
    expect(rows).toEqual([
      { id: 1, note: 'old' },
      { id: 2, note: 'new' },
    ])
    expect((await everyRow(after)).migration).toHaveLength(2)
    await after.close()
  })

  test('shows one moment, while others go on writing', async () => {
    await db.transact('admin', (tx) =>
      sql`insert into "Odd ""Table" (list) select array[g::text] from generate_series(1, 20000) g`.execute(tx),
    )
    let running = true
    const backup = backedUp(db, newFolder()).finally(() => {
      running = false
    })
    let pairs = 0
    while (running) {
      pairs += 1
      const number = pairs
      await db.transact('admin', async (tx) => {
        await sql`insert into without_key values ('pair', ${number})`.execute(tx)
        await sql`insert into aaa_first_by_name_last_by_reference values (null, null)`.execute(tx)
      })
      await setImmediate()
    }
    const { tables } = await readBackup(await backup)
    const inBackup = (tables.get('without_key')?.count ?? 0) - 4
    expect(tables.get('aaa_first_by_name_last_by_reference')?.count).toBe(2 + inBackup)
    expect(inBackup).toBeLessThan(pairs)
  })
})

describe('a restore writes everything or nothing', { timeout: 120_000 }, () => {
  test('when something fails at the very end; when nothing does, the log says that what followed the backup is gone', async () => {
    const context = testContext(database.db)
    const data = newFolder()
    writeFileSync(join(data, 'secret'), 'x')
    const path = await backedUp(database.db, data)
    const contents = await readBackup(path)
    const target = await emptyTarget()
    const folder = join(newFolder(), 'new')
    const wish = { path, contents, folder, address: target.databaseUrl, writeSecret: true }
    const fails = () => Promise.reject(new Error('at the very end'))
    await expect(restoreTo({ ...wish, finish: fails })).rejects.toThrow('at the very end')
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])

    await restoreTo({ ...wish, finish: (tx) => noteRestore(context, tx, contents) })
    const db = await openDb({ ...target, data: folder })
    expect((await everyRow(db)).person?.length).toBe(contents.tables.get('person')?.count)
    const entry = await db.transact('admin', (tx) =>
      tx.selectFrom('log_entry').select('body').where('act', '=', 'backup.restore').executeTakeFirstOrThrow(),
    )
    expect(entry.body).toContain(contents.sha256)
    await db.close()
  })
})

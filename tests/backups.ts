import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { makeBackup } from '../src/backup/actions.ts'
import type { Contents } from '../src/backup/format.ts'
import { readBackup } from '../src/backup/read-backup.ts'
import { restoreTo } from '../src/backup/target-actions.ts'
import type { Db } from '../src/db/db.ts'
import { openDb } from '../src/db/open.ts'
import { localBlobs } from '../src/files/actions.ts'
import { newServerDatabase } from './templates.ts'

let made = 0

/** Folders of the test file's own, gone afterwards. */
export function newFolders(): () => string {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'hoshitori-backup-'))
    folders.push(folder)
    return folder
  }
}

/** Where a restore of this run goes: an empty database of the server, or nothing for the embedded one. */
export async function emptyTarget(): Promise<{ databaseUrl?: string }> {
  return process.env.TEST_ENGINE === 'postgres' ? { databaseUrl: await newServerDatabase('bare') } : {}
}

/** A backup of a database, its files and all. */
export async function backedUp(db: Db, data: string, wish: { withSecret?: boolean; key?: string } = {}): Promise<string> {
  const path = join(data, `backup-${made++}.hoshitori`)
  const { withSecret = true, key = null } = wish
  await makeBackup(db, path, {
    version: '0.1.0',
    at: '2027-04-01T00:00:00.000Z',
    key,
    data,
    withSecret,
    blobs: localBlobs(join(data, 'files')),
  })
  return path
}

/** Restores a backup and gives the database that came of it, opened as it is. */
export async function restored(
  path: string,
  folder: string,
  target: { databaseUrl?: string } = {},
  migrations?: string,
): Promise<{ db: Db; contents: Contents }> {
  const contents = await readBackup(path)
  const schema = migrations === undefined ? {} : { migrations }
  await restoreTo({ path, contents, folder, address: target.databaseUrl, writeSecret: contents.header.secret, ...schema })
  return { db: await openDb({ ...target, data: folder }, { wish: 'as it is' }), contents }
}

/** Every row of every table as the database prints it, sorted: asked in another way than the backup asks. */
export async function everyRow(db: Db): Promise<Record<string, string[]>> {
  return db.transact('admin', async (tx) => {
    await sql.raw(`set local timezone = 'UTC'; set local datestyle = 'ISO'`).execute(tx)
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(tx)
    const all: Record<string, string[]> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(tx)
      all[name] = rows.map(({ row }) => row).sort()
    }
    return all
  })
}

/** A migration with every kind of column and table that ours may come to have. */
export const ODD = `
  create table "Odd ""Table" (
    id integer generated always as identity (start with 1000) primary key,
    serial bigserial,
    key text unique,
    doubled text generated always as (key || key) stored,
    bytes bytea, number numeric, small numeric(10, 2), float double precision, real real, flag boolean,
    at timestamptz, plain timestamp, day date, span interval, list text[], grid integer[], data jsonb, raw json,
    fixed character(5), range int4range, address inet, id_of uuid
  );
  create table child (
    id integer, parent text references "Odd ""Table" (key), at timestamptz default now(),
    primary key (id, at)
  );
  create table aaa_first_by_name_last_by_reference (child integer, at timestamptz, foreign key (child, at) references child (id, at));
  create table without_key (words text, number integer);
  create sequence lonely;
  alter table child enable row level security;
  create policy nobody on child to hoshitori_app using (false);
`
export const ODD_ROWS = `
  insert into "Odd ""Table"
    (key, bytes, number, small, float, real, flag, at, plain, day, span, list, grid, data, raw, fixed, range, address, id_of)
  values
    (E'ふ "quoted" \\\\ back\\nline\\ttab \\u2028 😀', '\\x00ff5c0a', 123456789012345678901234567890.000100, 1.50, 0.1, 3.4e38, true,
     '2027-04-01 09:00:00.123456+09', 'infinity', '0001-01-01 BC', '1 year 2 mons -3 days 04:05:06.000007',
     array['a,b', null, '"', ''], '{{1,2},{3,4}}', '{"b": [1.10, null], "a": "\\u3042"}', '{"b":  1, "b": 2}', 'ab', '[1,5)',
     '192.168.0.0/24', '00000000-0000-7000-8000-000000000001');
  insert into "Odd ""Table" (float, at) values ('NaN', '-infinity');
  insert into child values
    (1, null, '2027-04-01T00:00:00.000001Z'), (2, (select key from "Odd ""Table" where key is not null), '2027-04-01T00:00:00Z');
  insert into aaa_first_by_name_last_by_reference select id, at from child;
  insert into without_key values ('b', 2), ('a', 1), (null, null), ('a', 1);
  alter sequence lonely restart with 5000;
`

import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { Kysely } from 'kysely'
import pg from 'pg'
import { listMigrations, MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { pgliteDialect } from '../src/db/pglite-dialect.ts'
import { openPostgres } from '../src/db/postgres.ts'
import type { Tables } from '../src/db/tables.ts'
import { root } from '../src/root.ts'
import { forAll, spent } from './costs.ts'

/** What a new database has been through: nothing, or every migration. */
type State = 'bare' | 'migrated'

const CACHE = join(root, 'node_modules/.cache/hoshitori-tests')
let made = 0

/** An embedded database in that state, to be loaded in a tenth of the time that making one takes. Kept from run to run. */
export async function emptyDump(state: State): Promise<Blob> {
  const path = await kept(`${state}.tar`, async (path) => {
    const pglite = await create()
    if (state === 'migrated') await migrate(new Kysely<Tables>({ dialect: pgliteDialect(pglite) }))
    const dump = await pglite.dumpDataDir('none')
    writeFileSync(path, Buffer.from(await dump.arrayBuffer()))
    await pglite.close()
  })
  return new Dump(readFileSync(path))
}

/** Gives its bytes at once. A Blob of Node's takes longer to give forty million of them than PGlite to make a database of them. */
class Dump extends Blob {
  readonly #bytes: Buffer<ArrayBuffer>

  constructor(bytes: Buffer<ArrayBuffer>) {
    super([])
    this.#bytes = bytes
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#bytes
    return buffer.slice(byteOffset, byteOffset + byteLength)
  }
}

/**
 * Whatever makes an embedded database from nothing gets a copy of one that was made so before: initdb takes four seconds of a core
 * and does the same every time. The journeys start the built product and see the real one.
 */
export function copyInsteadOfMaking(): void {
  PGlite.create = (async (...[options]: Parameters<typeof create>) => {
    spent.databases += 1
    if (options?.fs instanceof NodeFS) await layDatabase((options.fs as unknown as { rootDir: string }).rootDir, 'bare')
    return create(options === undefined ? { loadDataDir: await emptyDump('bare') } : options)
  }) as typeof PGlite.create
}

const create = PGlite.create.bind(PGlite) as (options?: PGliteOptions) => Promise<PGlite>

/** Puts an embedded database in that state into the folder of a database, unless there is one. */
export async function layDatabase(folder: string, state: State): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  const template = await kept(state, async (path) => {
    const pglite = await create({ fs: new NodeFS(path) })
    if (state === 'migrated') await migrate(new Kysely<Tables>({ dialect: pgliteDialect(pglite) }))
    await pglite.close()
  })
  cpSync(template, folder, { recursive: true })
}

/** A new database of the test's own on the server that the test command started; gives its address. */
export async function newServerDatabase(state: State): Promise<string> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is missing: start the tests with `npm test`, which starts PostgreSQL')
  const name = `test_${process.pid}_${made++}`
  spent.databases += 1
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  if (state === 'migrated') await client.query(`create database ${name} template ${await migratedOnServer(client, server)}`)
  else await client.query(`create database ${name}`)
  await client.end()
  return addressOf(server, name)
}

/** The server's own template, made by the first worker that comes; the others wait for it. */
async function migratedOnServer(client: pg.Client, server: string): Promise<string> {
  const name = `template_${versionKey()}`
  await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`)
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
  if (rowCount === 0) {
    await client.query(`create database ${name}_new`)
    await (await openPostgres(addressOf(server, `${name}_new`))).close()
    await client.query(`drop role if exists ${PROGRAM}`)
    await client.query(`create role ${PROGRAM} login noinherit in role hoshitori_app, hoshitori_door`)
    await client.query(`alter database ${name}_new rename to ${name}`)
  }
  await client.query(`select pg_advisory_unlock(${TEMPLATE_LOCK})`)
  return name
}

/** The same database for a login that owns nothing, as docs/how-to/postgresql.md advises for requests. */
export function asProgram(address: string): string {
  const url = new URL(address)
  url.username = PROGRAM
  url.password = ''
  return url.href
}

const PROGRAM = 'hoshitori_program'
const TEMPLATE_LOCK = 7_301_118

function addressOf(server: string, database: string): string {
  const address = new URL(server)
  address.pathname = `/${database}`
  return address.href
}

/** Something that is made once per version of the schema; those of other versions go. Whoever makes it meanwhile makes the same. */
async function kept(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const version = versionKey()
  const path = join(CACHE, version, name)
  if (existsSync(path)) return path
  mkdirSync(join(CACHE, version), { recursive: true })
  for (const old of readdirSync(CACHE)) {
    if (old !== version && !old.startsWith('new-')) rmSync(join(CACHE, old), { recursive: true, force: true })
  }
  const draft = mkdtempSync(join(CACHE, 'new-'))
  await forAll(() => make(join(draft, name)))
  try {
    renameSync(join(draft, name), path)
  } catch (fault) {
    if (!existsSync(path)) throw fault
  }
  rmSync(draft, { recursive: true, force: true })
  return path
}

function versionKey(): string {
  const hash = createHash('sha256').update(pgliteVersion())
  for (const name of listMigrations()) hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  return hash.digest('hex').slice(0, 16)
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  return readFileSync(join(entry, '../../package.json'), 'utf8')
}

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyRow, newFolders } from '../../tests/backups.ts'
import { begin, done, testContext } from '../../tests/context.ts'
import type { CatalogueContext } from '../catalogue/catalogue.ts'
import { typed } from '../cli/terminal.fixture.ts'
import { openEmbedded } from '../db/embedded.ts'
import { localBlobs } from '../files/actions.ts'
import { takeIn } from '../files/content-actions.ts'
import { keepFile } from '../files/store.ts'
import { openControl } from '../main/control.ts'
import { loadSecrets, withNewSecret, withoutOldSecrets } from '../secrets.ts'
import { backupCommand, restoreCommand } from './cli.ts'
import { readBackup } from './read-backup.ts'
import { writeBackup } from './write-backup.ts'

const home = newFolders()()
const data = join(home, 'data')
const env = { HOSHITORI_DATA: data }
const known = [backupCommand(env), restoreCommand(env)]
const run = (...line: string[]) => typed(known, line, { folder: home })
let context: CatalogueContext
let blob: string
let serving: { close(): Promise<void> } | undefined

async function serve(): Promise<void> {
  const db = await openEmbedded(data)
  context = { ...testContext(db), secrets: loadSecrets(undefined, data) }
  const control = await openControl(context, [], data)
  serving = { close: () => control.close().then(() => db.close()) }
}

async function stop(): Promise<void> {
  await serving?.close()
  serving = undefined
}

beforeAll(async () => {
  await serve()
  const { tenant } = await begin(context, '株式会社青山製作所', '青山 一郎')
  context = { ...context, blobs: localBlobs(join(data, 'files')) }
  const file = done(await takeIn(context, tenant, Readable.from([Buffer.from('evidence')]), { most: 8 }))
  await context.db.transact({ tenant }, (tx) => keepFile(tx, tenant, file))
  blob = `files/${tenant}/${file.id}`
}, 120_000)
afterAll(stop)

describe('while the server runs', { timeout: 120_000 }, () => {
  test('a backup is made of one moment while others write, leaves nothing behind, and is in the log', async () => {
    let running = true
    const backup = run('backup', 'one.hoshitori').finally(() => {
      running = false
    })
    let written = 0
    while (running) {
      await context.db.transact('admin', (tx) =>
        sql`with a as (insert into sign_in_throttle (key, last_failed_at) values (${`a${written}`}, now()))
            insert into sign_in_throttle (key, last_failed_at) values (${`b${written}`}, now())`.execute(tx),
      )
      written += 1
      await setImmediate()
    }
    const { code, out, err } = await backup
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('別に保管') })
    expect(out).toContain('one.hoshitori に書き出し、読み直して確かめました')
    expect(readdirSync(data).filter((name) => name.startsWith('copy-'))).toEqual([])
    const { tables, files, header } = await readBackup(join(home, 'one.hoshitori'))
    const throttled = tables.get('sign_in_throttle')?.count ?? -1
    expect(throttled % 2).toBe(0)
    expect(throttled).toBeLessThan(2 * written)
    expect([...files.keys()]).toEqual(['secret', blob])
    expect(header.secret).toBe(true)
    const { rows } = await context.db.transact('admin', (tx) =>
      sql<{ body: string }>`select body from log_entry where act = 'backup.make'`.execute(tx),
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.body).toContain(join(home, 'one.hoshitori'))
  })

  test('restores into an empty folder: the same as before, with one more entry in a sound log', async () => {
    await context.db.transact('admin', (tx) => sql`delete from sign_in_throttle`.execute(tx))
    expect((await run('backup', 'two.hoshitori')).code).toBe(0)
    const before = await everyRow(context.db)
    const { code, out } = await run('restore', 'two.hoshitori', '--data', 'restored')
    expect(code).toBe(0)
    expect(out).toContain('数と内容を確かめました')
    expect(out).toMatch(/記録: \d本、\d+件。書き換えも抜けもありません。/)
    const folder = join(home, 'restored')
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(readFileSync(join(data, 'secret'), 'utf8'))
    expect(readFileSync(join(folder, blob)).equals(readFileSync(join(data, blob)))).toBe(true)
    const db = await openEmbedded(folder)
    const { log_entry, log_head, log_checkpoint, ...after } = await everyRow(db)
    const { log_entry: entries, log_head: _, log_checkpoint: __, ...others } = before
    expect(after).toEqual(others)
    expect(log_entry).toHaveLength((entries?.length ?? 0) + 1)
    await db.close()
    expect((await typed([backupCommand({ HOSHITORI_DATA: folder })], ['backup', 'three.hoshitori'], { folder: home })).code).toBe(
      0,
    )
    const verified = await run('backup', '--verify', 'three.hoshitori')
    expect(verified).toMatchObject({ code: 0, err: '' })
    expect(verified.out).toContain('書き換えも抜けもありません')
  })

  test('is not restored over', async () => {
    const { code, err } = await run('restore', 'one.hoshitori')
    expect(code).toBe(2)
    expect(err).toContain('止めてから')
  })
})

describe('a call that cannot work', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    writeFileSync(join(home, 'there'), 'something else')
    writeFileSync(join(home, 'words.txt'), 'no backup')
  })

  test.each<[string[], number, string]>([
    [['backup'], 2, '書き出し先のファイルを1つ'],
    [['backup', 'a', 'b'], 2, '書き出し先のファイルを1つ'],
    [['backup', 'a', '--verify', 'b'], 2, '書き出し先のファイルを1つ'],
    [['backup', 'a', '--loud'], 2, '使える指定: --verify --without-secret --force'],
    [['backup', 'there'], 2, '--force'],
    [['backup', '.', '--force'], 2, 'ファイルの名前'],
    [['backup', 'no/such/folder'], 2, 'フォルダがありません'],
    [['backup', '--verify', 'nothing'], 2, 'ファイルが見つかりません'],
    [['backup', '--verify', 'words.txt'], 1, '壊れているか'],
    [['restore'], 2, 'バックアップのファイルを1つ'],
    [['restore', 'nothing'], 2, 'ファイルが見つかりません'],
    [['restore', 'words.txt', '--data', 'nowhere'], 1, '壊れているか'],
  ])('%j is refused with words', async (line, exit, words) => {
    const { code, out, err } = await run(...line)
    expect({ code, out }).toEqual({ code: exit, out: '' })
    expect(err).toContain(words)
    expect(existsSync(join(home, 'nowhere'))).toBe(false)
    expect(readFileSync(join(home, 'there'), 'utf8')).toBe('something else')
  })

  test('there is nothing to back up where there is no data', async () => {
    const elsewhere = backupCommand({ HOSHITORI_DATA: join(home, 'none') })
    const { code, err } = await typed([elsewhere], ['backup', 'x'], { folder: home })
    expect(code).toBe(2)
    expect(err).toContain('まだデータがありません')
    expect(existsSync(join(home, 'none'))).toBe(false)
  })
})

describe('while nothing runs', { timeout: 120_000 }, () => {
  beforeAll(stop)

  test('a backup without the secret is restored only beside that secret, or when its loss is accepted', async () => {
    expect(await run('backup', 'there', '--without-secret', '--force')).toMatchObject({
      code: 0,
      err: expect.stringContaining('入っていません'),
    })
    expect(statSync(join(home, 'there')).mode & 0o777).toBe(0o600)
    expect([...(await readBackup(join(home, 'there'))).files.keys()]).toEqual([blob])

    const refusal = await run('restore', 'there', '--data', 'fourth')
    expect(refusal).toMatchObject({ code: 2, err: expect.stringContaining('--without-secret') })
    expect(existsSync(join(home, 'fourth'))).toBe(false)

    mkdirSync(join(home, 'fourth'))
    writeFileSync(join(home, 'fourth/secret'), Buffer.alloc(32, 9).toString('base64'))
    expect(await run('restore', 'there', '--data', 'fourth')).toMatchObject({
      code: 2,
      err: expect.stringContaining('このバックアップのものではありません'),
    })
    writeFileSync(join(home, 'fourth/secret'), readFileSync(join(data, 'secret')))
    expect((await run('restore', 'there', '--data', 'fourth')).code).toBe(0)
    expect(readFileSync(join(home, 'fourth/secret'), 'utf8')).toBe(readFileSync(join(data, 'secret'), 'utf8'))

    mkdirSync(join(home, 'changed'))
    writeFileSync(join(home, 'changed/secret'), readFileSync(join(data, 'secret')))
    const changed = loadSecrets(undefined, join(home, 'changed'))
    changed.replace?.(withNewSecret(changed.ring))
    expect((await run('restore', 'there', '--data', 'changed')).code).toBe(0)
    const beside = [backupCommand({ HOSHITORI_DATA: join(home, 'changed') })]
    expect((await typed(beside, ['backup', '--verify', 'there'], { folder: home })).out).toContain('書き換えも抜けもありません')
    changed.replace?.(withoutOldSecrets(changed.ring))
    expect((await typed(beside, ['backup', '--verify', 'there'], { folder: home })).out).toContain('書き換えも抜けもありません')
    rmSync(join(home, 'changed/database'), { recursive: true })
    expect(await run('restore', 'there', '--data', 'changed')).toMatchObject({
      code: 2,
      err: expect.stringContaining('ものではありません'),
    })

    const lost = await run('restore', 'there', '--data', 'fifth', '--without-secret')
    expect(lost).toMatchObject({ code: 0, err: expect.stringContaining('登録し直してください') })
    expect(existsSync(join(home, 'fifth/secret'))).toBe(false)
  })

  test('a file that is gone is told by the backup, by the look at it and by the restore; all else is carried', async () => {
    const away = join(home, 'away')
    renameSync(join(data, blob), away)
    const told = { code: 1, err: expect.stringContaining(blob.slice('files/'.length)) }
    expect(await run('backup', 'gap')).toMatchObject(told)
    renameSync(away, join(data, blob))
    expect(await run('backup', '--verify', 'gap')).toMatchObject(told)
    expect(await run('restore', 'gap', '--data', 'gap-restored')).toMatchObject(told)
    expect(existsSync(join(home, 'gap-restored/database'))).toBe(true)
  })

  test('a backup of a newer program is refused', async () => {
    const newer = join(home, 'newer')
    await writeBackup(newer, withNewerMigration(join(home, 'there')))
    const { code, err } = await run('restore', 'newer', '--data', 'sixth', '--without-secret')
    expect(code).toBe(2)
    expect(err).toContain('9999_future.sql')
    expect(existsSync(join(home, 'sixth'))).toBe(false)
  })

  test('what an interrupted restore left is cleared, anything else is not', async () => {
    mkdirSync(join(home, 'seventh/restoring/database'), { recursive: true })
    writeFileSync(join(home, 'seventh/mine.txt'), 'mine')
    expect(await run('restore', 'two.hoshitori', '--data', 'seventh')).toMatchObject({
      code: 2,
      err: expect.stringContaining('mine.txt'),
    })
    rmSync(join(home, 'seventh/mine.txt'))
    expect((await run('restore', 'two.hoshitori', '--data', 'seventh')).code).toBe(0)
    expect(readdirSync(join(home, 'seventh')).toSorted()).toEqual(['database', 'files', 'log-anchor', 'secret'])
  })
})

async function* withNewerMigration(path: string) {
  const parts: import('./format.ts').Part[] = []
  await readBackup(path, async (part) => {
    parts.push(part)
  })
  for (const part of parts) {
    if (part.kind !== 'header') yield part
    else yield { ...part, header: { ...part.header, migrations: [...part.header.migrations, '9999_future.sql'] } }
  }
}

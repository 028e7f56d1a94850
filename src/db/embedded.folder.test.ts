import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { fsyncs } from './durable-fs.ts'
import { openEmbedded } from './embedded.ts'
import { FolderInUse } from './folder-lock.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-db-'))
  folders.push(folder)
  return folder
}

describe('the embedded database on disk', () => {
  test('asks the disk to keep every commit', async () => {
    const db = await openEmbedded(newFolder())
    const before = fsyncs.count
    for (let index = 0; index < 5; index += 1) {
      await db.transact('admin', (tx) => sql`insert into migration (name) values (${`test ${index}`})`.execute(tx))
    }
    expect(fsyncs.count - before).toBeGreaterThanOrEqual(5)
    await db.close()
  })

  test('refuses a second opening of its folder while the first is open, and allows it afterwards', async () => {
    const folder = newFolder()
    const db = await openEmbedded(folder)
    await db.close()
    writeFileSync(join(folder, 'hoshitori.lock'), `1 ${startOf(1)}`)
    await expect(openEmbedded(folder)).rejects.toThrow(FolderInUse)
    writeFileSync(join(folder, 'hoshitori.lock'), '999999999 0')
    const again = await openEmbedded(folder)
    await again.close()
    expect(existsSync(join(folder, 'hoshitori.lock'))).toBe(false)
  })

  test('takes over from a process that has died, even before its parent has noticed', async () => {
    const folder = newFolder()
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 20'])
    const [chunk] = await once(parent.stdout, 'data')
    const dead = Number(String(chunk))
    const started = startOf(dead)
    await expect.poll(() => readFileSync(`/proc/${dead}/stat`, 'utf8')).toContain(') Z ')
    writeFileSync(join(folder, 'hoshitori.lock'), `${dead} ${started}`)
    const db = await openEmbedded(folder)
    await db.close()
    parent.kill()
  })

  test('a fault rolls everything back and leaves the connection usable', async () => {
    const db = await openEmbedded(newFolder())
    const failing = db.transact('admin', async (tx) => {
      await sql`insert into migration (name) values ('gone')`.execute(tx)
      await sql`select 1 / 0`.execute(tx)
    })
    await expect(failing).rejects.toThrow(/division by zero/)
    const { rows } = await db.transact('admin', (tx) => sql`select * from migration where name = 'gone'`.execute(tx))
    expect(rows).toEqual([])
    await db.close()
  })
})

/** When a process began, as the lock writes it. Process 1 always runs. */
function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

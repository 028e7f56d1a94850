import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../../src/root.ts'
import { mayCost } from '../costs.ts'
import { layDatabase } from '../templates.ts'
import { PASSWORD, post, register } from './people.ts'
import { removeFolder, startServer } from './server.ts'

const home = mkdtempSync(join(tmpdir(), 'hoshitori-backup-flow-'))
afterAll(() => removeFolder(home))
// Two servers and four commands beside them.
mayCost({ processes: 6 })

test('backed up while it runs, restored elsewhere, it goes on there: who registered signs in, and the log is sound', {
  timeout: 600_000,
}, async () => {
  await layDatabase(join(home, 'first/database'), 'migrated')
  const first = await startServer(join(home, 'first'))
  await register(first, { organisation: '青山精機', person: '青山 太郎', email: 'taro@aoyama.example.jp' })
  expect(hoshitori('first', 'backup', 'one.backup')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('読み直して確かめました'),
  })
  expect(hoshitori('first', 'admin', 'accounts').stdout).toContain('taro@aoyama.example.jp  青山 太郎  青山精機')
  await first.stop()

  expect(hoshitori('first', 'restore', 'one.backup', '--data', 'second')).toMatchObject({ status: 0 })
  expect(readFileSync(join(home, 'second/secret'), 'utf8')).toBe(readFileSync(join(home, 'first/secret'), 'utf8'))
  const second = await startServer(join(home, 'second'))
  const signedIn = await post(second, '/sign-in', { email: 'taro@aoyama.example.jp', password: PASSWORD, next: '' })
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const page = await fetch(`${second.address}/assessments`, { headers: { Cookie: cookies.join('; ') } })
  expect(page.status).toBe(200)
  expect(page.url).toMatch(/\/o\/\w{22}\/assessments$/)
  expect(await page.text()).toContain('青山精機')
  const verified = hoshitori('second', 'log', 'verify')
  expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('問題は見つかりませんでした') })
  await second.stop()
})

/** The command as a person types it, beside whatever server runs on that data folder. */
function hoshitori(data: string, ...line: string[]) {
  const env = { ...process.env, HOSHITORI_DATA: join(home, data), DATABASE_URL: '' }
  const { status, stdout, stderr } = spawnSync(join(root, 'bin/hoshitori'), line, { cwd: home, env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

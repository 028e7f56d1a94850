import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { loadChanges, loadEdition } from '../catalogue/load.ts'
import { BadInput } from '../cli/command.ts'
import { realClock } from '../context.ts'
import { openEmbedded } from '../db/embedded.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { logEventBy } from '../log/actions.ts'
import { queueLetter } from '../mail/actions.ts'
import { startMailServer } from '../mail/mail-server.fixture.ts'
import { root } from '../root.ts'
import { loadSecrets } from '../secrets.ts'
import { serveCommand } from './serve.ts'

const data = mkdtempSync(join(tmpdir(), 'hoshitori-serve-'))
const SERVER = {
  HOSHITORI_URL: 'https://hoshitori.example.jp',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: '星取 <hoshitori@example.jp>',
  HOSHITORI_METRICS_TOKEN: 'a-token-of-more-than-20-letters',
}
const running: { stop(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

type Served = { port: number; out: string[]; err: string[]; stop(): Promise<number> }

/** Runs `hoshitori serve` in this process, on a free port, until it is told to stop as the system would tell it. */
async function serve(env: Record<string, string> = {}): Promise<Served> {
  const out: string[] = []
  const err: string[] = []
  let announced: () => void = () => {}
  const ready = new Promise<void>((resolve) => {
    announced = resolve
  })
  const ended = serveCommand({ PORT: '0', HOSHITORI_DATA: data, ...env }, () => []).run([], {
    out: (text) => {
      out.push(text)
      announced()
    },
    err: (text) => err.push(text),
    folder: '/',
    now: realClock().now,
    edition: (id) => loadEdition(join(root, 'catalogue'), id),
    changes: (from, to) => loadChanges(join(root, 'catalogue'), from, to),
  })
  await Promise.race([ready, ended])
  const port = Number(/:(\d+)[/ ]/.exec(out[0] ?? '')?.[1])
  let stopped: Promise<number> | undefined
  const stop = () => {
    if (!stopped) process.emit('SIGTERM')
    stopped ??= ended
    return stopped
  }
  const served = { port, out, err, stop }
  running.push(served)
  return served
}

/** Asks with a Host of one's own, as a proxy does. */
function ask(
  port: number,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers }, (reply) => {
      reply.resume()
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers }))
    })
      .on('error', reject)
      .end()
  })
}

describe('hoshitori serve', { timeout: 90_000 }, () => {
  test('on this machine: says where it is, how it goes, and stops when it is told to', async () => {
    const { port, out, err, stop } = await serve()
    expect(out).toEqual([`星取を開けます: http://localhost:${port}/  (止めるには Ctrl+C)`])
    const at = `http://localhost:${port}`
    expect(await (await fetch(`${at}/health`)).json()).toEqual({ ok: true, database: true })
    const metrics = await (await fetch(`${at}/metrics`)).text()
    expect(metrics).toContain('hoshitori_database_info{engine="embedded"} 1')
    expect(metrics).toContain('process_cpu_seconds_total')
    expect((await fetch(`${at}/mail`)).status).toBe(200)
    expect((await fetch(`${at}/odd/form`, { method: 'POST', headers: { Origin: 'https://example.com' } })).status).toBe(403)
    expect(await stop()).toBe(0)
    expect(err.filter((line) => line.includes('"fault"'))).toEqual([])
    expect(err.at(-1)).toContain('止めています')
    await expect(fetch(`${at}/health`)).rejects.toThrow()
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600)
  })

  test('keeps its secret from start to start', async () => {
    const before = readFileSync(join(data, 'secret'), 'utf8')
    await (await serve()).stop()
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe(before)
  })

  test('warns when the secret is another one', async () => {
    const db = await openEmbedded(data)
    const context = { db, ...realClock(), secrets: loadSecrets(undefined, data) } as Parameters<typeof logEventBy>[0]
    const event = { act: 'test', subject: { kind: 'test', id: '', name: '' } }
    await db.transact('signIn', (tx) =>
      logEventBy(context, tx, INSTALLATION, { kind: 'command', command: 'test' }, undefined, event),
    )
    await db.close()
    const known = await serve()
    await known.stop()
    expect(known.err.join()).not.toContain('秘密の値')
    const unknown = await serve({ HOSHITORI_SECRET: Buffer.alloc(32, 1).toString('base64') })
    await unknown.stop()
    expect(unknown.err.join()).toContain('秘密の値が、このデータを作ったときのものと違います')
  })

  test('sends the letters that wait, as a server behind a proxy', async () => {
    const mail = await startMailServer()
    running.push({ stop: () => mail.stop() })
    const db = await openEmbedded(data)
    await db.transact('signIn', (tx) =>
      queueLetter({ db, secrets: loadSecrets(undefined, data), ...realClock() } as Parameters<typeof queueLetter>[0], tx, {
        to: 'taro@example.jp',
        subject: '確認',
        text: 'a',
      }),
    )
    await db.close()
    const { port, out } = await serve({ ...SERVER, SMTP_URL: `smtp://127.0.0.1:${mail.port}` })
    expect(out).toEqual([`星取を開けます: https://hoshitori.example.jp/  (127.0.0.1:${port} で待っています。止めるには Ctrl+C)`])
    const ours = { Host: 'hoshitori.example.jp', 'X-Forwarded-For': '192.0.2.1' }
    const page = await ask(port, '/catalogue', ours)
    expect(page.status).toBe(200)
    expect(page.headers['strict-transport-security']).toContain('max-age=63072000')
    expect((await ask(port, '/catalogue', {})).status).toBe(421)
    expect((await ask(port, '/mail', ours)).status).toBe(404)
    expect((await ask(port, '/metrics', {})).status).toBe(404)
    expect((await ask(port, '/metrics', { Authorization: 'Bearer a-token-of-more-than-20-letters' })).status).toBe(200)
    await expect
      .poll(() => mail.received.map(({ to, mail: { messageId } }) => [to[0], messageId]), { timeout: 10_000 })
      .toEqual([['taro@example.jp', expect.stringMatching(/^<[0-9a-f-]{36}@hoshitori\.example\.jp>$/)]])
  })

  test('refuses settings that cannot work, all at once, before it opens anything', async () => {
    const fault = await serve({ PORT: 'x', HOSHITORI_LISTEN: '0.0.0.0', HOSHITORI_DATA: '/nowhere/at/all' }).catch(
      (one: unknown) => one,
    )
    expect(fault).toBeInstanceOf(BadInput)
    expect(String(fault)).toContain('PORT は')
    expect(String(fault)).toContain('HOSHITORI_LISTEN=0.0.0.0 では')
  })

  test('says what to do about a port or an address that it cannot have', async () => {
    const { port } = await serve()
    const other = mkdtempSync(join(tmpdir(), 'hoshitori-serve-'))
    try {
      await expect(serve({ HOSHITORI_DATA: other, PORT: String(port) })).rejects.toThrow(`ポート ${port} は使われています`)
      const elsewhere = { ...SERVER, HOSHITORI_DATA: other, HOSHITORI_LISTEN: '192.0.2.1' }
      await expect(serve(elsewhere)).rejects.toThrow('192.0.2.1 というアドレスはありません')
    } finally {
      rmSync(other, { recursive: true, force: true })
    }
  })
})

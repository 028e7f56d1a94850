import { afterEach, describe, expect, test } from 'vitest'
import { BadInput } from '../cli/command.ts'
import { VARIABLES } from '../config.ts'
import { startMailServer } from '../mail/mail-server.fixture.ts'
import { settingsCommand } from './settings.ts'

const SERVER = {
  HOSHITORI_URL: 'https://hoshitori.example.jp',
  DATABASE_URL: 'postgresql://hoshitori:swordfish@db.example.jp:5432/hoshitori?sslmode=require&password=swordfish',
  SMTP_URL: 'smtps://post:swordfish@mail.example.jp',
  MAIL_FROM: '星取 <hoshitori@example.jp>',
  HOSHITORI_SECRET: Buffer.from('swordfish-swordfish-swordfish-32').toString('base64'),
  HOSHITORI_METRICS_TOKEN: 'swordfish-swordfish-swordfish',
  HOSHITORI_DATA: '/srv/hoshitori',
}

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

async function call(env: Record<string, string>, args: string[] = []): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await settingsCommand(env).run(args, {
    out: (text) => {
      said.out += `${text}\n`
    },
    err: (text) => {
      said.err += `${text}\n`
    },
    folder: '/',
    now: () => '2027-04-01T00:00:00.000Z',
  })
  return { code, ...said }
}

describe('hoshitori settings', () => {
  test('shows every setting once, and says which were not given', async () => {
    const { code, out, err } = await call({ PORT: '9000' })
    expect([code, err]).toEqual([0, ''])
    for (const name of VARIABLES) expect(out.match(new RegExp(`^${name}=`, 'gm'))).toHaveLength(1)
    expect(out).toContain('PORT=9000\n')
    expect(out).toContain('HOSHITORI_URL=http://localhost:9000 (既定)\n')
    expect(out).toContain('このパソコンからだけ使えます。')
  })

  test('shows of a server what it comes to, and no secret', async () => {
    const { code, out } = await call(SERVER)
    expect(code).toBe(0)
    for (const line of [
      'DATABASE_URL=postgresql://********@db.example.jp:5432/hoshitori',
      'SMTP_URL=mail.example.jp:465 (TLS、パスワードあり)',
      'MAIL_FROM=星取 <hoshitori@example.jp>',
      'HOSHITORI_SECRET=********',
      'HOSHITORI_METRICS_TOKEN=********',
      'HOSHITORI_PROXIES=1 (既定)',
      'HOSHITORI_REGISTRATION=closed (既定)',
    ]) {
      expect(out).toContain(`${line}\n`)
    }
    expect(out).not.toContain('swordfish')
    expect(out).not.toContain(SERVER.HOSHITORI_SECRET)
  })

  test('says all that is wrong, in both languages', async () => {
    const fault = await call({ PORT: 'x', HOSHITORI_PROXIES: 'x', HOSHITORI_URI: 'https://example.jp' }).catch(
      (one: unknown) => one,
    )
    expect(fault).toBeInstanceOf(BadInput)
    for (const words of [
      'PORT は',
      'Set PORT',
      'HOSHITORI_PROXIES は',
      'HOSHITORI_URL のことなら',
      'If it should be HOSHITORI_URL',
    ])
      expect(JSON.stringify((fault as BadInput).words)).toContain(words)
  })

  test('sends a letter to try the mail server', async () => {
    const server = await startMailServer()
    running.push(server)
    const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'hoshitori@example.jp' }
    const { code, out } = await call(env, ['--letter-to', 'taro@example.co.jp'])
    expect([code, server.received.map(({ to, mail }) => [to, mail.subject])]).toEqual([
      0,
      [[['taro@example.co.jp'], '星取: メールの確認']],
    ])
    expect(out).toContain('taro@example.co.jp あてのメールをメールサーバに渡しました')
    await server.stop()
    const failed = await call(env, ['--letter-to', 'taro@example.co.jp'])
    expect([failed.code, failed.err]).toEqual([1, expect.stringContaining('ECONNREFUSED')])
  })

  test.each([
    [['x'], 'だけを書けます'],
    [['--letter-to', 'taro'], 'メールアドレスにしてください'],
    [['--letter-to', 'taro@example.jp'], 'SMTP_URL がないので送れません'],
    [['--mail', 'taro@example.jp'], '使える指定: --letter-to'],
  ])('refuses %j', async (args, words) => {
    const env: Record<string, string> = args[1] === 'taro' ? { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@example.jp' } : {}
    await expect(call(env, args)).rejects.toThrow(words)
  })
})

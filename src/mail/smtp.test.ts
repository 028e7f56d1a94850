import { afterEach, describe, expect, test } from 'vitest'
import { selfMadeCertificate } from './certificate.fixture.ts'
import { freePort, startMailServer, startSilentServer } from './mail-server.fixture.ts'
import type { MailServer } from './mail-server.ts'
import { smtpTransport } from './smtp.ts'
import { AboutThisLetter } from './transport.ts'

const NOW = '2027-04-01T00:00:00.000Z'
const SENDER = { name: '星取, 運用', address: 'hoshitori@example.co.jp' }
const HOST = 'hoshitori.example.jp'
const letter = {
  id: '00000000-0000-7000-8000-000000000001',
  to: 'taro@example.co.jp',
  subject: '青山精機株式会社から「星取」への招待が届いています。期限は7日です',
  text: `青山 太郎 さん\n\n次のアドレスを開いてください。\n\nhttps://hoshitori.example.jp/invitations/${'x'.repeat(90)}\n\n.\n終わり`,
}
const HASTY = { connection: 500, answer: 500, letter: 3000 }
const certificate = selfMadeCertificate()
const login = { user: 'hoshitori', password: 'p:/@ 星' }

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

async function start(...options: Parameters<typeof startMailServer>) {
  const server = await startMailServer(...options)
  running.push(server)
  return server
}

function at(port: number, more: Partial<MailServer> = {}): MailServer {
  return { host: '127.0.0.1', port, tls: 'none', login: undefined, ...more }
}

describe('a letter that is handed over', () => {
  test('arrives as it was written, in Japanese, in plain text, with what marks it as automatic', async () => {
    const server = await start()
    await smtpTransport(at(server.port), SENDER, HOST).send(letter, NOW)
    const [got] = server.received
    expect(got).toMatchObject({ from: SENDER.address, to: [letter.to] })
    expect(got?.mail.subject).toBe(letter.subject)
    expect(got?.mail.text?.trimEnd()).toBe(letter.text)
    expect(got?.mail.html).toBe(false)
    expect(got?.mail.attachments).toEqual([])
    expect(got?.mail.from?.value).toEqual([SENDER])
    expect(got?.mail.messageId).toBe(`<${letter.id}@${HOST}>`)
    expect(got?.mail.date?.toISOString()).toBe(NOW)
    expect(got?.mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect([...(got?.raw ?? '')].filter((character) => character > '~')).toEqual([])
    const longest = Math.max(...(got?.raw ?? '').split('\r\n').map((line) => line.length))
    expect(longest).toBeLessThanOrEqual(78)
  })

  test('has one recipient and no header that a name brought along', async () => {
    const server = await start()
    const subject = '招待\r\nBcc: evil@example.com\r\n\r\nhello'
    await smtpTransport(at(server.port), SENDER, HOST).send({ ...letter, subject }, NOW)
    const [got] = server.received
    expect(got?.to).toEqual([letter.to])
    expect(got?.mail.bcc).toBeUndefined()
    expect([...(got?.mail.headers.keys() ?? [])].toSorted()).toEqual(
      [
        ...['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from'],
        ...['message-id', 'mime-version', 'subject', 'to', 'x-auto-response-suppress'],
      ].toSorted(),
    )
  })
})

describe('encryption', () => {
  const tls = { ...certificate, disabledCommands: [] as string[] }

  test('by STARTTLS, with a certificate that is trusted', async () => {
    const server = await start(tls)
    await smtpTransport(at(server.port, { tls: 'starttls' }), SENDER, HOST, { ca: certificate.cert }).send(letter, NOW)
    expect(server.received).toMatchObject([{ secure: true }])
  })

  test('from the first byte', async () => {
    const server = await start({ ...tls, secure: true })
    await smtpTransport(at(server.port, { tls: 'always' }), SENDER, HOST, { ca: certificate.cert }).send(letter, NOW)
    expect(server.received).toMatchObject([{ secure: true }])
  })

  test.each<[string, Parameters<typeof startMailServer>[0], MailServer['tls'], RegExp]>([
    ['a certificate of nobody known', tls, 'starttls', /self-signed/],
    ['a certificate of nobody known, from the first byte', { ...tls, secure: true }, 'always', /self-signed/],
    ['a server without STARTTLS', {}, 'starttls', /STARTTLS/],
    ['a server in the clear', {}, 'always', /SSL|packet|wrong version/],
  ])('%s: nothing is sent, not even the login', async (_, options, wanted, words) => {
    const tried: unknown[] = []
    const onAuth: NonNullable<Parameters<typeof startMailServer>[0]>['onAuth'] = (auth, _session, done) => {
      tried.push(auth)
      done(null, { user: 'x' })
    }
    const server = await start({ ...options, onAuth, allowInsecureAuth: true })
    const transport = smtpTransport(at(server.port, { tls: wanted, login }), SENDER, HOST, { patience: HASTY })
    const fault = await transport.send(letter, NOW).catch((reason: unknown) => reason)
    expect(String(fault)).toMatch(words)
    expect(fault).not.toBeInstanceOf(AboutThisLetter)
    expect([...server.received, ...tried]).toEqual([])
  })

  test('with a list of destinations, only to what the name leads to on that list; its certificate is that of the name', async () => {
    const server = await start(tls)
    const through = (networks: string[]) =>
      smtpTransport(at(server.port, { host: 'mail.test', tls: 'starttls' }), SENDER, HOST, {
        ca: certificate.cert,
        destinations: { names: ['mail.test'], networks },
        resolve: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      })
    await expect(through([]).send(letter, NOW)).rejects.toThrow('mail.test leads to 127.0.0.1, which is not to be reached')
    expect(server.received).toEqual([])
    await through(['127.0.0.0/8']).send(letter, NOW)
    expect(server.received).toMatchObject([{ secure: true }])
  })

  test('a certificate for another name: nothing is sent', async () => {
    const elsewhere = selfMadeCertificate(2)
    const server = await start({ ...tls, ...elsewhere })
    const transport = smtpTransport(at(server.port, { tls: 'starttls' }), SENDER, HOST, { ca: elsewhere.cert })
    await expect(transport.send(letter, NOW)).rejects.toThrow("127.0.0.1 is not in the cert's list")
    expect(server.received).toEqual([])
  })
})

describe('the login', () => {
  const guarded: Parameters<typeof startMailServer>[0] = {
    ...certificate,
    disabledCommands: [],
    authOptional: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === login.user && password === login.password) done(null, { user: username })
      else done(new Error('nobody known'))
    },
  }

  test('opens the server', async () => {
    const server = await start(guarded)
    await smtpTransport(at(server.port, { tls: 'starttls', login }), SENDER, HOST, { ca: certificate.cert }).send(letter, NOW)
    expect(server.received).toMatchObject([{ user: login.user, secure: true }])
  })

  test('with a wrong password is a fault of the server’s settings, and the password is not in its words', async () => {
    const server = await start(guarded)
    const wrong = at(server.port, { tls: 'starttls', login: { user: login.user, password: 'swordfish' } })
    const fault = await smtpTransport(wrong, SENDER, HOST, { ca: certificate.cert })
      .send(letter, NOW)
      .catch((reason: unknown) => reason)
    expect(fault).not.toBeInstanceOf(AboutThisLetter)
    expect(String(fault)).toContain('535')
    expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault))).not.toContain('swordfish')
  })
})

describe('a server that does not take it', () => {
  test.each([
    ['an address it does not know', 550],
    ['an address for which it has no time now', 451],
  ])('refuses this letter alone: %s', async (_, responseCode) => {
    const onRcptTo: NonNullable<Parameters<typeof startMailServer>[0]>['onRcptTo'] = (address, _session, done) =>
      address.address === 'gone@example.co.jp' ? done(Object.assign(new Error('not here'), { responseCode })) : done()
    const server = await start({ onRcptTo })
    const transport = smtpTransport(at(server.port), SENDER, HOST)
    await expect(transport.send({ ...letter, to: 'gone@example.co.jp' }, NOW)).rejects.toThrow(AboutThisLetter)
    await transport.send(letter, NOW)
    expect(server.received.map(({ to }) => to)).toEqual([[letter.to]])
  })

  test('may be one that says nothing: the wait ends', async () => {
    const silent = await startSilentServer()
    running.push(silent)
    const fault = await smtpTransport(at(silent.port), SENDER, HOST, { patience: HASTY })
      .send(letter, NOW)
      .catch((one: unknown) => one)
    expect(fault).toMatchObject({ code: 'ETIMEDOUT' })
    expect(fault).not.toBeInstanceOf(AboutThisLetter)
  })

  test('may be one that says nothing while we stop: the letter is cut off', async () => {
    const silent = await startSilentServer()
    running.push(silent)
    const cut = new AbortController()
    const sending = smtpTransport(at(silent.port), SENDER, HOST).send(letter, NOW, cut.signal)
    cut.abort()
    await expect(sending).rejects.toMatchObject({ code: 'EABORT' })
  })

  test('may be none', async () => {
    const transport = smtpTransport(at(await freePort()), SENDER, HOST, { patience: HASTY })
    await expect(transport.send(letter, NOW)).rejects.toThrow(/ECONNREFUSED/)
  })
})

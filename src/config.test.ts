import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Environment, readConfig, VARIABLES } from './config.ts'

const HOME = join('/', 'somewhere')
const SECRET = Buffer.alloc(32, 7).toString('base64')
const SERVER = {
  HOSHITORI_URL: 'https://hoshitori.example.jp',
  SMTP_URL: 'smtp://u:p@mail.example.jp',
  MAIL_FROM: '星取 <hoshitori@example.jp>',
}
const ALONE = {
  port: 8080,
  data: join(HOME, 'data'),
  databaseUrl: undefined,
  databaseOwnerUrl: undefined,
  fileLimits: { file: 2 * 2 ** 30, organisation: 20 * 2 ** 30 },
  syslog: undefined,
  logAnchor: undefined,
  logLetter: undefined,
  listen: '127.0.0.1',
  origin: undefined,
  local: true,
  proxies: 0,
  registration: true,
  mail: undefined,
  secret: undefined,
  metricsToken: undefined,
  destinations: undefined,
  tls: undefined,
}

function wordsOf(env: Environment): string {
  const outcome = readConfig(env, HOME)
  if (outcome.ok) throw new Error('these settings should have been refused')
  return JSON.stringify(outcome.refusals)
}

describe('the settings', () => {
  test('without any are those of this machine alone', () => {
    expect(readConfig({}, HOME)).toEqual({ ok: true, value: ALONE })
    expect(readConfig(Object.fromEntries(VARIABLES.map((name) => [name, ''])), HOME)).toEqual({ ok: true, value: ALONE })
  })

  test.each<[string, Environment, object]>([
    ['a port', { PORT: '54321' }, { port: 54321 }],
    ['any free port', { PORT: '0' }, { port: 0 }],
    ['the highest port', { PORT: '65535' }, { port: 65535 }],
    ['a folder', { HOSHITORI_DATA: '/srv/hoshitori' }, { data: '/srv/hoshitori' }],
    [
      'a server',
      { DATABASE_URL: 'postgresql://h@db/h?sslmode=verify-full' },
      { databaseUrl: 'postgresql://h@db/h?sslmode=verify-full', local: true },
    ],
    [
      'a login for requests and the owner’s',
      { DATABASE_URL: 'postgres://h@127.0.0.1/h', DATABASE_OWNER_URL: 'postgres://o@127.0.0.1/h' },
      { databaseUrl: 'postgres://h@127.0.0.1/h', databaseOwnerUrl: 'postgres://o@127.0.0.1/h' },
    ],
    [
      'a letter about the logs',
      { ...SERVER, HOSHITORI_LOG_LETTER: ' weekly kanri@example.jp ' },
      { logLetter: { every: 'weekly', to: 'kanri@example.jp' } },
    ],
    ['an anchor elsewhere', { HOSHITORI_LOG_ANCHOR: '/mnt/anchor' }, { logAnchor: '/mnt/anchor' }],
    [
      'a collector',
      { HOSHITORI_SYSLOG: 'tls://logs.example.jp' },
      { syslog: { host: 'logs.example.jp', port: 6514, tls: true } },
    ],
    ['its port', { HOSHITORI_SYSLOG: 'tls://l.example.jp:1' }, { syslog: { host: 'l.example.jp', port: 1, tls: true } }],
    ['one on this machine', { HOSHITORI_SYSLOG: 'tcp://127.0.0.1' }, { syslog: { host: '127.0.0.1', port: 601, tls: false } }],
    ['the same by IPv6', { HOSHITORI_SYSLOG: 'tcp://[::1]:514' }, { syslog: { host: '::1', port: 514, tls: false } }],
    ['a server by its short name', { DATABASE_URL: 'postgres://h@127.0.0.1/h' }, { databaseUrl: 'postgres://h@127.0.0.1/h' }],
    ['what is none of ours', { PATH: '/bin', PORTS: '1', HOSHITORI: 'x' }, { port: 8080 }],
    [
      'an https address: a server, closed to strangers, behind one proxy',
      SERVER,
      {
        origin: 'https://hoshitori.example.jp',
        local: false,
        proxies: 1,
        registration: false,
        listen: '127.0.0.1',
        mail: { server: { host: 'mail.example.jp', tls: 'starttls' }, from: { name: '星取', address: 'hoshitori@example.jp' } },
      },
    ],
    [
      'an https address with a port',
      { ...SERVER, HOSHITORI_URL: 'https://h.example.jp:8443/' },
      { origin: 'https://h.example.jp:8443' },
    ],
    ['a server on every address', { ...SERVER, HOSHITORI_LISTEN: '0.0.0.0' }, { listen: '0.0.0.0' }],
    ['a server on every address, IPv6', { ...SERVER, HOSHITORI_LISTEN: '[::]' }, { listen: '::' }],
    ['no proxy', { ...SERVER, HOSHITORI_PROXIES: '0' }, { proxies: 0 }],
    ['five proxies', { ...SERVER, HOSHITORI_PROXIES: '5' }, { proxies: 5 }],
    ['open registration', { ...SERVER, HOSHITORI_REGISTRATION: 'open' }, { registration: true }],
    ['closed registration on this machine', { HOSHITORI_REGISTRATION: 'closed' }, { registration: false, local: true }],
    [
      'this machine by a fixed address',
      { HOSHITORI_URL: 'http://localhost:9000' },
      { origin: 'http://localhost:9000', local: true },
    ],
    ['this machine by its other address', { HOSHITORI_LISTEN: '::1' }, { listen: '::1', local: true }],
    [
      'mail on this machine',
      { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'h@example.jp' },
      { mail: { server: { tls: 'none' } }, local: true },
    ],
    ['a secret', { HOSHITORI_SECRET: SECRET }, { secret: SECRET }],
    [
      'several nodes',
      { ...SERVER, DATABASE_URL: 'postgresql://db/h?sslmode=require', HOSHITORI_SECRET: SECRET },
      { secret: SECRET, local: false },
    ],
    [
      'other limits of files',
      { HOSHITORI_FILE_LIMITS: '500M 1T' },
      { fileLimits: { file: 500 * 2 ** 20, organisation: 2 ** 40 } },
    ],
    [
      'a store of files',
      {
        HOSHITORI_FILES: 's3://bucket/some/files?endpoint=https://s3.example.jp&region=jp-east',
        AWS_ACCESS_KEY_ID: 'who',
        AWS_SECRET_ACCESS_KEY: 'what',
      },
      { filesAt: { endpoint: 'https://s3.example.jp', bucket: 'bucket', prefix: 'some/files/', region: 'jp-east' } },
    ],
    ['a scanner', { CLAMD_URL: 'clamd://clamd.example.jp' }, { scanner: { host: 'clamd.example.jp', port: 3310 } }],
    ['a scanner by its socket', { CLAMD_URL: 'unix:///run/clamav/clamd.ctl' }, { scanner: { path: '/run/clamav/clamd.ctl' } }],
    ['a token for the metrics', { HOSHITORI_METRICS_TOKEN: 'a'.repeat(20) }, { metricsToken: 'a'.repeat(20) }],
  ])('are read: %s', (_, env, expected) => {
    expect(readConfig(env, HOME)).toMatchObject({ ok: true, value: expected })
  })

  test.each(['2G', '2G 1G', '0M 1G', '2 20', '2G 20G 3G', 'viel'])('HOSHITORI_FILE_LIMITS=%j is refused and named', (limits) => {
    expect(wordsOf({ HOSHITORI_FILE_LIMITS: limits })).toContain(`いまの値: ${limits}`)
  })

  test.each([
    'files',
    's3://bucket/files',
    's3://bucket?endpoint=http://s3.example.jp',
    's3://bucket?endpoint=https://s3.example.jp/path',
    's3://bucket?endpoint=https://s3.example.jp&acl=public',
  ])('HOSHITORI_FILES=%j is refused and named', (files) => {
    const env = { HOSHITORI_FILES: files, AWS_ACCESS_KEY_ID: 'who', AWS_SECRET_ACCESS_KEY: 'what' }
    expect(readConfig(env, HOME)).toMatchObject({ ok: false, refusals: [{ code: 'config.files' }] })
    expect(wordsOf(env)).toContain('s3://')
  })

  test.each(['clamd', 'clamd://', 'http://127.0.0.1:3310', 'clamd://who@host', 'unix:///', 'clamd://host/path'])(
    'CLAMD_URL=%j is refused and named',
    (scanner) => {
      expect(wordsOf({ CLAMD_URL: scanner })).toContain('clamd://127.0.0.1:3310')
    },
  )

  test('HOSHITORI_FILES without the keys that open it is refused', () => {
    expect(wordsOf({ HOSHITORI_FILES: 's3://bucket?endpoint=https://s3.example.jp' })).toContain('AWS_SECRET_ACCESS_KEY')
  })

  test.each(['80a', '-1', '65536', '80.5', '1e3', '0x50', ' ', ' 80', 'NaN', '８０８０'])(
    'PORT=%j is refused and named',
    (PORT) => {
      const outcome = readConfig({ PORT }, HOME)
      expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'config.port' }] })
      expect(wordsOf({ PORT })).toContain(`いまの値: ${PORT}`)
      expect(wordsOf({ PORT })).toContain('from 0 to 65535')
    },
  )

  test.each<[string, Environment, string, string]>([
    ['no https', { HOSHITORI_URL: 'http://hoshitori.example.jp' }, 'config.url', 'https:// で始めて'],
    ['no https, by its number', { HOSHITORI_URL: 'http://192.168.0.2' }, 'config.url', 'https:// で始めて'],
    ['no address', { HOSHITORI_URL: 'hoshitori.example.jp' }, 'config.url', 'ホスト名だけ'],
    ['a path', { HOSHITORI_URL: 'https://example.jp/hoshitori' }, 'config.url', 'フォルダーは付けられません'],
    ['a password', { HOSHITORI_URL: 'https://u:swordfish@example.jp' }, 'config.url', 'ホスト名だけ'],
    ['another protocol', { HOSHITORI_URL: 'ftp://example.jp' }, 'config.url', 'ホスト名だけ'],
    ['open without https', { HOSHITORI_LISTEN: '0.0.0.0' }, 'config.listen', 'HOSHITORI_URL'],
    ['open without https, IPv6', { HOSHITORI_LISTEN: '::' }, 'config.listen', 'HOSHITORI_URL'],
    [
      'open with http',
      { HOSHITORI_URL: 'http://localhost:80', HOSHITORI_LISTEN: '192.168.0.2' },
      'config.listen',
      'HOSHITORI_URL',
    ],
    ['a name to listen on', { ...SERVER, HOSHITORI_LISTEN: 'example.jp' }, 'config.listen', 'IP アドレス'],
    ['six proxies', { ...SERVER, HOSHITORI_PROXIES: '6' }, 'config.proxies', '0〜5'],
    ['no number of proxies', { ...SERVER, HOSHITORI_PROXIES: 'nginx' }, 'config.proxies', 'いまの値: nginx'],
    ['an unclear registration', { HOSHITORI_REGISTRATION: 'yes' }, 'config.registration', 'closed'],
    ['no mail server', { ...SERVER, SMTP_URL: '' }, 'config.mail-server', 'SMTP_URL と MAIL_FROM'],
    ['no sender', { ...SERVER, MAIL_FROM: '' }, 'config.mail-from', 'MAIL_FROM'],
    ['no sender on this machine', { SMTP_URL: 'smtp://localhost' }, 'config.mail-from', 'MAIL_FROM'],
    [
      'several nodes without a shared secret',
      { ...SERVER, DATABASE_URL: 'postgresql://db/h?sslmode=require' },
      'config.secret',
      'openssl rand -base64 32',
    ],
    ['a short secret', { HOSHITORI_SECRET: 'c3dvcmRmaXNo' }, 'config.secret', '32 バイト'],
    ['a secret of another spelling', { HOSHITORI_SECRET: `${SECRET.slice(0, 42)}9=` }, 'config.secret', '32 バイト'],
    ['a short token', { HOSHITORI_METRICS_TOKEN: 'swordfish' }, 'config.metrics-token', '20文字以上'],
    ['a misspelt name', { HOSHITORI_PROXY: '1' }, 'config.unknown', 'HOSHITORI_PROXIES のことなら'],
    ['another misspelt name', { HOSHITORI_SMTP_URL: 'x' }, 'config.unknown', 'HOSHITORI_SMTP_URL という設定はありません'],
  ])('are refused: %s', (_, env, code, words) => {
    const outcome = readConfig(env, HOME)
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code }] })
    expect(wordsOf(env)).toContain(words)
    expect(wordsOf(env)).not.toMatch(/swordfish|c3dvcmRmaXNo/)
  })

  test.each(['db', 'mysql://db', 'http://postgresql://', 'sqlite:///x', ' postgresql://db'])(
    'DATABASE_URL=%j is refused, and its password is not repeated',
    (start) => {
      const outcome = readConfig({ DATABASE_URL: `${start}?password=swordfish` }, HOME)
      expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'config.database' }] })
      expect(JSON.stringify(outcome)).not.toContain('swordfish')
    },
  )

  test.each([
    ['db.example.jp', '', 'config.database-tls'],
    ['db.example.jp', '?application_name=x', 'config.database-tls'],
    ['db.example.jp', '?sslmode=verify-full', undefined],
    ['db.example.jp', '?sslmode=disable', undefined],
    ['localhost', '', undefined],
    ['[::1]', '', undefined],
  ])('a database at %s%s', (host, query, code) => {
    const outcome = readConfig({ DATABASE_URL: `postgresql://h:swordfish@${host}/h${query}` }, HOME)
    expect(outcome.ok ? undefined : outcome.refusals[0].code).toBe(code)
    if (!outcome.ok) expect(JSON.stringify(outcome)).not.toContain('swordfish')
  })

  test('say everything that is wrong at once', () => {
    const env = {
      PORT: 'x',
      DATABASE_URL: 'x',
      HOSHITORI_URL: 'x',
      HOSHITORI_PROXIES: 'x',
      HOSHITORI_REGISTRATION: 'x',
      SMTP_URL: 'x',
      HOSHITORI_SECRET: 'x',
      HOSHITORI_METRICS_TOKEN: 'x',
      HOSHITORI_URI: 'x',
    }
    const outcome = readConfig(env, HOME)
    const codes = outcome.ok ? [] : outcome.refusals.map(({ code }) => code.replace('config.', ''))
    expect(codes.toSorted()).toEqual(
      [
        'database',
        'mail-from',
        'mail-server',
        'metrics-token',
        'port',
        'proxies',
        'registration',
        'secret',
        'unknown',
        'url',
      ].toSorted(),
    )
  })

  test('are all named in the list of them', () => {
    const names = [...readConfig.toString().matchAll(/env\.([A-Z_]+)/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(8)
    expect(names.filter((name) => !VARIABLES.some((known) => known === name))).toEqual([])
  })
})

test.each(['tcp://logs.example.jp', 'udp://127.0.0.1', 'https://x', 'tls://', 'tls://a:b@x', 'tls://x/y', 'tls://x?y', 'x'])(
  'HOSHITORI_SYSLOG=%s is refused',
  (text) => expect(wordsOf({ HOSHITORI_SYSLOG: text })).toContain('config.syslog'),
)

test.each(['kanri@example.jp', 'monthly kanri@example.jp', 'weekly a@x.jp b@x.jp', 'daily a@x.jp,b@x.jp'])(
  'HOSHITORI_LOG_LETTER=%s is refused',
  (text) => expect(wordsOf({ ...SERVER, HOSHITORI_LOG_LETTER: text })).toContain('config.log-letter'),
)

test('a letter about the logs needs a mail server', () => {
  expect(wordsOf({ HOSHITORI_LOG_LETTER: 'daily kanri@example.jp' })).toContain('SMTP_URL')
})

test('an owner of no server is refused', () => {
  expect(wordsOf({ DATABASE_OWNER_URL: 'postgres://o@127.0.0.1/h' })).toContain('DATABASE_OWNER_URL goes with DATABASE_URL')
})

describe('secrets from files', () => {
  const files: Record<string, string> = {
    '/run/secrets/hoshitori': `${SECRET}\n`,
    '/run/secrets/mail': SERVER.SMTP_URL,
    '/run/secrets/empty': '\n',
  }
  const readIn = (env: Environment) =>
    readConfig(env, HOME, (path) => {
      const text = files[path]
      if (text === undefined) throw new Error(`no ${path}`)
      return text
    })

  test('stand in the place of the settings that open something', () => {
    const inFiles = { SMTP_URL: '', SMTP_URL_FILE: '/run/secrets/mail', HOSHITORI_SECRET_FILE: '/run/secrets/hoshitori' }
    expect(readIn({ ...SERVER, ...inFiles })).toEqual(readIn({ ...SERVER, HOSHITORI_SECRET: SECRET }))
  })

  test.each<[string, Environment, string]>([
    ['given twice', { HOSHITORI_SECRET: SECRET, HOSHITORI_SECRET_FILE: '/run/secrets/hoshitori' }, 'の両方が指定されています'],
    ['that are not there', { HOSHITORI_SECRET_FILE: '/run/secrets/gone' }, '/run/secrets/gone を読めないか'],
    ['that are empty', { DATABASE_URL_FILE: '/run/secrets/empty' }, '/run/secrets/empty を読めないか'],
    [
      'of a setting that is no secret',
      { HOSHITORI_DATA_FILE: '/run/secrets/mail' },
      'HOSHITORI_DATA_FILE という設定はありません',
    ],
  ])('%s are refused, and not repeated', (_, env, words) => {
    const outcome = JSON.stringify(readIn(env))
    expect(outcome).toContain(words)
    expect(outcome).not.toContain(SECRET)
  })
})

describe('TLS inside', () => {
  const database = { DATABASE_URL: 'postgresql://h@db.example.jp/h?sslmode=verify-full', HOSHITORI_SECRET: SECRET }
  const readIn = (env: Environment, missing = '') =>
    readConfig({ HOSHITORI_TLS: '/tls', ...env }, HOME, (path) => (path === missing ? '' : '-----BEGIN CERTIFICATE-----'))

  test('the authority of the folder is that of the database', () => {
    expect(readIn({ ...SERVER, ...database })).toMatchObject({
      value: { tls: '/tls', databaseUrl: 'postgresql://h@db.example.jp/h?sslmode=verify-full&sslrootcert=%2Ftls%2Fca.pem' },
    })
    expect(readIn(SERVER, '/tls/ca.pem')).toMatchObject({ value: { tls: '/tls' } })
  })

  test.each<[string, Environment, string, string]>([
    ['on this machine alone', {}, '', 'HOSHITORI_URL に https'],
    ['beside a database in the clear', { ...SERVER, ...database, DATABASE_URL: 'postgresql://h@127.0.0.1/h' }, '', 'verify-full'],
    ['without a key', SERVER, '/tls/key.pem', 'key.pem がないか'],
    ['without an authority for the database', { ...SERVER, ...database }, '/tls/ca.pem', 'ca.pem がないか'],
  ])('%s is refused', (_, env, missing, words) => {
    expect(JSON.stringify(readIn(env, missing))).toContain(words)
  })
})

describe('the list of destinations', () => {
  const listed = (list: string, env: Environment = {}) => readConfig({ HOSHITORI_DESTINATIONS: list, ...env }, HOME)

  test('names hosts and networks, and everything that the settings name but this machine', () => {
    expect(listed('mail.example.jp, 10.0.0.0/8', SERVER)).toMatchObject({
      value: { destinations: { names: ['mail.example.jp'], networks: ['10.0.0.0/8'] } },
    })
    expect(listed('.okta.com', { DATABASE_URL: 'postgresql://h@127.0.0.1/h' })).toMatchObject({ ok: true })
  })

  test.each<[string, string, Environment, string]>([
    ['an entry that is none', '10.0.0.0/33', {}, '10.0.0.0/33'],
    ['a mail server that is not on it', '.okta.com', SERVER, 'SMTP_URL のサーバー mail.example.jp'],
    [
      'a database that is not on it',
      '10.0.0.0/8',
      { DATABASE_URL: 'postgresql://h:swordfish@192.0.2.1/h?sslmode=verify-full' },
      'DATABASE_URL のサーバー 192.0.2.1',
    ],
  ])('%s is refused', (_, list, env, words) => {
    const outcome = JSON.stringify(listed(list, env))
    expect(outcome).toContain(words)
    expect(outcome).not.toContain('swordfish')
  })
})

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const HOME = join('/', 'somewhere')

describe('the settings', () => {
  test.each<[string, Record<string, string | undefined>, object]>([
    ['nothing', {}, { port: 8080, data: join(HOME, 'data'), databaseUrl: undefined }],
    [
      'blanks',
      { PORT: '', HOSHITORI_DATA: '', DATABASE_URL: '' },
      { port: 8080, data: join(HOME, 'data'), databaseUrl: undefined },
    ],
    ['a port', { PORT: '54321' }, { port: 54321 }],
    ['any free port', { PORT: '0' }, { port: 0 }],
    ['the highest port', { PORT: '65535' }, { port: 65535 }],
    ['a folder', { HOSHITORI_DATA: '/srv/hoshitori' }, { data: '/srv/hoshitori' }],
    ['a server', { DATABASE_URL: 'postgresql://h@db/h' }, { databaseUrl: 'postgresql://h@db/h' }],
    ['a server by its short name', { DATABASE_URL: 'postgres://h@db/h' }, { databaseUrl: 'postgres://h@db/h' }],
    ['what is none of ours', { PATH: '/bin', PORTS: '1' }, { port: 8080 }],
  ])('are read: %s', (_, env, expected) => {
    expect(readConfig(env, HOME)).toMatchObject({ ok: true, value: expected })
  })

  test.each(['80a', '-1', '65536', '80.5', '1e3', '0x50', ' ', ' 80', 'NaN', '８０８０'])(
    'PORT=%j is refused and named',
    (PORT) => {
      const outcome = readConfig({ PORT }, HOME)
      expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'config.port' }] })
      if (!outcome.ok) {
        expect(outcome.refusals[0].words.ja).toContain(`いまの値: ${PORT}`)
        expect(outcome.refusals[0].words.en).toContain('from 0 to 65535')
      }
    },
  )

  test.each(['db', 'mysql://db', 'http://postgresql://', 'sqlite:///x', ' postgresql://db'])(
    'DATABASE_URL=%j is refused, and its password is not repeated',
    (start) => {
      const outcome = readConfig({ DATABASE_URL: `${start}?password=swordfish` }, HOME)
      expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'config.database' }] })
      expect(JSON.stringify(outcome)).not.toContain('swordfish')
    },
  )
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { delayAfter, LOCK_AT, lockAfter } from '../src/account/attempts/throttle.ts'
import { LEAST, MOST } from '../src/account/credentials/password.ts'
import { COST } from '../src/account/credentials/password-hash.ts'
import { SESSION_IDLES, SESSION_LASTS } from '../src/account/sign-in/session.ts'
import { LONGEST_TEXT } from '../src/assessment/fields.ts'
import { LEAST_MONTHS, USUAL_MONTHS } from '../src/log/retention.ts'
import { root } from '../src/root.ts'
import {
  MAX_COLUMNS,
  MAX_ENTRIES,
  MAX_FILE_BYTES,
  MAX_INFLATED_BYTES,
  MAX_RATIO,
  MAX_ROWS,
  MAX_XML_BYTES,
} from '../src/sheets/limits.ts'
import { LIMITS } from '../src/web/rate-limits.ts'
import { FRESH_FOR } from '../src/web/router.ts'

/**
 * The levels of OWASP ASVS 5.0.0 (OWASP Foundation, CC BY-SA 4.0), a digit for each requirement of a section in its order: `1.5:123`
 * is 1.5.1 of level 1, 1.5.2 of level 2 and 1.5.3 of level 3.
 */
const LEVELS = `
  1.1:22 1.2:1111122223 1.3:112222222223 1.4:222 1.5:123 2.1:122 2.2:112 2.3:12223 2.4:23 3.1:3 3.2:113 3.3:12223 3.4:11222233
  3.5:11122333 3.6:3 3.7:22333 4.1:12233 4.2:23333 4.3:22 4.4:1222 5.1:2 5.2:112333 5.3:113 5.4:222 6.1:122 6.2:111111112222
  6.3:11223333 6.4:112233 6.5:22222333 6.6:2223 6.7:33 6.8:2222 7.1:222 7.2:1111 7.3:22 7.4:11222 7.5:223 7.6:22 8.1:1233
  8.2:1123 8.3:133 8.4:23 9.1:111 9.2:1222 10.1:22 10.2:223 10.3:22223 10.4:1111122222233333 10.5:22222 10.6:22 10.7:222
  11.1:2233 11.2:22233 11.3:11233 11.4:1222 11.5:23 11.6:23 11.7:33 12.1:12233 12.2:11 12.3:22223 13.1:2333 13.2:222223
  13.3:2233 13.4:1222233 14.1:22 14.2:12223333 14.3:122 15.1:12233 15.2:12233 15.3:1222222 15.4:3333 16.1:2 16.2:22222
  16.3:2222 16.4:222 16.5:2223 17.1:23 17.2:22223333 17.3:22`

const required = LEVELS.trim()
  .split(/\s+/)
  .flatMap((text) => {
    const [section = '', levels = ''] = text.split(':')
    return [...levels].map((level, index) => ({ number: `${section}.${index + 1}`, level }))
  })
const documents = ['docs/security.md', ...readdirSync(join(root, 'docs/security')).map((name) => `docs/security/${name}`)]
const prose = read('docs/security.md')
const answered = documents.flatMap((path) =>
  [...read(path).matchAll(/^\| (\d+\.\d+\.\d+) \|(.*)\|$/gm)].map(([, number = '', rest = '']) => {
    const [level = '', words = '', answer = '', where = '', tests = ''] = rest.split(' | ').map((cell) => cell.trim())
    return { number, level, words, answer, where, tests }
  }),
)
const counted = (answer: string) => answered.filter((row) => row.answer === answer).length

describe('the answers to OWASP ASVS 5.0.0', () => {
  test('every requirement of level 1 and 2 is answered once, and no other', () => {
    const wanted = required.filter(({ level }) => level !== '3')
    expect(answered.map(({ number, level }) => ({ number, level }))).toEqual(wanted)
    expect([required.length, wanted.length, wanted.filter(({ level }) => level === '1').length]).toEqual([345, 253, 70])
  })

  test.each(answered)('$number: one of three answers, with where or why', ({ answer, where, words, tests }) => {
    expect(['met', 'not met', 'n.a.']).toContain(answer)
    expect(words.length).toBeGreaterThan(2)
    expect(where.length).toBeGreaterThan(answer === 'not met' ? 25 : 3)
    expect(tests).toMatch(answer === 'n.a.' ? /./ : /^(—|`[^`]+`(, `[^`]+`)*)$/)
  })

  test('the counts in words are those of the lines', () => {
    const [met, not, none] = [counted('met'), counted('not met'), counted('n.a.')]
    expect(prose).toContain(`${met} are met, ${not} are not, and ${none} do not apply`)
    expect(read('docs/security/asvs.md')).toContain(`${met} are met, ${not} are not met, ${none} do not apply`)
    expect(read('docs/security/asvs.md')).toContain(`満たす ${met}、満たさない ${not}、該当なし ${none}`)
  })
})

describe.each(documents)('%s', (path) => {
  const text = read(path)

  test('every file that it names is there', () => {
    const named = [...text.matchAll(/`((?:src|tests|docs|packages|bin)\/[^`\s]+|package-lock\.json)/g)].map(
      ([, name = '']) => name,
    )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([])
  })

  test('every link leads somewhere', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)].map(([, file = '', heading = '']) => ({
      file,
      heading,
    }))
    expect(links.length).toBeGreaterThan(0)
    for (const { file, heading } of links) {
      const target = file === '' ? path : join(dirname(path), file)
      expect(existsSync(join(root, target)), target).toBe(true)
      if (heading !== '') expect(headingsOf(read(target)), heading).toContain(heading)
    }
  })

  test('what is named as a test is one', () => {
    const columns = [...text.matchAll(/\| ([^|\n]*) \|$/gm)].map(([, last = '']) => last)
    const named = columns.flatMap((last) => [...last.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    const code = path.endsWith('asvs.md') ? named : named.filter((name) => name.includes('.test.'))
    expect(code.length).toBeGreaterThan(10)
    expect(code.filter((name) => !/\.test\.tsx?$/.test(name))).toEqual([])
  })
})

describe('numbers in docs/security.md are those of the code', () => {
  const HOUR = 60 * 60 * 1000
  const MIB = 1024 * 1024
  test.each([
    [
      'requests',
      `${LIMITS.address.toLocaleString('en')} from an address (IPv6: its /64), ${LIMITS.session} with a session, ${LIMITS.stranger} forms`,
    ],
    ['waits', `three at once, then ${[3, 4, 5, 6, 7].map((failures) => delayAfter(failures) / 1000).join(', ')} seconds`],
    ['the lock', `${LOCK_AT === 10 ? 'ten' : LOCK_AT} lock for ${lockAfter(1) / 60_000} minutes`],
    ['passwords', `passwords of ${LEAST} to ${MOST}`],
    ['argon2id', `argon2id, ${COST.memoryCost / 1024} MiB, ${COST.timeCost} passes`],
    ['idle sessions', SESSION_IDLES === 12 * HOUR ? 'Twelve hours without use' : 'other'],
    ['sessions', SESSION_LASTS === 7 * 24 * HOUR ? 'seven days in all' : 'other'],
    ['a new proof', `after ${FRESH_FOR / 60_000} minutes`],
    ['texts', `texts of answers of at most ${LONGEST_TEXT.toLocaleString('en')}`],
    ['the log', `${LEAST_MONTHS} months at least, ${USUAL_MONTHS} unless set`],
    [
      'files',
      `At most ${MAX_FILE_BYTES / MIB} MB, ${MAX_ENTRIES.toLocaleString('en')} entries, ${MAX_INFLATED_BYTES / MIB} MB claimed and ${MAX_XML_BYTES / MIB} MB read`,
    ],
    ['tables', `a ratio of ${MAX_RATIO}, ${MAX_ROWS.toLocaleString('en')} rows, ${MAX_COLUMNS} columns`],
  ])('%s: %s', (_, words) => {
    expect(prose.replaceAll(/\s+/g, ' ')).toContain(words)
  })
})

function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

import { describe, expect, test } from 'vitest'
import table from './letters.json'
import { type LetterKind, toLetter } from './letters.ts'

const facts = {
  origin: 'https://hoshitori.example.jp',
  name: '青山 太郎',
  link: 'https://hoshitori.example.jp/reset/abc',
  until: '2027-04-01T01:30:00.000Z',
  linkUntil: '2027-04-02T01:30:00.000Z',
  at: '2027-04-01T00:00:00.000Z',
  address: '192.0.2.7',
  place: { ja: '知らないブラウザ', en: 'unknown browsers' },
  what: { ja: '認証アプリを外しました', en: 'The authenticator app was removed' },
  advice: { ja: '', en: '' },
  failures: 10,
  device: { ja: 'Windows の Firefox', en: 'Firefox on Windows' },
}
const kinds = Object.keys(table) as LetterKind[]
const all = kinds.flatMap((kind) => (['ja', 'en'] as const).map((lang) => [kind, lang] as const))

test.each(all)('%s in %s: everything told, nothing left open, short', (kind, lang) => {
  const { to, subject, text } = toLetter(kind, lang, 'taro@aoyama.example', facts)
  expect(to).toBe('taro@aoyama.example')
  expect(subject).toMatch(lang === 'ja' ? /^【星取】/ : /^\[Hoshitori\] /)
  expect(subject).not.toMatch(/[{}\n]/)
  expect(text).not.toMatch(/[{}]|undefined/)
  expect(text.length).toBeLessThan(1000)
  expect(text).not.toMatch(/認定|合格/)
})

describe('what stands in a letter', () => {
  test('a link has a line of its own, and times are Japan’s', () => {
    const { text } = toLetter('reset', 'ja', 'x@y.example', facts)
    expect(text.split('\n')).toContain(facts.link)
    expect(text).toContain('2027年4月1日 10:30まで')
    expect(text.startsWith('青山 太郎 様\n\n')).toBe(true)
  })

  test.each(['register', 'register-known', 'reset-unknown', 'email', 'email-known'] as const)(
    '%s, which goes to an address that nobody has proved, says nothing that a stranger could have typed',
    (kind) => {
      const { text } = toLetter(kind, 'ja', 'x@y.example', { origin: facts.origin, link: facts.link, until: facts.until })
      expect(text).not.toContain('青山')
    },
  )

  test('a fact that is missing is a fault, not a gap', () => {
    expect(() => toLetter('reset', 'ja', 'x@y.example', { origin: facts.origin })).toThrow('name')
  })

  test('an address of the network that is not known is called so', () => {
    expect(toLetter('closed', 'ja', 'x@y.example', { ...facts, address: '' }).text).toContain('接続元: 不明')
  })
})

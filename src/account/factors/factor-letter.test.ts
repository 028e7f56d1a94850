import { expect, test } from 'vitest'
import type { FactorEvent } from './factor-event.ts'
import { toFactorLetter } from './factor-letter.ts'

const EVENTS: FactorEvent[] = [
  { kind: 'totp.add' },
  { kind: 'totp.replace' },
  { kind: 'totp.remove' },
  { kind: 'recovery.make' },
  { kind: 'recovery.use', left: 4 },
  { kind: 'recovery.use', left: 3 },
  { kind: 'passkey.add', passkey: '会社のパソコン' },
  { kind: 'passkey.remove', passkey: '会社のパソコン' },
  { kind: 'passkey.copy', passkey: '会社のパソコン' },
  { kind: 'factor.lock' },
]
const from = { address: '192.0.2.7', agent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0', request: 'r1' }
const told = { at: '2027-03-31T15:30:00.000Z', from, address: 'https://hoshitori.example.jp' }

test.each(EVENTS.flatMap((event) => (['ja', 'en'] as const).map((lang) => ({ event, lang }))))(
  '$event.kind in $lang says what, when, from where, and what to do if it was somebody else',
  ({ event, lang }) => {
    const { to, subject, text } = toFactorLetter(event, { name: '伊藤 恵', email: 'ito@aoyama.example.jp', lang }, told)
    expect(to).toBe('ito@aoyama.example.jp')
    expect(subject).toMatch(lang === 'ja' ? /^【星取】.{8,}$/ : /^\[Hoshitori\] .{10,}$/)
    const parts =
      lang === 'ja'
        ? ['伊藤 恵 様', '2027年4月1日 00:30', '192.0.2.7(Windows の Firefox)', 'すぐにパスワードを変え']
        : ['Dear 伊藤 恵', '2027-04-01 00:30 JST', '192.0.2.7 (Firefox on Windows)', 'change your password at once']
    for (const part of [...parts, 'https://hoshitori.example.jp/account/factors\n']) expect(text).toContain(part)
    expect(`${subject}${text}`).not.toMatch(/undefined|認定|合格/)
  },
)

test('says that few recovery codes are left when three are, and not before', () => {
  const letter = (left: number) =>
    toFactorLetter({ kind: 'recovery.use', left }, { name: '伊藤', email: 'ito@aoyama.example.jp', lang: 'ja' }, told).text
  expect(letter(4)).not.toContain('残りが少なくなりました')
  expect(letter(3)).toContain('残りが少なくなりました')
  expect(letter(0)).toContain('残りが少なくなりました')
})

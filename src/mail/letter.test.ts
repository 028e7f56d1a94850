import { describe, expect, test } from 'vitest'
import { isAddress, retryAt, tidyLetter } from './letter.ts'

const letter = { to: 'taro@example.co.jp', subject: '招待', text: 'こんにちは' }

describe('a letter', () => {
  test.each([
    ['青山精機への招待', '青山精機への招待'],
    ['招待\r\nBcc: evil@example.com', '招待 Bcc: evil@example.com'],
    ['招待\n\n<b>本文</b>', '招待 <b>本文</b>'],
    ['一\u2028二\u2029三\u0000四\u001b[31m五', '一 二 三 四 [31m五'],
    ['\u202emoc.elpmaxe\u202c 精機', 'moc.elpmaxe 精機'],
    ['  招待\t', '招待'],
    ['👨‍👩‍👧 家族会社', '👨‍👩‍👧 家族会社'],
  ])('with the subject %j has the subject %j', (subject, tidy) => {
    expect(tidyLetter({ ...letter, subject }).subject).toBe(tidy)
  })

  test('keeps 200 characters of a subject and cuts none in two', () => {
    expect([...tidyLetter({ ...letter, subject: '𠮷'.repeat(300) }).subject]).toHaveLength(200)
  })

  test('has lines that end alike', () => {
    expect(tidyLetter({ ...letter, text: 'a\r\nb\rc\nd' }).text).toBe('a\nb\nc\nd')
  })

  test.each([
    '',
    'taro',
    'taro@',
    '@example.com',
    'taro@example.com, evil@example.com',
    'taro@example.com\r\nBcc: evil@example.com',
    'Taro <taro@example.com>',
    '"a b"@example.com',
    'a@b@c',
    'taro@example.com;evil@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(260)}`,
  ])('to %j is not written', (to) => {
    expect(isAddress(to)).toBe(false)
    expect(() => tidyLetter({ ...letter, to })).toThrow('one address')
  })

  test.each(['taro@example.co.jp', "o'hara+x@sub.example.com", '太郎@例え.テスト', 'root@localhost'])(
    'to %s is written',
    (to) => {
      expect(tidyLetter({ ...letter, to }).to).toBe(to)
    },
  )
})

describe('the next attempt', () => {
  const createdAt = '2027-04-01T00:00:00.000Z'

  test.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [9, 256],
    [10, 360],
    [11, 360],
    [1000, 360],
  ])('after attempt %i is %i minutes later', (attempts, minutes) => {
    const now = '2027-04-01T12:00:00.000Z'
    expect(Date.parse(retryAt({ createdAt, attempts }, now) ?? '') - Date.parse(now)).toBe(minutes * 60_000)
  })

  test('is none after three days; until then there are 19', () => {
    let now = createdAt
    let attempts = 1
    for (let next = retryAt({ createdAt, attempts }, now); next; next = retryAt({ createdAt, attempts }, now)) {
      now = next
      attempts += 1
    }
    expect(attempts).toBe(20)
    expect(Date.parse(now)).toBeGreaterThan(Date.parse('2027-04-03T18:00:00.000Z'))
    expect(now <= '2027-04-04T00:00:00.000Z').toBe(true)
  })
})

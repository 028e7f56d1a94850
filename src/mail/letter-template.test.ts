import { describe, expect, test } from 'vitest'
import { fillLetter, withoutLinks } from './letter-template.ts'

const template = { subject: 'To {name}', text: ['Dear {name},', 'On {at}\nfrom {place}', '{advice}', 'Bye.'] }
const facts = { name: '{place}', at: { moment: '2027-04-01T00:00:00.000Z' }, place: { ja: '東京', en: 'Tokyo' }, advice: '' }

describe('a letter', () => {
  test('tells its facts in the reader’s language, leaves empty paragraphs out, and is signed', () => {
    expect(fillLetter(template, { to: 'a@b.example', lang: 'en' }, facts, 'https://h.example')).toEqual({
      to: 'a@b.example',
      subject: 'To {place}',
      text: 'Dear {place},\n\nOn 2027-04-01 09:00 JST\nfrom Tokyo\n\nBye.\n\n-- \nHoshitori https://h.example\n',
    })
    expect(fillLetter(template, { to: 'a@b.example', lang: 'ja' }, facts).text).toContain(
      'On 2027年4月1日 09:00\nfrom 東京\n\nBye.\n',
    )
  })

  test('with a gap is not sent', () => {
    expect(() => fillLetter(template, { to: 'a@b.example', lang: 'en' }, { ...facts, advice: undefined })).toThrow('advice')
  })
})

test.each([
  ['https://evil.example/x', 'https evil・example/x'],
  ['青山 太郎', '青山 太郎'],
  ['J. Smith Co.', 'J. Smith Co.'],
  ['例え.テスト', '例え・テスト'],
])('the name %j stands as %j', (name, shown) => {
  expect(withoutLinks(name)).toBe(shown)
})

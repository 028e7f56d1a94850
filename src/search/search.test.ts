import { describe, expect, test } from 'vitest'
import { excerpt, marked } from './excerpt.ts'
import { isTooShort, readQuery } from './query.ts'

describe('what was sought is marked as it was written', () => {
  test.each([
    ['サーバーの台帳', 'サーバ', '[サーバー]の台帳'],
    ['ファイルサーバーを置く', 'ふぁいるさーば', '[ファイルサーバー]を置く'],
    ['ｻｰﾊﾞｰとﾊﾞｯｸｱｯﾌﾟ', 'バックアップ', 'ｻｰﾊﾞｰと[ﾊﾞｯｸｱｯﾌﾟ]'],
    ['渡邉さんと渡辺さん', '渡辺', '[渡邉]さんと[渡辺]さん'],
    ['VPN ＶＰＮ', 'vpn', '[VPN] [ＶＰＮ]'],
    ['台帳 更新', '台帳 更新', '[台帳] [更新]'],
    ['㈱青山', '株', '[㈱]青山'],
    [' 前に空白', '前', ' [前]に空白'],
    ['なにもない', '鍵', 'なにもない'],
    ['<b>台帳</b>', '台帳', '<b>[台帳]</b>'],
  ])('%s, by %s', (text, typed, expected) => {
    const parts = marked(text, readQuery({ q: typed }).words)
    expect(parts.map((part) => (part.found ? `[${part.text}]` : part.text)).join('')).toBe(expected)
    expect(parts.map((part) => part.text).join('')).toBe(text)
  })
})

test('an excerpt shows the place, in one line, and says that it is cut', () => {
  const text = `${'前置き。'.repeat(30)}\n鍵は金庫にある。${'後書き。'.repeat(30)}`
  const shown = excerpt(text, ['金庫'])
    .map((part) => part.text)
    .join('')
  expect(shown).toMatch(/^….*鍵は金庫にある。.*…$/)
  expect(shown.length).toBeLessThan(100)
})

test.each([
  ['', true],
  ['  ', true],
  ['あ', true],
  ['a b', true],
  ['ー', true],
  ['鍵', false],
  ['IT', false],
  ['4-1-1-1', false],
])('%j is too short: %s', (q, expected) => {
  expect(isTooShort(readQuery({ q }))).toBe(expected)
})

test('a group of the address is one of ours, or none', () => {
  expect([readQuery({ q: '鍵', in: 'people' }).only, readQuery({ q: '鍵', in: '__proto__' }).only]).toEqual(['people', undefined])
})

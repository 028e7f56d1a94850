import { describe, expect, test } from 'vitest'
import { piecesOf } from './links.ts'

const OURS = 'https://hoshitori.example.jp'

describe('in the text of a letter', () => {
  test.each([
    ['https://hoshitori.example.jp/reset/abc', ['https://hoshitori.example.jp/reset/abc']],
    ['次を開いてください。https://hoshitori.example.jp/a?b=1&c=2。期限は1時間です。', ['https://hoshitori.example.jp/a?b=1&c=2']],
    ['(https://hoshitori.example.jp/a).', ['https://hoshitori.example.jp/a']],
    [
      'a https://hoshitori.example.jp/a\nb https://hoshitori.example.jp/b',
      ['https://hoshitori.example.jp/a', 'https://hoshitori.example.jp/b'],
    ],
    ['https://evil.example.com/', []],
    ['https://hoshitori.example.jp.evil.example.com/', []],
    ['https://hoshitori.example.jp@evil.example.com/', []],
    ['https://hoshitori.example.jp:8443/', []],
    ['http://hoshitori.example.jp/', []],
    ['javascript:alert(1) data:text/html,x //hoshitori.example.jp/', []],
    ['リンクはありません', []],
    ['', []],
  ])('%j the links are %j, and no word is lost', (text, links) => {
    const pieces = piecesOf(text, OURS)
    expect(pieces.flatMap(({ href }) => href ?? [])).toEqual(links)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  })
})

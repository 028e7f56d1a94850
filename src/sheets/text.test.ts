import { describe, expect, it } from 'vitest'
import { cleanText, sameText } from './text.ts'

describe('cleanText', () => {
  it.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\u0000b\u000bc\u001f', 'abc'],
    ['タブ\tは残す', 'タブ\tは残す'],
    ['😀', '😀'],
    ['\ud83d片方', '\ufffd片方'],
    ['\uffff', ''],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })
})

describe('sameText', () => {
  it.each([
    ['a\r\nb', 'a\nb'],
    ['a ', 'a'],
    ['', ' \n'],
    ['1〜2', '1～2'],
    ['−1', '－1'],
  ])('%j is %j', (one, other) => {
    expect(sameText(one, other)).toBe(true)
  })

  it.each([
    ['a', 'b'],
    [' a', 'a'],
    ['a b', 'ab'],
    ['○', '〇'],
  ])('%j is not %j', (one, other) => {
    expect(sameText(one, other)).toBe(false)
  })
})

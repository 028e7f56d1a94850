import { expect, test } from 'vitest'
import { toPrintable } from './printable.ts'

test.each([
  ['line ends become \\n', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['a tab becomes a space', 'a\tb', 'a b'],
  ['control characters go', 'a\u0000b\u0007c\u0085d', 'abcd'],
  ['marks that turn the reading direction go', 'gpj\u202excod.exe\u2066', 'gpjxcod.exe'],
  ['half a character becomes the replacement sign', 'a\ud83d', 'a\ufffd'],
  ['all else stays', '#import "x": * $ [ ] \\ @a `b` 😀 שלום ①', '#import "x": * $ [ ] \\ @a `b` 😀 שלום ①'],
])('%s', (_, text, printed) => {
  expect(toPrintable({ texts: [text], number: 1, nothing: null })).toEqual({ texts: [printed], number: 1, nothing: null })
})

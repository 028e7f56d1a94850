import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

test.each([
  ['/', '/'],
  ['/assessments', '/assessments'],
  ['/quick/result?a=1&b=%E6%98%9F#top', '/quick/result?a=1&b=%E6%98%9F#top'],
  ['/a?next=https://example.com/', '/a?next=https://example.com/'],
  ['/a?q=星', '/a?q=%E6%98%9F'],
])('%s is a page of ours', (next, to) => {
  expect(safeNext(next)).toBe(to)
})

test.each([
  undefined,
  null,
  7,
  {},
  ['/assessments'],
  '',
  'assessments',
  '//example.com',
  '///example.com',
  '/\\example.com',
  '\\\\example.com',
  '/\t/example.com',
  '/\n/example.com',
  '/\u0000/example.com',
  ' //example.com',
  'https://example.com/',
  'https:/example.com',
  'javascript:alert(1)',
  '/a\\..\\b',
  '/.//example.com',
  '/a/..//example.com',
  '/%0d%0aSet-Cookie:x=1\r\nX: y',
  `/${'a'.repeat(2000)}`,
])('%j leads to the first page', (next) => {
  expect(safeNext(next)).toBe('/')
})

test('nothing it lets through leaves the site', () => {
  for (const next of ['/@example.com', '/:80', '/a//b', '/;//example.com', '/?//example.com', '/#//example.com']) {
    expect(new URL(safeNext(next), 'https://ours.example/').origin).toBe('https://ours.example')
  }
})

import { expect, test } from 'vitest'
import { isListed, mayReach, readDestinations } from './destinations.ts'

const LIST = readDestinations(' smtp.example.jp, .okta.com,10.1.0.0/16 ,2001:db8::/32,192.0.2.7')

test.each([
  ['smtp.example.jp', true],
  ['SMTP.example.jp', true],
  ['aoyama.okta.com', true],
  ['okta.com', false],
  ['evil-okta.com', false],
  ['smtp.example.jp.evil.test', false],
  ['10.1.255.1', true],
  ['10.2.0.1', false],
  ['192.0.2.7', true],
  ['::ffff:10.1.0.1', true],
  ['[2001:db8::9]', true],
  ['2001:db9::9', false],
  ['', false],
])('%s on the list: %s', (host, listed) => {
  expect('unknown' in LIST ? LIST.unknown : isListed(LIST, host)).toBe(listed)
})

test.each(['https://example.jp', '10.1.0.0/33', '10.1/16', '*.example.jp', 'a b', 'example.jp:587'])(
  '%s is no entry',
  (entry) => {
    expect(readDestinations(`example.com,${entry}`)).toEqual({ unknown: entry })
  },
)

test.each([
  ['smtp.example.jp', '8.8.8.8', true],
  ['smtp.example.jp', '10.1.0.1', true],
  ['smtp.example.jp', '10.2.0.1', false],
  ['smtp.example.jp', '127.0.0.1', false],
  ['smtp.example.jp', '169.254.169.254', false],
  ['other.example.jp', '8.8.8.8', false],
  ['other.example.jp', '192.0.2.7', true],
  ['localhost', '127.0.0.1', true],
  ['localhost', '8.8.8.8', false],
])('%s at %s may be reached: %s', (host, address, may) => {
  expect('unknown' in LIST ? LIST.unknown : mayReach(LIST, host, address)).toBe(may)
})

test('an empty list lets nobody be reached', () => {
  expect(readDestinations(' , ')).toEqual({ names: [], networks: [] })
})

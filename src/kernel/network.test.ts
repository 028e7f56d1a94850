import { describe, expect, test } from 'vitest'
import { isLoopback, isPublic, networkOf } from './network.ts'

describe('whose an address is', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['192.0.2', '192.0.2'],
    ['', ''],
  ])('%j: %j', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('this machine', () => {
  test.each(['localhost', '127.0.0.1', '127.255.0.9', '::1', '[::1]', '::ffff:127.0.0.1'])('%s is it', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  test.each(['', '127.1', '0x7f000001', '128.0.0.1', '::', '::2', 'localhost.example.jp', '127.0.0.1.example.jp'])(
    '%j is not',
    (host) => {
      expect(isLoopback(host)).toBe(false)
    },
  )
})

describe('public addresses', () => {
  test.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700:4700::1111', '2404:6800:4004::1'])(
    '%s is one',
    (ip) => expect(isPublic(ip)).toBe(true),
  )

  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
    ...['192.0.0.1', '192.168.0.1', '198.18.0.1', '203.0.113.5', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1'],
    ...['2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '', 'localhost', '1.1.1', '2130706433'],
  ])('%j is none', (ip) => expect(isPublic(ip)).toBe(false))
})

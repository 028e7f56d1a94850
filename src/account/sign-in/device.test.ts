import { describe, expect, test } from 'vitest'
import type { AccountId } from '../../kernel/ids.ts'
import { toSecrets } from '../../secrets.ts'
import { ACCOUNTS_PER_DEVICE, DEVICE_LASTS, findDevice, rememberDevice } from './device.ts'

const NOW = '2027-04-01T00:00:00.000Z'
const later = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString()
const marksBy = (byte: number) => toSecrets(new Uint8Array(32).fill(byte))
const marks = marksBy(7)
const account = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as AccountId
const name = (n: number) => `browser-number-${n}`

describe('a browser that signed in before', () => {
  const { cookie, expiresAt } = rememberDevice(undefined, account(1), NOW, name(1), marks)

  test('is known for that account, for 90 days', () => {
    expect(findDevice(cookie, account(1), NOW, marks)).toBe(name(1))
    expect(expiresAt).toBe(later(DEVICE_LASTS))
    expect(findDevice(cookie, account(1), later(DEVICE_LASTS - 1000), marks)).toBe(name(1))
    expect(findDevice(cookie, account(1), later(DEVICE_LASTS), marks)).toBeUndefined()
  })

  test('is a stranger to any other account, and the cookie names none', () => {
    expect(findDevice(cookie, account(2), NOW, marks)).toBeUndefined()
    expect(cookie).not.toContain(account(1).slice(-12))
  })

  test('keeps its name, so that its failures are not forgotten, and is known longer', () => {
    const again = rememberDevice(cookie, account(1), later(1000 * 3600), name(2), marks)
    expect(findDevice(again.cookie, account(1), later(DEVICE_LASTS), marks)).toBe(name(1))
  })

  test.each<[string, string]>([
    ['another secret', rememberDevice(undefined, account(1), NOW, name(1), marksBy(8)).cookie],
    ['another name', cookie.replace(name(1), name(7))],
    ['another time', cookie.replace(/\.[0-9a-z]+\./, '.zzzzzzz.')],
    ['half a mark', cookie.slice(0, -1)],
    ['nonsense', '~~..~.~'],
    ['nothing', ''],
  ])('%s is not believed', (_, forged) => {
    expect(findDevice(forged, account(1), NOW, marks)).toBeUndefined()
  })

  test('several people share it; beyond eight the one of longest ago is forgotten', () => {
    let shared: string | undefined
    for (let n = 1; n <= ACCOUNTS_PER_DEVICE + 1; n += 1) shared = rememberDevice(shared, account(n), NOW, name(n), marks).cookie
    const known = Array.from({ length: ACCOUNTS_PER_DEVICE + 1 }, (_, n) => findDevice(shared, account(n + 1), NOW, marks))
    expect(known).toEqual([undefined, ...Array.from({ length: ACCOUNTS_PER_DEVICE }, (_, n) => name(n + 2))])
    expect(shared?.length).toBeLessThan(1000)
  })
})

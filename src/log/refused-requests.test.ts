import { expect, test } from 'vitest'
import { HOUR, later, SECOND } from '../kernel/calendar.ts'
import { INSTALLATION, type PersonId, type TenantId } from '../kernel/ids.ts'
import type { Author } from './entry.ts'
import { createTally, type RefusedRequest } from './refused-requests.ts'

const START = '2027-04-01T00:00:00.000Z'
const at = (seconds: number) => later(START, seconds * SECOND)
const stranger = (address: string, route = 'POST /sign-in'): RefusedRequest => ({
  why: 'rate',
  by: { kind: 'unknown' },
  tenant: INSTALLATION,
  from: { address, agent: 'curl', request: 'r' },
  route,
})
const hanako = {
  kind: 'person' as const,
  person: 'p' as PersonId,
  name: '佐藤 花子',
  roles: ['reader'],
  engagement: null,
} satisfies Author

test('are told at once the first time, then once an hour with how many there were', () => {
  const tally = createTally()
  tally.note(stranger('192.0.2.7'), at(0))
  expect(tally.take(at(1))).toMatchObject([{ why: 'rate', count: 1, clients: 1, since: at(0), until: at(0) }])
  for (let n = 0; n < 5000; n += 1) tally.note(stranger('192.0.2.7', n % 2 ? 'POST /sign-in' : 'GET /'), at(60 + n / 10))
  expect(tally.take(at(700))).toEqual([])
  expect(tally.take(at(3602))).toMatchObject([
    { count: 5000, since: at(60), until: at(559.9), routes: ['GET /', 'POST /sign-in'] },
  ])
  expect(tally.take(later(at(3602), 2 * HOUR))).toEqual([])
})

test('of one person are one entry per reason and organisation, wherever they came from', () => {
  const tally = createTally()
  const from = (address: string) => ({ address, agent: '', request: '' })
  for (const address of ['192.0.2.1', '198.51.100.1'])
    tally.note({ why: 'role', by: hanako, tenant: 'a' as TenantId, from: from(address), route: 'GET /log' }, at(0))
  tally.note({ why: 'role', by: hanako, tenant: 'b' as TenantId, from: from('192.0.2.1'), route: 'GET /log' }, at(0))
  tally.note({ why: 'input', by: hanako, tenant: 'a' as TenantId, from: from('192.0.2.1'), route: 'POST /x' }, at(0))
  expect(tally.take(at(1)).map(({ count, clients }) => [count, clients])).toEqual([
    [2, 2],
    [1, 1],
    [1, 1],
  ])
})

test('of more strangers than can be told apart are one entry together: a flood fills neither memory nor log', () => {
  const tally = createTally()
  for (let n = 0; n < 50_000; n += 1) tally.note(stranger(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`), at(n / 1000))
  const told = tally.take(at(60))
  expect(told).toHaveLength(201)
  expect(told.at(-1)).toMatchObject({ count: 49_800, clients: 1000 })
  for (let n = 0; n < 1000; n += 1) tally.note(stranger(`172.16.${n >> 8}.${n & 255}`), at(61))
  expect(tally.take(at(120))).toEqual([])
})

test('are all told when the server stops, and also when its clock was put back', () => {
  const tally = createTally()
  tally.note(stranger('192.0.2.7'), at(7200))
  tally.take(at(7200))
  tally.note(stranger('192.0.2.7'), at(1))
  expect(tally.take(at(2))).toHaveLength(1)
  tally.note(stranger('192.0.2.7'), at(3))
  expect(tally.take(at(3), true)).toHaveLength(1)
})

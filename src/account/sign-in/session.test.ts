import { expect, test } from 'vitest'
import { sessionState } from './session.ts'

const NOW = '2027-04-01T12:00:00.000Z'
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString()

test.each([
  [0, 'fresh'],
  [0.9, 'fresh'],
  [1, 'to-note'],
  [12 * 60, 'to-note'],
  [12 * 60 + 0.1, 'over'],
  [-0.9, 'fresh'],
  [-3, 'over'],
])('a session last used %d minutes ago is %s', (minutes, state) => {
  expect(sessionState(ago(minutes), NOW)).toBe(state)
})

import { expect, test } from 'vitest'
import { dueDay } from './rhythm.ts'

test.each([
  ['weekly', '2027-04-05T00:00:00.000Z', '2027-04-05', 'Monday, 9 in the morning'],
  ['weekly', '2027-04-04T22:59:00.000Z', undefined, 'a minute before 8: the last one is a week ago'],
  ['weekly', '2027-04-04T23:00:00.000Z', '2027-04-05', 'at 8'],
  ['weekly', '2027-04-07T22:00:00.000Z', '2027-04-05', 'a server that was off until Thursday morning'],
  ['weekly', '2027-04-08T03:00:00.000Z', undefined, 'on Thursday noon it is too late'],
  ['weekly', '2027-03-22T03:00:00.000Z', undefined, 'a Monday in lieu of a holiday'],
  ['weekly', '2027-03-23T03:00:00.000Z', '2027-03-23', 'the day after it'],
  ['daily', '2027-04-06T03:00:00.000Z', '2027-04-06', 'any Tuesday'],
  ['daily', '2027-04-10T03:00:00.000Z', '2027-04-09', 'a Saturday: the letter of Friday, if nobody wrote it'],
  ['daily', '2027-05-05T03:00:00.000Z', undefined, 'in the holidays of May'],
  ['none', '2027-04-05T00:00:00.000Z', undefined, 'never'],
] as const)('%s at %s: the letter of %s (%s)', (rhythm, now, day, _why) => {
  expect(dueDay(rhythm, now)?.day).toBe(day)
})

import { describe, expect, test } from 'vitest'
import type { AssessmentId } from '../kernel/ids.ts'
import { againstEngagement, ENGAGEMENT_KINDS, ENGAGEMENT_WORDS, SIGHT_WORDS, SIGHTS, stateOf } from './engagement.ts'

const HONSHA = '00000000-0000-7000-8000-000000000001' as AssessmentId
const KOJO = '00000000-0000-7000-8000-000000000002' as AssessmentId
const KNOWN = [HONSHA, KOJO]

type Wish = Parameters<typeof againstEngagement>[0]

const WHOLE: Wish = {
  assessments: null,
  sight: 'answers',
  mayAnswer: false,
  begins: '2027-04-01',
  ends: '2027-09-30',
}

test.each<[string, Partial<Wish>, string[]]>([
  ['no assessment where some are to be chosen', { assessments: [] }, ['engagement.assessments']],
  ['assessments of somebody else', { assessments: ['x'] }, ['engagement.assessments']],
  ['an end before the beginning', { ends: '2027-03-31' }, ['engagement.period']],
  ['more than three years', { ends: '2030-05-01' }, ['engagement.period']],
  ['answering without seeing everything', { mayAnswer: true }, ['engagement.blind']],
  ['answering by the numbers', { mayAnswer: true, sight: 'numbers' }, ['engagement.blind']],
  [
    'all of it',
    { mayAnswer: true, assessments: [], ends: '2027-03-31' },
    ['engagement.period', 'engagement.assessments', 'engagement.blind'],
  ],
])('an engagement with %s is refused', (_, wrong, codes) => {
  expect(againstEngagement({ ...WHOLE, ...wrong }, KNOWN).map(({ code }) => code)).toEqual(codes)
})

test.each<[string, Partial<Wish>]>([
  ['a single day', { ends: '2027-04-01' }],
  ['three years', { ends: '2030-03-31' }],
  ['one assessment that there is', { assessments: ['x', KOJO] }],
  ['no day yet, which is refused by itself', { begins: undefined }],
  ['answering, seeing everything', { mayAnswer: true, sight: 'everything' }],
])('an engagement with %s is accepted', (_, change) => {
  expect(againstEngagement({ ...WHOLE, ...change }, KNOWN)).toEqual([])
})

describe('where it stands: its first and last day both count, in Japan', () => {
  const days = { begins: '2027-04-01', ends: '2027-09-30', endedAt: null }
  test.each([
    ['the last moment of the day before', '2027-03-31T14:59:59.999Z', 'coming'],
    ['the first moment of the first day', '2027-03-31T15:00:00.000Z', 'current'],
    ['in the middle', '2027-06-15T00:00:00.000Z', 'current'],
    ['the last moment of the last day', '2027-09-30T14:59:59.999Z', 'current'],
    ['the moment after', '2027-09-30T15:00:00.000Z', 'over'],
  ] as const)('%s', (_, now, state) => {
    expect(stateOf(days, now)).toBe(state)
    expect(stateOf({ ...days, endedAt: '2027-03-01T00:00:00.000Z' }, now)).toBe('over')
  })
})

test('every kind and every sight is said in both languages', () => {
  for (const kind of ENGAGEMENT_KINDS) {
    const { ja, en, about } = ENGAGEMENT_WORDS[kind]
    expect([ja, en, about.ja, about.en].every((words) => words.length > 0)).toBe(true)
  }
  for (const sight of SIGHTS) expect(SIGHT_WORDS[sight].ja.length * SIGHT_WORDS[sight].en.length).toBeGreaterThan(0)
})

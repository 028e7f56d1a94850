import { describe, expect, test } from 'vitest'
import type { AssessmentId } from '../kernel/ids.ts'
import { decideEngagement, ENGAGEMENT_KINDS, ENGAGEMENT_WORDS, SIGHT_WORDS, SIGHTS, stateOf } from './engagement.ts'

const HONSHA = '00000000-0000-7000-8000-000000000001' as AssessmentId
const KOJO = '00000000-0000-7000-8000-000000000002' as AssessmentId
const KNOWN = [HONSHA, KOJO]

const WHOLE = {
  kind: 'star3',
  expertName: ' つばめ  情報セキュリティ事務所 ',
  assessments: null,
  sight: 'answers',
  mayAnswer: false,
  note: '  よろしく\n',
  begins: '2027-04-01',
  ends: '2027-09-30',
}

describe('what was typed', () => {
  test('becomes an engagement, tidied', () => {
    expect(decideEngagement(WHOLE, KNOWN)).toEqual({
      ok: true,
      value: { ...WHOLE, expertName: 'つばめ 情報セキュリティ事務所', note: 'よろしく' },
    })
  })

  test('names assessments that there are; others fall away', () => {
    const decided = decideEngagement({ ...WHOLE, assessments: [KOJO, 'x', HONSHA, KOJO] }, KNOWN)
    expect(decided).toMatchObject({ ok: true, value: { assessments: [HONSHA, KOJO] } })
  })

  test.each<[string, Partial<Record<keyof typeof WHOLE, unknown>>, [string, string][]]>([
    ['no firm', { expertName: ' 　' }, [['name.missing', 'expertName']]],
    ['a firm of 201 characters', { expertName: 'あ'.repeat(201) }, [['name.long', 'expertName']]],
    ['a kind that is none', { kind: 'star5' }, [['engagement.kind', 'kind']]],
    ['a sight that is none', { sight: 'all' }, [['engagement.sight', 'sight']]],
    ['no assessment where some are to be chosen', { assessments: [] }, [['engagement.assessments', 'assessments']]],
    ['assessments of somebody else', { assessments: ['x'] }, [['engagement.assessments', 'assessments']]],
    ['a first day that is none', { begins: '2027-02-30' }, [['engagement.begins', 'begins']]],
    ['a last day that is none', { ends: '2027-9-30' }, [['engagement.ends', 'ends']]],
    ['an end before the beginning', { ends: '2027-03-31' }, [['engagement.period', 'ends']]],
    ['more than three years', { ends: '2030-05-01' }, [['engagement.period', 'ends']]],
    ['answering without seeing everything', { mayAnswer: true }, [['engagement.blind', 'sight']]],
    ['answering by the numbers', { mayAnswer: true, sight: 'numbers' }, [['engagement.blind', 'sight']]],
    [
      'nothing at all',
      { kind: undefined, expertName: undefined, sight: undefined, begins: undefined, ends: undefined },
      [
        ['name.missing', 'expertName'],
        ['engagement.kind', 'kind'],
        ['engagement.sight', 'sight'],
        ['engagement.begins', 'begins'],
        ['engagement.ends', 'ends'],
      ],
    ],
  ])('with %s is refused', (_, wrong, expected) => {
    const decided = decideEngagement({ ...WHOLE, ...wrong }, KNOWN)
    if (decided.ok) throw new Error('accepted')
    expect(decided.refusals.map(({ code, field }) => [code, field])).toEqual(expected)
    for (const { words } of decided.refusals) expect([words.ja, words.en].every((text) => text.length > 0)).toBe(true)
  })

  test.each([
    ['a single day', { ends: '2027-04-01' }],
    ['three years', { ends: '2030-03-31' }],
    ['answering, seeing everything', { mayAnswer: true, sight: 'everything' }],
  ])('with %s is accepted', (_, change) => {
    expect(decideEngagement({ ...WHOLE, ...change }, KNOWN)).toMatchObject({ ok: true, value: change })
  })

  test('a note of any length is kept to 1000 characters, and a strange one to none', () => {
    expect(decideEngagement({ ...WHOLE, note: 'あ'.repeat(2000) }, [])).toMatchObject({ value: { note: 'あ'.repeat(1000) } })
    expect(decideEngagement({ ...WHOLE, note: undefined }, [])).toMatchObject({ value: { note: '' } })
  })
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

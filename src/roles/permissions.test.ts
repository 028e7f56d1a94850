import { describe, expect, test } from 'vitest'
import {
  ACTS,
  type Act,
  type Extent,
  extentOf,
  isAct,
  isKind,
  isRole,
  KINDS,
  may,
  type OrganisationKind,
  ROLES,
  type Role,
  rolesFor,
} from './permissions.ts'

const acts = Object.keys(ACTS) as Act[]
const roles = Object.keys(ROLES) as Role[]
const kinds = Object.keys(KINDS) as OrganisationKind[]

describe('the table', () => {
  test.each(acts)('“%s” is said in both languages, and somebody may do it', (act) => {
    expect([ACTS[act].ja, ACTS[act].en].every((words) => words.length > 0)).toBe(true)
    const holders = Object.entries(ACTS[act].may)
    expect(holders.length).toBeGreaterThan(0)
    for (const [role, extent] of holders) {
      expect(isRole(role)).toBe(true)
      expect(['all', 'assigned', 'engaged']).toContain(extent)
    }
  })

  test('assigned criteria are for a 回答者 alone, the engagement for an engaged expert alone', () => {
    for (const act of acts) {
      for (const [role, extent] of Object.entries(ACTS[act].may)) {
        if (extent === 'assigned') expect([act, role]).toEqual([act, 'respondent'])
        if (extent === 'engaged') expect([act, role]).toEqual([act, 'engaged'])
      }
    }
  })

  test('whoever reads only changes nothing', () => {
    const reading = acts.filter((act) => may({ roles: ['reader'] }, act))
    expect(reading.filter((act) => !/\.(read|summary)$/.test(act))).toEqual([])
  })

  test('a 責任者 may do whatever anybody of an applicant may, but approve a plan: that is management’s word', () => {
    const own = acts.filter((act) =>
      (['staff', 'respondent', 'reader', 'executive'] as const).some((role) => ACTS[act].may[role]),
    )
    expect(own.filter((act) => extentOf(['responsible'], act) !== 'all')).toEqual(['plan.approve'])
  })

  test('people, engagements and settings are the 責任者’s; removing an assessment too', () => {
    for (const act of [
      'people.invite',
      'people.change',
      'engagement.offer',
      'organisation.settings',
      'assessment.remove',
    ] as const) {
      expect(Object.keys(ACTS[act].may)).toEqual(['responsible'])
    }
  })

  test('no role but those of an applicant, and an engaged expert, opens an assessment', () => {
    const strangers = roles.filter((role) => !ROLES[role].kinds.includes('applicant') && role !== 'engaged')
    expect(strangers).toEqual(['expert', 'evaluator', 'verifier', 'buyer', 'operator'])
    for (const act of acts.filter((one) => /^(assessment|files|report)\./.test(one))) {
      expect(strangers.filter((role) => may({ roles: [role] }, act))).toEqual([])
    }
  })

  test('who declares answers nothing, and who answers declares nothing away', () => {
    expect(may({ roles: ['executive'] }, 'assessment.answer')).toBe(false)
    expect(may({ roles: ['executive'] }, 'assessment.confirm')).toBe(true)
    expect(may({ roles: ['respondent'] }, 'assessment.confirm')).toBe(false)
    expect(may({ roles: ['engaged'] }, 'assessment.confirm')).toBe(false)
  })

  test('acts that are asked about once more', () => {
    expect(acts.filter((act) => ACTS[act].stepUp)).toEqual(['assessment.remove', 'people.change', 'organisation.settings'])
  })

  test.each([...roles.map((role) => ROLES[role]), ...kinds.map((kind) => KINDS[kind])])('$ja / $en is said in both', (words) => {
    expect([words.ja, words.en].every((word) => word.length > 0)).toBe(true)
  })
})

describe('how far roles reach', () => {
  test.each<[Role[], Act, Extent | undefined]>([
    [[], 'assessment.read', undefined],
    [['reader'], 'assessment.answer', undefined],
    [['respondent'], 'assessment.answer', 'assigned'],
    [['engaged'], 'assessment.answer', 'engaged'],
    [['respondent', 'reader'], 'assessment.read', 'all'],
    [['respondent', 'reader'], 'assessment.answer', 'assigned'],
    [['respondent', 'staff'], 'assessment.answer', 'all'],
    [['respondent', 'engaged'], 'assessment.answer', 'engaged'],
    [['operator', 'buyer'], 'level.decide', 'all'],
  ])('%j, %s: %s', (held, act, extent) => {
    expect(extentOf(held, act)).toBe(extent)
    expect(may({ roles: held }, act)).toBe(extent !== undefined)
  })
})

describe('the roles that an organisation can give', () => {
  test.each<[OrganisationKind[], Role[]]>([
    [['applicant'], ['responsible', 'staff', 'respondent', 'reader', 'executive']],
    [['expert'], ['responsible', 'expert']],
    [['buyer'], ['responsible', 'buyer']],
    [['evaluationBody'], ['responsible', 'evaluator']],
    [['technicalVerifier'], ['responsible', 'verifier']],
    [['operator'], ['responsible', 'operator']],
    [
      ['applicant', 'buyer'],
      ['responsible', 'staff', 'respondent', 'reader', 'executive', 'buyer'],
    ],
    [[], []],
  ])('%j gives %j', (given, expected) => {
    expect(rolesFor(given)).toEqual(expected)
  })

  test('that of an engaged expert comes with an engagement alone', () => {
    expect(rolesFor(kinds)).not.toContain('engaged')
    expect(rolesFor(kinds)).toHaveLength(roles.length - 1)
  })

  test('what nobody makes themselves is appointed', () => {
    expect(kinds.filter((kind) => KINDS[kind].appointed)).toEqual(['evaluationBody', 'technicalVerifier', 'operator'])
  })
})

test.each(['', 'toString', 'constructor', '__proto__', 'Responsible', 'assessment'])(
  '%j is no act, no role and no kind',
  (text) => {
    expect([isAct(text), isRole(text), isKind(text)]).toEqual([false, false, false])
  },
)

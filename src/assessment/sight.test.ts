import { describe, expect, test } from 'vitest'
import type { AssessmentId, EngagementId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Role } from '../roles/permissions.ts'
import { type Actor, answersAssignedOnly, knownTo, mayKnow, seesAssignedOnly, seesEverything } from '../roles/sight.ts'
import type { EngagedView, Sight } from '../roles/viewer.ts'
import { EMPTY_ANSWER } from './fields.ts'
import { mayAnswer, maySee, redactedFor } from './sight.ts'

const MURATA = 'murata' as PersonId
const OWN = { assignee: MURATA }
const OTHERS = { assignee: 'sato' as PersonId }
const HONSHA = 'honsha' as AssessmentId
const KOJO = 'kojo' as AssessmentId

function someone(...roles: Role[]): Actor {
  return { tenant: 'aoyama' as TenantId, person: MURATA, roles }
}

function expert(sight: Sight, more: Partial<EngagedView> = {}): Actor {
  const engagement = { id: 'star3' as EngagementId, assessments: null, sight, mayAnswer: false, ...more }
  return { ...someone('engaged'), engagement }
}

describe('what somebody of the organisation sees and answers', () => {
  test.each<[string, Actor, { sees: boolean[]; answers: boolean[] }]>([
    ['責任者', someone('responsible'), { sees: [true, true, true], answers: [true, true, true] }],
    ['担当者', someone('staff'), { sees: [true, true, true], answers: [true, true, true] }],
    ['回答者', someone('respondent'), { sees: [true, false, false], answers: [true, false, false] }],
    ['閲覧者', someone('reader'), { sees: [true, true, true], answers: [false, false, false] }],
    ['経営者', someone('executive'), { sees: [true, true, true], answers: [false, false, false] }],
    ['回答者 who also reads', someone('respondent', 'reader'), { sees: [true, true, true], answers: [true, false, false] }],
    ['回答者 who also declares', someone('executive', 'respondent'), { sees: [true, true, true], answers: [true, false, false] }],
    ['回答者 who is also 担当者', someone('respondent', 'staff'), { sees: [true, true, true], answers: [true, true, true] }],
    ['somebody with a role of another kind', someone('buyer'), { sees: [false, false, false], answers: [false, false, false] }],
    ['somebody without a role', someone(), { sees: [false, false, false], answers: [false, false, false] }],
  ])('%s: their own, another’s, nobody’s', (_, actor, { sees, answers }) => {
    const those = [OWN, OTHERS, undefined]
    expect(those.map((answer) => maySee(actor, answer))).toEqual(sees)
    expect(those.map((answer) => mayAnswer(actor, answer))).toEqual(answers)
  })

  test('who sees assigned criteria alone, and who answers them alone, may be two', () => {
    expect([seesAssignedOnly(someone('respondent')), answersAssignedOnly(someone('respondent'))]).toEqual([true, true])
    const both = someone('respondent', 'reader')
    expect([seesAssignedOnly(both), answersAssignedOnly(both)]).toEqual([false, true])
    const staff = someone('respondent', 'staff')
    expect([seesAssignedOnly(staff), answersAssignedOnly(staff)]).toEqual([false, false])
  })

  test('all assessments are known to them', () => {
    expect([mayKnow(someone('respondent'), HONSHA), mayKnow(someone('reader'), KOJO)]).toEqual([true, true])
    expect([knownTo(someone('respondent')), knownTo(someone('reader'))]).toEqual([undefined, undefined])
  })

  test('none to somebody whose roles read none', () => {
    expect([mayKnow(someone(), HONSHA), mayKnow(someone('buyer'), HONSHA)]).toEqual([false, false])
    expect([knownTo(someone()), knownTo(someone('expert', 'operator'))]).toEqual([[], []])
  })
})

describe('what an engaged expert sees and answers', () => {
  test.each<[Sight, boolean, { sees: boolean; answers: boolean; everything: boolean }]>([
    ['numbers', false, { sees: false, answers: false, everything: false }],
    ['answers', false, { sees: true, answers: false, everything: false }],
    ['everything', false, { sees: true, answers: false, everything: true }],
    ['everything', true, { sees: true, answers: true, everything: true }],
    ['numbers', true, { sees: false, answers: false, everything: false }],
  ])('%s, may answer: %s', (sight, may, { sees, answers, everything }) => {
    const actor = expert(sight, { mayAnswer: may })
    for (const answer of [OWN, OTHERS, undefined]) {
      expect([maySee(actor, answer), mayAnswer(actor, answer)]).toEqual([sees, answers])
    }
    expect(seesEverything(actor)).toBe(everything)
  })

  test('evidence and notes are blank where they are not shown; everything else stays', () => {
    const answer = { ...EMPTY_ANSWER, status: 'met' as const, reason: '理由', evidence: '台帳', note: '内緒' }
    expect(redactedFor(expert('answers'), answer)).toEqual({ ...answer, evidence: '', note: '' })
    expect(redactedFor(expert('everything'), answer)).toEqual(answer)
    expect(redactedFor(someone('respondent'), answer)).toEqual(answer)
  })

  test('the assessments of the engagement are known, and no other', () => {
    expect([mayKnow(expert('answers'), HONSHA), mayKnow(expert('answers'), KOJO)]).toEqual([true, true])
    const one = expert('answers', { assessments: [HONSHA] })
    expect([mayKnow(one, HONSHA), mayKnow(one, KOJO)]).toEqual([true, false])
    expect(mayKnow(expert('answers', { assessments: [] }), HONSHA)).toBe(false)
    expect([knownTo(expert('numbers')), knownTo(one)]).toEqual([undefined, [HONSHA]])
  })

  test('the role alone, without an engagement, opens nothing', () => {
    const actor = someone('engaged')
    expect([mayKnow(actor, HONSHA), maySee(actor, OWN), mayAnswer(actor, OWN)]).toEqual([false, false, false])
  })
})

import { describe, expect, it } from 'vitest'
import { FIELDS } from '../assessment/fields.ts'
import type { AssessmentId, ExportId } from '../kernel/ids.ts'
import { EDITIONS } from './exchange.fixture.ts'
import { readJson, writeJson } from './json.ts'

const ANSWER = {
  criterion: '1-1-1-1',
  status: 'met',
  state: '',
  reason: 'r',
  evidence: '',
  plan: '',
  note: '',
  assignee: '',
  ticked: ['a', 'server:absent'],
  confirmed: true,
}
const FILE = {
  format: 'hoshitori-assessment',
  version: 2,
  edition: '2026-03-27',
  target: 3,
  organisation: '青山精機',
  exportedAt: '2026-11-23T01:02:03.000Z',
  answers: [ANSWER],
}

function read(change: object) {
  return readJson(JSON.stringify({ ...FILE, ...change }), EDITIONS)
}

describe('readJson', () => {
  it('reads a file of another program, without a mark; a confirmation is not taken over', () => {
    const outcome = read({})
    expect(outcome.ok && outcome.value.mark).toBeNull()
    expect(outcome.ok && outcome.value.understanding.answers).toEqual([
      expect.objectContaining({
        criterion: '1-1-1-1',
        row: 1,
        status: 'met',
        ticked: ['a', 'server:absent'],
        texts: { state: '', reason: 'r', evidence: '', plan: '', note: '' },
      }),
    ])
    expect(outcome.ok && JSON.stringify(outcome.value)).not.toContain('confirmed')
  })

  it('has a version for every set of fields: whoever knows a lower one only is told that the file is newer', () => {
    const version = Math.max(2, ...FIELDS.map(({ since }) => since))
    const keys = FIELDS.filter(({ since }) => since <= 2).map(({ key }) => key)
    expect(keys).toEqual(['status', 'state', 'reason', 'evidence', 'plan', 'note', 'assignee', 'ticked'])
    const [exportId, assessmentId] = ['e' as ExportId, 'a' as AssessmentId]
    const mark = { exportId, assessmentId, edition: '2026-03-27', target: 3, exportedAt: FILE.exportedAt } as const
    expect(JSON.parse(writeJson(mark, '青山精機', [])).version).toBe(version)
  })

  it('reads a file of the first version, which has the assignee under another key', () => {
    const { assignee: _, ...answer } = ANSWER
    const outcome = read({ version: 1, answers: [{ ...answer, owner: '山田' }] })
    expect(outcome.ok && outcome.value.understanding.answers).toEqual([
      expect.objectContaining({ assignee: '山田', cells: expect.objectContaining({ assignee: 'answers[0].assignee' }) }),
    ])
  })

  it.each([
    ['no-such-criterion', 'answers[0]', { answers: [{ ...ANSWER, criterion: '9-9-9-9' }] }],
    ['duplicate-different', 'answers[0]', { answers: [ANSWER, { ...ANSWER, reason: 's' }] }],
    ['duplicate-different', 'answers[0]', { answers: [ANSWER, { ...ANSWER, ticked: ['a'] }] }],
    ['text-too-long', 'answers[0].reason', { answers: [{ ...ANSWER, reason: 'あ'.repeat(4001) }] }],
    ['made-for-another-edition', null, { edition: '2025-12-26' }],
  ])('tells %s', (code, cell, change) => {
    const outcome = read(change)
    expect(outcome.ok && outcome.value.understanding.problems.map((problem) => [problem.code, problem.cell])).toEqual([
      [code, cell],
    ])
  })

  it.each([
    ['not-our-json', 'target', { target: 5 }],
    ['not-our-json', 'answers.0.status', { answers: [{ ...ANSWER, status: '○' }] }],
    ['not-our-json', 'answers.0', { answers: [{ ...ANSWER, owner: '' }] }],
    ['not-our-json', '(answers)', { answers: Array(5001).fill({}) }],
    ['not-our-json', '(answers)', { version: 1, answers: Array(5001).fill({}) }],
    ['not-our-json', '(answers.0.ticked)', { answers: [{ ...ANSWER, ticked: Array(1001).fill(1) }] }],
    ['not-our-json', '星取のJSON', { format: 'something' }],
    ['not-our-json', '星取のJSON', { surprise: 1 }],
    ['newer-format', '新しい', { version: 99, answers: 'quite different' }],
  ])('refuses %s: %s', (code, word, change) => {
    const outcome = read(change)
    expect(!outcome.ok && [outcome.refusals[0].code, outcome.refusals[0].words.ja.includes(word)]).toEqual([code, true])
  })

  it('refuses what is no JSON', () => {
    const outcome = readJson('{"format":', EDITIONS)
    expect(!outcome.ok && outcome.refusals[0].code).toBe('not-our-json')
  })
})

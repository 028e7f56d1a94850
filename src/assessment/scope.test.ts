import { describe, expect, test } from 'vitest'
import type { Typed } from '../kernel/form.ts'
import { decideScope, type SCOPE } from './scope.ts'

type ScopeForm = Typed<typeof SCOPE>

const EMPTY: ScopeForm = { site: '', system: '', cloud: '', exclusion: [], exclusionReason: [] }

function refusals(form: Partial<ScopeForm>): (string | undefined)[][] {
  const outcome = decideScope({ ...EMPTY, ...form })
  return outcome.ok ? [] : outcome.refusals.map(({ code, field }) => [code, field])
}

describe('a scope', () => {
  test('is read line by line, in order, without blank lines', () => {
    const form = {
      site: '本社(東京都)\r\n\r\n  工場 \n',
      system: '　',
      cloud: 'メール\nファイル共有',
      exclusion: [' 制御系 ', '', ' '],
      exclusionReason: [' 社内とつながらない ', '', '　'],
    }
    expect(decideScope(form)).toEqual({
      ok: true,
      value: [
        { kind: 'site', name: '本社(東京都)', reason: '' },
        { kind: 'site', name: '工場', reason: '' },
        { kind: 'cloud', name: 'メール', reason: '' },
        { kind: 'cloud', name: 'ファイル共有', reason: '' },
        { kind: 'exclusion', name: '制御系', reason: '社内とつながらない' },
      ],
    })
  })

  test('may be emptied', () => {
    expect(decideScope(EMPTY)).toEqual({ ok: true, value: [] })
  })

  test('holds no character that cannot be stored', () => {
    const form = { ...EMPTY, site: '本\u0000社\t東京', exclusion: ['制\u0000御系'], exclusionReason: ['理\u0000由'] }
    expect(decideScope(form)).toMatchObject({
      value: [{ name: '本社 東京' }, { name: '制御系', reason: '理由' }],
    })
  })

  test.each<[string, Partial<ScopeForm>, (string | undefined)[][]]>([
    [
      'an exclusion without a reason',
      { exclusion: ['制御系'], exclusionReason: [' '] },
      [['scope.reason-missing', 'exclusionReason-0']],
    ],
    ['an exclusion without a name', { exclusion: [''], exclusionReason: ['理由'] }, [['scope.reason-missing', 'exclusion-0']]],
    [
      'the third exclusion, below a blank one',
      {
        exclusion: ['a', '', '制御系'],
        exclusionReason: ['b', '', ''],
      },
      [['scope.reason-missing', 'exclusionReason-2']],
    ],
    ['a line of 201 characters', { system: `短い\n${'あ'.repeat(201)}` }, [['scope.long', 'system']]],
    [
      'a reason of 1001 characters',
      { exclusion: ['a'], exclusionReason: ['あ'.repeat(1001)] },
      [['scope.long', 'exclusionReason-0']],
    ],
    ['301 lines', { site: 'a\n'.repeat(301) }, [['scope.many', undefined]]],
    [
      'two things at once',
      { site: 'あ'.repeat(201), exclusion: ['制御系'], exclusionReason: ['あ'.repeat(1001)] },
      [
        ['scope.long', 'site'],
        ['scope.long', 'exclusionReason-0'],
      ],
    ],
  ])('is refused for %s', (_, form, expected) => {
    expect(refusals(form)).toEqual(expected)
  })

  test.each<[string, Partial<ScopeForm>]>([
    ['a line of 200 characters', { site: 'あ'.repeat(200) }],
    ['one whose characters are of two units each', { site: '𠮷'.repeat(200) }],
    ['a reason of 1000 characters', { exclusion: ['a'], exclusionReason: ['あ'.repeat(1000)] }],
    ['300 lines', { site: 'a\n'.repeat(300) }],
  ])('takes %s', (_, form) => {
    expect(refusals(form)).toEqual([])
  })

  test('says which limit a reason passed', () => {
    const outcome = decideScope({ ...EMPTY, exclusion: ['制御系'], exclusionReason: ['あ'.repeat(1001)] })
    expect(outcome.ok ? '' : outcome.refusals[0].words.ja).toContain('理由は1000文字まで')
  })
})

import { describe, expect, it, test } from 'vitest'
import { MARK, STANDING_WORDS, STATUSES } from '../standing/status.ts'
import { roleOf } from './headers.ts'
import { criterionFrom, requirementFrom, statusFrom } from './notation.ts'

describe('statusFrom', () => {
  it.each([
    ['met', '○ 〇 ◯ O o Ｏ ｏ ⭕ ✓ ✔ レ はい yes YES Ｙｅｓ 満たす 満たしている 対応済み ○:満たしている (○) 「○」 ○。 OK'],
    ['partial', '△ ▲ 一部 部分的 △(一部) △:判断微妙'],
    ['unmet', '× ✕ ✖ ✖︎ ✖️ ✗ ✘ ☓ x X ｘ Ｘ ❌ いいえ no 満たさない 満たしていない 未対応 不足 ×未対応 ✖:不足 NG'],
    ['planned', '◇ 計画中 予定 ◇計画中'],
    ['notApplicable', '該当なし 対象外 N/A Ｎ／Ａ NA n/a － - ー ｰ ― — – − －該当なし'],
  ] as const)('reads %s from %s', (status, spellings) => {
    for (const spelling of spellings.split(' '))
      expect([spelling, statusFrom(spelling)]).toEqual([spelling, { status, sure: true }])
  })

  it.each(['', ' ', '\u3000', '\n', '未回答', '・', '未記入'])('reads %j as unanswered', (text) => {
    expect(statusFrom(text)).toEqual({ status: null, sure: true })
  })

  it.each([
    ['◎', 'met'],
    ['○?', 'met'],
    ['対応中', 'planned'],
    ['／', 'notApplicable'],
    ['要確認', null],
  ])('reads %s with a doubt', (text, status) => {
    expect(statusFrom(text)).toEqual({ status, sure: false })
  })

  it.each(['0', '●', '○(一部)', '○ 未対応', '○×', 'A', '3点', '担当に確認する', 'ok?no', '○△'])(
    'does not guess at %s',
    (text) => {
      expect(statusFrom(text)).toBeUndefined()
    },
  )

  it('reads what our own screens and sheets write', () => {
    for (const status of STATUSES) {
      for (const text of [
        MARK[status],
        STANDING_WORDS[status].ja,
        STANDING_WORDS[status].en,
        `${MARK[status]} ${STANDING_WORDS[status].ja}`,
      ]) {
        expect([text, statusFrom(text)]).toEqual([text, { status, sure: true }])
      }
    }
  })
})

describe('criterionFrom', () => {
  it.each([
    '4-4-4-2',
    ' 4-4-4-2 ',
    '４－４－４－２',
    '４ー４ー４ー２',
    '4–4–4–2',
    '4−4−4−2',
    '4 - 4 - 4 - 2',
    '4.4.4.2',
    '4・4・4・2',
    '4-4-4-2.',
    '4-4-4-2※',
    'No.4-4-4-2',
    '№4-4-4-2',
    '【4-4-4-2】',
    '(4-4-4-2)',
    '★3 4-4-4-2',
    '評価基準No 4-4-4-2',
    '04-04-04-02',
    '\ufeff4-4-4-2\u200b',
  ])('reads %j', (text) => {
    expect(criterionFrom(text)).toBe('4-4-4-2')
  })

  it('reads two digits at the end', () => {
    expect(criterionFrom('4-1-2-10')).toBe('4-1-2-10')
  })

  it.each(['', '4-4-4', '4-4-4-2-1', '4-4-4-2(改)', 'ISMS 4-4-4-2', '4-4-4-2を参照', '4-4-4-x', '合計', '2001-01-01', '4-0-4-2'])(
    'does not take %j for a criterion',
    (text) => {
      expect(criterionFrom(text)).toBeUndefined()
    },
  )
})

describe('requirementFrom', () => {
  it.each([
    ['1-1-1', '1-1-1'],
    ['１－２－３', '1-2-3'],
    ['2001-01-01', '1-1-1'],
    ['2004/4/5', '4-4-5'],
    ['2003-01-04 00:00', '3-1-4'],
  ])('reads %s as %s', (text, number) => {
    expect(requirementFrom(text)).toBe(number)
  })

  it.each(['2001-10-01', '2008-01-01', '1-1', '1-1-1-1', '2001-01-01 10:30'])('leaves %s', (text) => {
    expect(requirementFrom(text)).toBeUndefined()
  })
})

test.each(['[', ')', '(x', '・', ' ', '*', '-', ' )x'])(
  'a cell of nothing but %j is read in a time that grows with its length alone',
  (piece) => {
    const text = piece.repeat(200_000)
    for (const tried of [text, `${text}あ`, `あ${text}`, `あ${text}あ`]) {
      expect(statusFrom(tried)?.status ?? undefined).toBeUndefined()
      expect([roleOf(tried), criterionFrom(tried), requirementFrom(tried)]).toEqual([undefined, undefined, undefined])
    }
  },
)

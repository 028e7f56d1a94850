import { describe, expect, it, test } from 'vitest'
import { MARK, STANDING_WORDS, STATUSES } from '../standing/status.ts'
import { roleOf } from './headers.ts'
import { criterionFrom, requirementFrom } from './notation.ts'
import { guessFrom, statusFrom } from './status-words.ts'

describe('statusFrom', () => {
  it.each([
    [
      'met',
      '1:実施済 ①実施済 A(実施済) 2.対応済み (1)実施済み やっている できている 実施 適 済 ○ 〇 ◯ O o Ｏ ｏ ⭕ ✓ ✔ レ はい yes YES Ｙｅｓ 満たす 満たしている 対応済み 策定済 運用している 実施しました 丸 compliant ○:満たしている (○) 「○」 ○。 OK',
    ],
    [
      'partial',
      '2:一部実施 B(一部実施) 一部実施済 一部対応済み 一部導入 一部のみ実施 部分対応済 一部未整備 三角 △ ▲ 一部 部分的 △(一部) △:判断微妙',
    ],
    [
      'unmet',
      '3:未実施 Ｃ．未対応 やっていない できていない していない 未策定 未運用 整備なし 着手していない ばつ non-compliant 不適 否 × ✕ ✖ ✖︎ ✖️ ✗ ✘ ☓ x X ｘ Ｘ ❌ いいえ no 満たさない 満たしていない 未対応 不足 ×未対応 ✖:不足 NG',
    ],
    ['planned', '◇ 計画中 予定 導入予定 完了予定 ◇計画中'],
    ['notApplicable', '4:対象外 D(該当なし) 該当無し 該当なし 対象外 N/A Ｎ／Ａ NA n/a － - ー ｰ ― — – − －該当なし'],
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
    ['実施？', 'met'],
    ['未実施?', 'unmet'],
    ['ある', 'met'],
    ['対応中', 'planned'],
    ['着手済', 'planned'],
    ['／', 'notApplicable'],
    ['要確認', null],
    ['有', 'met'],
    ['なし', 'unmet'],
    ['概ね実施', 'partial'],
    ['対応不要', 'notApplicable'],
    ['わからない', null],
  ])('reads %s with a doubt', (text, status) => {
    expect(statusFrom(text)).toEqual({ status, sure: false })
  })

  it.each([
    ['○(条件付)', 'met', false, '条件付'],
    ['○ 2025/4実施', 'met', false, '2025/4実施'],
    ['×(来期対応)', 'unmet', true, '来期対応'],
    ['△ ○○規程が未整備', 'partial', true, '○○規程が未整備'],
    ['△ 教育が未実施', 'partial', true, '教育が未実施'],
    ['該当なし（○○を持たないため）', 'notApplicable', true, '○○を持たないため'],
    ['N/A 自社サーバなし', 'notApplicable', true, '自社サーバなし'],
    ['1:実施済(2025/4)', 'met', false, '2025/4'],
    ['はい（全社）', 'met', false, '全社'],
  ])('reads %s, and keeps the words behind it', (text, status, sure, words) => {
    expect(statusFrom(text)).toEqual({ status, sure, words })
  })

  it.each([
    ['TRUE', 'met'],
    ['false', 'unmet'],
    ['●', 'met'],
    ['未', 'unmet'],
    ['要改善', 'partial'],
    ['A', undefined],
  ])('has a guess at %s for a person, and takes nothing of it', (text, guess) => {
    expect([statusFrom(text), guessFrom(text)]).toEqual([undefined, guess])
  })

  it.each([
    '○→△',
    '○↑',
    '○か△',
    '△～○',
    '○(工場は△)',
    'なし(サーバなし)',
    '不適合なし',
    '対応済みでない',
    '×⇒○',
    '○/×',
    '○(一部未実施)',
    'はい、ただし一部のみ',
    'B-',
    'A+',
    '100%',
    '50',
    '1',
    'x(来期)',
    'レビュー済',
    '2025年実施',
    'どちらでもない',
    '?',
    '0',
    '●',
    '○(一部)',
    '○ 未対応',
    '○×',
    'A',
    '3点',
    '担当に確認する',
    'ok?no',
    '○△',
    '4 4',
  ])('does not guess at %s', (text) => {
    expect(statusFrom(text)).toBeUndefined()
  })

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
    '4-4-4-2 (★3)',
    '4-4-4-(2)',
    '4-4-4-2　多要素認証',
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

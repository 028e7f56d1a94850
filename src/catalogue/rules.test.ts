import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../root.ts'
import type { Criterion } from './criterion.ts'
import { differenceOf, differenceOfLines } from './difference.ts'
import { filterCriteria, isFiltering, readCatalogueFilter } from './filter.ts'
import { askedLines, pointLine } from './lines.ts'
import { loadEdition } from './load.ts'
import { referencesFrom, referencesTo } from './references.ts'
import { CHANGE_WORDS, dutyWords, KIND_WORDS, thresholdWords } from './words.ts'

const final = loadEdition(join(root, 'catalogue'), '2026-03-27')

function found(query: Record<string, string>): string[] {
  return filterCriteria(final, readCatalogueFilter(query)).map(({ id }) => id)
}

describe('the filter', () => {
  test.each([
    [{}, 153],
    [{ level: '3' }, 81],
    [{ level: '4' }, 72],
    [{ area: '6' }, 6],
    [{ duty: 'P1Y' }, 23],
    [{ duty: 'P1M', area: '4' }, 1],
    [{ audience: 'remote-workers' }, 1],
    [{ level: '5', area: '9', kind: 'none', duty: 'P9Y', audience: 'cats' }, 153],
  ])('%j finds %i', (query, count) => {
    expect(found(query)).toHaveLength(count)
  })

  test('searches number, requirement, question, points and English alike, whatever the width of the letters', () => {
    expect(found({ q: '４-４-４-２' })).toEqual(['4-4-2-1', '4-4-4-2'])
    expect(found({ q: 'ＣＶＳＳ' })).toEqual(found({ q: 'cvss' }))
    expect(found({ q: 'ｻｰﾊﾞｰ' })).toEqual(found({ q: 'サーバ' }))
    expect(found({ q: 'アカウントロック制御' })).toEqual(['4-1-4-1', '4-1-4-2'])
    expect(found({ q: '遠隔地' })).toEqual(['4-3-4-2'])
    expect(found({ q: 'eighteen checks' })).toEqual(['1-4-1-1'])
    expect(found({ q: 'このことばはない' })).toEqual([])
  })

  test('knows whether it leaves anything out, and takes no more than 100 characters', () => {
    expect(isFiltering(readCatalogueFilter({}))).toBe(false)
    expect(isFiltering(readCatalogueFilter({ q: ' ', level: '3' }))).toBe(true)
    expect(readCatalogueFilter({ q: 'あ'.repeat(500) }).search).toHaveLength(100)
  })
})

describe('references', () => {
  test('lead both ways, through a whole requirement too', () => {
    const boundary = criterion('4-5-1-3')
    expect(referencesFrom(final, boundary).map(({ id }) => id)).toEqual(['4-1-5-1', '4-1-5-2', '4-1-5-3', '4-1-5-4', '4-1-5-5'])
    const naming = referencesTo(final, '4-1-5-3').map(({ criterion: { id }, whole }) => `${id}${whole ? ' whole' : ''}`)
    expect(naming).toEqual(['4-1-4-1 whole', '4-1-5-5', '4-5-1-3 whole'])
    expect(referencesTo(final, '4-1-5').map(({ criterion: { id } }) => id)).toEqual(['4-1-4-1', '4-5-1-3'])
  })

  test('answer each other: whoever is named knows who names it', () => {
    for (const one of final.criteria) {
      for (const named of referencesFrom(final, one))
        expect(referencesTo(final, named.id).map(({ criterion: { id } }) => id)).toContain(one.id)
    }
  })
})

describe('the lines of a criterion', () => {
  test('say any-of and instead in a sentence', () => {
    expect(criterion('4-1-8-2').points.map(pointLine)).toEqual([
      'サーバの設置エリアを施錠している。施錠できないエリアにサーバを置いている場合は、サーバを専用ラックに入れて施錠している',
    ])
    expect(criterion('4-4-5-4').points.map(pointLine)[0]).toMatch(/^不正なWebサイトへのアクセスの制限: .+／.+ のどちらか$/)
    expect(criterion('4-4-4-2').points.map(pointLine).at(-1)).toMatch(/場合は、更新までのリスクを下げる対策: .+ のどれか$/)
  })

  test('carry every number, duty and person', () => {
    const lines = askedLines(criterion('4-1-8-4')).map(({ ja }) => ja)
    expect(lines).toContain('入退場の記録の保管期間: 6か月以上')
    expect(lines).toContain('いつ: サーバの設置エリアの入退場の記録を6か月以上保管')
    expect(askedLines(criterion('1-1-1-3')).map(({ en }) => en)).toContain(
      'People: Officers, Employees, Dispatched workers, Seconded workers',
    )
  })
})

describe('words', () => {
  test('of duties', () => {
    expect(dutyWords({ cadence: 'P1Y' }).ja).toBe('年1回以上')
    expect(dutyWords({ deadline: 'P14D', from: '公開', en: 'release' })).toEqual({
      ja: '公開から14日以内',
      en: 'Within 14 days of release',
    })
    expect(dutyWords({ trigger: 'leaving' }).en).toBe('When someone leaves')
    expect(dutyWords({ trigger: 'joining' })).toEqual({ ja: '入社・受入れのとき', en: 'On joining or being accepted' })
  })

  test('of kinds and changes: a yearly report is operation, and what is called changed may be more than words', () => {
    expect(KIND_WORDS.operation).toEqual({ ja: '運用', en: 'Operation' })
    expect(CHANGE_WORDS.reworded).toEqual({ ja: '内容の変更', en: 'Changed' })
  })

  test('of numbers', () => {
    expect(thresholdWords({ what: '長さ', en: 'Length', atLeast: 8, unit: '文字' })).toEqual({
      ja: '長さ: 8文字以上',
      en: 'Length: at least 8',
    })
    expect(thresholdWords({ what: '日数', en: 'Days', atMost: 14, unit: '日' }).ja).toBe('日数: 14日以内')
  })
})

describe('the difference of two texts', () => {
  test('marks what went and what came, as phrases', () => {
    expect(differenceOf('把握すべき情報を点検していますか。', '把握した情報を点検していますか。')).toEqual([
      { in: 'both', text: '把握' },
      { in: 'old', text: 'すべき' },
      { in: 'new', text: 'した' },
      { in: 'both', text: '情報を点検していますか。' },
    ])
  })

  test('gives both texts back whole', () => {
    const [older, newer] = ['役員・従業員のIDを管理する。', '従業員のIDと権限を管理する。']
    const stretches = differenceOf(older, newer)
    const textOf = (side: 'old' | 'new') =>
      stretches
        .filter((one) => one.in === 'both' || one.in === side)
        .map(({ text }) => text)
        .join('')
    expect([textOf('old'), textOf('new')]).toEqual([older, newer])
  })

  test('of lines keeps their order', () => {
    expect(differenceOfLines(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([
      { in: 'both', text: 'a' },
      { in: 'old', text: 'b' },
      { in: 'new', text: 'x' },
      { in: 'both', text: 'c' },
    ])
    expect(differenceOfLines([], [])).toEqual([])
  })
})

function criterion(number: string): Criterion {
  const one = final.criteria.find(({ id }) => id === number)
  if (!one) throw new Error(`no criterion ${number}`)
  return one
}

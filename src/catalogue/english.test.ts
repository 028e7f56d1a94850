import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCrosswalk } from '../crosswalk/load.ts'
import { loadMeasures } from '../measures/load.ts'
import { root } from '../root.ts'
import { EditionId, type EditionTexts, editionIn } from './edition.ts'
import { inEnglish } from './english.ts'
import { loadDictionary, loadEdition } from './load.ts'

const folder = join(root, 'catalogue')
const dictionary = loadDictionary(folder)
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]/u

describe.each(EditionId.options)('edition %s in English', (id) => {
  const edition = loadEdition(folder, id)

  test('has every text, and no Japanese in it', () => {
    expect(textsOf(edition.english).filter((text) => JAPANESE.test(text))).toEqual([])
  })

  test('has the ids, the numbers and as many entries of each list as the Japanese', () => {
    const { english, ...japanese } = edition
    expect(untranslated(japanese)).toEqual(untranslated(english, japanese))
  })

  test('is what a reader of English gets, and the Japanese what a reader of Japanese gets', () => {
    const [requirement] = editionIn(edition, 'en').requirements
    expect(requirement?.name).toBe('Internal rules')
    expect(requirement?.criteria[0]?.question).toBe(edition.criteria[0]?.en)
    expect(requirement?.criteria[0]?.evidence).toContain('Information security regulations')
    expect(editionIn(edition, 'ja').requirements[0]?.name).toBe('社内ルール')
  })
})

test('keeps nothing that no edition, no measure and no crosswalk says any more', () => {
  const { themes } = loadMeasures(folder, dictionary)
  const { english: _, ...crosswalk } = loadCrosswalk(folder, dictionary)
  const said = new Set([...EditionId.options.flatMap((id) => textsOf(loadEdition(folder, id))), ...leavesOf([themes, crosswalk])])
  expect([...dictionary.keys()].filter((text) => !said.has(text))).toEqual([])
})

test('names the criteria, figures and dates that the Japanese names', () => {
  const lost = [...dictionary].filter(([japanese, english]) =>
    (japanese.match(/\d+(?:[-.]\d+)+|\d{2,}(?!月)|\d(?=文字|か月|日)/g) ?? []).some((number) => !english.includes(number)),
  )
  expect(lost).toEqual([])
})

test.each([
  ['年1回以上', /at least once a year/],
  ['月1回以上', /at least once a month/],
  ['6か月以上', /at least 6 months|6 months or more/],
  ['14日以内', /within 14 days/],
  ['役員・従業員・派遣社員・受入出向者', /officers, employees, dispatched workers (and|or) seconded workers/],
  ['重要な機密情報', /important confidential information/i],
  ['スマートデバイス', /smart device/i],
  ['ユーザID', /user ID/i],
  ['管理者ID', /administrator ID/i],
  ['統括する役員', /officer in charge/],
])('says %s in one way', (japanese, english) => {
  const others = [...dictionary].filter(([text, translation]) => text.includes(japanese) && !english.test(translation))
  expect(others).toEqual([])
})

test('leaves a text that is not known as it is', () => {
  const known = new Map([['規程', 'Regulations']])
  expect(inEnglish({ id: 'a', name: '名', en: 'Name', evidence: ['規程', '台帳'] }, known)).toEqual({
    id: 'a',
    name: 'Name',
    en: 'Name',
    evidence: ['Regulations', '台帳'],
  })
})

/** Every text of an edition, without the English that stands beside the Japanese. */
function textsOf(edition: EditionTexts): string[] {
  return leavesOf([edition.publisher, edition.categories, edition.sources, edition.groups, edition.errata])
}

function leavesOf(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(leavesOf) : []
}

/** The data with a mark in the place of each text that is Japanese in `model`. */
function untranslated(part: unknown, model: unknown = part): unknown {
  if (typeof model === 'string') return JAPANESE.test(model) ? '…' : part
  if (typeof part !== 'object' || part === null) return part
  const models = new Map(Object.entries(model ?? {}))
  return Object.entries(part).map(([key, value]) => [key, untranslated(value, models.get(key))])
}

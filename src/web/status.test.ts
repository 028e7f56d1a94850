import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REFUSAL_STATUSES, type RefusalCode, refuse } from '../kernel/refusal.ts'
import { root } from '../root.ts'
import { REFUSED_BY } from './status.ts'

const CODES = Object.keys(REFUSAL_STATUSES) as RefusalCode[]
const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\.|browser\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }))

test('each code has a status that a refusal may have, and a time to come back where waiting helps', () => {
  for (const said of Object.values(REFUSAL_STATUSES)) {
    const { status, again } = typeof said === 'number' ? { status: said, again: undefined } : said
    expect(REFUSED_BY).toContain(status)
    if (again !== undefined)
      expect({ status, again: again > 0 }).toMatchObject({ status: expect.toBeOneOf([429, 503]), again: true })
  }
})

test('the codes are in order, each refuses something, and none is made up', () => {
  expect(CODES).toEqual(CODES.toSorted())
  const families = [...new Set(CODES.map((code) => code.split('.')[0]))]
  const whole = source.map(({ text }) => text).join('\n')
  const made = [...whole.matchAll(/`(\w+)\.\$\{/g)].map(([, family]) => family)
  const unused = CODES.filter((code) => !whole.includes(`'${code}'`) && !made.includes(code.split('.')[0]))
  expect({ families: families.length > 20, unused }).toEqual({ families: true, unused: [] })
  // @ts-expect-error a code that is in no table
  refuse('made.up', { ja: 'だめです。', en: 'No.' })
})

/** The words of a refusal are a pair by its type; a pair is whole where the one is Japanese, or a sign of both, and the other is not. */
test('every pair of words has both languages, the Japanese in Japanese and the English without it', () => {
  const pair = /\bja:\s*(['`])((?:\\.|(?!\1)[\s\S])*)\1,\s*en:\s*(['`])((?:\\.|(?!\3)[\s\S])*)\3/g
  const own = (text = '') => text.replaceAll(/\$\{[^}]*\}/g, '').trim()
  const found = source.flatMap(({ path, text }) =>
    [...text.matchAll(pair)].map(([, , ja, , en]) => ({ path, ja: own(ja), en: own(en) })),
  )
  const said = found.filter(({ ja, en }) => ja !== '' || en !== '')
  expect(said.length).toBeGreaterThan(200)
  expect(
    said.filter(({ ja, en }) => (!JAPANESE.test(ja) && !en.includes(ja)) || en === '' || KANA.test(en.replaceAll(QUOTED, ''))),
  ).toEqual([])
})

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/
const KANA = /[\u3040-\u30ff]/
/** A word of the official texts, or of a column, as it stands there. */
const QUOTED = /[“「(][^”」)]*[”」)]|該当なし/g

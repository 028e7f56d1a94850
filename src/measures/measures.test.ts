import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Criterion, EditionId } from '../catalogue/index.ts'
import { loadChanges, loadDictionary, loadEdition } from '../catalogue/load.ts'
import { root } from '../root.ts'
import {
  BY_WORDS,
  closedBy,
  dutiesOf,
  evidenceOf,
  type FirmSize,
  levelOf,
  type Measure,
  type Measures,
  measuresFor,
  measuresIn,
  REGISTER_WORDS,
  stepsOf,
  TEMPLATE_WORDS,
  type Theme,
} from './index.ts'
import { loadMeasures } from './load.ts'
import { FIRM_SIZES, measuresSchema } from './measure.ts'
import { maturesOf } from './measures.ts'

const folder = join(root, 'catalogue')
const all: Measures = loadMeasures(folder, loadDictionary(folder))
const { themes, measures } = all
const named = new Map(measures.map((measure) => [measure.id, measure]))
const final = loadEdition(folder, '2026-03-27')
const draft = loadEdition(folder, '2025-12-26')
const editions = [final, draft]
const EACH = editions.map((edition) => ({ id: edition.id, edition }))
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]/u

/** What an edition asks of a measure although its other criteria are of a lower ★. */
const CLOSED_ALONG: Partial<Record<EditionId, Record<string, string>>> = {
  '2025-12-26': { '4-5-2-1': 'blocking what goes out is half of 5-1-1-1 already' },
}
/** Criteria of the draft that another measure closes than the criterion which the map of changes leads to. */
const CLOSED_ELSEWHERE: Record<string, string> = {
  '5-1-2-2': 'a rule of ★4 beside the list of software, where 4-4-1-1 is what ★3 removes',
}

/**
 * Records that are the only means to what a criterion asks: to tell who used a shared ID, to watch the use of rights. And logs, records by
 * their name alone, and an approval that only the other edition asks for, where one sentence serves both.
 */
const MEANS = /使った人の記録|アクセスの記録|（機器が残す記録）|別々の記録|求められる承認/g

describe('the measures', () => {
  test('are 50 to 60, under themes, each with an id of its own, steps too', () => {
    expect(measures.length).toBeGreaterThanOrEqual(50)
    expect(measures.length).toBeLessThanOrEqual(60)
    expect(named.size).toBe(measures.length)
    expect(new Set(themes.map(({ id }: Theme) => id)).size).toBe(themes.length)
    for (const { id, steps } of measures) expect([id, new Set(steps.map((step) => step.id)).size]).toEqual([id, steps.length])
  })

  test.each(EACH)('close every criterion of $id once', ({ edition }) => {
    const closed = measures.flatMap(({ closes }) => closes[edition.id])
    expect(closed.toSorted()).toEqual(edition.criteria.map(({ id }) => id).toSorted())
  })

  test.each(EACH)('ask in $id for 3 to 6 steps of one ★', ({ edition }) => {
    for (const measure of measuresFor(measures, edition, 4)) {
      const steps = stepsOf(measure, edition.id)
      expect([measure.id, steps.length >= 3 && steps.length <= 6]).toEqual([measure.id, true])
      const higher = closedBy(measure, edition).filter(({ level }) => level !== levelOf(measure, edition))
      expect(higher.filter(({ id }) => CLOSED_ALONG[edition.id]?.[id] === undefined).map(({ id }) => id)).toEqual([])
    }
  })

  test('of the two editions agree with the map of changes', () => {
    const { criteria } = loadChanges(folder, '2025-12-26', '2026-03-27') ?? { criteria: [] }
    const wrong = criteria.flatMap((change) => {
      const older = 'from' in change ? change.from.map((id) => closing(id, '2025-12-26')) : []
      const newer = change.change === 'gone' ? (change.see ?? []) : [change.to]
      if (change.change === 'gone' && change.from.some((id) => id in CLOSED_ELSEWHERE)) return []
      return newer.flatMap((id) =>
        older.filter((measure) => measure !== closing(id, '2026-03-27')).map((measure) => [id, measure]),
      )
    })
    expect(criteria.length).toBeGreaterThan(150)
    expect(wrong).toEqual([])
  })

  test('need what there is, in no circle, and at ★3 nothing of ★4', () => {
    for (const { id, needs = [] } of measures) {
      expect([id, needs.filter((need) => !named.has(need))]).toEqual([id, []])
      expect([id, allNeeds(id).has(id)]).toEqual([id, false])
    }
    for (const edition of editions) {
      const three = new Set(measuresFor(measures, edition, 3).map(({ id }) => id))
      expect([...three].flatMap((id) => [...allNeeds(id)].filter((need) => !three.has(need)).map((need) => [id, need]))).toEqual(
        [],
      )
    }
  })

  test.each(EACH)('of checks of $id need what is checked', ({ edition }) => {
    const isReport = ({ id }: Criterion) => id === '1-4-1-1'
    const checks = edition.criteria.filter((criterion) => criterion.kind === 'check' || isReport(criterion))
    const missing = checks.flatMap(({ id, refs = [] }) => {
      const own = closing(id, edition.id)
      const before = allNeeds(own)
      return refs
        .filter((ref) => !before.has(closing(ref, edition.id)) && closing(ref, edition.id) !== own)
        .map((ref) => [id, ref])
    })
    expect(checks.length).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })

  test('estimate from low to high, and no less for a larger firm', () => {
    for (const { id, days } of measures) {
      for (const size of FIRM_SIZES) expect([id, size, days[size]]).toEqual([id, size, days[size].toSorted((a, b) => a - b)])
      const column = (place: 0 | 1 | 2) => FIRM_SIZES.map((size: FirmSize) => days[size][place])
      for (const place of [0, 1, 2] as const) expect([id, column(place)]).toEqual([id, column(place).toSorted((a, b) => a - b)])
    }
  })

  test('bring every template and every register, and fall to every role', () => {
    expect(new Set(measures.flatMap(({ templates = [] }) => templates))).toEqual(new Set(Object.keys(TEMPLATE_WORDS)))
    expect(new Set(measures.flatMap(({ registers = [] }) => registers))).toEqual(new Set(Object.keys(REGISTER_WORDS)))
    expect(new Set<string>(measures.map(({ by }) => by))).toEqual(new Set(Object.keys(BY_WORDS)))
  })

  test('have their English, with ids, numbers and lists as the Japanese', () => {
    const english = measuresIn(all, 'en')
    expect(JSON.stringify(english).match(new RegExp(JAPANESE, 'gu'))).toBeNull()
    expect(english.measures.map(shapeOf)).toEqual(measures.map(shapeOf))
    expect(measuresIn(all, 'ja').measures[0]?.name).toBe('セキュリティの体制と連絡先を決める')
  })

  test('name no verdict, promise nothing, and read as one: clauses for what is done, sentences for why', () => {
    const texts = measures.flatMap(({ name, why, done, steps, advice = [] }) => [
      name,
      why,
      done,
      ...steps.map(textOf),
      ...advice,
    ])
    expect(texts.filter((text) => /認定|合格/.test(text))).toEqual([])
    expect(
      measures.flatMap(({ name, steps }) => [name, ...steps.map(textOf)]).filter((text) => /です|ます|。$/.test(text)),
    ).toEqual([])
    const sentences = measures.flatMap(({ why, done, advice = [] }) => [why, done, ...advice])
    expect(sentences.filter((text) => !/(ます|です|ません)。$/.test(text))).toEqual([])
  })

  test.each(EACH)('ask in $id for no approval, record or history that none of their criteria asks for', ({ edition }) => {
    const beyond = measuresFor(measures, edition, 4).flatMap((measure) => {
      const asked = closedBy(measure, edition)
        .map(({ question, points }) => question + JSON.stringify(points))
        .join('\n')
      return [measure.done, ...stepsOf(measure, edition.id).map(textOf)].flatMap((text) =>
        ['承認', '記録', '履歴', '証明']
          .filter((word) => text.replace(MEANS, '').includes(word) && !asked.includes(word))
          .map((word) => [measure.id, word, text]),
      )
    })
    expect(beyond).toEqual([])
  })
})

describe('what follows from the criteria', () => {
  test('the usual evidence and the duties are those of the criteria closed', () => {
    expect(evidenceOf(find('entry-log'), final)).toEqual(['入退場の記録簿', '入退室システムのログ'])
    expect(dutiesOf(find('updates-14-days'), final)).toMatchObject([{ criterion: '4-4-4-2', duty: { deadline: 'P14D' } }])
  })

  test('six months of records, and the first month of a monthly check, have to pass before it can be shown', () => {
    const waiting = measures.flatMap((measure) => maturesOf(measure, final) ?? []).length
    expect(['logs', 'entry-log'].map((id) => maturesOf(find(id), final))).toEqual(['P6M', 'P6M'])
    expect(['log-monitoring', 'vulnerability-monthly'].map((id) => maturesOf(find(id), final))).toEqual(['P1M', 'P1M'])
    expect(waiting).toBe(4)
  })

  test('a measure is asked for from its ★ on, in the editions that have its criteria', () => {
    expect(measuresFor(measures, final, 3).every((measure) => levelOf(measure, final) === 3)).toBe(true)
    expect(measuresFor(measures, draft, 4).map(({ id }) => id)).not.toContain('boundary-vulnerabilities')
    expect(measuresFor(measures, final, 4)).toHaveLength(measures.length)
  })

  test('a step of one edition alone is left out of the other', () => {
    const [newer, older] = editions.map(({ id }) => stepsOf(find('data-rules'), id).map((step) => step.id))
    expect(newer?.filter((id) => !older?.includes(id))).toEqual(['important', 'storage'])
    expect(older?.filter((id) => !newer?.includes(id))).toEqual(['important-draft', 'storage-draft', 'sharing-record'])
  })
})

test('catalogue/measures/schema.json is what the schema in the code says', () => {
  expect(JSON.parse(readFileSync(join(folder, 'measures', 'schema.json'), 'utf8'))).toEqual(measuresSchema())
})

function find(id: string): Measure {
  const measure = named.get(id)
  if (!measure) throw new Error(`no measure ${id}`)
  return measure
}

/** The id of the measure that closes a criterion. */
function closing(criterion: string, edition: EditionId): string {
  return measures.find(({ closes }) => closes[edition].includes(criterion))?.id ?? ''
}

/** What a measure needs, and what that needs in turn. */
function allNeeds(id: string, seen = new Set<string>()): Set<string> {
  for (const need of named.get(id)?.needs ?? []) {
    if (seen.has(need)) continue
    seen.add(need)
    allNeeds(need, seen)
  }
  return seen
}

function textOf({ text }: { text: string }): string {
  return text
}

function shapeOf({ id, closes, steps, advice, needs, by, days }: Measure) {
  return { id, closes, steps: steps.map((step) => step.id), advice: advice?.length, needs, by, days }
}

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadChanges, loadDictionary, loadEdition } from '../catalogue/load.ts'
import { BadInput } from '../cli/command.ts'
import type { Lang } from '../kernel/refusal.ts'
import { loadMeasures } from '../measures/load.ts'
import { readAsked } from '../report/cli.ts'
import { root } from '../root.ts'
import { planCommand } from './cli.ts'
import { type PlanInput, toPlan } from './plan.ts'

const folder = join(root, 'catalogue')
const edition = loadEdition(folder, '2026-03-27')
const measures = loadMeasures(folder, loadDictionary(folder))
const star3 = edition.criteria.filter(({ level }) => level === 3).map(({ id }) => id)

type Answer = PlanInput['answers'][number]
const met = (criterion: string): Answer => ({ criterion, status: 'met', confirmed: false })

/** Everything is met but `open`. */
function allBut(open: string[], criteria = star3): Answer[] {
  return criteria.filter((id) => !open.includes(id)).map(met)
}

function plan(answers: Answer[], more: Partial<PlanInput> = {}) {
  const input = { edition, target: 3, measures: measures.measures, people: 30, hoursAWeek: 10, from: '2026-12-01' } as const
  return toPlan({ ...input, answers, ...more })
}

describe('a plan', () => {
  test('closes every gap of a ★ from nothing, and says when', () => {
    for (const target of [3, 4] as const) {
      const found = plan([], { target })
      expect(found.gaps).toHaveLength(target === 3 ? 81 : 153)
      expect(new Set(found.measures.flatMap(({ closes }) => closes))).toEqual(new Set(found.gaps))
      expect(found.uncovered).toEqual([])
      expect(found.forecast[0]).toMatchObject({ date: '2026-12-01', coverage: 0 })
      expect(found.forecast.find(({ date }) => date === found.reached)?.coverage).toBe(1)
      expect(found.forecast.every(({ low, coverage, high }) => low <= coverage && coverage <= high)).toBe(true)
    }
  })

  test('asks for the measures of what is open alone, and for a check after what it checks', () => {
    const found = plan(allBut(['1-2-1-1', '1-2-1-3', '4-3-4-1']))
    expect(found.measures.map(({ measure, closes, needs }) => [measure.id, closes, needs])).toEqual([
      ['organisation', ['1-2-1-1'], []],
      ['organisation-check', ['1-2-1-3'], ['organisation']],
      ['backup', ['4-3-4-1'], []],
    ])
    expect(plan(allBut(['1-2-1-3'])).measures.map(({ needs }) => needs)).toEqual([[]])
  })

  test('works for no 該当なし, which waits for a second person alone', () => {
    const answers = [
      ...allBut(['4-1-2-4', '4-3-4-1']),
      { criterion: '4-1-2-4', status: 'notApplicable', confirmed: false } as const,
    ]
    const found = plan(answers)
    expect([found.gaps, found.toConfirm]).toEqual([['4-3-4-1'], ['4-1-2-4']])
    expect([found.forecast[0]?.coverage, found.forecast.at(-1)?.coverage]).toEqual([Math.round((79 / 81) * 1e6) / 1e6, 1])
  })

  test('of a firm that has everything is empty and reached', () => {
    expect(plan(allBut([]))).toMatchObject({ gaps: [], measures: [], reached: '2026-12-01', late: false, relief: null })
  })

  test('keeps six months of logs before it shows them, however many hours there are', () => {
    const all = edition.criteria.map(({ id }) => id)
    const found = plan(allBut(['4-4-3-1', '4-3-4-1'], all), { target: 4, hoursAWeek: 40, by: '2027-03-31' })
    expect(found.measures[0]).toMatchObject({
      measure: { id: 'logs' },
      scheduled: { start: '2026-12-01', end: '2026-12-02', shown: '2027-06-02' },
    })
    expect(found).toMatchObject({ reached: '2027-06-02', late: true, relief: { hoursAWeek: null, inTime: 1, total: 2 } })
    expect(found.relief?.waits.map(({ id }) => id)).toEqual(['logs'])
  })

  test('that comes too late says with how many hours it would not', () => {
    const input = { by: '2027-06-30', hoursAWeek: 4 }
    const { late, relief } = plan([], input)
    expect(late).toBe(true)
    expect(plan([], { ...input, hoursAWeek: relief?.hoursAWeek ?? 0 }).late).toBe(false)
    expect((relief?.inTime ?? 0) < (relief?.total ?? 0)).toBe(true)
  })

  test('of the draft is made of the draft’s criteria', () => {
    const draft = loadEdition(folder, '2025-12-26')
    const found = plan([], { edition: draft, target: 4 })
    expect(found.gaps).toHaveLength(157)
    expect(found.uncovered).toEqual([])
  })
})

async function run(line: string, lang: Lang = 'ja'): Promise<string> {
  const written: string[] = []
  const command = planCommand(() => measures, { asked: readAsked, answers: async () => allBut(['1-2-1-1', '1-2-1-3']) })
  await command.run(line.split(' '), {
    out: (text) => written.push(text),
    err: () => {},
    folder: root,
    now: () => '2026-11-28T01:02:03.000Z',
    lang,
    edition: (id) => loadEdition(folder, id),
    changes: (from, to) => loadChanges(folder, from, to),
  })
  return written.join('\n')
}

describe('hoshitori plan', () => {
  const LINE = 'answers.csv --target 3 --from 2026-12-01 --hours 8 --people 30'

  test('gives scripts the measures with their days, in the share of their criteria that is open', async () => {
    expect(JSON.parse(await run(`${LINE} --by 2026-12-03`))).toMatchObject({
      gaps: 2,
      measures: [
        {
          id: 'organisation',
          closes: ['1-2-1-1'],
          needs: [],
          days: { low: 0.25, likely: 0.5, high: 1 },
          start: '2026-12-01',
          end: '2026-12-03',
        },
        { id: 'organisation-check', needs: ['organisation'], start: '2026-12-03', end: '2026-12-04' },
      ],
      uncovered: [],
      reached: '2026-12-04',
      late: true,
    })
  })

  test('says to people what would have to give, and that the days are our estimate; in English without a word of Japanese', async () => {
    const said = await run(`${LINE} --by 2026-12-03 --format text`)
    expect(said).toContain('2026-12-03 には間に合いません。')
    expect(said).toMatch(/週に\d+時間あれば間に合います。/)
    expect(said).toContain('星取の見積り')
    expect(await run(`${LINE} --by 2026-12-03 --format text`, 'en')).not.toMatch(
      /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    )
  })

  test.each([
    ['--target 3 --from 2026-12-01 --hours 8', /ファイルを1つ/],
    ['a.csv --from 2026-12-01 --hours 8', /--target/],
    ['a.csv --target 3 --hours 8', /--from/],
    ['a.csv --target 3 --from 2026-02-30 --hours 8', /--from .*2026-02-30/],
    ['a.csv --target 3 --from 2026-12-01 --by 2026-11-30 --hours 8', /--by/],
    ['a.csv --target 3 --from 2026-12-01', /--hours/],
    ['a.csv --target 3 --from 2026-12-01 --hours 0', /--hours .*0/],
    ['a.csv --target 3 --from 2026-12-01 --hours 1e3', /--hours/],
    ['a.csv --target 3 --from 2026-12-01 --hours 8 --people 50', /--people は 30 \/ 100 \/ 300/],
  ])('refuses %s in words', async (line, words) => {
    const refused = await run(line).catch((cause: unknown) => cause)
    expect(refused instanceof BadInput && refused.words.ja).toMatch(words)
  })
})

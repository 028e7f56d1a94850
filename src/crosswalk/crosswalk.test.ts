import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_EDITION, EditionId, fromOf, originOf } from '../catalogue/index.ts'
import { loadChanges, loadDictionary, loadEdition } from '../catalogue/load.ts'
import { BadInput } from '../cli/command.ts'
import type { Lang } from '../kernel/refusal.ts'
import { root } from '../root.ts'
import { crosswalkCommand } from './cli.ts'
import { countLinked } from './crosswalk.ts'
import { controlsFor, openNumbers, surelyNew } from './index.ts'
import { loadCrosswalk } from './load.ts'

const folder = join(root, 'catalogue')
const load = () => loadCrosswalk(folder, loadDictionary(folder))
const crosswalk = load()
const linked = (id: EditionId, lang: Lang = 'ja') => controlsFor(crosswalk, id, loadChanges(folder, id, DEFAULT_EDITION), lang)
const edgesOf = (id: EditionId) =>
  linked(id).flatMap((control) => control.criteria.map((edge) => ({ control: control.id, ...edge })))

describe('the 93 controls', () => {
  const controls = crosswalk.themes.flatMap((theme) => theme.controls.map(({ id }) => ({ theme: theme.theme, id })))

  test('are 37 organisational, 8 of people, 14 physical and 34 technological, numbered without a gap', () => {
    const numbers = [37, 8, 14, 34].flatMap((count, at) => Array.from({ length: count }, (_, index) => `${5 + at}.${index + 1}`))
    expect(controls.map(({ id }) => id)).toEqual(numbers)
    expect(controls.filter(({ theme, id }) => !id.startsWith(`${theme}.`))).toEqual([])
  })

  test('have each a title of their own in both languages', () => {
    const titles = linked(DEFAULT_EDITION).flatMap(({ title, en }) => [title, en])
    expect(new Set(titles).size).toBe(186)
    expect(linked(DEFAULT_EDITION, 'en').filter(({ title, en }) => title !== en)).toEqual([])
  })

  test('have an edge, or say why they have none', () => {
    const alone = linked(DEFAULT_EDITION).filter(({ criteria }) => criteria.length === 0)
    expect(alone.filter(({ none }) => none === undefined)).toEqual([])
    expect(alone.map(({ id }) => id)).toEqual([
      '5.8',
      '6.1',
      '6.4',
      '7.12',
      '8.6',
      '8.11',
      '8.25',
      '8.26',
      '8.28',
      '8.33',
      '8.34',
    ])
  })
})

describe.each(EditionId.options)('the edges to the criteria of %s', (id) => {
  const { criteria } = loadEdition(folder, id)
  const known = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const edges = edgesOf(id)

  test('lead to criteria of that edition, each at most once from a control', () => {
    expect(edges.filter((edge) => !known.has(edge.id))).toEqual([])
    expect(new Set(edges.map((edge) => `${edge.control} ${edge.id}`)).size).toBe(edges.length)
  })

  test('reach every criterion, if only by its theme', () => {
    const reached = new Set(edges.map((edge) => edge.id))
    expect(criteria.filter((criterion) => !reached.has(criterion.id)).map((criterion) => criterion.id)).toEqual([])
    expect(countLinked(linked(id))).toBe(criteria.length)
  })

  test('cover nothing that sets a number, for the standard sets none', () => {
    const covered = edges.filter(({ strength }) => strength === 'covers').flatMap((edge) => known.get(edge.id) ?? [])
    expect(covered.length).toBeGreaterThan(10)
    expect(covered.filter((criterion) => openNumbers(criterion).length > 0)).toEqual([])
  })

  test('name figures and groups of people only as that criterion does', () => {
    const FIGURES = /年1回以上|月1回以上|毎月|\d+(?:\.\d)?(?=文字|か月|日以内|回の失敗)|役員(?=・従業員・派遣|から受入)/g
    const wrong = edges.filter(({ id: number, because }) => {
      const { points, thresholds, question } = known.get(number) ?? {}
      const said = JSON.stringify([points, thresholds, question])
      return (because.match(FIGURES) ?? []).some((figure) => !said.includes(figure))
    })
    expect(wrong).toEqual([])
  })

  test('give reasons of their own, in one sentence', () => {
    const counts = new Map<string, number>()
    for (const { because } of edges) counts.set(because, (counts.get(because) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > 2)).toEqual([])
    expect(edges.filter(({ because }) => !/^[^。]+。$/.test(because))).toEqual([])
  })

  test('are the same in English, without a Japanese word', () => {
    const english = linked(id, 'en')
    expect(english.map((control) => control.criteria.map((edge) => [edge.id, edge.strength]))).toEqual(
      linked(id).map((control) => control.criteria.map((edge) => [edge.id, edge.strength])),
    )
    expect(JSON.stringify(english)).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}ー]/u)
  })
})

test('nothing speaks of 認定 or 合格', () => {
  expect(JSON.stringify(crosswalk)).not.toMatch(/認定|合格|certif(?:y|ied|ication)/i)
})

describe('the edges to the draft', () => {
  const { criteria: changes = [] } = loadChanges(folder, '2025-12-26', DEFAULT_EDITION) ?? {}
  const own: ReadonlySet<string> = new Set(
    crosswalk.own.flatMap(({ controls }) =>
      controls.flatMap(({ control, criteria }) => criteria.map(({ id }) => `${control} ${id}`)),
    ),
  )

  test('follow from those to the final edition; where two meet in one criterion, the draft’s file decides', () => {
    const carried = edgesOf(DEFAULT_EDITION).flatMap((edge) => {
      const origin = originOf(changes, edge.id)
      return origin ? fromOf(origin).map((id) => `${edge.control} ${id}`) : []
    })
    const meeting = carried.filter((key, at) => carried.indexOf(key) !== at)
    expect(meeting).toEqual(['5.17 4-1-6-1', '6.7 3-1-5-1'])
    expect(meeting.filter((key) => !own.has(key))).toEqual([])
    expect(new Set(edgesOf('2025-12-26').map((edge) => `${edge.control} ${edge.id}`))).toEqual(new Set([...carried, ...own]))
  })

  test('reach what is gone since, by the draft’s file alone', () => {
    const gone = changes.filter(({ change }) => change === 'gone').flatMap(fromOf)
    const edges = edgesOf('2025-12-26')
    for (const id of gone) expect(edges.some((edge) => edge.id === id)).toBe(true)
  })

  test('ask in their own words where the draft asks something else', () => {
    const because = (control: string, id: string) =>
      edgesOf('2025-12-26').find((edge) => edge.control === control && edge.id === id)?.because
    expect(because('5.1', '1-3-1-2')).toContain('定期的に')
    expect(because('8.8', '4-4-4-3')).toContain('適用までの間')
    expect(because('8.7', '5-1-2-4')).toContain('リアルタイムスキャン')
  })
})

describe('what is surely new', () => {
  const fresh = new Map(surelyNew(loadEdition(folder, DEFAULT_EDITION), linked(DEFAULT_EDITION)).map((one) => [one.id, one]))

  test('is what no control prepares, or a number that the standard leaves open', () => {
    expect(fresh.get('4-3-2-1')).toEqual({ id: '4-3-2-1', whole: true, numbers: [] })
    expect(fresh.get('4-4-4-2')?.numbers.map(({ ja }) => ja)).toEqual([
      '公開から適用までの日数: 14日以内',
      '対象となる脆弱性のCVSS基本値: 7点以上',
    ])
    expect(fresh.get('4-1-4-1')).toMatchObject({ whole: false, numbers: [{ ja: '端末: 10回失敗したらロックされる' }] })
    expect(fresh.get('4-4-3-3')?.numbers).toEqual([{ ja: '毎月1回以上', en: 'At least once a month' }])
    expect(fresh.has('1-3-1-1')).toBe(false)
    expect(fresh.has('4-1-1-1')).toBe(false)
  })

  test('names a deadline or a time of keeping by its threshold, so that each has one', () => {
    const bare = EditionId.options.flatMap((id) =>
      loadEdition(folder, id).criteria.filter(
        ({ duties = [], thresholds }) => duties.some((duty) => 'deadline' in duty || 'retention' in duty) && !thresholds,
      ),
    )
    expect(bare).toEqual([])
  })
})

describe('hoshitori crosswalk', () => {
  async function run(line: string, lang: Lang = 'ja'): Promise<string> {
    const written: string[] = []
    const code = await crosswalkCommand(load).run(line.split(' ').filter(Boolean), {
      out: (text) => written.push(text),
      err: () => {},
      folder: root,
      now: () => '2026-11-28T01:02:03.000Z',
      lang,
      edition: (id) => loadEdition(folder, id),
      changes: (from, to) => loadChanges(folder, from, to),
    })
    expect(code).toBe(0)
    return written.join('\n')
  }

  test.each(EditionId.options)(
    'prints the controls with the criteria of %s as JSON, and says that it is unofficial',
    async (id) => {
      const printed = JSON.parse(await run(`iso-27001 --edition ${id} --format json`))
      expect(printed).toMatchObject({ edition: id, unofficial: true, criteria: loadEdition(folder, id).criteria.length })
      expect(printed.note).toContain('非公式')
      expect(printed.controls).toHaveLength(93)
      expect(printed.controls[0]).toMatchObject({
        id: '5.1',
        criteria: expect.arrayContaining([{ id: '1-3-1-1', strength: 'covers', because: expect.stringContaining('方針') }]),
      })
      expect(printed.new.find((one: { id: string }) => one.id === '4-1-8-4').numbers).toEqual([
        '入退場の記録の保管期間: 6か月以上',
      ])
    },
  )

  test('prints English, and the final edition by default', async () => {
    const printed = JSON.parse(await run('iso-27001', 'en'))
    expect(printed).toMatchObject({ edition: DEFAULT_EDITION, note: expect.stringContaining('unofficial') })
    expect(printed.controls[92]).toMatchObject({
      id: '8.34',
      title: 'Keeping audit tests from harming live systems',
      criteria: [],
    })
  })

  test('prints CSV in which 5.10 stays 5.10, every row marked and no cell a formula', async () => {
    const csv = await run('iso-27001 --format csv')
    const rows = csv.trimEnd().split('\r\n').slice(1)
    expect(rows).toHaveLength(edgesOf(DEFAULT_EDITION).length + 11)
    expect(rows.filter((row) => !/^2026-03-27,A\.[5-8]\.\d+,.*非公式の対応表/.test(row))).toEqual([])
    expect(csv).not.toMatch(/(^|,)"?[=+\-@＝＋－＠]/m)
  })

  test.each([
    ['', /iso-27001 だけです/],
    ['iso-27002', /いまの指定: iso-27002/],
    ['iso-27001 --edition 2024-01-01', /--edition は 2026-03-27 \/ 2025-12-26 のどれか/],
    ['iso-27001 --format xml', /--format は json \/ csv のどれか/],
  ])('“%s” is refused with a sentence', async (line, words) => {
    await expect(run(line)).rejects.toThrow(BadInput)
    await expect(run(line)).rejects.toThrow(words)
  })
})

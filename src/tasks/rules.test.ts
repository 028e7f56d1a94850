import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_ANSWER, holds } from '../assessment/index.ts'
import { loadEdition } from '../catalogue/load.ts'
import { addDays } from '../kernel/calendar.ts'
import { decideForm } from '../kernel/form.ts'
import { isWorkday } from '../kernel/holidays.ts'
import type { EngagementId, PersonId, TaskId, TenantId } from '../kernel/ids.ts'
import { library } from '../main/library.ts'
import { measuresIn, stepsOf } from '../measures/index.ts'
import type { Role } from '../roles/permissions.ts'
import type { Actor } from '../roles/sight.ts'
import { root } from '../root.ts'
import { applyTaskFilter, readTaskFilter, toTaskQuery } from './filter.ts'
import { proposeAnswer } from './finishing.ts'
import { againstTask, TASK } from './forms.ts'
import { circleOf } from './needs.ts'
import { mayChangeTasks, mayDoTask, maySeeTask, movesOf } from './sight.ts'
import { TASK_STATES, type Task } from './task.ts'
import { toTimeline } from './timeline.ts'

const edition = loadEdition(`${root}/catalogue`, '2026-03-27')
const { measures } = measuresIn(library.measures(), 'ja')
const [me, other] = ['p-me', 'p-other'] as [PersonId, PersonId]
const TODAY = '2027-04-07'

function taskOf(id: string, more: Partial<Task> = {}): Task {
  return {
    ...{ id: id as TaskId, issue: null, measure: null, origin: 'own', title: id, note: '', assignee: null, priority: 2 },
    ...{
      state: 'todo',
      effort: null,
      cost: null,
      startOn: null,
      dueOn: null,
      planned: null,
      ticked: [],
      needs: [],
      evidence: '',
    },
    ...{ done: null, createdBy: me, createdAt: '1', changedBy: me, changedAt: '1', revision: 1 },
    ...more,
  }
}

describe('what comes before', () => {
  const chain = [taskOf('a', { needs: ['b' as TaskId] }), taskOf('b', { needs: ['c' as TaskId] }), taskOf('c')]

  test('a circle is named from the task back to itself; without one there is none', () => {
    expect(circleOf('c' as TaskId, ['a' as TaskId], chain)).toEqual(['c', 'a', 'b', 'c'])
    expect(circleOf('a' as TaskId, ['a' as TaskId], chain)).toEqual(['a', 'a'])
    expect(circleOf('a' as TaskId, ['b' as TaskId, 'c' as TaskId], chain)).toBeUndefined()
    expect(circleOf('c' as TaskId, ['gone' as TaskId], chain)).toBeUndefined()
  })

  test('needs that are accepted one after the other never go round: every task can be done after what it needs', () => {
    const edge = fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 }))
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 40 }), (edges) => {
        let tasks = Array.from({ length: 8 }, (_, at) => taskOf(String(at)))
        for (const [from, to] of edges) {
          const needs = [...(tasks[from]?.needs ?? []), String(to) as TaskId]
          if (circleOf(String(from) as TaskId, needs, tasks)) continue
          tasks = tasks.map((task, at) => (at === from ? { ...task, needs } : task))
        }
        const done = new Set<string>()
        for (let round = 0; round < 8; round += 1)
          for (const { id, needs } of tasks) if (needs.every((need) => done.has(need))) done.add(id)
        expect(done.size).toBe(8)
      }),
    )
  })
})

describe('filtering and sorting', () => {
  const tasks = [
    taskOf('late', { dueOn: '2027-04-06', assignee: me }),
    taskOf('today', { planned: { start: '2027-04-01', end: TODAY, shown: TODAY }, assignee: other }),
    taskOf('sunday', { dueOn: '2027-04-11', priority: 1 }),
    taskOf('monday', { dueOn: '2027-04-12' }),
    taskOf('never'),
    taskOf('done', { dueOn: '2027-04-01', state: 'done' }),
  ]
  const shown = (query: Record<string, string>) => applyTaskFilter(tasks, readTaskFilter(query), me, TODAY).map(({ id }) => id)

  test('what is to do stands first, by due day; this week is Monday to Sunday from today on', () => {
    expect(shown({})).toEqual(['late', 'today', 'sunday', 'monday', 'never', 'done'])
    expect(shown({ sort: 'priority' })).toEqual(['sunday', 'late', 'today', 'monday', 'never', 'done'])
    expect(shown({ when: 'week' })).toEqual(['today', 'sunday'])
    expect(shown({ when: 'overdue' })).toEqual(['late'])
    expect(shown({ who: 'me' })).toEqual(['late'])
    expect(shown({ who: 'nobody', state: 'open' })).toEqual(['sunday', 'monday', 'never'])
    expect(shown({ state: 'done' })).toEqual(['done'])
  })

  test('what an address says comes back from it, and nonsense says nothing', () => {
    const query = '?view=board&who=me&state=open&when=week&sort=priority&page=3'
    const filter = readTaskFilter(Object.fromEntries(new URLSearchParams(query)))
    expect(toTaskQuery(filter, { page: filter.page })).toBe(query)
    expect(toTaskQuery(readTaskFilter({ view: 'x', who: "'", state: 'x', when: 'x', sort: 'x', page: '-1' }))).toBe('')
  })
})

describe('the timeline', () => {
  test('is of whole weeks with today, its days off are those on which nobody works, and nothing lies outside', () => {
    const day = fc.integer({ min: -2000, max: 3000 }).map((days) => addDays(TODAY, days))
    const days = fc.option(day, { nil: null })
    const planned = fc.option(
      fc.tuple(day, fc.nat({ max: 90 }), fc.nat({ max: 200 })).map(([start, length, wait]) => {
        const end = addDays(start, length)
        return { start, end, shown: addDays(end, wait) }
      }),
      { nil: null },
    )
    fc.assert(
      fc.property(fc.array(fc.record({ startOn: days, dueOn: days, planned }), { maxLength: 12 }), (some) => {
        const tasks = some.map((one, at) => taskOf(String(at), one))
        const { range, off, today, bars } = toTimeline(tasks, TODAY)
        expect(range.days % 7).toBe(0)
        expect(range.days).toBeLessThanOrEqual(4 * 366 + 14)
        expect(today).toBeGreaterThanOrEqual(0)
        for (const { x, width } of [...off, ...[...bars.values()].flat()]) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(width).toBeGreaterThan(0)
          expect(x + width).toBeLessThanOrEqual(100.01)
        }
      }),
      { numRuns: 15 },
    )
  })

  test('weekends and the holidays beside them are one grey stretch', () => {
    const golden = taskOf('a', { startOn: '2027-04-26', dueOn: '2027-05-09' })
    const { range, off } = toTimeline([golden], '2027-04-26')
    expect(range).toEqual({ from: '2027-04-26', days: 14 })
    const grey = off.map(({ x, width }) => [Math.round((x * 14) / 100), Math.round((width * 14) / 100)])
    const free = Array.from({ length: 14 }, (_, at) => at).filter((at) => !isWorkday(addDays(range.from, at)))
    expect(grey.flatMap(([first = 0, days = 0]) => Array.from({ length: days }, (_, at) => first + at))).toEqual(free)
    expect(grey.length).toBeLessThan(free.length)
  })

  test('people’s own days and planned ones are two bars where they differ, and the wait follows the planned ones', () => {
    const planned = { start: '2027-04-05', end: '2027-04-09', shown: '2027-05-10' }
    const kinds = (task: Partial<Task>) =>
      toTimeline([taskOf('a', task)], TODAY)
        .bars.get('a')
        ?.map(({ kind, from, to }) => [kind, from, to])
    expect(kinds({ planned })).toEqual([
      ['planned', '2027-04-05', '2027-04-09'],
      ['wait', '2027-04-10', '2027-05-10'],
    ])
    expect(kinds({ planned: { ...planned, shown: planned.end }, dueOn: '2027-04-20' })).toEqual([
      ['own', '2027-04-05', '2027-04-20'],
      ['planned', '2027-04-05', '2027-04-09'],
    ])
    expect(kinds({ dueOn: '2027-04-02', planned: { ...planned, shown: planned.end } })?.[0]).toEqual([
      'own',
      '2027-04-02',
      '2027-04-02',
    ])
    expect(kinds({})).toEqual([])
  })
})

describe('what a finished task proposes', () => {
  const [plain] = measures.filter((one) => one.closes['2026-03-27'].includes('3-1-1-1'))
  const at = '2027-04-07T01:00:00.000Z'
  const finished = (measure = plain, ticked = measure ? stepsOf(measure, edition.id).map(({ id }) => id) : []) => ({
    task: { title: '台帳をつくる', note: '支社も', ticked, evidence: '共有フォルダ/台帳.xlsx', done: { by: me, at } },
    ...{ measure, by: '青山 太郎', edition, lang: 'ja' as const },
  })
  const criterionOf = (id: string) => edition.criteria.find((one) => one.id === id) as (typeof edition.criteria)[number]

  test('every step ticked: met, with the boxes that are sure, who, when, what, where', () => {
    const criterion = criterionOf('3-1-1-1')
    const present = { ...EMPTY_ANSWER, plan: '台帳を', evidence: '旧台帳', status: 'unmet' as const }
    const answer = proposeAnswer(finished(), criterion, present)
    expect(answer).toMatchObject({ status: 'met', plan: '台帳を', evidence: '旧台帳\n共有フォルダ/台帳.xlsx' })
    expect(answer.reason).toMatch(/^対応「台帳をつくる」を2027年4月7日に終えた\(青山 太郎\)。\nしたこと: .+。\nメモ: 支社も$/)
    const single = criterion.points.filter((point) => !('anyOf' in point) && !('first' in point))
    expect(single.every((point) => holds(point, new Set(answer.ticked)))).toBe(true)
  })

  test('a step left, or no steps at all: partly met, and no box is ticked', () => {
    const steps = plain ? stepsOf(plain, edition.id) : []
    const answer = proposeAnswer(finished(plain, [steps[0]?.id ?? '']), criterionOf('3-1-1-1'), EMPTY_ANSWER)
    expect(answer).toMatchObject({ status: 'partial', ticked: [] })
    expect(answer.reason).toContain(
      `まだのこと: ${steps
        .slice(1)
        .map(({ text }) => text)
        .join('、')}`,
    )
    expect(proposeAnswer({ ...finished(), measure: undefined }, criterionOf('3-1-1-1'), EMPTY_ANSWER).status).toBe('partial')
  })

  test('where records of some time are asked for, it is partly met until they are there, and says from when on', () => {
    const keeping = edition.criteria.find(({ duties }) => duties?.some((duty) => 'retention' in duty))
    const measure = measures.find(({ closes }) => closes['2026-03-27'].includes(keeping?.id ?? ''))
    const answer = proposeAnswer(finished(measure), criterionOf(keeping?.id ?? ''), EMPTY_ANSWER)
    expect(answer.status).toBe('partial')
    expect(answer.reason).toContain('2027年10月7日の見込み')
  })

  test('whatever it says fits an answer, for every measure and in both languages', () => {
    for (const lang of ['ja', 'en'] as const) {
      for (const measure of measuresIn(library.measures(), lang).measures) {
        for (const id of measure.closes['2026-03-27']) {
          const from = { ...finished(measure), lang }
          const long = { ...from, task: { ...from.task, note: '長'.repeat(4000) } }
          expect([...proposeAnswer(long, criterionOf(id), EMPTY_ANSWER).reason].length).toBeLessThanOrEqual(4000)
        }
      }
    }
  })
})

describe('who may do what', () => {
  const actor = (role: Role, more: Partial<Actor> = {}): Actor => ({
    ...{ tenant: 't' as TenantId, person: me, roles: [role], from: undefined },
    ...more,
  })
  const engaged = (sight: 'numbers' | 'answers' | 'everything', mayAnswer: boolean) =>
    actor('engaged', { engagement: { id: 'e' as EngagementId, assessments: null, sight, mayAnswer } })
  const table: [string, Actor, boolean, boolean, boolean, boolean][] = [
    ['responsible', actor('responsible'), true, true, true, true],
    ['staff', actor('staff'), true, true, true, true],
    ['executive', actor('executive'), true, true, false, false],
    ['reader', actor('reader'), true, true, false, false],
    ['respondent', actor('respondent'), true, false, false, true],
    ['expert, numbers', engaged('numbers', false), false, false, false, false],
    ['expert, answers', engaged('answers', false), true, true, false, false],
    ['expert who answers', engaged('everything', true), true, true, true, true],
    ['expert, over', actor('engaged'), false, false, false, false],
  ]
  test.each(table)('%s', (_name, who, own, foreign, changes, does) => {
    expect(maySeeTask(who, { assignee: me })).toBe(own)
    expect(maySeeTask(who, { assignee: other })).toBe(foreign)
    expect(mayChangeTasks(who)).toBe(changes)
    expect(mayDoTask(who, { assignee: me })).toBe(does)
    for (const state of TASK_STATES) {
      const moves = movesOf(who, { assignee: me, state })
      if (!does) expect(moves).toEqual([])
      if (!changes) expect(moves).not.toContain('dropped')
    }
  })
})

describe('the form of a task', () => {
  const typed = {
    ...{ title: '台帳', note: '', assignee: '', priority: '2', startOn: '', dueOn: '', low: '', likely: '', high: '', cost: '' },
    ...{ needs: [], revision: '1' },
  }
  const codes = (more: Partial<typeof typed>) => {
    const read = decideForm(TASK, { ...typed, ...more }, againstTask)
    return read.ok ? [] : read.refusals.map(({ code, field }) => `${code} ${field}`)
  }
  test.each([
    [{}, []],
    [{ title: ' ' }, ['name.missing title']],
    [{ startOn: '2027-04-02', dueOn: '2027-04-01' }, ['task.days dueOn']],
    [{ dueOn: '2027-02-30' }, ['task.day dueOn']],
    [{ low: '1', likely: '２.5', high: '4' }, []],
    [{ low: '1' }, ['task.effort likely']],
    [{ low: '3', likely: '2', high: '4' }, ['task.effort likely']],
    [{ low: '0', likely: '1', high: '2' }, ['task.effort low']],
    [{ cost: '３００,０００円' }, []],
    [{ cost: '多め' }, ['task.cost cost']],
    [{ assignee: 'x' }, ['task.person assignee']],
    [{ priority: '4' }, ['task.priority priority']],
  ])('%j', (more, refused) => {
    expect(codes(more)).toEqual(refused)
  })
})

import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Reply, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { attainmentOf, createAssessment, readAnswer, readHead, recordAnswer } from '../assessment/actions.ts'
import { EMPTY_ANSWER } from '../assessment/index.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { groupIssues } from '../issues/actions.ts'
import type { AssessmentId, TaskId } from '../kernel/ids.ts'
import { measuresIn, stepsOf } from '../measures/index.ts'
import { makePlan, plannedIn } from '../plan/actions.ts'
import type { PlanSettings } from '../plan/settings.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { beginTasks, readTask, readTasks } from './actions.ts'
import { taskRoutes } from './routes.tsx'
import type { Task } from './task.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let hanako: Viewer
let murata: Viewer
let [taro, sato, mura]: Visitor[] = []
let honsha: AssessmentId
let address: string
/** Of the measure that closes 3-1-1-1, and of the next one. */
let task: Task
let next: Task

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes(), taskRoutes(plannedIn)])
  aoyama = await begin(context, '青山精機', '青山 太郎')
  hanako = await colleague(context, aoyama, '佐藤 花子', 'staff')
  murata = await colleague(context, aoyama, '村田 浩', 'respondent')
  ;[taro, sato, mura] = [aoyama, hanako, murata].map((who) => visitor(app, who))
})

beforeEach(async () => {
  const wish = { title: '本社 2027年度', edition: '2026-03-27' as const, target: 3 as const }
  honsha = done(await createAssessment(context, aoyama, wish))
  address = `/assessments/${honsha}/tasks`
  await groupIssues(context, aoyama, honsha)
  const { issues = [] } = (await readTasks(context, aoyama, honsha)) ?? {}
  const { measures } = measuresIn(context.measures(), 'ja')
  const device = measures.find(({ closes }) => closes['2026-03-27'].includes('3-1-1-1'))?.id
  const sorted = issues.toSorted((one, other) => Number(other.measure === device) - Number(one.measure === device))
  const tasks = await database.db.transact({ tenant: aoyama.tenant }, (tx) =>
    beginTasks(
      context,
      tx,
      aoyama,
      honsha,
      sorted.slice(0, 2).map(({ id, measure, title }) => ({ issue: id, measure, origin: 'measure' as const, title })),
    ),
  )
  ;[task, next] = tasks as [Task, Task]
})

const at = (id: TaskId, rest = '') => `${address}/${id}${rest}`
const now = async (id = task.id) => (await readTask(context, aoyama, honsha, id))?.task as Task
const steps = () => {
  const measure = measuresIn(context.measures(), 'ja').measures.find(({ id }) => id === task.measure)
  return measure ? stepsOf(measure, '2026-03-27').map(({ id }) => id) : []
}

/** The fields of a task's form as its page holds them. */
function formIn(page: string) {
  const names = [
    'title',
    'note',
    'assignee',
    'priority',
    'startOn',
    'dueOn',
    'low',
    'likely',
    'high',
    'cost',
    'needs',
    'revision',
  ]
  return Object.fromEntries(names.map((name) => [name, name === 'needs' ? typedIn(page, name) : (typedIn(page, name)[0] ?? '')]))
}

async function change(
  who: Visitor | undefined,
  id: TaskId,
  fields: Record<string, string | string[]>,
): Promise<Reply | undefined> {
  const page = await who?.get(at(id))
  return who?.post(at(id), { ...formIn(page?.page ?? ''), ...fields })
}

describe('many tasks', () => {
  test('are shown as a list, a board and a timeline; what does not match is not', async () => {
    await change(taro, task.id, { dueOn: '2027-03-01', assignee: hanako.person })
    for (const view of ['list', 'board', 'timeline']) {
      const reply = await taro?.get(`${address}?view=${view}&when=overdue`)
      expect(reply?.status).toBe(200)
      expect(reply?.page).toContain(at(task.id))
      expect(reply?.page).not.toContain(at(next.id))
      expect(reply?.page).toContain('期限切れ')
    }
  })

  test('are called as their measures are in the language of the screen, also once one was saved there', async () => {
    const english = (await taro?.get(`${at(task.id)}?lang=en`))?.page ?? ''
    const [title] = typedIn(english, 'title')
    expect(title).toMatch(/^[ -~]+$/)
    expect((await taro?.get(`${address}?lang=en`))?.page).toContain(title)
    expect(await taro?.post(`${at(task.id)}`, { ...formIn(english), dueOn: '2027-05-01' })).toMatchObject({ status: 303 })
    expect(await now()).toMatchObject({ title: task.title, dueOn: '2027-05-01' })
  })

  test('that there are none of are not counted', async () => {
    const empty = done(await createAssessment(context, aoyama, { title: '空', edition: '2026-03-27', target: 3 }))
    const page = (await taro?.get(`/assessments/${empty}/tasks`))?.page ?? ''
    expect([page.includes('対応は、まだありません'), page.includes('0件')]).toEqual([true, false])
  })

  test('say what a day’s delay delays, and what each takes in a firm of that size, as the plan has it', async () => {
    const plan = async (people: PlanSettings['people'], seen: number) => {
      const settings = { from: '2027-04-01', by: null, size: 30, hours: 8, people } as const
      const made = await makePlan(context, aoyama, honsha, settings, seen)
      const page = (await taro?.get(`${address}?view=timeline`))?.page ?? ''
      return { page, ...((made?.ok && made.value) || { critical: [], pieces: [] }) }
    }
    const { page, pieces } = await plan([], 0)
    expect([page.includes('どれが遅れても、全体が遅れます'), page.includes('class="task-mark critical"')]).toEqual([true, false])
    const [low, , high] = pieces.find(({ id }) => id === task.id)?.days ?? [0, 0, 0]
    const list = (await taro?.get(address))?.page ?? ''
    expect(list).toContain(`目安 ${Math.round(low * 10) / 10}〜${Math.round(high * 10) / 10}人日`)
    await change(taro, task.id, { low: '1', likely: '2', high: '7' })
    expect((await taro?.get(address))?.page).toContain('1〜7人日')
    const pair = [aoyama, hanako].map(({ person }) => ({ person, hours: 8, away: [] }))
    const { page: shared, critical } = await plan(pair, 1)
    const rows = [...shared.matchAll(/<li id="t-([^"]+)".*?<\/li>/g)]
    const marked = rows.filter(([row]) => row.includes('class="task-mark critical"')).map(([, id = '']) => id)
    expect(marked.toSorted()).toEqual(critical.map(({ id }) => id).toSorted())
    expect(marked.length).toBeLessThan(rows.length)
  })

  test('one of people’s own is added once, on an issue of this assessment alone', async () => {
    const form = { title: '新しい拠点の機器', issue: task.issue ?? '', assignee: hanako.person, dueOn: '2027-05-01', once: 'x' }
    const [first, again] = [await taro?.post(address, form), await taro?.post(address, form)]
    expect(first?.location).toMatch(new RegExp(`^${address}/`))
    expect(again?.location).toBe(first?.location)
    const found = await readTasks(context, aoyama, honsha)
    expect(found?.tasks.filter(({ origin }) => origin === 'own')).toMatchObject([
      { title: '新しい拠点の機器', assignee: hanako.person, dueOn: '2027-05-01', measure: null, issue: task.issue },
    ])
    const foreign = await taro?.post(address, { ...form, once: 'y', issue: honsha })
    expect([foreign?.status, typedIn(foreign?.page ?? '', 'title')]).toEqual([422, ['新しい拠点の機器']])
    expect((await taro?.post(address, { ...form, once: 'z', assignee: honsha }))?.status).toBe(422)
  })

  test('are changed at once, all or none', async () => {
    const seen = (one: Task, revision = one.revision) => `${one.id} ${revision}`
    const wish = { person: hanako.person, priority: '1', state: 'doing', due: '2027-06-30', noDue: '' }
    await change(sato, next.id, { note: '先に変えた' })
    const refused = await taro?.post(`${address}/bulk`, { ...wish, tasks: [seen(task), seen(next)] })
    expect(refused?.status).toBe(409)
    expect(refused?.page).toContain('ほかの人が先に変えました')
    expect(await now()).toMatchObject({ assignee: null, revision: 1 })
    const reply = await taro?.post(`${address}/bulk?view=list&when=week`, { ...wish, tasks: [seen(task), seen(next, 2)] })
    expect(reply?.location).toBe(`${address}?when=week&changed=2`)
    for (const id of [task.id, next.id])
      expect(await now(id)).toMatchObject({ assignee: hanako.person, priority: 1, state: 'doing', dueOn: '2027-06-30' })
    expect((await taro?.post(`${address}/bulk`, { tasks: [seen(task, 2)] }))?.status).toBe(422)
    expect((await taro?.post(`${address}/bulk`, wish))?.status).toBe(422)
    const off = { person: 'nobody', priority: '', state: '', due: '', noDue: '1', tasks: [seen(task, 2)] }
    expect((await taro?.post(`${address}/bulk`, off))?.status).toBe(303)
    expect(await now()).toMatchObject({ assignee: null, dueOn: null, priority: 1 })
  })

  test('a card moves by its button, back to the view it came from; not where somebody was first', async () => {
    const move = `${task.id} 1 doing`
    const reply = await taro?.post(`${address}/moves?view=board`, { move })
    expect(reply?.location).toBe(`${address}?view=board#t-${task.id}`)
    expect(await now()).toMatchObject({ state: 'doing', revision: 2 })
    expect((await taro?.post(`${address}/moves`, { move: `${task.id} 1 dropped` }))?.status).toBe(409)
    expect((await taro?.post(`${address}/moves`, { move: `${task.id} 2 done` }))?.status).toBe(404)
  })
})

describe('one task', () => {
  test('is changed field by field; somebody else’s change is shown beside what was typed, and nothing is lost', async () => {
    const page = (await taro?.get(at(task.id)))?.page ?? ''
    await change(sato, task.id, { dueOn: '2027-07-01', low: '1', likely: '2', high: '3', cost: '300,000円' })
    expect(await now()).toMatchObject({ dueOn: '2027-07-01', effort: [1, 2, 3], cost: 300_000, revision: 2 })
    const conflict = await taro?.post(at(task.id), { ...formIn(page), note: '私の メモ' })
    expect(conflict?.status).toBe(409)
    expect(conflict?.page).toContain('佐藤 花子さんの変更は保存されています')
    expect(conflict?.page).toContain('2027年7月1日')
    expect(typedIn(conflict?.page ?? '', 'note')).toEqual(['私の メモ'])
    expect(await now()).toMatchObject({ note: '', revision: 2 })
    const kept = { ...formIn(conflict?.page ?? ''), dueOn: '2027-07-01' }
    expect((await taro?.post(at(task.id), kept))?.location).toBe(`${at(task.id)}?saved=1`)
    expect(await now()).toMatchObject({ note: '私の メモ', dueOn: '2027-07-01', effort: null, revision: 3 })
  })

  test('comes after others, in no circle', async () => {
    await change(taro, task.id, { needs: [next.id] })
    const refused = await change(taro, next.id, { needs: [task.id], note: '残る' })
    expect(refused?.status).toBe(422)
    expect(refused?.page).toContain('先に終えることが、ひと回りしてしまいます')
    expect(typedIn(refused?.page ?? '', 'note')).toEqual(['残る'])
    expect((await taro?.get(at(task.id)))?.page).toContain('先に終えること')
    expect(await now(next.id)).toMatchObject({ needs: [], revision: 1 })
  })

  test('is begun by its first tick, and two people’s ticks are both kept', async () => {
    const [one = '', two = '', three = ''] = steps()
    const json = { Accept: 'application/json' }
    const reply = await taro?.post(at(task.id, '/steps'), { ticked: [one] }, json)
    expect(JSON.parse(reply?.page ?? '')).toMatchObject({ ticked: [one], was: 1, revision: 2 })
    expect((await now()).state).toBe('doing')
    await sato?.post(at(task.id, '/steps'), { ticked: [one, two], seen: [one] })
    await taro?.post(at(task.id, '/steps'), { ticked: [one, three, 'no-step'], seen: [one] })
    expect((await now()).ticked.toSorted()).toEqual([one, two, three].toSorted())
    await taro?.post(at(task.id, '/steps'), { seen: [two] }, json)
    expect(await now()).toMatchObject({ ticked: expect.not.arrayContaining([two]), revision: 2 })
  })
})

describe('finishing', () => {
  const finish = (fields = {}) => taro?.post(at(task.id, '/finish'), { evidence: '共有/台帳.xlsx', revision: '1', ...fields })
  const proposals = async () => (await readTask(context, aoyama, honsha, task.id))?.proposals ?? []
  const formOf = (page: string, criterion: string) => {
    const form = page.slice(page.indexOf(`/proposals/${criterion}"`)).split('</form>')[0] ?? ''
    return {
      ...Object.fromEntries(['status', 'reason', 'evidence', 'from'].map((name) => [name, typedIn(form, name)[0] ?? ''])),
      ticked: typedIn(form, 'ticked'),
    }
  }
  const decide = (criterion: string, fields: Record<string, string | string[]>, who = taro) =>
    who?.post(at(task.id, `/proposals/${criterion}`), { button: 'take', ...fields })

  test('proposes what a person takes, changes or leaves; only what is taken moves the number', async () => {
    await taro?.post(at(task.id, '/steps'), { ticked: steps() })
    const reply = await finish({ revision: '2' })
    expect(reply?.location).toBe(at(task.id, '/proposals'))
    expect(await now()).toMatchObject({ state: 'done', evidence: '共有/台帳.xlsx', done: { by: aoyama.person } })
    const criteria = (await proposals()).map(({ criterion }) => criterion)
    expect(criteria.length).toBeGreaterThan(2)
    const [first = '', second = '', third = ''] = criteria
    const page = (await taro?.get(at(task.id, '/proposals')))?.page ?? ''
    const met = async () => {
      const head = await readHead(context, aoyama, honsha)
      return head && attainmentOf(context, head).met
    }
    expect(await met()).toBe(0)
    expect((await decide(first, formOf(page, first)))?.location).toBe(`${at(task.id, '/proposals')}?decided=${first}`)
    await decide(second, { ...formOf(page, second), status: 'partial', reason: '本社だけ' })
    await decide(third, { button: 'leave' })
    expect((await proposals()).slice(0, 3).map(({ outcome, decidedBy }) => [outcome, decidedBy])).toEqual([
      ['taken', aoyama.person],
      ['changed', aoyama.person],
      ['left', aoyama.person],
    ])
    const answers = await Promise.all([first, second, third].map((one) => readAnswer(context, aoyama, honsha, one)))
    expect(answers.map((one) => [one?.answer?.status, one?.answer?.evidence, one?.versions[0]?.cause])).toEqual([
      ['met', '共有/台帳.xlsx', 'task'],
      ['partial', '共有/台帳.xlsx', 'task'],
      [undefined, undefined, undefined],
    ])
    expect(answers[0]?.answer?.reason).toMatch(/^対応「.+」を2027年4月1日に終えた\(青山 太郎\)。\nしたこと: /)
    expect(await met()).toBe(1)
    expect((await decide(first, formOf(page, first)))?.status).toBe(409)
    expect((await taro?.get(at(task.id, '/proposals')))?.page).toContain('使わなかった')
  })

  test('never writes over a newer answer: it is shown, and what was typed is kept', async () => {
    await finish()
    const [{ criterion } = { criterion: '' }] = await proposals()
    const page = (await taro?.get(at(task.id, '/proposals')))?.page ?? ''
    const content = { ...EMPTY_ANSWER, status: 'unmet' as const, reason: '花子が見た' }
    await recordAnswer(context, hanako, { assessment: honsha, criterion, from: 0, content })
    const conflict = await decide(criterion, { ...formOf(page, criterion), reason: '私の理由' })
    expect(conflict?.status).toBe(409)
    expect(conflict?.page).toContain('佐藤 花子さんの回答は、「いまの回答」にあります')
    expect(conflict?.page).toContain('花子が見た')
    expect((await readAnswer(context, aoyama, honsha, criterion))?.answer?.reason).toBe('花子が見た')
    expect((await proposals())[0]?.outcome).toBeNull()
    await decide(criterion, formOf(conflict?.page ?? '', criterion))
    expect((await readAnswer(context, aoyama, honsha, criterion))?.answer?.reason).toBe('私の理由')
  })

  test('what is met already is not proposed; a task that is taken up again proposes nothing any more', async () => {
    const content = { ...EMPTY_ANSWER, status: 'met' as const }
    await recordAnswer(context, aoyama, { assessment: honsha, criterion: '3-1-1-1', from: 0, content })
    await finish()
    expect((await proposals()).map(({ criterion }) => criterion)).not.toContain('3-1-1-1')
    expect((await finish({ revision: '2' }))?.status).toBe(409)
    expect((await taro?.post(at(task.id, '/steps'), { ticked: steps() }))?.status).toBe(409)
    const bulk = { tasks: [`${task.id} 2`], state: 'todo' }
    expect((await taro?.post(`${address}/bulk`, bulk))?.status).toBe(409)
    await taro?.post(`${address}/moves`, { move: `${task.id} 2 doing`, after: 'task' })
    expect(await now()).toMatchObject({ state: 'doing', done: null, evidence: '共有/台帳.xlsx' })
    expect(await proposals()).toEqual([])
  })
})

describe('a 回答者', () => {
  test('knows nothing of an assessment in which nothing is theirs', async () => {
    expect((await mura?.get(address))?.status).toBe(404)
    expect((await mura?.get(at(task.id)))?.status).toBe(404)
  })

  test('sees and does what is theirs alone, and decides of criteria that are theirs', async () => {
    await change(taro, task.id, { assignee: murata.person, needs: [next.id] })
    const list = await mura?.get(address)
    expect(list?.page).toContain(at(task.id))
    expect(list?.page).not.toContain(next.title)
    const page = (await mura?.get(at(task.id)))?.page ?? ''
    expect(page).toContain('ほかの人の対応 1件')
    expect(page).not.toContain(at(next.id))
    expect(page).not.toContain('id="task-form"')
    expect((await mura?.post(at(task.id), formIn(page)))?.status).toBe(403)
    expect((await mura?.post(at(next.id, '/finish'), { revision: '1' }))?.status).toBe(404)
    expect((await mura?.post(`${address}/moves`, { move: `${task.id} 2 dropped` }))?.status).toBe(422)
    expect((await mura?.post(at(task.id, '/finish'), { evidence: 'x', revision: '2' }))?.status).toBe(303)
    const content = { ...EMPTY_ANSWER, assignee: murata.person }
    await recordAnswer(context, aoyama, { assessment: honsha, criterion: '3-1-1-1', from: 0, content })
    const theirs = { button: 'take', status: 'met', reason: 'した', evidence: 'x', from: '1' }
    expect((await mura?.post(at(task.id, '/proposals/3-1-1-1'), theirs))?.status).toBe(303)
    const others = (await readTask(context, aoyama, honsha, task.id))?.proposals.find(({ outcome }) => outcome === null)
    expect((await mura?.post(at(task.id, `/proposals/${others?.criterion}`), { ...theirs, from: '0' }))?.status).toBe(404)
  })
})

test('the log says what was done, in words', async () => {
  await change(taro, task.id, { dueOn: '2027-07-01', assignee: hanako.person, needs: [next.id] })
  const rows = await database.db.transact('admin', (tx) => tx.selectFrom('log_entry').selectAll().orderBy('position').execute())
  const last = JSON.stringify(rows.at(-1))
  expect(last).toContain('task.change')
  expect(last).toContain('佐藤 花子')
  expect(last).toContain(next.title)
})

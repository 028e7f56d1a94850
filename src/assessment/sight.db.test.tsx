import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { begin, colleague, done, testGround } from '../../tests/ground.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { exchangeRoutes } from '../exchange/routes.tsx'
import type { Web } from '../http/app.tsx'
import type { Viewer } from '../identity/index.ts'
import { identityRoutes } from '../identity/routes.tsx'
import type { AssessmentId } from '../kernel/ids.ts'
import { reportRoutes } from '../report/routes.tsx'
import * as actions from './actions.ts'
import { EMPTY_ANSWER } from './answer.ts'
import { assessmentRoutes } from './routes.tsx'

const database = testDatabase()
const JSON_PLEASE = { Accept: 'application/json' }
let ground: ReturnType<typeof testGround>
let app: Hono<Web>
let aoyama: Viewer
let taro: Visitor
let murata: Viewer
let honsha: AssessmentId
let address: string

beforeAll(async () => {
  ground = testGround(database.db)
  app = testApp(ground, [assessmentRoutes, exchangeRoutes, reportRoutes, identityRoutes])
  aoyama = await begin(ground, '青山精機', '青山 太郎')
  taro = visitor(app, aoyama)
  murata = await colleague(ground, aoyama, '村田 浩', 'respondent')
})

/** 4-1-1-2 and 4-4-4-1 are 村田's, the second after it was answered; 1-2-1-1 is nobody's. */
beforeEach(async () => {
  ground.clock.at = '2027-04-01T00:00:00.000Z'
  honsha = await started('本社 2027年度')
  address = `/assessments/${honsha}`
  await say('1-2-1-1', { status: 'met', reason: '他人の理由', evidence: '他人の証跡', note: '他人のメモ' })
  await say('4-4-4-1', { status: 'partial', reason: '見える理由', evidence: '見える証跡', note: '見えるメモ' })
  await assign(['4-1-1-2', '4-4-4-1'], murata)
})

async function started(title: string): Promise<AssessmentId> {
  return done(await actions.createAssessment(ground, aoyama, { title, edition: '2026-03-27', target: 3 }))
}

function say(criterion: string, content: Partial<typeof EMPTY_ANSWER>, from = 0) {
  return actions.recordAnswer(ground, aoyama, {
    assessment: honsha,
    criterion,
    from,
    content: { ...EMPTY_ANSWER, ...content },
  })
}

function assign(criteria: string[], owner: Viewer | null) {
  return actions.assignCriteria(ground, aoyama, honsha, { criteria, owner: owner?.person ?? null })
}

async function answerOf(criterion: string) {
  return (await actions.readAnswer(ground, aoyama, honsha, criterion))?.answer
}

/** What a form sends for the button that was pressed. */
const press = (button: string): Fields => Object.fromEntries([['then', button]])

/** The criteria that a page links to, each once, in order. */
function criteriaIn(page: string): string[] {
  return [...new Set([...page.matchAll(/criteria\/(\d-\d-\d-\d+)/g)].map(([, id]) => id ?? ''))]
}

describe('a 回答者', () => {
  let who: Visitor

  beforeEach(() => {
    who = visitor(app, murata)
  })

  test('is led from the first page to what is assigned, without a number of the whole', async () => {
    const { page } = await who.get('/')
    expect(page).toContain(`href="${address}/criteria"`)
    expect(page).not.toContain('充足率')
    expect(page).not.toContain('新しい評価を始める')
    expect(await who.get(address)).toMatchObject({ status: 303, location: `${address}/criteria` })
  })

  test('sees in the list what is assigned, whatever filter is asked for', async () => {
    for (const query of ['', '?upTo=4', '?status=met', '?q=1-2-1-1', '?mine=1']) {
      const { status, page } = await who.get(`${address}/criteria${query}`)
      expect(status).toBe(200)
      expect(criteriaIn(page).filter((id) => !['4-1-1-2', '4-4-4-1'].includes(id))).toEqual([])
      expect(page).not.toContain('他人の')
      expect(page).not.toContain('充足率')
    }
    expect(criteriaIn((await who.get(`${address}/criteria`)).page)).toEqual(['4-1-1-2', '4-4-4-1'])
  })

  test('opens those alone, with their whole history and no way to hand them on', async () => {
    const { status, page } = await who.get(`${address}/criteria/4-4-4-1`)
    expect(status).toBe(200)
    expect(typedIn(page, 'reason')).toEqual(['見える理由'])
    expect(typedIn(page, 'evidence')).toEqual(['見える証跡'])
    expect(page).toContain('履歴 (2)')
    expect(page).not.toContain('name="owner"')
    expect(criteriaIn(page).filter((id) => !['4-1-1-2', '4-4-4-1'].includes(id))).toEqual([])
    for (const path of ['/criteria/1-2-1-1', '/criteria/1-2-1-1?history=all', '/suggestions/1-2-1-1']) {
      expect([path, (await who.get(address + path)).status]).toEqual([path, 404])
    }
  })

  test('sees a related criterion only where that is assigned too', async () => {
    await assign(['4-4-2-1'], murata)
    const alone = await who.get(`${address}/criteria/4-4-2-1`)
    expect((await taro.get(`${address}/criteria/4-4-2-1`)).page).toContain('criteria/4-4-4-2"')
    expect(alone.page).not.toContain('criteria/4-4-4-2')
    await assign(['4-4-4-2'], murata)
    expect((await who.get(`${address}/criteria/4-4-2-1`)).page).toContain('criteria/4-4-4-2')
  })

  test('answers them, and stays their owner whatever is sent', async () => {
    const sent = { status: 'met', reason: '直した', owner: aoyama.person, revision: '1' }
    expect((await who.post(`${address}/answers/4-1-1-2`, sent)).status).toBe(303)
    expect(await answerOf('4-1-1-2')).toMatchObject({ status: 'met', reason: '直した', owner: murata.person, revision: 2 })
    expect((await who.post(`${address}/answers/4-1-1-2`, { ...sent, owner: '', revision: '2' })).status).toBe(303)
    expect(await answerOf('4-1-1-2')).toMatchObject({ owner: murata.person, revision: 2 })
  })

  test('goes on to the next of their own', async () => {
    const reply = await who.post(`${address}/answers/4-1-1-2`, { status: 'met', revision: '1', ...press('next') })
    expect(reply.location).toBe(`${address}/criteria/4-4-4-1`)
  })

  test.each(['1-2-1-1', '4-1-1-1', '9-9-9-9'])('answers nothing else: %s', async (criterion) => {
    const before = await answerOf(criterion)
    const sent = { status: 'unmet', reason: '盗み書き', revision: '1', owner: murata.person }
    for (const then of ['next', 'stay', 'suggest']) {
      const { status, page } = await who.post(`${address}/answers/${criterion}`, { ...sent, ...press(then) })
      expect([then, status]).toEqual([then, 404])
      expect(page).not.toContain('他人の')
    }
    expect((await who.post(`${address}/answers/${criterion}`, sent, JSON_PLEASE)).status).toBe(404)
    expect(await answerOf(criterion)).toEqual(before)
  })

  test('is told in JSON of changes to what is assigned, and of no other', async () => {
    const all = JSON.parse((await who.get(`${address}/changes?since=-1`)).page)
    expect(all.answers.map(({ criterion }: { criterion: string }) => criterion).toSorted()).toEqual(['4-1-1-2', '4-4-4-1'])
    await say('1-2-1-2', { status: 'met', reason: '他人の新しい理由' })
    expect(JSON.parse((await who.get(`${address}/changes?since=${all.revision}`)).page)).toMatchObject({ answers: [] })
  })

  test.each(['/scope', '/settings', '/assignments', '/files', '/report.pdf', '/report.xlsx', '/assignments', '/scope?saved=1'])(
    'is told that %s is not for their role, and who it is for',
    async (path) => {
      const { status, page } = await who.get(address + path)
      expect(status).toBe(403)
      expect(page).toContain('この役割ではできません')
      expect(page).toContain('責任者')
    },
  )

  test.each(['/scope', '/settings', '/removal', '/assignments', '/confirmations/4-4-4-1', '/exports', '/imports'])(
    'changes nothing by “%s”',
    async (path) => {
      const before = await actions.readAssessment(ground, aoyama, honsha)
      const sent = {
        typedTitle: '本社 2027年度',
        title: '盗み',
        target: '4',
        site: '盗み',
        form: 'json',
        criteria: '1-2-1-1',
        owner: murata.person,
      }
      expect((await who.post(address + path, sent)).status).toBe(403)
      expect(await actions.readAssessment(ground, aoyama, honsha)).toEqual(before)
    },
  )

  test('begins no assessment, and finds none in which nothing is assigned', async () => {
    expect((await who.post('/assessments', { title: 'x', target: '3', edition: '2026-03-27' })).status).toBe(403)
    expect((await who.get('/assessments/new')).status).toBe(403)
    const other = `/assessments/${await started('別の評価')}`
    expect((await who.get('/assessments')).page).not.toContain('別の評価')
    for (const path of ['', '/criteria', '/criteria/1-2-1-1', '/changes?since=0', '/suggestions/1-2-1-1']) {
      expect([path, (await who.get(other + path)).status]).toEqual([path, 404])
    }
  })

  test('loses sight of what is taken back, at once', async () => {
    expect((await who.get(`${address}/criteria/4-4-4-1`)).status).toBe(200)
    await assign(['4-4-4-1'], aoyama)
    expect((await who.get(`${address}/criteria/4-4-4-1`)).status).toBe(404)
    expect((await who.post(`${address}/answers/4-4-4-1`, { status: 'met', revision: '3' })).status).toBe(404)
    expect(await answerOf('4-4-4-1')).toMatchObject({ status: 'partial', owner: aoyama.person })
  })

  test('who also reads sees everything, and answers what is assigned alone', async () => {
    const both = await colleague(ground, aoyama, '両方 務', 'respondent', 'reader')
    await assign(['4-1-1-3'], both)
    const reader = visitor(app, both)
    expect((await reader.get(`${address}/criteria/1-2-1-1`)).page).toContain('他人の理由')
    expect((await reader.get(address)).page).toContain('充足率')
    expect((await reader.post(`${address}/answers/1-2-1-1`, { status: 'unmet', revision: '1' })).status).toBe(404)
    expect((await reader.post(`${address}/answers/4-1-1-3`, { status: 'met', owner: aoyama.person, revision: '1' })).status).toBe(
      303,
    )
    expect(await answerOf('4-1-1-3')).toMatchObject({ status: 'met', owner: both.person })
    expect(await answerOf('1-2-1-1')).toMatchObject({ status: 'met' })
  })

  test('the deeds themselves hold the line, whatever a page does', async () => {
    const content = { ...EMPTY_ANSWER, status: 'met' as const, owner: aoyama.person }
    const wish = { assessment: honsha, from: 0, content }
    expect(await actions.recordAnswer(ground, murata, { ...wish, criterion: '1-2-1-1' })).toBeUndefined()
    expect(await actions.readAnswer(ground, murata, honsha, '1-2-1-1')).toBeUndefined()
    expect(await actions.readAssessmentAt(ground, murata, honsha, ground.clock.at)).toBeUndefined()
    const found = await actions.readAssessment(ground, murata, honsha)
    expect([...(found?.answers.keys() ?? [])].toSorted()).toEqual(['4-1-1-2', '4-4-4-1'])
    expect((await actions.readAssessments(ground, murata, { limit: 1000, offset: 0 })).assessments).toContainEqual(
      expect.objectContaining({ id: honsha }),
    )
    const nobody = { ...murata, roles: ['buyer' as const] }
    expect(await actions.readAssessments(ground, nobody, { limit: 10, offset: 0 })).toEqual({ assessments: [], count: 0 })
    expect(await actions.readHead(ground, nobody, honsha)).toBeUndefined()
  })
})

describe('a 閲覧者', () => {
  let who: Visitor

  beforeAll(async () => {
    who = visitor(app, await colleague(ground, aoyama, '石川 修', 'reader'))
  })

  test('sees everything, with nothing to press', async () => {
    for (const path of ['', '/criteria', '/criteria/1-2-1-1', '/scope', '/files', '/report.xlsx']) {
      expect([path, (await who.get(address + path)).status]).toEqual([path, 200])
    }
    const { page } = await who.get(`${address}/criteria/1-2-1-1`)
    expect(page).toContain('見るだけの画面です')
    expect(page).toMatch(/<fieldset class="plain" disabled/)
    for (const text of ['他人の理由', '他人の証跡', '他人のメモ']) expect(page).toContain(text)
    const tabs = [...(await who.get(address)).page.matchAll(new RegExp(`href="${address}(/[a-z]+)"`, 'g'))].map(
      ([, part]) => part,
    )
    expect([...new Set(tabs)].toSorted()).toEqual(['/criteria', '/files', '/scope'])
  })

  test.each([
    '/scope',
    '/settings',
    '/removal',
    '/assignments',
    '/answers/1-2-1-1',
    '/confirmations/1-2-1-1',
    '/exports',
    '/imports',
  ])('writes nothing by “%s”', async (path) => {
    const before = await actions.readAssessment(ground, aoyama, honsha)
    const sent = { status: 'unmet', revision: '1', confirmed: '1', site: '盗み', title: '盗み', target: '4', form: 'json' }
    const { status, page } = await who.post(address + path, sent)
    expect(status).toBe(403)
    expect(page).toContain('閲覧者')
    expect(await actions.readAssessment(ground, aoyama, honsha)).toEqual(before)
  })

  test('a script is told so in JSON', async () => {
    const { status, page } = await who.post(`${address}/answers/1-2-1-1`, { status: 'unmet', revision: '1' }, JSON_PLEASE)
    expect(status).toBe(403)
    expect(JSON.parse(page)).toMatchObject({ refusals: [{ code: 'role.missing' }] })
  })
})

describe('a 経営者', () => {
  let who: Visitor
  let makoto: Viewer

  beforeAll(async () => {
    makoto = await colleague(ground, aoyama, '青山 誠', 'executive')
    who = visitor(app, makoto)
  })

  test('confirms what others say does not apply, and answers nothing', async () => {
    await say('4-1-2-4', { status: 'notApplicable', reason: '開発をしていない' })
    const { page } = await who.get(`${address}/criteria/4-1-2-4`)
    expect(page).toContain('該当なしでよいと確認する')
    expect(page).toContain('見るだけの画面です')
    expect((await who.post(`${address}/confirmations/4-1-2-4`, { confirmed: '1' })).status).toBe(303)
    expect(await answerOf('4-1-2-4')).toMatchObject({ confirmation: { by: makoto.person } })
    expect((await who.post(`${address}/answers/4-1-2-4`, { status: 'met', revision: '2' })).status).toBe(403)
    expect(await answerOf('4-1-2-4')).toMatchObject({ status: 'notApplicable' })
  })

  test('writes no scope and no settings, and assigns nothing', async () => {
    for (const path of ['/scope', '/settings', '/removal', '/assignments', '/imports']) {
      expect([path, (await who.post(address + path, {})).status]).toEqual([path, 403])
    }
  })
})

describe('an engaged expert', () => {
  const everyWord = ['他人の理由', '他人の証跡', '他人のメモ']
  let expert: Visitor
  let seat: Viewer

  async function engaged(wish: Parameters<typeof engage>[2]): Promise<void> {
    const email = `expert-${honsha}@tsubame.example`
    seat = (await engage(ground, aoyama, { assessments: [honsha], ...wish, email })).seat
    expert = visitor(app, seat)
  }

  beforeEach(() => say('4-1-2-4', { status: 'notApplicable', reason: '開発をしていない' }))

  test('shown the numbers alone sees the overview, and not one answer', async () => {
    await engaged({ sight: 'numbers' })
    const { status, page } = await expert.get(address)
    expect(status).toBe(200)
    expect(page).toContain('1/81')
    expect(page).not.toContain('/criteria')
    for (const path of [
      '/criteria',
      '/criteria/1-2-1-1',
      '/changes?since=-1',
      '/suggestions/1-2-1-1',
      '/scope',
      '/report.pdf',
      '/report.xlsx',
    ]) {
      expect([path, (await expert.get(address + path)).status]).toEqual([path, 404])
    }
    expect((await expert.post(`${address}/answers/1-2-1-1`, { status: 'unmet', revision: '1' })).status).toBe(404)
    expect(await answerOf('1-2-1-1')).toMatchObject({ status: 'met', revision: 1 })
  })

  test('shown the answers sees them everywhere without evidence and notes', async () => {
    await engaged({ sight: 'answers' })
    for (const path of ['/criteria', '/criteria/1-2-1-1', '/criteria/1-2-1-1?history=all', '/changes?since=-1']) {
      const { status, page } = await expert.get(address + path)
      expect([path, status]).toEqual([path, 200])
      expect(page).toContain('他人の理由')
      expect(page).not.toContain('他人の証跡')
      expect(page).not.toContain('他人のメモ')
    }
    expect((await expert.get(`${address}/criteria?q=${encodeURIComponent('他人のメモ')}`)).page).toContain('0件を表示')
    const then = await actions.readAssessmentAt(ground, seat, honsha, ground.clock.at)
    expect(then?.answers.find(({ criterion }) => criterion === '1-2-1-1')).toMatchObject({
      reason: '他人の理由',
      evidence: '',
      note: '',
    })
  })

  test('shown everything sees it, and answers only where the engagement says so', async () => {
    await engaged({ sight: 'everything' })
    const { page } = await expert.get(`${address}/criteria/1-2-1-1`)
    for (const word of everyWord) expect(page).toContain(word)
    expect(page).toContain('見るだけの画面です')
    expect((await expert.post(`${address}/answers/1-2-1-1`, { status: 'unmet', revision: '1' })).status).toBe(404)
    expect(await answerOf('1-2-1-1')).toMatchObject({ status: 'met', revision: 1 })
  })

  test('who may answer does, in their own name', async () => {
    await engaged({ sight: 'everything', mayAnswer: true })
    const reply = await expert.post(`${address}/answers/1-2-1-1`, { status: 'partial', reason: '見直した', revision: '1' })
    expect(reply.status).toBe(303)
    expect(await answerOf('1-2-1-1')).toMatchObject({ status: 'partial', reason: '見直した', changedBy: seat.person })
    expect((await taro.get(`${address}/criteria/1-2-1-1`)).page).toContain('千葉 遥')
  })

  test('finds assessments outside of the engagement no more than none at all', async () => {
    await engaged({ sight: 'everything', mayAnswer: true })
    const outside = `/assessments/${await started('契約の外の評価')}`
    const missing = '/assessments/00000000-0000-4000-8000-000000000000'
    const list = await expert.get('/assessments')
    expect(list.page).toContain('本社 2027年度')
    expect(list.page).not.toContain('契約の外の評価')
    const pages = [
      '',
      '/criteria',
      '/criteria/1-2-1-1',
      '/scope',
      '/changes?since=-1',
      '/suggestions/1-2-1-1',
      '/files',
      '/report.pdf',
      '/report.xlsx',
    ]
    for (const path of pages) {
      const [theirs, none] = [await expert.get(outside + path), await expert.get(missing + path)]
      expect([path, theirs.status, none.status]).toEqual([path, 404, 404])
      const blank = (page: string, base: string) => page.replaceAll(base, '').replaceAll(encodeURIComponent(base), '')
      expect(blank(theirs.page, outside)).toBe(blank(none.page, missing))
    }
    expect((await expert.post(`${outside}/answers/1-2-1-1`, { status: 'met', revision: '0' })).status).toBe(404)
  })

  test('of an engagement for all assessments finds those that begin later, too', async () => {
    await engaged({ sight: 'answers', assessments: null })
    const later = await started('あとから始めた評価')
    expect((await expert.get('/assessments')).page).toContain('あとから始めた評価')
    expect((await expert.get(`/assessments/${later}/criteria`)).status).toBe(200)
  })

  test.each([
    ['/scope', 403],
    ['/settings', 403],
    ['/removal', 403],
    ['/assignments', 403],
    ['/confirmations/4-1-2-4', 403],
    ['/exports', 403],
    ['/imports', 403],
  ])('changes nothing else of the client by “%s”', async (path, expected) => {
    await engaged({ sight: 'everything', mayAnswer: true })
    const before = await actions.readAssessment(ground, aoyama, honsha)
    const sent = {
      confirmed: '1',
      typedTitle: '本社 2027年度',
      title: '盗み',
      target: '4',
      site: '盗み',
      form: 'json',
      seen: '[]',
    }
    expect((await expert.post(address + path, sent)).status).toBe(expected)
    expect(await actions.readAssessment(ground, aoyama, honsha)).toEqual(before)
  })

  test('begins no assessment of the client', async () => {
    await engaged({ sight: 'everything', mayAnswer: true })
    expect((await expert.post('/assessments', { title: 'x', target: '3', edition: '2026-03-27' })).status).toBe(403)
  })
})

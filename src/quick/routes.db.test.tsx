import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { readAssessments } from '../assessment/read-actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { quickRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let nobody: Visitor
let seat: Viewer
let taro: Visitor

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [quickRoutes])
  nobody = visitor(app)
  seat = await begin(context, '青山精機', '青山 太郎')
  taro = visitor(app, seat)
})

const get = (path: string) => nobody.get(path)
const post = (path: string, fields: Fields) => nobody.post(path, fields)

const A3 = 'ypnu-'.repeat(6).slice(0, 26)
const RESULT = `/quick/result?e=2026-03-27&t=3&a=${A3}`

describe('the questions', () => {
  test.each([
    ['3', 26],
    ['4', 43],
  ])('★%s has %i of them, by area', async (target, count) => {
    const page = (await get(`/quick/questions?t=${target}`)).page
    expect(page.match(/<fieldset/g)).toHaveLength(count)
    expect(page.match(/type="radio"/g)).toHaveLength(count * 4)
    expect(page).toContain('7. インシデントからの復旧')
  })

  test('the start page offers both, and what is asked for nothing leads to it', async () => {
    expect((await get('/quick')).page).toContain('26問・約10分')
    expect((await get('/quick/questions')).location).toBe('/quick')
  })

  test('come back filled in', async () => {
    const page = (await get(`/quick/questions?e=2026-03-27&t=3&a=${A3}`)).page
    expect(page.match(/ checked/g)).toHaveLength(21)
  })

  test('in English ask and help in English', async () => {
    const page = (await get('/quick/questions?t=3&lang=en')).page
    expect(page).toContain('Do you have a rule against leaking company secrets, and is it explained when people join?')
    expect(page).toContain('means that it is written in the work rules or the like')
  })
})

describe('the result', () => {
  test('is an address: the form leads to it', async () => {
    const reply = await post('/quick/result', { e: '2026-03-27', t: '3', '1-2-1': 'yes', '7-1-1': 'no' })
    expect(reply).toMatchObject({ status: 303, location: `/quick/result?e=2026-03-27&t=3&a=y${'-'.repeat(24)}n` })
  })

  test('shows the numbers, five first steps, the gaps and the limits', async () => {
    const page = (await get(RESULT)).page
    expect(page).toContain('26問のうち <strong>6</strong>問が「できている」')
    expect(page.split('class="quick-step"')).toHaveLength(6)
    expect(page).toContain('足りなさそうなところ(20)')
    expect(page).toContain('ざっとした見立てです')
    expect(page).toContain('<title>ガバナンスの整備: 全3件のうち')
    for (const word of ['認定', '合格', '満たす 6']) expect(page).not.toContain(word)
  })

  test('leads whoever has no account through registering or signing in, and back to the same result', async () => {
    const { page } = await get(RESULT)
    expect(page).not.toContain('action="/quick/assessments"')
    const links = [...page.matchAll(/href="\/(register|sign-in)\?next=([^"]+)"/g)]
    expect(links.map(([, where, next]) => [where, decodeURIComponent(next ?? '')])).toEqual([
      ['register', `${RESULT}#take-over`],
      ['sign-in', `${RESULT}#take-over`],
    ])
  })

  test('offers whoever is signed in to begin, in the organisation where they sit', async () => {
    const { page } = await taro.get(RESULT)
    expect(page).toContain('action="/quick/assessments"')
    expect(page).toContain('<strong>青山精機</strong>')
    expect(typedIn(page, 'title')).toEqual(['★3の評価'])
  })

  test('of everything in place claims nothing', async () => {
    const page = (await get(`/quick/result?e=2026-03-27&t=3&a=${'y'.repeat(26)}`)).page
    expect(page).toContain('評価基準を1つずつ、証跡と合わせて確かめます')
    expect(page).not.toContain('足りなさそうなところ')
  })

  test('carries the answers over to the other ★', async () => {
    const page = (await get(RESULT)).page
    const [, address] = page.match(/href="(\/quick\/questions\?[^"]*t=4[^"]*)"/) ?? []
    const questions = (await get((address ?? '').replaceAll('&amp;', '&'))).page
    expect(questions.match(/<fieldset/g)).toHaveLength(43)
    expect(questions.match(/ checked/g)).toHaveLength(21)
  })
})

describe('refusals', () => {
  test.each([
    '/quick/result',
    '/quick/result?e=2026-03-27&t=3&a=yyy',
    `/quick/result?e=2026-03-27&t=3&a=${'<'.repeat(26)}`,
    `/quick/result?e=1999-01-01&t=3&a=${A3}`,
    '/quick/questions?t=5',
    '/quick/questions?t=3&a=zzz',
  ])('%s is no result of ours', async (path) => {
    const { status, page } = await get(path)
    expect(status).toBe(404)
    expect(page).toContain('はじめから答え直してください')
  })

  test('a form without an answer comes back with a word', async () => {
    const { status, page } = await post('/quick/result', { e: '2026-03-27', t: '3' })
    expect(status).toBe(422)
    expect(page).toContain('まだ1つも答えていません')
  })

  test('a form with another answer, edition or target is refused', async () => {
    for (const fields of [{ '1-2-1': 'met' }, { e: 'x' }, { t: '5' }]) {
      expect((await post('/quick/result', { e: '2026-03-27', t: '3', '1-2-2': 'yes', ...fields })).status).toBe(422)
    }
  })

  test('taking over without a name keeps the answers and says what is missing', async () => {
    const { status, page } = await taro.post('/quick/assessments', { e: '2026-03-27', t: '3', a: A3, title: ' ' })
    expect(status).toBe(422)
    expect(page).toContain('href="#title"')
    expect(page).toContain('評価の名前を入力してください。')
    expect(typedIn(page, 'a')).toEqual([A3])
  })

  test('a name too long comes back as it was typed, harmless', async () => {
    const title = `<b>楓</b>${'あ'.repeat(200)}`
    const { status, page } = await taro.post('/quick/assessments', { e: '2026-03-27', t: '3', a: A3, title })
    expect(status).toBe(422)
    expect(typedIn(page, 'title')).toEqual([title])
    expect(page).not.toContain('<b>楓')
  })

  test('answers that are none of ours take nothing over', async () => {
    for (const wrong of [{ a: 'zzz' }, { e: 'x' }, { t: '5' }]) {
      const fields = { e: '2026-03-27', t: '3', a: A3, title: '本社', ...wrong }
      expect((await taro.post('/quick/assessments', fields)).status).toBe(422)
    }
  })

  test('not signed in, what was sent stays on the page that asks to sign in', async () => {
    const { status, page } = await post('/quick/assessments', { e: '2026-03-27', t: '3', a: A3, title: '<b>楓</b>' })
    expect(status).toBe(401)
    expect(typedIn(page, 'a')).toEqual([A3])
    expect(typedIn(page, 'title')).toEqual(['<b>楓</b>'])
    expect(page).not.toContain('<b>楓')
  })

  test.each(['respondent', 'reader', 'executive'] as const)('a %s begins no assessment', async (role) => {
    const reader = visitor(app, await colleague(context, seat, role, role))
    expect((await reader.post('/quick/assessments', { e: '2026-03-27', t: '3', a: A3, title: '本社' })).status).toBe(403)
  })
})

test('nothing of all this was stored', async () => {
  expect(await readAssessments(context, seat, { limit: 10, offset: 0 })).toEqual({ assessments: [], more: false })
})

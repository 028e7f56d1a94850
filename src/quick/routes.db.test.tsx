import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { testGround } from '../../tests/ground.ts'
import { buildApp } from '../http/app.tsx'
import { readLocalOrganisations } from '../identity/actions.ts'
import { quickRoutes } from './routes.tsx'

const database = testDatabase()
let ground: ReturnType<typeof testGround>
let app: ReturnType<typeof buildApp>

beforeAll(() => {
  ground = testGround(database.db)
  app = buildApp(ground, [quickRoutes], () => {})
})

const get = (path: string) => Promise.resolve(app.request(`http://localhost${path}`))
const post = (path: string, fields: Record<string, string>) =>
  Promise.resolve(app.request(`http://localhost${path}`, { method: 'POST', body: new URLSearchParams(fields) }))

const A3 = 'ypnu-'.repeat(6).slice(0, 26)
const RESULT = `/quick/result?e=2026-03-27&t=3&a=${A3}`

describe('the questions', () => {
  test.each([
    ['3', 26],
    ['4', 43],
  ])('★%s has %i of them, by area', async (target, count) => {
    const page = await (await get(`/quick/questions?t=${target}`)).text()
    expect(page.match(/<fieldset/g)).toHaveLength(count)
    expect(page.match(/type="radio"/g)).toHaveLength(count * 4)
    expect(page).toContain('7. インシデントからの復旧')
  })

  test('the start page offers both, and what is asked for nothing leads to it', async () => {
    expect(await (await get('/quick')).text()).toContain('26問・約10分')
    expect((await get('/quick/questions')).headers.get('Location')).toBe('/quick')
  })

  test('come back filled in', async () => {
    const page = await (await get(`/quick/questions?e=2026-03-27&t=3&a=${A3}`)).text()
    expect(page.match(/ checked/g)).toHaveLength(21)
  })

  test('in English show the English criteria', async () => {
    const page = await (await get('/quick/questions?t=3&lang=en')).text()
    expect(page).toContain('Is this in place: Confidentiality rules?')
    expect(page).toContain('What it takes')
  })
})

describe('the result', () => {
  test('is an address: the form leads to it', async () => {
    const response = await post('/quick/result', { e: '2026-03-27', t: '3', '1-2-1': 'yes', '7-1-1': 'no' })
    expect([response.status, response.headers.get('Location')]).toEqual([
      303,
      `/quick/result?e=2026-03-27&t=3&a=y${'-'.repeat(24)}n`,
    ])
  })

  test('shows the numbers, five first steps, the gaps and the limits', async () => {
    const page = await (await get(RESULT)).text()
    expect(page).toContain('26問のうち <strong>6</strong>問が「できている」')
    expect(page.split('class="quick-step"')).toHaveLength(6)
    expect(page).toContain('足りなさそうなところ(20)')
    expect(page).toContain('ざっとした見立てです')
    expect(page).toContain('<title>ガバナンスの整備: 全3件のうち')
    for (const word of ['認定', '合格', '満たす 6']) expect(page).not.toContain(word)
  })

  test('asks for organisation and name where nobody has begun', async () => {
    const page = await (await get(RESULT)).text()
    expect(page).toContain('name="organisation"')
    expect(page).toContain('name="person"')
  })

  test('of everything in place claims nothing', async () => {
    const page = await (await get(`/quick/result?e=2026-03-27&t=3&a=${'y'.repeat(26)}`)).text()
    expect(page).toContain('評価基準を1つずつ、証跡と合わせて確かめます')
    expect(page).not.toContain('足りなさそうなところ')
  })

  test('carries the answers over to the other ★', async () => {
    const page = await (await get(RESULT)).text()
    const [, address] = page.match(/href="(\/quick\/questions\?[^"]*t=4[^"]*)"/) ?? []
    const questions = await (await get((address ?? '').replaceAll('&amp;', '&'))).text()
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
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('はじめから答え直してください')
  })

  test('a form without an answer comes back with a word', async () => {
    const response = await post('/quick/result', { e: '2026-03-27', t: '3' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('まだ1つも答えていません')
  })

  test('a form with another answer, edition or target is refused', async () => {
    for (const fields of [{ '1-2-1': 'met' }, { e: 'x' }, { t: '5' }]) {
      const response = await post('/quick/result', { e: '2026-03-27', t: '3', '1-2-2': 'yes', ...fields })
      expect(response.status).toBe(422)
    }
  })

  test('taking over without names keeps what was typed and says every field at once', async () => {
    const form = { e: '2026-03-27', t: '3', a: A3, title: ' ', organisation: '<b>楓</b>', person: '' }
    const response = await post('/quick/assessments', form)
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('href="#title"')
    expect(page).toContain('href="#person"')
    expect(page).toContain('value="&lt;b&gt;楓&lt;/b&gt;"')
    expect(page).not.toContain('<b>楓')
  })
})

test('nothing of all this was stored', async () => {
  expect(await readLocalOrganisations(ground)).toEqual([])
})

import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp } from '../../tests/web.ts'
import { incidentOf, setUpWorld, type World } from '../../tests/world.ts'
import type { Tx } from '../db/db.ts'
import { features } from '../main/features.ts'
import type { Web } from '../web/app.tsx'
import { incidentsReported } from './actions.ts'

const database = testDatabase()
let world: World
let app: Hono<Web>
let context: ReturnType<typeof testContext>

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  world = await setUpWorld(context, app)
})

const fresh = () => incidentOf(context, world.seatOf('responsible'))
const SAID = { body: '書いた', doneBy: '青山 誠' }

async function write(id: string, fields: Record<string, string>): Promise<number> {
  return (await world.as('staff').post(`/incidents/${id}/entries`, { ...SAID, ...fields })).status
}

function entriesOn(page: string): string[] {
  return [...page.matchAll(/id="entry-([0-9a-f-]{36})"/g)].map(([, id = '']) => id)
}

describe('an incident', () => {
  test('goes from its discovery to the final report, which comes after every stage and a level', async () => {
    const staff = world.as('staff')
    const id = await fresh()
    expect(await write(id, { kind: 'final-report' })).toBe(422)
    for (const kind of ['first-response', 'investigation', 'recovery']) expect(await write(id, { kind })).toBe(303)
    const { page: undecided } = await staff.post(`/incidents/${id}/entries`, { ...SAID, kind: 'final-report' })
    expect(undecided).toContain('最終報告の前に、レベルを決めてください。')
    expect(await write(id, { kind: 'final-report', level: '9' })).toBe(422)
    expect(await write(id, { kind: 'final-report', level: '2' })).toBe(303)
    const { page } = await staff.get(`/incidents/${id}`)
    expect(page).toMatch(/class="stage">最終報告<\/span> <span>レベル2\(中\)/)
    expect(await write(id, { kind: 'recovery' })).toBe(422)
    expect(await write(id, { kind: 'lesson', concerns: '全部署' })).toBe(303)
  })

  test('is corrected by a newer entry, once; both stay readable', async () => {
    const staff = world.as('staff')
    const id = await fresh()
    const [entry = ''] = entriesOn((await staff.get(`/incidents/${id}`)).page)
    const at = `/incidents/${id}/entries/${entry}`
    expect((await staff.post(at, { ...SAID, body: '開いていない' })).status).toBe(422)
    expect((await staff.post(at, { ...SAID, body: '開いていない', correction: '聞き違い' })).status).toBe(303)
    const { page } = await staff.get(`/incidents/${id}`)
    expect(page).toContain('<h1>開いていない</h1>')
    expect(page).toContain('不審なメールを開いた')
    expect(entriesOn(page)).toHaveLength(2)
    expect((await staff.post(at, { ...SAID, correction: 'もう一度' })).status).toBe(409)
  })

  test('cannot be changed or removed by an organisation', async () => {
    const tried = (work: (tx: Tx) => Promise<unknown>) => database.db.transact({ tenant: world.tenant }, work)
    await expect(tried((tx) => tx.deleteFrom('incident_entry').execute())).rejects.toThrow(/permission denied/)
    const change = (tx: Tx) => tx.updateTable('incident_entry').set({ body: 'x' }).execute()
    await expect(tried(change)).rejects.toThrow(/permission denied/)
  })

  test('is refused with what was typed: no words, a time that is none or to come', async () => {
    const staff = world.as('staff')
    const { status, page } = await staff.post('/incidents', { body: ' ', concerns: 'PC-009', happenedAt: '2027-02-30T09:00' })
    expect(status).toBe(422)
    expect(page).toContain('value="PC-009"')
    expect(page).toContain('日時を 2027-03-31 09:30 のように入力してください。')
    expect((await staff.post('/incidents', { body: 'x', happenedAt: '2999-01-01T00:00' })).status).toBe(422)
  })

  test('takes three fields and no more to report, by whoever answers only what is assigned, too', async () => {
    const respondent = world.as('respondent')
    const { page } = await respondent.get('/incidents/new')
    const form = page.slice(page.indexOf('action="', page.indexOf('<main')))
    const asked = [...form.matchAll(/<(?:input|textarea)[^>]*name="(\w+)"/g)].map(([, name]) => name)
    expect(asked.filter((name) => name !== 'once' && name !== 'drill')).toEqual(['body', 'happenedAt', 'concerns'])
    const sent = await respondent.post('/incidents', { body: '鍵をなくした' })
    expect([sent.status, sent.location]).toEqual([303, '/incidents/card'])
    expect((await respondent.get('/incidents')).status).toBe(403)
  })
})

describe('a drill', () => {
  test('is marked on its pages, in its report and in the log, and no count has it', async () => {
    const staff = world.as('staff')
    const count = () =>
      database.db.read({ tenant: world.tenant }, (tx) =>
        incidentsReported(tx, world.tenant, '2000-01-01T00:00:00.000Z', context.now()),
      )
    const before = await count()
    const { location } = await staff.post('/incidents', { body: '模擬の感染', drill: '1' })
    expect(await count()).toBe(before)
    const path = location?.replace('?done=1', '') ?? ''
    expect((await staff.get(path)).page).toContain('これは訓練です')
    expect((await staff.get('/incidents')).page).toContain('【訓練】模擬の感染')
    expect((await world.as('responsible').get('/log')).page).toContain('【訓練】「模擬の感染」の発見を報告しました。')
    const { headers } = await staff.get(`${path}/report.docx`)
    expect(decodeURIComponent(headers.get('Content-Disposition') ?? '')).toContain('訓練-インシデント報告書')
  })
})

describe('what is decided beforehand', () => {
  test('is our proposal, marked as ours, until the organisation decides; who was first is told', async () => {
    const staff = world.as('staff')
    expect((await staff.get('/incidents/settings/levels')).page).toContain('星取の案がまじっています')
    const levels = { level: ['1', '2'], name: ['小', '大'], covers: ['', '漏えい'], act: ['', ''], number: '0' }
    expect((await staff.post('/incidents/settings/levels', { ...levels, level: ['1', '1'] })).status).toBe(422)
    expect((await staff.post('/incidents/settings/levels', levels)).status).toBe(303)
    expect((await staff.get('/incidents/settings/levels')).page).not.toContain('星取の案がまじっています')
    const late = await staff.post('/incidents/settings/levels', { ...levels, name: ['軽', '重'] })
    expect(late.status).toBe(409)
    expect(late.page).toContain('value="軽"')
    const card = (await staff.get('/incidents/card')).page
    expect(card).toContain('レベル2(大)')
  })

  test('the card allows its own look alone, and names the worker that keeps it', async () => {
    const { page, headers } = await world.as('reader').get('/incidents/card')
    expect(headers.get('Content-Security-Policy')).toMatch(/style-src 'sha256-[\w+/=]+'/)
    expect(page).toMatch(/data-card="\/incidents\/card" data-card-worker="\/assets\/card-worker/)
    expect(page).not.toContain('rel="stylesheet"')
  })
})

import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import type { DocumentId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { readDocument } from './actions.ts'
import { documentRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let sato: Viewer
let staff: Visitor
let executive: Visitor
let other: Visitor
let officer: string
let at: string

const ANSWERS = {
  'answer company': '株式会社青山製作所',
  'answer officer': '青山 誠',
  'answer department': '総務部',
  'answer date': '2027-04-01',
  'answer rooms': '設計室',
  'answer approver': '部長',
  'answer server': 'none',
}

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [documentRoutes], () => {})
  const ito = await begin(context, '青山精機', '伊藤 健一')
  sato = await colleague(context, ito, '佐藤 美穂', 'staff')
  const aoyama = await colleague(context, ito, '青山 誠', 'executive')
  officer = aoyama.person
  staff = visitor(app, sato)
  executive = visitor(app, aoyama)
  other = visitor(app, await colleague(context, ito, '青山 花', 'executive'))
  const begun = await staff.post('/documents', { template: 'entry-rule', title: '入退室の規程', ...ANSWERS })
  at = (begun.location ?? '').replace(/\?.*/, '')
})

const read = async () => {
  const found = await readDocument(context, sato, at.split('/').at(-1) as DocumentId)
  if (!found) throw new Error('nothing there')
  return found
}
/** The fields of the page that edits, as they stand. */
const fieldsOf = async () => {
  const { document } = await read()
  const texts = document.sections.flatMap(({ id, clauses }) => clauses.map((one) => [`text ${id}/${one.id}`, one.text]))
  return { title: document.title, months: '12', revision: String(document.revision), ...Object.fromEntries(texts) }
}

describe('a document from a template', () => {
  test('has the answers in its text, and binds its clauses to criteria; what the answers rule out is not there', async () => {
    const { document, state } = await read()
    const texts = document.sections.flatMap(({ clauses }) => clauses.map(({ text }) => text))
    expect(texts[0]).toContain('株式会社青山製作所（以下')
    expect(texts.some((text) => text.includes('設計室'))).toBe(true)
    expect(texts.some((text) => text.includes('自社の建物にサーバを置かない'))).toBe(true)
    expect(document.sections.find(({ id }) => id === 'rooms')?.clauses[0]?.criteria['2026-03-27']).toContain('4-1-7-1')
    expect(state).toBe('draft')
    expect(await lastTold(context, sato.tenant)).toMatchObject({ act: 'document.begin' })
  })

  test('refuses answers that are none, and keeps what was typed', async () => {
    const sent = { template: 'entry-rule', title: 'x', ...ANSWERS, 'answer server': 'somewhere', 'answer rooms': '金庫室' }
    const refused = await staff.post('/documents', sent)
    expect([refused.status, refused.page.includes('金庫室')]).toEqual([422, true])
  })

  test('shows the text with the answers before anything is made', async () => {
    const { page } = await staff.post('/documents/preview', { template: 'entry-rule', title: 'x', 'answer rooms': '金庫室' })
    expect(page).toContain('機密への配慮が要る場所である金庫室をいう')
    expect(page).toContain('未記入。例: ')
  })

  test('is filled in anew without taking what people wrote', async () => {
    const before = await fieldsOf()
    await staff.post(at, {
      ...before,
      'text rooms/minimum': '入室の許可は、必要な人だけに限る。',
      'add rooms': '鍵は毎月数える。',
    })
    const { revision } = (await read()).document
    await staff.post(`${at}/answers`, { ...ANSWERS, 'answer rooms': '金庫室', revision: String(revision) })
    const texts = (await read()).document.sections.find(({ id }) => id === 'rooms')?.clauses.map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(['入室の許可は、必要な人だけに限る。', '鍵は毎月数える。']))
    expect(texts?.some((text) => text.includes('金庫室'))).toBe(true)
  })

  test('is never overwritten: who comes second sees what differs, and sends again', async () => {
    const mine = await fieldsOf()
    await staff.post(at, { ...mine, 'text rooms/lost': 'なくした人は、すぐ知らせる。' })
    const late = await executive.post(at, mine)
    expect(late.status).toBe(403)
    const second = await staff.post(at, { ...mine, 'text rooms/last': '最後の人が鍵をかける。' })
    expect([second.status, second.page.includes('なくした人は、すぐ知らせる。')]).toEqual([409, true])
    expect(second.page).toContain('最後の人が鍵をかける。')
    const wrong = await staff.post(at, { ...(await fieldsOf()), 'criteria rooms/last': '第4章' })
    expect([wrong.status, wrong.page.includes('番号で書き')]).toEqual([422, true])
  })
})

describe('a version', () => {
  test('waits for the named officer alone, frozen with its hash', async () => {
    const blank = await staff.post('/documents', { template: 'entry-rule', title: '空き' })
    const place = (blank.location ?? '').replace(/\?.*/, '')
    const open = await staff.post(`${place}/versions`, { officer, revision: '1' })
    expect([open.status, open.page.includes('まだ例のまま')]).toEqual([422, true])
    const { revision } = (await read()).document
    expect((await staff.post(`${at}/versions`, { officer: sato.person, revision: String(revision) })).status).toBe(422)
    const { location } = await staff.post(`${at}/versions`, { officer, message: 'お願いします', revision: String(revision) })
    expect(location).toBe(`${at}?done=submitted`)
    const [version] = (await read()).versions
    expect(version?.sha256).toBe(
      createHash('sha256')
        .update(version?.content ?? '')
        .digest('hex'),
    )
    expect((await staff.post(`${at}/versions`, { officer, revision: String(revision) })).page).toContain('すでにあります')
    expect((await other.post(`${at}/versions/1/approval`, {})).status).toBe(422)
    expect((await executive.post(`${at}/versions/1/return`, {})).page).toContain('直してほしいことを書いてください')
    expect((await staff.post(`${at}/versions/1/publication`, {})).status).toBe(422)
  })

  test('is approved once, put in force, reviewed a year later, and exported', async () => {
    expect((await executive.post(`${at}/versions/1/approval`, { word: 'よし' })).location).toContain('done=approved')
    expect((await executive.post(`${at}/versions/1/return`, { word: 'やめる' })).status).toBe(409)
    expect((await read()).state).toBe('approved')
    expect((await staff.post(`${at}/versions/1/publication`, {})).location).toContain('done=published')
    const { state, document } = await read()
    expect([state, document.reviewOn]).toEqual(['published', '2028-04-01'])
    expect((await staff.post(`${at}/versions/1/publication`, {})).status).toBe(422)
    const word = await staff.get(`${at}/versions/1/file.docx`)
    expect([word.status, word.page.startsWith('PK')]).toEqual([200, true])
    expect(await lastTold(context, sato.tenant)).toMatchObject({ act: 'document.export' })
  })

  test('says which clauses differ from the one in force', async () => {
    await staff.post(at, { ...(await fieldsOf()), 'text rooms/minimum': '入室の許可は、最小に限る。' })
    const { state, document } = await read()
    expect(state).toBe('revising')
    await staff.post(`${at}/versions`, { officer, revision: String(document.revision) })
    for (const page of [(await executive.get(`${at}/versions/2`)).page, (await staff.get(`${at}/history`)).page]) {
      expect(page).toContain('<del>入室の許可は、必要な人だけに限る。</del>')
      expect(page).toContain('<ins>入室の許可は、最小に限る。</ins>')
    }
    expect((await staff.post(`${at}/versions/2/withdrawal`, {})).location).toContain('done=withdrawn')
  })
})

import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lettersTo } from '../../tests/letters.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { createAssessment } from '../assessment/actions.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { DAY, later } from '../kernel/calendar.ts'
import type { DocumentId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { linkOf, readAnnouncement, remindReaders } from './actions.ts'
import { documentPanel } from './panel-routes.tsx'
import { readerRoutes } from './reader-routes.tsx'
import { documentRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let now: string
let app: Hono<Web>
let sato: Viewer
let staff: Visitor
let executive: Visitor
let nobody: Visitor
let at: string

beforeAll(async () => {
  const fixed = testContext(database.db)
  now = fixed.now()
  context = { ...fixed, now: () => now }
  app = testApp(context, [documentRoutes, readerRoutes, assessmentRoutes(documentPanel)], () => {})
  const ito = await begin(context, '青山精機', '伊藤 健一')
  sato = await colleague(context, ito, '佐藤 美穂', 'staff')
  const aoyama = await colleague(context, ito, '青山 誠', 'executive')
  staff = visitor(app, sato)
  executive = visitor(app, aoyama)
  nobody = visitor(app)
  at = ((await staff.post('/documents', { template: '', title: '鍵の決まり' })).location ?? '').replace(/\?.*/, '')
  await publish('鍵は総務部が預かる。', aoyama.person, 1)
})

/** Writes a text, and brings it in force as the next version. */
async function publish(text: string, officer: string, number: number) {
  const { document } = await read()
  const common = { title: '鍵の決まり', months: '12', revision: String(document.revision) }
  const [section] = document.sections
  const own = section ? { [`text ${section.id}/${section.clauses[0]?.id}`]: text } : { newHeading: '鍵', newText: text }
  await staff.post(at, { ...common, ...own })
  await staff.post(`${at}/versions`, { officer, revision: String((await read()).document.revision) })
  await executive.post(`${at}/versions/${number}/approval`, {})
  expect((await staff.post(`${at}/versions/${number}/publication`, {})).location).toContain('done=published')
}

async function read() {
  const found = await readAnnouncement(context, sato, at.split('/').at(-1) as DocumentId)
  if (!found) throw new Error('nothing there')
  return found
}
const readerNamed = async (name: string) => {
  const reader = (await read()).readers.find((one) => one.name === name)
  if (!reader) throw new Error(`no ${name}`)
  return { ...reader, link: new URL(linkOf(context, reader)).pathname }
}
const shaOf = (page: string) => /name="sha256" value="(\w+)"/.exec(page)?.[1] ?? ''

test('a list is read as people write it, each person once; a line that cannot be read is named', async () => {
  const list =
    '氏名,アドレス,区分\n山田 太郎, Yamada@aoyama.example.jp, 派遣社員\n鈴木 花子\t\t役員\n山田 太郎,yamada@aoyama.example.jp'
  const wrong = await staff.post(`${at}/readers`, { list: '山田 太郎, 社長', class: 'employees' })
  expect([wrong.status, wrong.page.includes('1行目が読めません')]).toEqual([422, true])
  expect((await staff.post(`${at}/readers`, { list: list.replaceAll('\t', ','), class: 'employees' })).location).toContain(
    'done=added',
  )
  const { readers } = await read()
  expect(readers.map(({ name, class: kind, email }) => [name, kind, email]).toSorted()).toEqual([
    ['山田 太郎', 'dispatched-workers', expect.stringMatching(/yamada@/i)],
    ['鈴木 花子', 'officers', null],
  ])
  expect((await staff.post(`${at}/readers`, { list: '鈴木 花子', class: 'officers' })).status).toBe(422)
})

test('a personal link shows the version in force without an account, and nothing else; acknowledging is kept and told once', async () => {
  const { link } = await readerNamed('山田 太郎')
  const letters = await lettersTo(context.db, (await readerNamed('山田 太郎')).email ?? '')
  expect(letters.at(-1)?.body).toContain(link)
  const shown = await nobody.get(link)
  expect(shown.page).toContain('鍵は総務部が預かる。')
  expect((await nobody.post(link, { sha256: 'x' })).status).toBe(409)
  expect((await nobody.post(link, { sha256: shaOf(shown.page) })).location).toBe(link)
  expect((await nobody.post(link, { sha256: shaOf(shown.page) })).location).toBe(link)
  const told = await lastTold(context, sato.tenant)
  expect(told).toMatchObject({
    act: 'document.acknowledge',
    by: { kind: 'unknown' },
    facts: { details: { reader: '山田 太郎' } },
  })
  expect((await readerNamed('山田 太郎')).acknowledgedAt).toBe(now)
  expect((await staff.get(`${at}/acknowledgements.csv`)).page).toContain('山田 太郎,派遣社員')
  expect((await nobody.get(`/read/${'x'.repeat(43)}`)).status).toBe(410)
})

test('a printed card has the link of whoever has no address', async () => {
  const { page } = await staff.get(`${at}/cards`)
  expect(page).toContain('鈴木 花子さんのQRコード')
  expect(page).toContain('<svg')
})

test('who has not acknowledged is reminded once a week at most; a new version asks everybody again', async () => {
  const { email } = await readerNamed('山田 太郎')
  const count = async () => (await lettersTo(context.db, email ?? '')).length
  const before = await count()
  now = later(now, 8 * DAY)
  expect(await remindReaders(context)).toEqual({ letters: 0 })
  const [officer] = (await read()).people.filter(({ name }) => name === '青山 誠')
  await publish('鍵は総務部と工場が預かる。', officer?.id ?? '', 2)
  expect([await count(), (await readerNamed('山田 太郎')).acknowledgedAt]).toEqual([before + 1, null])
  now = later(now, 6 * DAY)
  expect(await remindReaders(context)).toEqual({ letters: 0 })
  now = later(now, 2 * DAY)
  expect([await remindReaders(context), await remindReaders(context)]).toEqual([{ letters: 1 }, { letters: 0 }])
  const { link } = await readerNamed('山田 太郎')
  const shown = await nobody.get(link)
  expect(shown.page).toContain('鍵は総務部と工場が預かる。')
  await nobody.post(link, { sha256: shaOf(shown.page) })
  now = later(now, 8 * DAY)
  expect(await remindReaders(context)).toEqual({ letters: 0 })
})

test('a criterion shows the documents that serve it, how far each is acknowledged, and a document the answers', async () => {
  const assessment = done(await createAssessment(context, sato, { title: '本社', target: 3, edition: '2026-03-27' }))
  const page = (await staff.get(`/assessments/${assessment}/criteria/4-1-1-1`)).page
  expect(page).not.toContain('鍵の決まり')
  const { document } = await read()
  const [section] = document.sections
  const bound = { [`criteria ${section?.id}/${section?.clauses[0]?.id}`]: '4-1-1-1' }
  const texts = { [`text ${section?.id}/${section?.clauses[0]?.id}`]: section?.clauses[0]?.text ?? '' }
  await staff.post(at, { title: '鍵の決まり', months: '12', revision: String(document.revision), ...texts, ...bound })
  const shown = (await staff.get(`/assessments/${assessment}/criteria/4-1-1-1`)).page
  expect(shown).toMatch(/鍵の決まり<\/a> <small>第2版、2027年\d+月\d+日から ・ 確認 1\/2人/)
  expect((await staff.get(at)).page).toContain(`/assessments/${assessment}/criteria/4-1-1-1#documents`)
})

test('a link that was taken back, or is too old, opens nothing', async () => {
  const { id, link } = await readerNamed('鈴木 花子')
  expect((await nobody.get(link)).status).toBe(200)
  const other = await readerNamed('山田 太郎')
  await staff.post(`${at}/readers/${id}/revocation`, {})
  expect([(await nobody.get(link)).status, (await nobody.post(link, {})).status]).toEqual([410, 410])
  now = later(now, 181 * DAY)
  expect((await nobody.get(other.link)).status).toBe(410)
})

import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { createAssessment } from '../assessment/actions.ts'
import { dutiesOf } from '../duties/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { startEvent } from './actions.ts'
import { checklistOf, EVENT_KINDS } from './event.ts'
import { eventRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let ito: Viewer
let staff: Visitor

beforeAll(async () => {
  context = testContext(database.db)
  ito = await begin(context, '青山精機', '伊藤 健一')
  staff = visitor(
    testApp(context, [eventRoutes], () => {}),
    await colleague(context, ito, '佐藤 美穂', 'staff'),
  )
  done(await createAssessment(context, ito, { title: '本社', edition: '2026-03-27', target: 4 }))
})

test('each kind asks for what the criteria say, each criterion once, on days that follow from the event', async () => {
  const found = await dutiesOf(context, ito.tenant)
  const of = { edition: '2026-03-27', duties: found?.duties ?? [] }
  const asked = EVENT_KINDS.map((kind) => {
    const items = checklistOf(kind, '2027-04-30', of, ito.person)
    return [kind, items.map(({ duty, due }) => `${duty.split('/')[0]} ${due.slice(5)}`).join(', ')]
  })
  expect(Object.fromEntries(asked)).toMatchInlineSnapshot(`
    {
      "contract-end": "2-1-5-1 04-30",
      "contract-start": "1-2-3-4 04-29, 2-1-2-1 04-29, 3-1-3-1 04-30",
      "disposal": "3-1-4-7 04-30, 3-1-4-8 04-30, 4-5-1-6 04-30",
      "joining": "1-2-3-2 04-30, 1-2-3-4 04-29, 4-2-1-3 04-30, 4-2-2-1 04-30",
      "leak": "4-1-6-2 04-30",
      "leaving": "3-1-4-5 04-30, 4-1-1-3 04-30, 4-1-2-6 04-30",
      "serious-incident": "6-1-1-6 05-30",
      "transfer": "4-1-1-3 04-30, 4-1-1-4 04-30, 4-1-2-6 04-30",
    }
  `)
})

test('one form begins it; nothing is closed with an item open without a reason; what is done is a record', async () => {
  const typed = { kind: 'leaving', about: '営業部の田中', day: '2027-04-30' }
  expect((await staff.post('/events', { ...typed, about: ' ' })).status).toBe(422)
  const at = ((await staff.post('/events', typed)).location ?? '').replace(/\?.*/, '')
  const { page } = await staff.get(at)
  expect(page).toContain('営業部の田中')
  const items = page.match(/id="item-/g)?.length ?? 0
  expect(items).toBeGreaterThan(1)
  expect((await staff.post(`${at}/items/1`, { outcome: 'aside', reason: '' })).status).toBe(422)
  expect((await staff.post(`${at}/items/1`, { outcome: 'done' })).location).toContain('done=saved')
  expect((await staff.post(`${at}/closing`, { reason: ' ' })).status).toBe(409)
  expect((await staff.post(`${at}/closing`, { reason: '派遣元が行う' })).location).toContain('done=closed')
  expect((await lastTold(context, ito.tenant)).words.ja).toContain(`閉じました(実施1件、行わない${items - 1}件)`)
  expect((await staff.post(`${at}/closing`, { reason: '派遣元が行う' })).status).toBe(409)
  const records = await context.db.read({ tenant: ito.tenant }, (tx) =>
    tx.selectFrom('operation_record').select(['duty', 'looked_at', 'via']).where('tenant_id', '=', ito.tenant).execute(),
  )
  expect(records).toEqual([{ duty: expect.stringMatching(/^3-1-4-5/), looked_at: '退職・任期満了: 営業部の田中', via: 'event' }])
})

test('a register begins one of a kind, and no second one', async () => {
  const wish = {
    kind: 'disposal' as const,
    about: 'PC-031',
    day: '2027-05-01',
    note: '',
    source: context.newId<string & never>(),
  }
  const twice = await context.db.transact({ tenant: ito.tenant }, async (tx) => [
    await startEvent(context, tx, ito, wish),
    await startEvent(context, tx, ito, wish),
  ])
  expect(twice).toEqual([true, false])
})

import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { done, setUpWorld, type World } from '../../tests/world.ts'
import { features } from '../main/features.ts'
import { removeDemoWorld } from '../organisation/actions.ts'
import type { Web } from '../web/app.tsx'

const database = testDatabase()
let world: World
let app: Hono<Web>
let context: ReturnType<typeof testContext>

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  world = await setUpWorld(context, app)
})

const SAID = { kind: 'record', confidentiality: 'internal' }
const criterion = (number: string) => `criterion ${world.assessment} ${number}`

/** Adds a piece as a browser without a script does, and says where it is. */
async function added(who: Visitor, fields: Record<string, string | string[]>): Promise<string> {
  const reply = await who.post('/evidence', { ...SAID, content: 'kept', place: '書庫', ...fields })
  expect(reply.status).toBe(303)
  return reply.location ?? ''
}

async function idOf(title: string): Promise<string> {
  const { page } = await world.as('responsible').get(`/evidence?q=${encodeURIComponent(title)}`)
  return new RegExp(`/evidence/([0-9a-f-]{36})">${title}<`).exec(page)?.[1] ?? ''
}

async function stateAt(number: string, who = world.as('responsible')): Promise<string | undefined> {
  const { page } = await who.get(`/assessments/${world.assessment}/evidence`)
  return new RegExp(`id="c-${number}" class="([a-z-]+)"`).exec(page)?.[1]
}

describe('the matrix', () => {
  test('missing, then unchecked, checked, unchecked again by a second version, running out, expired, withdrawn', async () => {
    const boss = world.as('responsible')
    expect(await stateAt('4-1-2-1')).toBe('missing')
    await added(boss, {
      title: '入退室の記録',
      targets: [criterion('4-1-2-1')],
      periodFrom: '2027-01-01',
      periodTo: '2027-02-28',
    })
    const at = `/evidence/${await idOf('入退室の記録')}`
    expect(await stateAt('4-1-2-1')).toBe('unchecked')
    await boss.post(`${at}/checks`, { target: criterion('4-1-2-1'), checked: '1' })
    expect(await stateAt('4-1-2-1')).toBe('there')
    const second = { content: 'link', href: 'https://files.example.jp/2', revision: '1' }
    expect((await boss.post(`${at}/versions`, second)).status).toBe(303)
    expect(await stateAt('4-1-2-1')).toBe('unchecked')
    expect((await boss.post(`${at}/checks`, { target: criterion('4-1-2-1'), checked: '1' })).status).toBe(409)
    await boss.post(`${at}/checks`, { target: criterion('4-1-2-1'), checked: '2' })
    await boss.post(at, { ...SAID, title: '入退室の記録', validUntil: '2027-05-01', revision: '2' })
    expect(await stateAt('4-1-2-1')).toBe('running-out')
    await boss.post(at, { ...SAID, title: '入退室の記録', validUntil: '2027-03-31', revision: '3' })
    expect(await stateAt('4-1-2-1')).toBe('expired')
    await boss.post(`${at}/withdrawal`, { reason: '古い', revision: '4' })
    expect(await stateAt('4-1-2-1')).toBe('missing')
    const { page } = await boss.get(at)
    expect(page).toContain('第1版')
    expect(page).toContain('理由: 古い')
  })

  test('the days that pieces cover are joined where they meet, and told in words', async () => {
    const boss = world.as('responsible')
    for (const [periodFrom, periodTo] of [
      ['2026-06-01', '2026-06-30'],
      ['2026-07-01', '2026-07-31'],
      ['2026-12-01', '2026-12-31'],
    ] as const)
      await added(boss, { title: `点検 ${periodFrom}`, targets: [criterion('3-1-1-1')], periodFrom, periodTo })
    const { page } = await boss.get(`/assessments/${world.assessment}/evidence?only=unchecked`)
    expect(page).toContain('示している期間: 2026年6月1日〜7月31日、2026年12月1日〜12月31日')
  })
})

test('a form that is refused comes back with what was typed: a period that ends first, an address of another kind, no name', async () => {
  const reply = await world.as('staff').post('/evidence', {
    ...{ ...SAID, title: '', content: 'link', href: 'javascript:alert(1)', source: '情シス' },
    ...{ periodFrom: '2027-03-01', periodTo: '2027-01-01' },
  })
  expect(reply.status).toBe(422)
  expect(reply.page).toContain('https:// で始まるアドレス')
  expect(reply.page).toContain('対象期間の終わりは')
  expect(reply.page).toContain('value="情シス"')
})

test('a change on a revision that is not the newest writes nothing', async () => {
  const boss = world.as('responsible')
  await added(boss, { title: '同時' })
  const at = `/evidence/${await idOf('同時')}`
  expect((await boss.post(at, { ...SAID, title: '同時 甲', revision: '1' })).status).toBe(303)
  expect((await world.as('staff').post(at, { ...SAID, title: '同時 乙', revision: '1' })).status).toBe(409)
  expect((await boss.get(at)).page).toContain('<h1>同時 甲</h1>')
})

describe('sight, file by file', () => {
  let secret: string
  const content = '/versions/1/file'
  const paths = (id: string) => [`/evidence/${id}`, `/evidence/${id}${content}`, `/evidence/${id}/versions/1/preview`]

  beforeAll(async () => {
    const boss = world.as('responsible')
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...SAID, title: '社外秘の台帳', content: 'file', insidersOnly: '1' }))
      body.set(name, value)
    body.set('targets', criterion('4-1-1-1'))
    body.set('file', new File(['鍵,3本'], '台帳.csv'))
    const sent = new Response(body)
    const type = sent.headers.get('Content-Type') ?? ''
    expect((await boss.send('/evidence', await sent.text(), type)).status).toBe(303)
    secret = await idOf('社外秘の台帳')
  })

  test('an expert who sees everything does not see what is not for outsiders, in no list, matrix, page, preview, download or panel', async () => {
    const expert = world.as('engaged')
    for (const path of paths(secret)) expect((await expert.get(path)).status).toBe(404)
    expect((await expert.get('/evidence')).page).toContain('鍵の台帳')
    for (const path of [
      '/evidence',
      `/assessments/${world.assessment}/evidence`,
      `/assessments/${world.assessment}/criteria/4-1-1-1`,
    ])
      expect((await expert.get(path)).page).not.toContain('社外秘の台帳')
    for (const path of paths(world.evidence)) expect((await expert.get(path)).status).toBe(200)
  })

  test.each(['numbers', 'answers'] as const)('an expert who is shown %s sees no evidence at all', async (sight) => {
    const engaged = world.seatOf('engaged')
    const engagement = engaged.engagement
    await setSight(sight)
    const expert = visitor(app, engaged)
    for (const path of [...paths(world.evidence), '/evidence', `/assessments/${world.assessment}/evidence`])
      expect((await expert.get(path)).status).toBe(404)
    await setSight(engagement?.sight ?? 'everything')
  })

  test('a respondent sees evidence of criteria that are theirs, and what they added', async () => {
    const respondent = world.as('respondent')
    await added(world.as('staff'), { title: 'よその証跡', targets: [criterion('4-1-1-2')] })
    const other = await idOf('よその証跡')
    expect((await respondent.get(`/evidence/${other}`)).status).toBe(404)
    expect((await respondent.get(`/evidence/${world.evidence}`)).status).toBe(200)
    const foreign = await respondent.post('/evidence', {
      ...SAID,
      title: 'x',
      content: 'kept',
      place: 'x',
      targets: [criterion('4-1-1-2')],
    })
    expect(foreign.status).toBe(422)
    await added(respondent, { title: '自分の証跡' })
    expect((await respondent.get('/evidence')).page).toContain('自分の証跡')
  })

  async function setSight(sight: 'numbers' | 'answers' | 'everything') {
    await database.db.transact('admin', (tx) => tx.updateTable('engagement').set({ sight }).execute())
  }
})

test('a download is an attachment that is no type of its own, under a harmless name; it and a look are told to the log', async () => {
  const boss = world.as('responsible')
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...SAID, title: '悪い名前', content: 'file' })) body.set(name, value)
  body.set('file', new File(['<script>alert(1)</script>'], `../../${'あ'.repeat(300)}\u202egnp.html`))
  const sent = new Response(body)
  await boss.send('/evidence', await sent.text(), sent.headers.get('Content-Type') ?? '')
  const at = `/evidence/${await idOf('悪い名前')}/versions/1`
  const { headers, page } = await boss.get(`${at}/file`)
  const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(headers.get('Content-Disposition') ?? '')?.[1] ?? '')
  expect(headers.get('Content-Disposition')).toMatch(/^attachment;/)
  expect(headers.get('Content-Type')).toBe('application/octet-stream')
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(name).not.toMatch(/[\\/\u202a-\u202e]/)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  expect(page).toBe('<script>alert(1)</script>')
  const shown = await boss.get(`${at}/preview`)
  expect(shown.page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(shown.headers.get('Content-Security-Policy')).toMatch(/default-src 'none';.*frame-ancestors 'self'; sandbox$/)
  const { page: log } = await boss.get('/log')
  expect(log).toContain('証跡「悪い名前」第1版をダウンロードしました。')
  expect(log).toContain('証跡「悪い名前」第1版を画面に表示しました。')
})

test('the list goes out as CSV, a workbook and JSON, as the filter shows it', async () => {
  const staff = world.as('staff')
  const csv = await staff.post(`/evidence/exports?q=${encodeURIComponent('鍵の台帳')}`, { form: 'csv' })
  expect(csv.page).toMatch(/鍵の台帳,台帳・一覧,2027-01-01,2027-03-31/)
  expect(csv.page).toContain('本社 4-1-1-1')
  expect(csv.page).not.toContain('入退室')
  const json = JSON.parse((await staff.post('/evidence/exports', { form: 'json' })).page) as { evidence: { title: string }[] }
  expect(json.evidence.length).toBeGreaterThan(3)
  expect((await staff.post('/evidence/exports', { form: 'xlsx' })).bytes.subarray(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]))
})

test('the library shows what belongs to a criterion; the list of criteria says how much each has, and none to whoever sees none', async () => {
  const boss = world.as('responsible')
  await added(boss, { title: '教育の受講記録', targets: [criterion('4-2-2-2')] })
  const { page } = await boss.get('/evidence?criterion=4-2-2-2')
  expect(page).toContain('教育の受講記録')
  expect(page).not.toContain('入退室の記録')
  const list = (who: Visitor) => who.get(`/assessments/${world.assessment}/criteria`)
  expect((await list(boss)).page).toMatch(/id="c-4-2-2-2"(?:(?!<\/li>).)*証跡 1件/s)
  await added(world.as('respondent'), { title: '担当外には数えない' })
  expect((await list(world.as('respondent'))).page).not.toMatch(/id="c-4-2-2-2"/)
})

test('pages of the library follow each other in each order, and show every piece once', async () => {
  const boss = world.as('responsible')
  const { addEvidence } = await import('./actions.ts')
  const undated = {
    periodFrom: null,
    periodTo: null,
    issuedOn: null,
    insidersOnly: false,
    source: '多数',
    custodian: '',
    note: '',
  }
  const pieces = Array.from({ length: 120 }, (_, index) => ({
    ...{ ...undated, title: `束 ${index % 7}`, kind: 'log' as const, confidentiality: 'internal' as const },
    ...{
      validUntil: index % 3 === 0 ? null : `2027-0${1 + (index % 9)}-01`,
      content: { type: 'link' as const, href: 'https://example.jp/' },
    },
  }))
  done(await addEvidence(context, world.seatOf('responsible'), pieces, []))
  for (const sort of ['new', 'title', 'end']) {
    const seen: string[] = []
    for (let path: string | undefined = `/evidence?q=${encodeURIComponent('多数')}&sort=${sort}`; path; ) {
      const { page } = await boss.get(path)
      seen.push(...[...page.matchAll(/name="evidence" value="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ''))
      path = /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen.length).toBe(120)
    expect(new Set(seen).size).toBe(120)
  }
})

test('what is kept of every criterion is what its pieces add up to', async () => {
  const { links, kept } = await database.db.transact('admin', async (tx) => ({
    links: await tx
      .selectFrom('evidence_link as l')
      .innerJoin('evidence as e', (join) => join.onRef('e.tenant_id', '=', 'l.tenant_id').onRef('e.id', '=', 'l.evidence_id'))
      .select(['target', 'insiders_only', 'e.version', 'checked_version', 'valid_until'])
      .where('l.tenant_id', '=', world.tenant)
      .where('l.kind', '=', 'criterion')
      .where('withdrawn_at', 'is', null)
      .execute(),
    kept: await tx.selectFrom('evidence_sum').selectAll().where('tenant_id', '=', world.tenant).execute(),
  }))
  expect(kept.length).toBeGreaterThan(6)
  for (const { criterion, outsiders, pieces, until, checked_until } of kept) {
    const own = links.filter(({ target, insiders_only }) => target === criterion && !(outsiders && insiders_only))
    const last = (of: typeof own) =>
      of
        .map(({ valid_until }) => valid_until ?? '9999-12-31')
        .toSorted()
        .at(-1) ?? null
    const checked = own.filter(({ version, checked_version }) => version === checked_version)
    expect([criterion, pieces, until, checked_until]).toEqual([criterion, own.length, last(own), last(checked)])
  }
})

test('with the demo world go its evidence, its files and its uploads', async () => {
  const { tenant } = world
  await database.db.transact('admin', (tx) =>
    tx.updateTable('organisation').set({ demo: true }).where('id', '=', tenant).execute(),
  )
  await removeDemoWorld(context)
  for (const table of ['evidence', 'evidence_version', 'evidence_link', 'evidence_sum', 'upload', 'stored_file'] as const) {
    const rows = await database.db.transact('admin', (tx) =>
      tx.selectFrom(table).select('tenant_id').where('tenant_id', '=', tenant).execute(),
    )
    expect([table, rows.length]).toEqual([table, 0])
  }
})

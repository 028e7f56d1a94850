import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp } from '../../tests/web.ts'
import { setUpWorld, type World } from '../../tests/world.ts'
import { features } from '../main/features.ts'
import { removeDemoWorld } from '../organisation/actions.ts'
import type { Web } from '../web/app.tsx'
import { endedStocktakesIn } from './actions.ts'

const database = testDatabase()
let world: World
let app: Hono<Web>
let context: ReturnType<typeof testContext>

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  world = await setUpWorld(context, app)
})

async function added(register: string, cells: Record<string, string>): Promise<string> {
  const fields = Object.fromEntries(Object.entries(cells).map(([col, value]) => [`cell ${col}`, value]))
  const reply = await world.as('staff').post(`/registers/${register}/rows`, fields)
  expect(reply.status).toBe(303)
  return idOf(register, cells.name ?? '')
}

async function idOf(register: string, name: string): Promise<string> {
  const { page } = await world.as('staff').get(`/registers/${register}?q=${encodeURIComponent(name)}`)
  return new RegExp(`/rows/([0-9a-f-]{36})">${name}<`).exec(page)?.[1] ?? ''
}

/** The names of the rows on a page, in their order. */
async function namesAt(path: string): Promise<string[]> {
  const { page } = await world.as('staff').get(path)
  return [...page.matchAll(/\/rows\/[0-9a-f-]{36}">([^<]*)</g)].map(([, name = '']) => name)
}

async function grid(register: string, wish: object) {
  const { status, page } = await world.as('staff').send(`/registers/${register}/cells`, JSON.stringify(wish), 'application/json')
  return { status, data: status === 404 ? undefined : JSON.parse(page) }
}
const NOTHING = { cause: 'grid', changes: [], added: [], gone: [] }

/** What a register counts, by its rows: as it is kept beside them, and as they are. */
async function counts(register: string) {
  return database.db.transact({ tenant: world.tenant }, async (tx) => {
    const kept = await tx
      .selectFrom('register')
      .select(['here', 'gapped', 'vanished', 'gone'])
      .where('tenant_id', '=', world.tenant)
      .where('register', '=', register)
      .executeTakeFirstOrThrow()
    const rows = await tx
      .selectFrom('register_row')
      .selectAll()
      .where('tenant_id', '=', world.tenant)
      .where('register', '=', register)
      .execute()
    const here = rows.filter((row) => row.gone_on === null)
    const counted = {
      here: here.length,
      gapped: here.filter(({ gaps }) => gaps > 0).length,
      vanished: here.filter((row) => row.vanished_at !== null).length,
      gone: rows.length - here.length,
    }
    return { kept, counted }
  })
}

describe('a row', () => {
  test('is written, changed, gone and back, with everything that it ever said; what it counts for follows', async () => {
    const staff = world.as('staff')
    const row = await added('rooms-and-keys', { name: 'サーバ室', sort: 'server-area' })
    const at = `/registers/rooms-and-keys/rows/${row}`
    expect(await namesAt('/registers/rooms-and-keys?shown=gaps')).toEqual(['サーバ室'])
    const full = { 'cell allowed': '情報システム部', 'cell lock': 'シリンダー錠', 'cell keeper': '青山', 'cell log': '入退場簿' }
    expect((await staff.post(at, { ...full, revision: '1' })).status).toBe(303)
    expect(await namesAt('/registers/rooms-and-keys?shown=gaps')).toEqual([])
    await staff.post(`${at}/gone`, { reason: '移転', on: '2027-03-31', revision: '2' })
    expect(await namesAt('/registers/rooms-and-keys')).toEqual([])
    expect(await namesAt('/registers/rooms-and-keys?shown=gone')).toEqual(['サーバ室'])
    const { kept, counted } = await counts('rooms-and-keys')
    expect(kept).toEqual({ here: 0, gapped: 0, vanished: 0, gone: 1 })
    expect(counted).toEqual(kept)
    await staff.post(`${at}/gone`, { back: '1', revision: '3' })
    const { page } = await staff.get(at)
    expect(page).toContain('履歴(4)')
    expect(page).toContain('鍵の管理者: – → 青山')
  })

  test('that somebody changed first is refused with both sides, and what was typed stays', async () => {
    const staff = world.as('staff')
    const row = await added('partners', { name: '株式会社みなと', sort: 'supplier', sharing: 'yes' })
    const at = `/registers/partners/rows/${row}`
    await staff.post(at, { 'cell means': '専用の共有フォルダ', revision: '1' })
    const second = await staff.post(at, { 'cell means': 'メール', revision: '1' })
    expect(second.status).toBe(409)
    expect(second.page).toContain('専用の共有フォルダ')
    expect(second.page).toMatch(/name="cell means"[^>]*value="メール"/)
    expect(second.page).toContain('name="revision" value="2"')
  })

  test.each([
    ['joined-on', '来月'],
    ['class', 'ロボット'],
    ['name', 'あ'.repeat(2001)],
  ])('%s: %s is refused in words, and kept', async (col, typed) => {
    const reply = await world.as('staff').post('/registers/people/rows', { 'cell department': '総務部', [`cell ${col}`]: typed })
    expect(reply.status).toBe(422)
    expect(reply.page).toContain(`id="cell-${col}-refusal"`)
    expect(reply.page).toContain(typed)
  })

  test('without any cell is refused', async () => {
    expect((await world.as('staff').post('/registers/people/rows', { 'cell name': ' ' })).status).toBe(422)
  })
})

describe('the list', () => {
  test('is in the order of a column, page by page, each row once', async () => {
    const made = await grid('software', {
      ...NOTHING,
      added: Array.from({ length: 120 }, (_, at) => ({
        key: `n${at}`,
        cells: { name: `ソフト ${at}`, sort: at % 3 ? 'os' : 'other' },
      })),
    })
    expect(made.status).toBe(200)
    const seen: string[] = []
    let path: string | undefined = '/registers/software'
    while (path) {
      const { page } = await world.as('staff').get(path)
      seen.push(...[...page.matchAll(/\/rows\/[0-9a-f-]{36}">([^<]*)</g)].map(([, name = '']) => name))
      path = /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => `ソフト ${at}`))
    expect(await namesAt('/registers/software?is=sort.other&order=maker&q=ソフト 11')).toHaveLength(3)
  })

  test('words are found as people search, wide or narrow, hiragana or katakana', async () => {
    await added('software', { name: 'ＡＢＣサーバー' })
    expect(await namesAt(`/registers/software?q=${encodeURIComponent('abcさーば')}`)).toEqual(['ＡＢＣサーバー'])
  })
})

describe('the grid', () => {
  test('writes cells of rows that are there and of new ones, keeps what a column cannot read, and takes back', async () => {
    const row = await added('devices', { name: 'PC-900', sort: 'pc', maker: 'Dell' })
    const first = await grid('devices', {
      cause: 'paste',
      changes: [{ row, cells: { maker: { from: 'Dell', to: 'HP' }, bought: { from: '', to: '去年の春' } } }],
      added: [{ key: 'n1', cells: { name: 'PC-901', sort: 'ノートPC' } }],
      gone: [],
    })
    expect(first).toMatchObject({
      status: 200,
      data: { clashes: [], changed: 2, now: { [row]: { maker: 'HP', bought: '去年の春' } } },
    })
    expect(await namesAt('/registers/devices?q=PC-90')).toEqual(['PC-900', 'PC-901'])
    const { page } = await world.as('staff').get('/registers/devices?q=PC-90')
    expect(page).toMatch(/去年の春<span class="chip">読めない値/)
    const undone = await grid('devices', {
      cause: 'undo',
      changes: [{ row, cells: { maker: { from: 'HP', to: 'Dell' } } }],
      added: [],
      gone: [first.data.made.n1],
    })
    expect(undone.status).toBe(200)
    expect(await namesAt('/registers/devices?q=PC-90')).toEqual(['PC-900'])
  })

  test('a cell that somebody changed meanwhile: 409 with both sides, and nothing is written', async () => {
    const row = await added('devices', { name: 'PC-910', maker: 'Dell', os: 'Windows 11' })
    const clash = await grid('devices', {
      ...NOTHING,
      changes: [{ row, cells: { maker: { from: 'HP', to: 'Lenovo' }, os: { from: 'Windows 11', to: 'Linux' } } }],
    })
    expect(clash).toEqual({
      status: 409,
      data: { clashes: [{ row, col: 'maker', ours: 'Dell', theirs: 'Lenovo' }], made: {}, now: {}, changed: 0 },
    })
    expect((await world.as('staff').get(`/registers/devices/rows/${row}`)).page).toMatch(/value="Windows 11"/)
    const other = await grid('devices', { ...NOTHING, changes: [{ row, cells: { os: { from: 'Windows 11', to: 'Linux' } } }] })
    expect(other.status).toBe(200)
  })

  test('rows of another register, strangers and what is no wish are answered as not there', async () => {
    const { row } = world
    const wish = { ...NOTHING, changes: [{ row, cells: { name: { from: 'PC-001', to: 'x' } } }] }
    expect((await grid('people', wish)).status).toBe(404)
    expect((await grid('devices', { changes: 'all' })).status).toBe(404)
    const stranger = await world.stranger.send('/registers/devices/cells', JSON.stringify(wish), 'application/json')
    expect(stranger.status).toBe(404)
    expect((await world.as('reader').send('/registers/devices/cells', JSON.stringify(wish), 'application/json')).status).toBe(403)
  })
})

test('a column of its own is added, filled, put in order, renamed and put away, and its cells stay', async () => {
  const staff = world.as('staff')
  const row = await added('external-services', { name: '会計クラウド', sort: 'cloud' })
  expect((await staff.post('/registers/external-services/columns', { name: '費用' })).status).toBe(303)
  expect((await staff.post('/registers/external-services/columns', { name: '費用' })).status).toBe(422)
  await staff.post(`/registers/external-services/rows/${row}`, { 'cell own-1': '月1万円', revision: '1' })
  expect(await namesAt('/registers/external-services?order=own-1')).toEqual(['会計クラウド'])
  await staff.post('/registers/external-services/columns/own-1', { name: '月の費用', away: '1' })
  expect((await staff.get('/registers/external-services')).page).not.toContain('月1万円')
  await staff.post('/registers/external-services/columns/own-1', { name: '月の費用' })
  expect((await staff.get('/registers/external-services')).page).toContain('月1万円')
})

test('stock is taken row by row, goes on where it was left, and ends with what was found', async () => {
  const staff = world.as('staff')
  for (const name of ['鍵1', '鍵2', '鍵3', '鍵4']) await added('rooms-and-keys', { name, sort: 'key' })
  const at = '/registers/rooms-and-keys/stocktake'
  await staff.post(at)
  await staff.post(at)
  const next = async () => {
    const { page } = await staff.get(at)
    return {
      row: /name="row" value="([^"]+)"/.exec(page)?.[1] ?? '',
      name: /<h2>([^<]+)<\/h2><p class="actions">/.exec(page)?.[1],
      page,
    }
  }
  const seen: (string | undefined)[] = []
  for (const look of [
    { result: 'later' },
    { result: 'seen' },
    { result: 'changed', 'cell keeper': '総務部' },
    { result: 'gone' },
  ]) {
    const { row, name } = await next()
    seen.push(name)
    expect((await staff.post(`${at}/looks`, { row, ...look })).status).toBe(303)
  }
  expect(new Set(seen).size).toBe(4)
  expect((await next()).name).not.toBe(undefined)
  expect((await staff.post(`${at}/end`)).status).toBe(422)
  let left = await next()
  while (left.row) {
    await staff.post(`${at}/looks`, { row: left.row, result: 'seen' })
    left = await next()
  }
  expect(left.page).toContain('すべての行を見ました')
  expect((await staff.post(`${at}/end`, { note: '鍵が1本見つからない' })).status).toBe(303)
  const { page } = await staff.get(at)
  expect(page).toContain('鍵が1本見つからない')
  const ended = await database.db.transact({ tenant: world.tenant }, (tx) =>
    endedStocktakesIn(tx, context, world.seatOf('staff')),
  )
  expect(ended).toMatchObject([
    { register: 'rooms-and-keys', changed: 1, gone: 1, left: 0, reviews: { '2026-03-27': ['4-1-7-2'] } },
  ])
  expect((await staff.post(`${at}/looks`, { row: world.row, result: 'seen' })).status).toBe(404)
})

test('the network diagram draws the register, what is connected and where things stand', async () => {
  const staff = world.as('staff')
  const router = await added('networks', { name: '本社ルータ', sort: 'router' })
  const lan = await added('networks', { name: '社内LAN', sort: 'network', range: '192.0.2.0/24' })
  expect((await staff.post('/network-diagram/links', { one: router, other: lan, label: 'VLAN 10' })).status).toBe(303)
  expect((await staff.post('/network-diagram/spots', { row: lan, x: '3', y: '2' })).status).toBe(303)
  const { page } = await staff.get('/network-diagram')
  expect(page).toContain('VLAN 10')
  expect(page).toContain('社内LAN (3, 2)')
  expect(page.match(/class="wire"/g)).toHaveLength(1)
  expect((await staff.post('/network-diagram/links', { one: lan, other: lan })).status).toBe(422)
  expect((await staff.post('/network-diagram/spots', { row: world.row, x: '1', y: '1' })).status).toBe(422)
  expect((await staff.post('/network-diagram/spots', { row: lan, x: '99', y: '1' })).status).toBe(422)
  await staff.post('/network-diagram/links', { away: '1', pair: `${lan} ${router}` })
  expect((await staff.get('/network-diagram')).page).not.toContain('class="wire"')
})

test('what is said is told to the log, and goes with the demo world', async () => {
  const row = await added('confidential-information', { name: '図面', manager: '青山' })
  await world.as('staff').post(`/registers/confidential-information/rows/${row}`, { 'cell place': '設計サーバ', revision: '1' })
  const { page } = await world.as('responsible').get('/log')
  expect(page).toContain('重要な機密情報の台帳の「図面」を書き直しました。')
  await database.db.transact('admin', (tx) =>
    tx.updateTable('organisation').set({ demo: true }).where('id', '=', world.tenant).execute(),
  )
  await removeDemoWorld(context)
  const left = await database.db.transact('admin', async (tx) => {
    const tables = ['register', 'register_row', 'register_key', 'register_version'] as const
    return Promise.all(
      tables.map((table) => tx.selectFrom(table).select('tenant_id').where('tenant_id', '=', world.tenant).execute()),
    )
  })
  expect(left.flat()).toEqual([])
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp } from '../../tests/web.ts'
import { setUpWorld, type World } from '../../tests/world.ts'
import { features } from '../main/features.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import type { Web } from '../web/app.tsx'
import { forgetRegisterImports } from './jobs.ts'

const database = testDatabase()
let world: World
let app: Hono<Web>
let context: ReturnType<typeof testContext>

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  world = await setUpWorld(context, app)
})

/** Brings a table for a register, and says what its page shows. */
async function brought(register: string, table: string[][] | Uint8Array, name = 'list.csv'): Promise<string> {
  const bytes = table instanceof Uint8Array ? table : new TextEncoder().encode(toCsvFile(table))
  const reply = await world.as('staff').upload(`/registers/${register}/import`, bytes, name)
  expect(reply.status).toBe(303)
  return (await world.as('staff').get(`/registers/${register}/import`)).page
}

const draftIn = (page: string) => /name="draft" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
const take = (register: string, page: string, fields: Record<string, string> = {}) =>
  world.as('staff').post(`/registers/${register}/import/taking`, { draft: draftIn(page), ...fields })

/** The cells of all rows of a register, by the names of the rows. */
async function cellsOf(register: string) {
  const rows = await database.db.transact({ tenant: world.tenant }, (tx) =>
    tx
      .selectFrom('register_row')
      .select(['id', 'cells', 'vanished_at', 'gone_on'])
      .where('tenant_id', '=', world.tenant)
      .where('register', '=', register)
      .execute(),
  )
  return new Map(rows.map((row) => [row.cells.name ?? '', row]))
}

describe('a file of another program', () => {
  const INTUNE = ['Device name', 'Serial number', 'Manufacturer', 'OS', 'Compliance', 'Primary user UPN', 'Device ID']
  const first = [
    INTUNE,
    ['PC-A', 'S1', 'Dell', 'Windows', 'Compliant', 'a@x.example', '1'],
    ['PC-B', 'S2', 'HP', 'Windows', 'Noncompliant', 'b@x.example', '2'],
  ]

  test('is read by its headers, asks what it does not know, remembers it, and comes again: merged, vanished, back', async () => {
    const page = await brought('devices', first)
    expect(page).toContain('1個の列が、何の列か分かりません')
    expect(draftIn(page)).toBe('')
    await world.as('staff').post('/registers/devices/import/choices', { 'column 4': 'new' })
    const ready = (await world.as('staff').get('/registers/devices/import')).page
    expect(ready).toContain('加わる行 2')
    expect((await take('devices', ready)).status).toBe(303)
    const rows = await cellsOf('devices')
    expect(rows.get('PC-A')?.cells).toEqual({
      ...{ name: 'PC-A', serial: 'S1', maker: 'Dell', os: 'Windows', user: 'a@x.example', 'own-1': 'Compliant' },
    })

    const row = rows.get('PC-A')?.id
    await world
      .as('staff')
      .post(`/registers/devices/rows/${row}`, { 'cell maker': 'Dell Japan', 'cell place': '本社', revision: '1' })
    const second = await brought('devices', [INTUNE, ['PC-A', 'S1', 'Dell', 'Windows 11', 'Compliant', '', '1']])
    expect(second).not.toContain('何の列か分かりません')
    expect(second).toContain('変わる行 1')
    expect(second).toContain('今回はない行 1')
    expect((await take('devices', second)).status).toBe(303)
    const merged = await cellsOf('devices')
    expect(merged.get('PC-A')?.cells).toMatchObject({ maker: 'Dell Japan', os: 'Windows 11', place: '本社' })
    expect(merged.get('PC-A')?.cells.user).toBeUndefined()
    expect(merged.get('PC-B')).toMatchObject({ gone_on: null, cells: { maker: 'HP' } })
    expect(merged.get('PC-B')?.vanished_at).not.toBeNull()
    expect((await world.as('staff').get('/registers/devices?shown=vanished')).page).toContain('PC-B')

    await take('devices', await brought('devices', first))
    expect((await cellsOf('devices')).get('PC-B')?.vanished_at).toBeNull()
  })

  test('a cell that both changed is asked for; the choice counts, and the other side stays in the history', async () => {
    const HEADERS = ['会社名', '連絡先']
    await take('partners', await brought('partners', [HEADERS, ['みなと商事', '03-1111']]))
    const id = (await cellsOf('partners')).get('みなと商事')?.id
    await world.as('staff').post(`/registers/partners/rows/${id}`, { 'cell contact': '03-2222', revision: '1' })
    const page = await brought('partners', [HEADERS, ['みなと商事', '03-3333']])
    const open = await take('partners', page)
    expect(open.status).toBe(422)
    expect(open.page).toContain('どちらを残すかを選んでから')
    expect((await take('partners', page, { [`pick ${id} contact`]: 'theirs' })).status).toBe(303)
    expect((await cellsOf('partners')).get('みなと商事')?.cells.contact).toBe('03-3333')
    expect((await world.as('staff').get(`/registers/partners/rows/${id}`)).page).toContain('連絡先: 03-1111 → 03-2222')
    expect(await brought('partners', [HEADERS, ['みなと商事', '03-3333']])).toContain('変わらない行 1')
  })

  test('rows that nothing tells apart are told and not taken; two of the same name with serials are two', async () => {
    const page = await brought('devices', [
      ['機器名', 'シリアル番号'],
      ['PC-S', 'T1'],
      ['PC-S', 'T2'],
      ['PC-T', 'T1'],
    ])
    expect(page).toContain('加わる行 2')
    expect(page).toContain('4行目「PC-T」: 同じ番号や名前の行')
  })
})

test('our own export comes back without a change; edited on both sides no text is lost; what would run is a text', async () => {
  const staff = world.as('staff')
  await take(
    'software',
    await brought('software', [
      ['ソフトウェア名', '備考'],
      ['=1+1', '=cmd()'],
      ['表計算', ''],
    ]),
  )
  for (const form of ['csv', 'xlsx']) {
    const { bytes } = await staff.post('/registers/software/exports', { form })
    expect(await brought('software', bytes, `x.${form}`)).toMatch(/加わる行 0.*変わる行 0.*変わらない行 2/s)
  }
  const csv = (await staff.post('/registers/software/exports', { form: 'csv' })).page
  expect(csv).toContain("'=1+1")
  const id = (await cellsOf('software')).get('表計算')?.id
  await staff.post(`/registers/software/rows/${id}`, { 'cell maker': 'A社', revision: '1' })
  const page = await brought('software', new TextEncoder().encode(csv.replace('表計算,', '表計算ソフト,')))
  expect((await take('software', page)).status).toBe(303)
  expect((await cellsOf('software')).get('表計算ソフト')?.cells.maker).toBe('A社')
  const book = await readWorkbook((await staff.post('/registers/software/exports', { form: 'xlsx' })).bytes)
  expect(book.ok && book.value.sheets[0]?.cells.flat().filter(({ kind }) => kind === 'formula')).toEqual([])
})

describe('other sorts of files', () => {
  test('hosts of Nmap, with an entity that is not followed', async () => {
    const xml = readFileSync(join(import.meta.dirname, '../../tests/registers/nmap.xml'))
    const page = await brought('networks', new Uint8Array(xml), 'scan.xml')
    expect(page).toContain('加わる行 1')
    expect(page).toContain('192.0.2.7')
  })

  test('a list of osquery', async () => {
    const list = [{ hostname: 'mac-1', hardware_serial: 'C02', hardware_vendor: 'Apple Inc.', physical_memory: '17179869184' }]
    const page = await brought('devices', new TextEncoder().encode(JSON.stringify(list)), 'system_info.json')
    expect(page).toContain('加わる行 1')
    expect(page).not.toContain('何の列か分かりません')
  })

  test.each([
    ['a web page', '<!doctype html><table>'],
    ['broken XML', '<?xml version="1.0"?><nmaprun><host>'],
    ['a bomb of entities', '<!DOCTYPE nmaprun [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><nmaprun><host>&b;</host></nmaprun>'],
    ['broken JSON', '[{"hostname": '],
    ['a quotation mark that is never closed', 'a,b\n"x,1\n'],
  ])('%s is refused in words, and nothing waits', async (_, text) => {
    const reply = await world.as('staff').upload('/registers/people/import', new TextEncoder().encode(text), 'x.csv')
    expect(reply.status).toBe(422)
    expect(reply.page).toContain('何も取り込んでいません')
  })

  test('headers below a title and a blank row, in Shift_JIS', async () => {
    const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../../tests/registers/shift-jis.csv')))
    const page = await brought('people', bytes)
    expect(page).toContain('見出しより上の2行は読みません')
    expect(page).toContain('加わる行 2')
  })
})

test('a file that was replaced meanwhile is not taken, and one that nobody takes is forgotten after a week', async () => {
  const page = await brought('rooms-and-keys', [['名前'], ['書庫']])
  await brought('rooms-and-keys', [['名前'], ['倉庫']])
  expect((await take('rooms-and-keys', page)).status).toBe(409)
  const before = context.clock.at
  context.clock.at = '2027-04-09T00:00:00.000Z'
  await forgetRegisterImports(context)
  context.clock.at = before
  expect((await world.as('staff').get('/registers/rooms-and-keys/import')).page).not.toContain('倉庫')
})

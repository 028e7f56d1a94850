import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import { RegisterId } from '../measures/index.ts'
import { root } from '../root.ts'
import { parseTsv } from './browser/tsv.ts'
import { gapsOf, orderKey, readCell } from './cells.ts'
import { loadRegisters } from './load.ts'
import { type AnyColumn, columnsOf, criteriaOf, registersSchema } from './register.ts'

const registers = loadRegisters(join(root, 'catalogue'))
const editions = (['2026-03-27', '2025-12-26'] as const).map((id) => loadEdition(join(root, 'catalogue'), id))
const all = registers.flatMap((register) => [...criteriaOf(register)])

/** Criteria that ask to keep records of what happens, or a form: not a register of what there is. */
const KEPT_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  '2026-03-27': ['4-2-1-4', '4-2-2-2', '4-4-3-1', '6-1-1-5'],
  '2025-12-26': ['4-2-1-5', '4-2-2-2', '4-3-3-2', '4-4-3-1', '6-1-1-6'],
}

describe('the registers of the catalogue', () => {
  test('are those that the measures name, in their order', () => {
    expect(registers.map(({ id }) => id)).toEqual(RegisterId.options)
  })

  test.each(editions)('every criterion of $id that asks to know something has a register', ({ id, criteria }) => {
    const asking = criteria.filter(({ kind }) => kind === 'record').map((criterion) => criterion.id)
    expect(asking.length).toBeGreaterThan(15)
    expect(asking.filter((number) => !all.includes(number))).toEqual(KEPT_ELSEWHERE[id])
  })

  test.each(editions)('every yearly look at what a register holds, in $id, is a review of it', ({ id, criteria }) => {
    const asking = new Set(registers.flatMap((register) => criteriaOf(register)))
    const records = new Set(criteria.filter(({ kind }) => kind === 'record').map((criterion) => criterion.id))
    const looks = criteria.filter(
      ({ kind, refs = [] }) => kind === 'check' && refs.some((ref) => asking.has(ref) && records.has(ref)),
    )
    const reviewed = registers.flatMap(({ reviews }) => reviews[id])
    expect(looks.length).toBeGreaterThan(3)
    expect(looks.map((look) => look.id).filter((number) => !reviewed.includes(number))).toEqual([])
    expect(
      reviewed.filter((number) => !criteria.some((one) => one.id === number && (one.kind === 'check' || one.duties))),
    ).toEqual([])
  })

  test.each(editions)('name criteria that $id has, each of the same thing in both editions', ({ criteria }) => {
    expect(all.filter((number) => !criteria.some((criterion) => criterion.id === number))).toEqual([])
  })

  test.each(registers)('$id: ids, keys and what is needed are of its own columns and options', ({ columns, keys }) => {
    const ids = columns.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(keys.flatMap((key) => key.split(' ')).filter((key) => !ids.includes(key))).toEqual([])
    const options = columns.flatMap((column) => (column.options ?? []).map(({ id }) => id))
    const named = columns.flatMap(({ needed }) => (Array.isArray(needed) ? needed : []))
    expect(named.filter((one) => !options.includes(one))).toEqual([])
    expect(columns.filter(({ kind, options: own }) => (kind === 'choice') !== (own !== undefined))).toEqual([])
    expect(ids.some((id) => id.startsWith('own-'))).toBe(false)
  })
})

const columns = columnsOf(registers[0] as (typeof registers)[number], [{ id: 'own-1', name: '色', away: false }])
const column = (id: string) => columns.find((one) => one.id === id) as AnyColumn

describe('a cell', () => {
  test.each([
    ['sort', 'ノートPC', 'pc', true],
    ['sort', ' ＰＣ ', 'pc', true],
    ['sort', 'POS端末', 'POS端末', false],
    ['bought', '2027/3/1', '2027-03-01', true],
    ['bought', '2027年3月1日', '2027-03-01', true],
    ['bought', '2027-03-01T09:00:00Z', '2027-03-01', true],
    ['bought', '20270301', '2027-03-01', true],
    ['bought', '2027-02-30', '2027-02-30', false],
    ['bought', '去年の春', '去年の春', false],
    ['number', '1,200台', '1200', true],
    ['number', '数台', '数台', false],
    ['maker', 'Dell\u0000\tTechnologies', 'Dell Technologies', true],
    ['note', '一行目\r\n二行目', '一行目\n二行目', true],
    ['own-1', '=1+1', '=1+1', true],
  ])('%s: %j is kept as %j', (id, typed, value, fits) => {
    expect(readCell(column(id), typed)).toEqual({ value, fits })
  })

  test('numbers within texts and options are put in their own order', () => {
    const sorted = (id: string, values: string[]) =>
      values.toSorted((one, other) => (orderKey(column(id), one) < orderKey(column(id), other) ? -1 : 1))
    expect(sorted('name', ['PC-10', 'pc-9', 'ＰＣ-2'])).toEqual(['ＰＣ-2', 'pc-9', 'PC-10'])
    expect(sorted('sort', ['server', 'medium', 'pc'])).toEqual(['pc', 'server', 'medium'])
  })

  test('a blank is a gap where its column is needed of such a row', () => {
    const gaps = (cells: Record<string, string>) => gapsOf(columns, cells).map(({ id }) => id)
    expect(gaps({ name: 'A', sort: 'medium' })).toEqual(['maker'])
    expect(gaps({ name: 'A', sort: 'server', maker: 'Dell' })).toEqual(['os', 'administrator', 'owner'])
  })
})

test.each([
  [
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['"一行目\n二行目"\t"彼は""はい""と言う"', [['一行目\n二行目', '彼は"はい"と言う']]],
  ['5"\t\n', [['5"', '']]],
  ['x', [['x']]],
])('what is copied in a spreadsheet: %j', (text, cells) => {
  expect(parseTsv(text)).toEqual(cells)
})

test('catalogue/registers/schema.json is what the schema in the code says', () => {
  expect(JSON.parse(readFileSync(join(root, 'catalogue/registers/schema.json'), 'utf8'))).toEqual(registersSchema())
})

import { describe, expect, test } from 'vitest'
import { decideForm, typedOf } from '../kernel/form.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { type Author, readBody, readPlace, toBody, toEntry } from './entry.ts'
import type { AnyEvent } from './facts.ts'
import { kindOf } from './kinds.ts'
import { toTable } from './log-table.ts'
import { noted, notedWording } from './noted.fixture.ts'
import { endedThrough, keptSince, RETENTION, retentionEvent } from './retention.ts'
import { decideSearch, isBy, mayTellOf, NO_SEARCH, SEARCH, tellsOf } from './search.ts'
import { capacityOf, nameOf } from './words.ts'

const person = '00000000-0000-7000-8000-000000000002' as PersonId
const taro: Author = { kind: 'person', person, name: '青山 太郎', roles: ['responsible', 'odd'], engagement: null }
const place = { position: 3, tenant: '00000000-0000-7000-8000-000000000001' as TenantId, at: '2027-04-01T15:30:00.000Z' }
const stored = toEntry(
  { ...place, by: taro, from: { address: '192.0.2.7', agent: 'Firefox', request: 'r-1' } },
  noted('4-4-4-2', '評価「本社 "２０２７"」に回答しました', [
    { field: 'reason', type: 'text', before: null, after: 'ＶＰＮ装置は\n未確認' },
  ]),
)
const entry = notedWording.tell(stored)

const columnsOf = ({ act, subject }: AnyEvent) => ({ act, about: subject.id })

describe('a search', () => {
  test.each([
    ['', true],
    ['回答', true],
    ['vpn', true],
    ['ＶＰＮ　未確認', true],
    ['"2027"', true],
    ['青山', true],
    ['靑山', true],
    ['192.0.2.7', true],
    ['4-4-4-2', true],
    ['reason', true],
    ['vpn 楓', false],
    ['person', false],
    ['responsible', false],
  ])('for “%s”: %s', (text, expected) => {
    const search = decideSearch({ ...NO_SEARCH, text })
    if (!search.ok) throw new Error('refused')
    expect(tellsOf(entry, search.value.words)).toBe(expected)
    if (expected) expect(mayTellOf(toBody(stored), search.value.words)).toBe(true)
  })

  test.each([
    ['2027-04-01', '2027-03-31T15:00:00.000Z', '2027-04-01T15:00:00.000Z'],
    ['２０２７／４／１', '2027-03-31T15:00:00.000Z', '2027-04-01T15:00:00.000Z'],
    ['2027年4月1日', '2027-03-31T15:00:00.000Z', '2027-04-01T15:00:00.000Z'],
    ['2028.2.29', '2028-02-28T15:00:00.000Z', '2028-02-29T15:00:00.000Z'],
  ])('from and to %s mean that day in Japan', (day, since, until) => {
    expect(decideSearch({ ...NO_SEARCH, from: day, to: day })).toMatchObject({ ok: true, value: { since, until } })
  })

  test.each(['2027-02-29', '2027-13-01', '昨日', '4/1', '2027-04'])('%s is no day, and is refused beside its field', (day) => {
    const refused = decideSearch({ ...NO_SEARCH, from: day, to: day })
    expect(refused.ok ? [] : refused.refusals.map(({ field }) => field)).toEqual(['from', 'to'])
  })

  test('takes from an address its own fields, and refuses what is too long without cutting it off', () => {
    const typed = typedOf(SEARCH, new URLSearchParams({ text: '𠮷'.repeat(201), who: person, other: 'x' }))
    expect(typed).toEqual({ ...NO_SEARCH, text: '𠮷'.repeat(201), who: person })
    expect(decideSearch(typed)).toMatchObject({ refusals: [{ code: 'text.long', field: 'text' }] })
    expect(decideSearch({ ...typed, text: '𠮷'.repeat(200) }).ok).toBe(true)
  })

  test('knows whose entry it is', () => {
    expect([isBy(taro, ''), isBy(taro, person), isBy(taro, 'command')]).toEqual([true, true, false])
    expect(isBy({ kind: 'command', command: 'admin' }, 'command')).toBe(true)
  })
})

describe('retention', () => {
  test.each([
    ['6', 6],
    ['２４', 24],
    [' 120 ', 120],
  ])('of “%s” months is taken', (text, months) =>
    expect(decideForm(RETENTION, { months: text })).toEqual({ ok: true, value: { months } }),
  )

  test.each(['5', '121', '0', '-6', '6.5', '', 'x', '1e2'])('of “%s” months is refused with the reason', (text) => {
    const refused = decideForm(RETENTION, { months: text })
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'log.months', field: 'months' }] })
    if (!refused.ok) expect(refused.refusals[0].words.ja).toContain('6か月以上')
  })

  test.each([
    ['2027-10-03T01:00:00.000Z', 6, '2027-04-02T15:00:00.000Z'],
    ['2027-10-02T15:00:00.000Z', 6, '2027-04-02T15:00:00.000Z'],
    ['2027-08-31T03:00:00.000Z', 6, '2027-02-27T15:00:00.000Z'],
    ['2028-08-31T03:00:00.000Z', 6, '2028-02-28T15:00:00.000Z'],
    ['2027-01-15T03:00:00.000Z', 24, '2025-01-14T15:00:00.000Z'],
  ])('at %s, %i months: what was written since %s is kept', (now, months, since) => {
    expect(keptSince(now, months)).toBe(since)
  })

  test('says up to where in an entry, and reads it back', () => {
    expect(endedThrough(columnsOf(retentionEvent(41, 6)))).toBe(41)
    expect(endedThrough({ act: 'log.retention', about: 'x' })).toBeUndefined()
    expect(endedThrough({ act: 'answer.record', about: '41' })).toBeUndefined()
  })
})

describe('a body', () => {
  test('is read back as it was written', () => {
    expect(readBody(toBody(stored))).toEqual(stored)
    expect(readPlace(toBody(stored))).toEqual({ ...place, act: 'answer.record', about: '4-4-4-2' })
  })

  test.each(['', 'null', '{}', '[1]', '{"position":1}', toBody(stored).replace('"act"', '"ack"')])('%j is no entry', (body) => {
    expect(readBody(body)).toBeUndefined()
    expect(readPlace(body)).toBeUndefined()
  })
})

describe('in words', () => {
  test.each<[Author, string, string[]]>([
    [taro, '青山 太郎', ['責任者', 'odd']],
    [{ ...taro, roles: ['engaged'], engagement: 'x', firm: 'みなも' }, '青山 太郎', ['専門家(契約中)', 'みなも']],
    [{ ...taro, name: '', roles: [] }, '名前のわからない人', []],
    [{ kind: 'account', account: person as never, name: '楓 由美' }, '楓 由美', []],
    [{ kind: 'command', command: 'retention' }, 'サーバー (retention)', []],
    [{ kind: 'unknown' }, 'サインインしていない人', []],
  ])('an author is named, with what they are', (by, name, capacity) => {
    expect(nameOf(by).ja).toBe(name)
    expect(capacityOf(by).map(({ ja }) => ja)).toEqual(capacity)
  })

  test('a kind without words stands for itself', () => {
    expect(kindOf('odd.thing')).toEqual({ kind: 'odd', words: { ja: 'odd', en: 'odd' } })
  })

  test('a table has a row for each, also for one without content', () => {
    const row3 = { position: 3, body: toBody(stored), leaf: 'x' }
    const ended = { position: 2, body: null, leaf: 'y', columns: { at: place.at, act: '', about: '' } }
    const [header = [], row = [], gone = []] = toTable(
      [
        { stored: row3, entry },
        { stored: ended, entry: undefined },
      ],
      'ja',
    )
    expect([row.length, gone.length]).toEqual([header.length, header.length])
    expect(row.slice(0, 6)).toEqual([
      '3',
      '2027年4月2日 00:30',
      '青山 太郎',
      '責任者・odd',
      '評価「本社 "２０２７"」に回答しました',
      '理由: (なし) → ＶＰＮ装置は\n未確認',
    ])
    expect(gone[4]).toContain('保存期間')
  })
})

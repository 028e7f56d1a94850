import { describe, expect, test } from 'vitest'
import { verifyExport } from '../../packages/verify/log.mjs'
import { toSecrets } from '../secrets.ts'
import { originOf } from './checkpoint.ts'
import { readBody, toBody, toEntry } from './entry.ts'
import { readExport, toEntryLines, toHeaderLine } from './export-file.ts'
import { toTable } from './log-table.ts'
import { appendLeaf, type Hash, rootOf } from './merkle.ts'
import { leafOf, signCheckpoint, toKeyText, toolsOf, treeHash } from './node-crypto.ts'
import { noted, notedWording } from './noted.fixture.ts'
import { decideSearch, mayTellOf, NO_SEARCH, tellsOf } from './search.ts'
import { verifyLog } from './verify-log.ts'

const tenant = '00000000-0000-7000-8000-000000000001' as Parameters<typeof originOf>[0]
const secrets = toSecrets(new Uint8Array(32).fill(7))
/** Entries as the version before wrote them, byte for byte. */
const OLD = [
  `{"about":"00000000-0000-7000-8000-0000000000aa","act":"answer.record","at":"2026-11-20T01:00:00.000Z","by":{"engagement":null,"kind":"person","name":"青山 太郎","person":"00000000-0000-7000-8000-000000000002","roles":["responsible"]},"changes":[{"after":{"en":"Met","ja":"満たす"},"before":{"en":"Unanswered","ja":"未回答"},"what":{"en":"Status","ja":"状況"}},{"after":"台帳がある","before":"","what":{"en":"Reason","ja":"理由"}}],"from":{"address":"192.0.2.7","agent":"Firefox","request":"r-1"},"position":0,"tenant":"${tenant}","words":{"en":"Answered 1-2-1-1 of the assessment “HQ”.","ja":"評価「本社」の 1-2-1-1 に回答しました。"}}`,
  `{"about":"00000000-0000-7000-8000-0000000000bb","act":"session.begin","at":"2026-11-20T02:00:00.000Z","by":{"account":"00000000-0000-7000-8000-0000000000bb","kind":"account","name":"青山 太郎"},"changes":[],"from":null,"position":1,"tenant":"${tenant}","words":{"en":"signed in","ja":"サインインしました"}}`,
]
const NEW = toBody(
  toEntry(
    { position: 2, tenant, at: '2026-11-28T01:00:00.000Z', by: { kind: 'unknown' }, from: null },
    noted('1-2-1-1', '評価「本社」の 1-2-1-1', [
      { field: 'status', type: 'code', before: null, after: 'met' },
      { field: 'reason', type: 'text', before: null, after: { start: '長い', more: 3 } },
      { field: 'who', criterion: '1-2-1-2', type: 'person', before: null, after: { id: 'p', name: '佐藤 花子' } },
      { field: 'day', type: 'day', before: '2027-04-01', after: null },
      { field: 'count', type: 'number', before: 1, after: 2 },
      { field: 'yes', type: 'yes', before: false, after: true },
      { field: 'codes', type: 'codes', before: null, after: ['a', 'b'] },
      { field: 'list', type: 'list', before: [], after: ['一', '二'] },
    ]),
  ),
)
const bodies = [...OLD, NEW]

function exported(spoil: (lines: string[]) => string[] = (lines) => lines): string {
  let frontier: Hash[] = []
  const entries = bodies.map((body, position) => {
    const leaf = leafOf(body)
    frontier = appendLeaf(treeHash, frontier, position, leaf)
    return { position, body, leaf: Buffer.from(leaf).toString('base64') }
  })
  const root = Buffer.from(rootOf(treeHash, frontier)).toString('base64')
  const header = toHeaderLine({
    format: 'hoshitori-log',
    version: 1,
    origin: originOf(tenant),
    organisation: '青山精機',
    exportedAt: '2026-11-28T02:00:00.000Z',
    publicKey: toKeyText(secrets.publicKey),
    checkpoint: signCheckpoint(secrets, { origin: originOf(tenant), size: bodies.length, root }),
    checkpoints: [],
  })
  return header + spoil(toEntryLines(entries).split('\n')).join('\n')
}

describe('entries of the version before, with those of today behind them', () => {
  test('are verified by both programs', async () => {
    const read = readExport(exported())
    if (!read.ok) throw new Error('unreadable')
    expect(verifyLog(toolsOf(secrets.publicKey), read.value.claims, read.value.entries)).toMatchObject({
      sound: true,
      entries: 3,
    })
    expect(await verifyExport(exported())).toMatchObject({ sound: true, entries: 3 })
  })

  test('are found out by both when one word or one fact is another', async () => {
    for (const [was, is] of [
      ['台帳がある', '台帳がない'],
      ['met', 'unmet'],
    ] as const) {
      const file = exported((lines) => lines.map((line) => line.replace(was, is)))
      const read = readExport(file)
      if (!read.ok) throw new Error('unreadable')
      expect(verifyLog(toolsOf(secrets.publicKey), read.value.claims, read.value.entries).sound).toBe(false)
      expect(await verifyExport(file)).toMatchObject({ sound: false })
    }
  })

  test('keep their words, whatever the program says today', () => {
    const old = readBody(OLD[0] ?? '')
    if (!old) throw new Error('unreadable')
    expect(notedWording.tell(old)).toMatchObject({
      words: { ja: '評価「本社」の 1-2-1-1 に回答しました。' },
      changes: [{ what: { ja: '状況' }, after: { ja: '満たす' } }, { after: '台帳がある' }],
    })
  })

  test('are exported as they were: nothing stands in the file that is not hashed', () => {
    const lines = exported()
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line))
    expect(lines.map((line) => Object.keys(line))).toEqual(bodies.map(() => ['position', 'leaf', 'body']))
    expect(lines.map(({ body }) => body)).toEqual(bodies)
  })

  test('are rows of one table, the words of all and the facts of those of today', () => {
    const entries = bodies.map((body, position) => {
      const entry = readBody(body)
      return { stored: { position, body, leaf: 'x' }, entry: entry && notedWording.tell(entry) }
    })
    const [header = [], first = [], , third = []] = toTable(entries, 'ja')
    expect([header.at(-1), first.at(-1)]).toEqual(['事実(JSON)', ''])
    expect([first[4], third[4]]).toEqual(['評価「本社」の 1-2-1-1 に回答しました。', '評価「本社」の 1-2-1-1'])
    expect(JSON.parse(third.at(-1) ?? '')).toMatchObject({ act: 'answer.record', subject: { kind: 'criterion', id: '1-2-1-1' } })
  })
})

describe('an entry of today', () => {
  const entry = readBody(NEW)
  if (!entry) throw new Error('unreadable')
  const told = notedWording.tell(entry)

  test('says each type of value in both languages, and a field that it does not know by its key', () => {
    expect(told.changes.map(({ what, before, after }) => [what.ja, before, after])).toEqual([
      ['状態', null, { ja: '満たす', en: 'Met' }],
      ['理由', null, { ja: '長い…(あと3文字)', en: '長い… (3 more)' }],
      ['1-2-1-2 who', null, '佐藤 花子'],
      ['day', { ja: '2027年4月1日', en: '2027-04-01' }, null],
      ['count', '1', '2'],
      ['yes', { ja: 'いいえ', en: 'No' }, { ja: 'はい', en: 'Yes' }],
      ['codes', null, { ja: 'a・b', en: 'a, b' }],
      ['list', null, { ja: '一\n二', en: '一\n二' }],
    ])
  })

  test('of an act that nobody says any more stands for itself', () => {
    expect(notedWording.tell({ ...entry, act: 'gone.act' } as typeof entry).words.ja).toBe('gone.act: 評価「本社」の 1-2-1-1')
  })

  test.each(['満たす', 'met', '1-2-1-2', '佐藤', '2027年4月', 'in english'])('is found by “%s”', (text) => {
    const search = decideSearch({ ...NO_SEARCH, text })
    if (!search.ok) throw new Error('refused')
    expect([mayTellOf(NEW, search.value.words), tellsOf(told, search.value.words)]).toEqual([true, true])
  })

  test.each([NEW.replace('"format":2', '"format":3'), NEW.replace('"type":"day"', '"type":"moon"')])(
    'of another format is no entry',
    (body) => {
      expect(readBody(body)).toBeUndefined()
    },
  )
})

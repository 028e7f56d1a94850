import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TenantId } from '../kernel/ids.ts'
import { toSecrets } from '../secrets.ts'
import { originOf } from './checkpoint.ts'
import { type Damage, toWords } from './damage.ts'
import { toBody, toEntry } from './entry.ts'
import { appendLeaf, type Hash, rootOf } from './merkle.ts'
import { judgeOf, leafOf, signCheckpoint, treeHash } from './node-crypto.ts'
import { noted } from './noted.fixture.ts'
import { retentionEvent } from './retention.ts'
import { type Claims, MOST_DAMAGES, type StoredEntry, startVerification, verifyLog } from './verify-log.ts'

const tenant = '00000000-0000-7000-8000-000000000001' as TenantId
const other = '00000000-0000-7000-8000-000000000002' as TenantId
const secrets = toSecrets(new Uint8Array(32).fill(7))
const foreign = toSecrets(new Uint8Array(32).fill(8))
const tools = { hash: treeHash, leafOf, judge: judgeOf(secrets.publicKey) }

type Log = { claims: Claims & { head: NonNullable<Claims['head']> }; entries: StoredEntry[] }

/** A log of `size` entries, with a checkpoint kept at 4 and at 8. Where `retention` stands, an entry ends those before `through`. */
function logOf(size: number, options: { tenant?: TenantId; retention?: { at: number; through: number } } = {}): Log {
  const whose = options.tenant ?? tenant
  const entries: StoredEntry[] = []
  let frontier: Hash[] = []
  const noteAt = (count: number) =>
    signCheckpoint(secrets, {
      origin: originOf(whose),
      size: count,
      root: Buffer.from(rootOf(treeHash, frontier)).toString('base64'),
    })
  const kept: { size: number; checkpoint: string }[] = []
  for (let position = 0; position < size; position += 1) {
    const at = new Date(Date.UTC(2027, 3, 1, 0, position)).toISOString()
    const place = { position, tenant: whose, at, by: { kind: 'unknown' as const }, from: null }
    const event =
      position === options.retention?.at ? retentionEvent(options.retention.through, 6) : noted(`criterion ${position}`)
    const entry = toEntry(place, event)
    const body = toBody(entry)
    const leaf = leafOf(body)
    frontier = appendLeaf(treeHash, frontier, position, leaf)
    const columns = { at, act: entry.act, about: entry.about }
    entries.push({ position, body, leaf: Buffer.from(leaf).toString('base64'), columns })
    if (position === 3 || position === 7) kept.push({ size: position + 1, checkpoint: noteAt(position + 1) })
  }
  const head = { size, checkpoint: noteAt(size), frontier: frontier.map((hash) => Buffer.from(hash).toString('base64')) }
  return { claims: { tenant: whose, head, kept }, entries }
}

/** What is found in a log of twelve entries after something was done to it. */
function found(spoil: (log: Log) => void, log = logOf(12)): Damage[] {
  spoil(log)
  const verdict = verifyLog(tools, log.claims, log.entries)
  expect(verdict.sound).toBe(verdict.count === 0)
  for (const damage of verdict.damages) {
    const words = toWords(damage)
    expect(words.ja).toMatch(/。$/)
    expect(words.en).toMatch(/^[A-Z].*\.$/)
  }
  return verdict.damages
}
const at = (log: Log, position: number): StoredEntry => log.entries[position] ?? never()
const rewrite = (log: Log, position: number, body: string) => {
  at(log, position).body = body
  at(log, position).leaf = Buffer.from(leafOf(body)).toString('base64')
}
const swap = (log: Log, one: number, next: number) => {
  const [first, second] = [at(log, one), at(log, next)]
  log.entries[one] = { ...second, position: first.position }
  log.entries[next] = { ...first, position: second.position }
}

describe('a sound log', () => {
  test('is found sound, with its span and its checkpoint', () => {
    const { claims, entries } = logOf(12)
    expect(verifyLog(tools, claims, entries)).toEqual({
      sound: true,
      entries: 12,
      ended: 0,
      from: '2027-04-01T00:00:00.000Z',
      to: '2027-04-01T00:11:00.000Z',
      checkpoint: { size: 12, root: claims.head.checkpoint.split('\n')[2], note: claims.head.checkpoint },
      damages: [],
      count: 0,
    })
  })

  test('may be empty', () => {
    const nothing = verifyLog(tools, { tenant, head: undefined, kept: [] }, [])
    expect(nothing).toMatchObject({ sound: true, entries: 0, checkpoint: null, from: null })
  })

  test('may come in parts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 7 }), (size, part) => {
        const { claims, entries } = logOf(size)
        const verification = startVerification(tools, claims)
        for (let from = 0; from < size; from += part) verification.take(entries.slice(from, from + part))
        return verification.finish().sound
      }),
      { numRuns: 50 },
    )
  })

  test('began as the checkpoint that somebody kept elsewhere', () => {
    const earlier = logOf(5).claims.head.checkpoint
    expect(found((log) => Object.assign(log.claims, { outside: [earlier] }))).toEqual([])
  })

  test('may have entries whose content ended, where a later entry says so', () => {
    const log = logOf(12, { retention: { at: 9, through: 5 } })
    for (const position of [0, 1, 2, 3, 4, 5]) end(log, position)
    const verdict = verifyLog(tools, log.claims, log.entries)
    expect(verdict).toMatchObject({ sound: true, entries: 12, ended: 6, from: '2027-04-01T00:06:00.000Z' })
  })
})

describe('what was done to it is found, and where', () => {
  const tampered: [string, (log: Log) => void, Damage[]][] = [
    [
      'one flipped bit in a body',
      (log) => {
        at(log, 5).body = at(log, 5).body?.replace('回答 criterion 5', '回答 criterion 4') ?? null
      },
      [{ kind: 'altered', position: 5, which: 'body' }],
    ],
    [
      'one flipped bit in a leaf',
      (log) => {
        at(log, 5).leaf = flip(at(log, 5).leaf)
      },
      [{ kind: 'altered', position: 5, which: 'leaf' }],
    ],
    [
      'a leaf that is no hash',
      (log) => {
        at(log, 5).leaf = 'x'
      },
      [{ kind: 'altered', position: 5, which: 'leaf' }],
    ],
    [
      'a body here and a leaf there',
      (log) => {
        at(log, 9).body = '{}'
        at(log, 10).leaf = flip(at(log, 10).leaf)
      },
      [
        { kind: 'altered', position: 9, which: 'either' },
        { kind: 'altered', position: 10, which: 'either' },
      ],
    ],
    [
      'a body together with its hash',
      (log) => rewrite(log, 5, at(log, 5).body?.replace('回答 criterion 5', '無回答') ?? ''),
      [{ kind: 'unlike', position: 4, through: 7, holder: 'kept', size: 8 }],
    ],
    [
      'a body that is no entry, together with its hash',
      (log) => rewrite(log, 10, 'hello'),
      [
        { kind: 'unlike', position: 8, through: 11, holder: 'newest', size: 12 },
        { kind: 'unreadable', position: 10 },
      ],
    ],
    [
      'the columns to find it by',
      (log) => {
        at(log, 2).columns = { at: '2027-04-01T00:02:00.001Z', act: 'answer.recorD', about: '' }
      },
      [
        { kind: 'column', position: 2, column: 'at' },
        { kind: 'column', position: 2, column: 'act' },
        { kind: 'column', position: 2, column: 'about' },
      ],
    ],
    ['a removed entry', (log) => void log.entries.splice(5, 1), [{ kind: 'missing', position: 5, through: 5 }]],
    ['the first three removed', (log) => void log.entries.splice(0, 3), [{ kind: 'missing', position: 0, through: 2 }]],
    [
      'a removed entry, and those after it moved up',
      (log) => {
        log.entries.splice(9, 1)
        for (const entry of log.entries.slice(9)) entry.position -= 1
      },
      [
        { kind: 'moved', position: 9, says: 10 },
        { kind: 'moved', position: 10, says: 11 },
        { kind: 'tail', position: 11, through: 11 },
      ],
    ],
    [
      'two entries that changed places',
      (log) => swap(log, 2, 6),
      [
        { kind: 'moved', position: 2, says: 6 },
        { kind: 'moved', position: 6, says: 2 },
      ],
    ],
    [
      'two lines of a file that changed places',
      (log) => {
        const [one, next] = [at(log, 2), at(log, 3)]
        log.entries.splice(2, 2, next, one)
      },
      [{ kind: 'order', position: 2 }],
    ],
    ['an entry twice', (log) => void log.entries.splice(3, 0, at(log, 2)), [{ kind: 'order', position: 2 }]],
    ['a truncated tail', (log) => void log.entries.splice(9), [{ kind: 'tail', position: 9, through: 11 }]],
    [
      'a truncated tail, with an older checkpoint put back',
      (log) => {
        log.entries.splice(6)
        Object.assign(log.claims, { head: logOf(6).claims.head })
      },
      [{ kind: 'shorter', position: 8, holder: 'kept' }],
    ],
    [
      'an entry of another log',
      (log) => Object.assign(at(log, 10), logOf(12, { tenant: other }).entries[10]),
      [{ kind: 'stranger', position: 10 }],
    ],
    [
      'an entry written past the checkpoint',
      (log) => void log.entries.push(logOf(13).entries[12] ?? never()),
      [{ kind: 'beyond', position: 12, through: 12 }],
    ],
    ['no checkpoint', (log) => Object.assign(log.claims, { head: undefined, kept: [] }), [{ kind: 'noHead', position: 0 }]],
    ['a checkpoint of more', (log) => Object.assign(log.claims.head, { size: 13 }), [{ kind: 'size', position: 13 }]],
    ['an altered frontier', (log) => Object.assign(log.claims.head, { frontier: ['x'] }), [{ kind: 'frontier', position: 12 }]],
    [
      'a content that is gone',
      (log) => {
        end(log, 5)
        end(log, 6)
      },
      [{ kind: 'ended', position: 5, through: 6 }],
    ],
  ]

  test.each(tampered)('%s', (_, spoil, damages) => expect(found(spoil)).toEqual(damages))

  test('content that is gone beyond what the entry of retention says', () => {
    const log = logOf(12, { retention: { at: 9, through: 5 } })
    const damages = found((spoilt) => {
      for (const position of [4, 5, 6, 7]) end(spoilt, position)
    }, log)
    expect(damages).toEqual([{ kind: 'ended', position: 6, through: 7 }])
  })

  test('an entry of retention reaches no further than itself', () => {
    const log = logOf(12, { retention: { at: 3, through: 9 } })
    expect(found((spoilt) => end(spoilt, 5), log)).toEqual([{ kind: 'ended', position: 5, through: 5 }])
  })

  test('columns that say something of a content that ended', () => {
    const log = logOf(12, { retention: { at: 9, through: 5 } })
    end(log, 1)
    expect(found(() => Object.assign(at(log, 1), { columns: { at: '', act: 'session.begin', about: '' } }), log)).toEqual([
      { kind: 'column', position: 1, column: 'act' },
    ])
  })
})

describe('what was done to a checkpoint is found', () => {
  const first = (log: Log) => log.claims.kept[0] ?? never()
  const spoilt = (note: string, [from, to]: [string, string]) => note.replace(from, to)
  const cases: [string, (log: Log) => void, Damage[]][] = [
    [
      'the newest: its size',
      (log) => Object.assign(log.claims.head, { checkpoint: spoilt(log.claims.head.checkpoint, ['\n12\n', '\n11\n']) }),
      [{ kind: 'signature', position: 11, holder: 'newest' }],
    ],
    [
      'one that was kept: its root',
      (log) =>
        Object.assign(first(log), { checkpoint: first(log).checkpoint.replace(/\n4\n./, (text) => text.replace(/.$/, '/')) }),
      [{ kind: 'signature', position: 4, holder: 'kept' }],
    ],
    [
      'signed with another key',
      (log) => {
        const [origin = '', size, root = ''] = log.claims.head.checkpoint.split('\n')
        Object.assign(log.claims.head, { checkpoint: signCheckpoint(foreign, { origin, size: Number(size), root }) })
      },
      [{ kind: 'key', position: 12, holder: 'newest' }],
    ],
    [
      'taken from another log',
      (log) => Object.assign(first(log), { checkpoint: logOf(4, { tenant: other }).claims.head.checkpoint }),
      [{ kind: 'otherLog', position: 4, holder: 'kept' }],
    ],
    [
      'no checkpoint at all',
      (log) => Object.assign(first(log), { checkpoint: 'hello' }),
      [{ kind: 'illegible', position: 4, holder: 'kept' }],
    ],
    [
      'brought from elsewhere, of a log that went another way',
      (log) => {
        const away = logOf(6, { retention: { at: 2, through: 0 } }).claims.head.checkpoint
        Object.assign(log.claims, { outside: [away] })
      },
      [{ kind: 'unlike', position: 4, through: 5, holder: 'outside', size: 6 }],
    ],
    [
      'brought from elsewhere, of a longer log',
      (log) => Object.assign(log.claims, { outside: [logOf(20).claims.head.checkpoint] }),
      [{ kind: 'shorter', position: 20, holder: 'outside' }],
    ],
  ]
  test.each(cases)('%s', (_, spoil, damages) => expect(found(spoil)).toEqual(damages))
})

test('any one bit of any body is found where it is', () => {
  fc.assert(
    fc.property(fc.nat({ max: 11 }), fc.nat(), fc.nat({ max: 6 }), (position, place, bit) => {
      const damages = found((log) => {
        const bytes = Buffer.from(at(log, position).body ?? '')
        const index = place % bytes.length
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
        at(log, position).body = bytes.toString('utf8')
      })
      expect(damages).toEqual([{ kind: 'altered', position, which: 'body' }])
    }),
    { numRuns: 100 },
  )
})

test('very many damages are counted, and the first of them shown', () => {
  const log = logOf(300)
  for (const entry of log.entries) entry.body = '{}'
  const verdict = verifyLog(tools, log.claims, log.entries)
  expect([verdict.count, verdict.damages.length]).toEqual([300, MOST_DAMAGES])
  expect(verdict.damages[0]).toEqual({ kind: 'altered', position: 0, which: 'body' })
})

test('the hash of a body is SHA-256 over a zero byte and its UTF-8', () => {
  expect(Buffer.from(leafOf('星')).toString('hex')).toBe(createHash('sha256').update('\0星').digest('hex'))
})

function end(log: Log, position: number): void {
  const { columns } = at(log, position)
  Object.assign(at(log, position), { body: null, columns: columns && { ...columns, act: '', about: '' } })
}

function flip(leaf: string): string {
  const bytes = Buffer.from(leaf, 'base64')
  bytes[7] = (bytes[7] ?? 0) ^ 1
  return bytes.toString('base64')
}

function never(): never {
  throw new Error('nothing there')
}

import { sql } from 'kysely'
import { verifyStates } from '../src/assessment/actions.ts'
import type { CatalogueContext } from '../src/catalogue/catalogue.ts'
import type { PersonId, TenantId } from '../src/kernel/ids.ts'
import { logEvent } from '../src/log/actions.ts'
import { originOf } from '../src/log/checkpoint.ts'
import { toBody, toEntry } from '../src/log/entry.ts'
import { exportLog } from '../src/log/export-actions.ts'
import { appendLeaf, type Hash, rootOf } from '../src/log/merkle.ts'
import { leafOf, signCheckpoint, treeHash } from '../src/log/node-crypto.ts'
import { findEntries, readLogEntry, readVerdict } from '../src/log/read-actions.ts'
import { decideSearch, NO_SEARCH } from '../src/log/search.ts'
import { wording } from '../src/main/wording.ts'
import { type Figure, measure } from './measure.ts'

const ENTRIES = 50_000

/** What the log costs: writing an entry within an action's own transaction, and reading, verifying and exporting 50,000 of them. */
export async function logFigures(context: CatalogueContext, seat: { tenant: TenantId; person: PersonId }): Promise<Figure[]> {
  const { tenant } = seat
  const writing = await context.db.transact({ tenant }, (tx) =>
    measure('log: write an entry', async () => void (await logEvent(context, tx, seat, DEED)), { times: 300, warm: 50 }),
  )
  await fill(context, seat)
  const search = (text: string) => {
    const decided = decideSearch({ ...NO_SEARCH, text })
    if (!decided.ok) throw new Error('no search')
    return findEntries(context, wording, tenant, decided.value, { before: null, limit: 50 })
  }
  const few = { times: 3, warm: 1 }
  return [
    writing,
    await measure('log: the newest 50', async () => `${(await search('')).entries.length} entries`),
    await measure('log: a word that is nowhere', async () => `${(await search('ないことば')).scanned} looked through`, few),
    await measure(
      'log: one entry with its proof',
      async () => `${(await readLogEntry(context, wording, tenant, 77))?.proof.length} hashes`,
      few,
    ),
    await measure(
      'log: verify everything',
      async () => {
        const { sound, entries } = (await readVerdict(context, tenant, () => verifyStates(context, { tenant }, tenant))).verdict
        if (!sound) throw new Error('the measured log is damaged')
        return `${entries} entries`
      },
      few,
    ),
    await measure(
      'log: export everything',
      async () => `${Math.round((await exportLog(context, { tenant }, tenant, '測定')).bytes.length / 1024)} KB`,
      few,
    ),
  ]
}

const DEED = {
  act: 'answer.record',
  subject: { kind: 'assessment', id: '00000000-0000-7000-8000-000000000000', name: '本社 2027年度' },
  details: { criterion: '4-4-4-2' },
  changes: [
    { field: 'status', type: 'code' as const, before: 'unanswered', after: 'partial' },
    {
      field: 'reason',
      type: 'text' as const,
      before: null,
      after: '規程はあるが、運用の記録が足りないと考えた。'.repeat(4),
    },
  ],
}

/** Brings the log to 50,000 entries, in large statements. */
async function fill(context: CatalogueContext, { tenant, person }: { tenant: TenantId; person: PersonId }): Promise<void> {
  await context.db.transact('admin', async (tx) => {
    const head = await tx.selectFrom('log_head').selectAll().where('tenant_id', '=', tenant).executeTakeFirstOrThrow()
    let frontier: Hash[] = head.frontier.map((hash) => Buffer.from(hash, 'base64'))
    const by = { kind: 'person' as const, person, name: '測定 太郎', roles: ['responsible'], engagement: null }
    const from = {
      address: '192.0.2.1',
      agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      request: person,
    }
    for (let start = head.size; start < ENTRIES; start += 1000) {
      const rows = Array.from({ length: Math.min(1000, ENTRIES - start) }, (_, index) => {
        const position = start + index
        const at = new Date(Date.parse(head.at) + position * 1000).toISOString()
        const body = toBody(toEntry({ position, tenant, at, by, from }, DEED))
        const leaf = leafOf(body)
        frontier = appendLeaf(treeHash, frontier, position, leaf)
        return { position, at, body, leaf: toBase64(leaf) }
      })
      await sql`
        insert into log_entry (tenant_id, position, at, act, about, body, leaf)
        select ${tenant}, position, at, ${DEED.act}, ${DEED.subject.id}, body, leaf
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (position integer, at timestamptz, body text, leaf text)`.execute(
        tx,
      )
    }
    const root = toBase64(rootOf(treeHash, frontier))
    const checkpoint = signCheckpoint(context.secrets, { origin: originOf(tenant), size: ENTRIES, root })
    await tx
      .updateTable('log_head')
      .set({ size: ENTRIES, frontier: JSON.stringify(frontier.map(toBase64)), checkpoint })
      .where('tenant_id', '=', tenant)
      .execute()
  })
}

function toBase64(hash: Hash): string {
  return Buffer.from(hash).toString('base64')
}

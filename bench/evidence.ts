import { sql } from 'kysely'
import { createAssessment } from '../src/assessment/actions.ts'
import type { Db } from '../src/db/db.ts'
import { evidenceRoutes } from '../src/evidence/routes.tsx'
import { sumUpOf } from '../src/evidence/sum-store.ts'
import type { TenantId } from '../src/kernel/ids.ts'
import { begin, done, testContext } from '../tests/context.ts'
import { testApp, visitor } from '../tests/web.ts'
import { type Figure, measure } from './measure.ts'

const SIZES = [100, 10_000]

/** The library and the matrix as whole pages, with few pieces of evidence and with many: each size in an organisation of its own. */
export async function evidenceAt(db: Db): Promise<Figure[]> {
  const context = { ...testContext(db), now: () => new Date().toISOString() }
  const app = testApp(context, [evidenceRoutes])
  const figures: Figure[] = []
  for (const size of SIZES) {
    const viewer = await begin(context, `証跡${size}`, '青山 太郎')
    const assessment = done(await createAssessment(context, viewer, { title: '本社', target: 4, edition: '2026-03-27' }))
    const criteria = context.edition('2026-03-27').criteria.map(({ id }) => id)
    await fill(db, { ...viewer, assessment, criteria, size })
    const boss = visitor(app, viewer)
    const page = (what: string, path: string) =>
      measure(
        what,
        async () => {
          const reply = await boss.get(path)
          if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`)
          return `${Math.round(reply.bytes.length / 1024)} KB`
        },
        { size, warm: 20 },
      )
    figures.push(
      await page('evidence: the library', '/evidence'),
      await page('evidence: by title', '/evidence?sort=title'),
      await page('evidence: running out first', '/evidence?sort=end'),
      await page('evidence: the matrix', `/assessments/${assessment}/evidence`),
    )
  }
  return figures
}

type Filled = { tenant: TenantId; person: string; assessment: string; criteria: readonly string[]; size: number }

/** Links spread over all criteria, a month of each of the last three years covered, half of them checked. */
async function fill(db: Db, { tenant, person, assessment, criteria, size }: Filled): Promise<void> {
  await db.transact('admin', async (tx) => {
    await sql`
      insert into evidence (tenant_id, id, title, kind, period_from, period_to, confidentiality, valid_until, created_by, created_at,
        changed_by, changed_at)
      select ${tenant}, md5(${tenant} || n)::uuid, '証跡 ' || n, 'record', to_char(date '2025-01-01' + n % 900, 'YYYY-MM-DD'),
        to_char(date '2025-01-31' + n % 900, 'YYYY-MM-DD'), 'internal', to_char(date '2027-06-01' + n % 700, 'YYYY-MM-DD'),
        ${person}, now(), ${person}, now()
      from generate_series(1, ${size}) n`.execute(tx)
    await sql`
      insert into evidence_version (tenant_id, evidence_id, number, content, place, added_by, added_at)
      select tenant_id, id, 1, 'kept', '書庫', created_by, created_at from evidence where tenant_id = ${tenant}`.execute(tx)
    await sql`
      insert into evidence_link (tenant_id, evidence_id, assessment_id, kind, target, linked_by, linked_at, checked_version, checked_by,
        checked_at)
      select ${tenant}, md5(${tenant} || n)::uuid, ${assessment}, 'criterion', (${[...criteria]}::text[])[1 + n % ${criteria.length}],
        ${person}, now(), case n % 2 when 0 then 1 end, case n % 2 when 0 then ${person}::uuid end, case n % 2 when 0 then now() end
      from generate_series(1, ${size}) n`.execute(tx)
    await sumUpOf(
      tx,
      tenant,
      (await tx.selectFrom('evidence').select('id').where('tenant_id', '=', tenant).execute()).map(({ id }) => id),
    )
    await sql`analyze evidence, evidence_sum, evidence_version, evidence_link`.execute(tx)
  })
}

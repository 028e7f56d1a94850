import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createAccount } from '../src/account/credentials/account-actions.ts'
import { admitAccount } from '../src/account/sign-in/admission-actions.ts'
import { createAssessment } from '../src/assessment/actions.ts'
import { recordImported } from '../src/assessment/answer-actions.ts'
import { carriedFrom, EMPTY_ANSWER } from '../src/assessment/fields.ts'
import type { CatalogueContext } from '../src/catalogue/catalogue.ts'
import { loadChanges, loadEdition } from '../src/catalogue/load.ts'
import { realClock } from '../src/context.ts'
import type { Db } from '../src/db/db.ts'
import { writeOwnWorkbook } from '../src/exchange/own-sheet.ts'
import { memoryBlobs } from '../src/files/blobs.fixture.ts'
import type { AccountId, AssessmentId, ExportId, PersonId, TenantId } from '../src/kernel/ids.ts'
import { toAddress } from '../src/kernel/organisation-address.ts'
import { buildApp } from '../src/main/app.ts'
import { features } from '../src/main/features.ts'
import { type LibraryContext, library } from '../src/main/library.ts'
import { beginOrganisation } from '../src/organisation/actions.ts'
import { root } from '../src/root.ts'
import { toSecrets } from '../src/secrets.ts'
import { STATUSES } from '../src/standing/status.ts'
import { logFigures } from './log.ts'
import { type Figure, measure } from './measure.ts'

type Seat = { tenant: TenantId; person: PersonId; account: AccountId; assessment: AssessmentId }
let seat: Seat | undefined

/** What the log costs, in an organisation of its own that is removed afterwards. */
export async function logsAt(db: Db): Promise<Figure[]> {
  const context = groundOn(db)
  const begun = await beginOrganisation(context, { organisation: '記録の測定', person: '測定 花子' })
  if (!begun.ok) throw new Error('no organisation')
  const figures = await logFigures(context, begun.value)
  await removeOrganisation(db, begun.value.tenant)
  return figures
}

/** What a person waits for in one of `size` assessments, each with all its criteria answered. */
export async function journeysAt(db: Db, size: number): Promise<Figure[]> {
  const context = groundOn(db)
  seat ??= await firstAssessment(context)
  await multiply(db, seat, size)
  const app = buildApp(context, features, () => {})
  const headers = { Cookie: `session=${await signIn(context, seat)}`, Host: 'localhost', Origin: 'http://localhost' }
  const { tenant, assessment } = seat
  const addressOf = (path: string) => `http://localhost${toAddress(tenant, path)}`
  const home = addressOf(`/assessments/${assessment}`)
  const get = async (path: string) => {
    const answer = await app.request(`${home}${path}`, { headers })
    const body = await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    return `${Math.round(body.byteLength / 1024)} KB`
  }
  let revision = await revisionOf(context, seat)
  const save = async (index: number) => {
    const body = new URLSearchParams({
      status: STATUSES[index % 4] ?? 'met',
      reason: `測定 ${index} ${revision}`,
      revision: String(revision),
    })
    const answer = await app.request(`${home}/answers/4-4-4-2`, {
      method: 'POST',
      headers: { ...headers, Accept: 'application/json' },
      body,
    })
    if (answer.status !== 200) throw new Error(`save: ${answer.status}`)
    revision = ((await answer.json()) as { revision: number }).revision
    return undefined
  }
  const workbook = await answeredWorkbook(context, seat)
  const read = async () => {
    const form = new FormData()
    form.set('file', new File([new Uint8Array(workbook)], '回答.xlsx'))
    const answer = await app.request(`${home}/imports`, { method: 'POST', headers, body: form })
    if (answer.status !== 303) throw new Error(`import: ${answer.status}`)
    return `${Math.round(workbook.length / 1024)} KB`
  }
  return [
    await measure('page: all 153 criteria', () => get('/criteria?upTo=4'), { size }),
    await measure('page: one criterion', () => get('/criteria/4-4-4-2'), { size }),
    await measure('page: overview', () => get(''), { size }),
    await measure('page: list of assessments', () => list(app, addressOf('/assessments'), headers), { size }),
    await measure('save an answer', save, { size, times: 50 }),
    await measure('import: read a workbook', read, { size, times: 10, warm: 2 }),
    await measure('report: PDF', () => get('/report.pdf'), { size, times: 5, warm: 1 }),
  ]
}

/** Takes the measured organisation away again, so that a server database is left as it was. */
export async function removeBench(db: Db): Promise<void> {
  const measured = seat
  if (!measured) return
  await removeOrganisation(db, measured.tenant)
  await db.transact('admin', (tx) => tx.deleteFrom('account').where('id', '=', measured.account).execute())
}

async function removeOrganisation(db: Db, tenant: TenantId): Promise<void> {
  await db.transact('admin', async (tx) => {
    for (const table of ['log_entry', 'log_checkpoint', 'log_head'] as const) {
      await tx.deleteFrom(table).where('tenant_id', '=', tenant).execute()
    }
    await tx.deleteFrom('organisation').where('id', '=', tenant).execute()
  })
}

const SECRET = randomBytes(32)

function groundOn(db: Db): LibraryContext {
  return {
    db,
    ...library,
    edition: (id) => loadEdition(join(root, 'catalogue'), id),
    changes: (from, to) => loadChanges(join(root, 'catalogue'), from, to),
    secrets: toSecrets(SECRET),
    blobs: memoryBlobs(),
    settings: {
      origin: 'http://localhost',
      local: true,
      registration: true,
      mailShown: true,
      proxies: 0,
      fileLimits: { file: 2 ** 31, organisation: 2 ** 34 },
    },
    ...realClock(),
  }
}

async function list(app: ReturnType<typeof buildApp>, address: string, headers: Record<string, string>): Promise<string> {
  const answer = await app.request(address, { headers })
  return `${Math.round((await answer.arrayBuffer()).byteLength / 1024)} KB`
}

async function signIn(context: CatalogueContext, { account }: Seat): Promise<string> {
  const from = { address: '127.0.0.1', agent: 'bench', request: '' }
  return (await admitAccount(context, { account, factors: ['password'], from })).token
}

async function firstAssessment(context: CatalogueContext): Promise<Seat> {
  const address = `${context.newId()}@bench.example`
  const wish = { email: { address, key: address }, name: '測定 太郎', lang: 'ja', password: null } as const
  const account = await context.db.transact('signIn', (tx) => createAccount(context, tx, wish))
  if (!account) throw new Error('no account')
  const begun = await beginOrganisation(context, { organisation: '測定', person: '測定 太郎', account })
  if (!begun.ok) throw new Error('no organisation')
  const made = await createAssessment(
    context,
    { ...begun.value, roles: ['responsible'] },
    { title: '測定', edition: '2026-03-27', target: 4 },
  )
  if (!made.ok) throw new Error('no assessment')
  const contents = context.edition('2026-03-27').criteria.map(({ id }, index) => ({
    criterion: id,
    from: 0,
    content: {
      ...EMPTY_ANSWER,
      status: STATUSES[index % 5] ?? ('met' as const),
      state: '台帳はあるが、更新の記録が残っていない部署がある。',
      reason: '規程はあるが、運用の記録が足りないと考えた。',
      evidence: '情報セキュリティ規程 第3章、共有フォルダの台帳',
      plan: '2027年3月までに記録の様式を決める。',
    },
  }))
  await recordImported(context, { ...begun.value, roles: ['responsible'] }, made.value, contents)
  return { ...begun.value, account, assessment: made.value }
}

/** Copies the first assessment, answers and versions included, until there are `size`. */
async function multiply(db: Db, { tenant, assessment }: Seat, size: number): Promise<void> {
  await db.transact('admin', async (tx) => {
    await sql`
      create temporary table copies on commit drop as
        select gen_random_uuid() as id from generate_series(1, ${size} - (select count(*)::int from assessment))`.execute(tx)
    await sql`
      insert into assessment
        select tenant_id, c.id, title, edition, target, standings, revision, created_by, created_at, changed_at
        from assessment, copies c where assessment.id = ${assessment}`.execute(tx)
    for (const table of ['answer', 'answer_version']) {
      const { rows } = await sql<{ column_name: string }>`
        select column_name from information_schema.columns
        where table_name = ${table} and column_name not in ('assessment_id') order by ordinal_position`.execute(tx)
      const columns = rows.map((row) => row.column_name).join(', ')
      await sql
        .raw(
          `insert into ${table} (assessment_id, ${columns}) select c.id, ${columns.replaceAll(/\b(\w+)/g, 't.$1')}
           from ${table} t, copies c where t.assessment_id = '${assessment}' and t.tenant_id = '${tenant}'`,
        )
        .execute(tx)
    }
  })
  await db.transact('admin', (tx) => sql`analyze`.execute(tx)).catch(() => {})
}

async function revisionOf(context: CatalogueContext, { tenant, assessment }: Seat): Promise<number> {
  const row = await context.db.transact({ tenant }, (tx) =>
    tx
      .selectFrom('answer')
      .select('revision')
      .where('tenant_id', '=', tenant)
      .where('assessment_id', '=', assessment)
      .where('criterion', '=', '4-4-4-2')
      .executeTakeFirstOrThrow(),
  )
  return row.revision
}

async function answeredWorkbook(context: CatalogueContext, { assessment }: Seat): Promise<Uint8Array> {
  const edition = context.edition('2026-03-27')
  const said = { ...EMPTY_ANSWER, status: 'partial', reason: '測定用の理由', evidence: '台帳', plan: '直す' } as const
  const answer = carriedFrom(said, () => '')
  return writeOwnWorkbook({
    mark: {
      exportId: context.newId<ExportId>(),
      assessmentId: assessment,
      edition: edition.id,
      target: 4,
      exportedAt: context.now(),
    },
    organisation: '測定',
    editionTitle: edition.title,
    rows: edition.requirements.flatMap((requirement) =>
      requirement.criteria.map(({ id, level, question }) => ({
        criterion: id,
        level,
        requirement: requirement.name,
        question,
        answer,
      })),
    ),
  })
}

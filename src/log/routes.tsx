import type { Context } from '../context.ts'
import { typedOf } from '../kernel/form.ts'
import type { TenantId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { formInAddress, formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import { exportLog, noteExport } from './export-actions.ts'
import { toTable } from './log-table.ts'
import { toKeyText } from './node-crypto.ts'
import { EntryPage } from './pages/entry.tsx'
import { LogPage } from './pages/log.tsx'
import { RetentionPage } from './pages/retention.tsx'
import { VerificationPage } from './pages/verification.tsx'
import { findEntries, type Listed, readLogEntry, readLogFacts, readVerdict } from './read-actions.ts'
import { RETENTION } from './retention.ts'
import { changeMonths } from './retention-actions.ts'
import { decideSearch, SEARCH, type Search } from './search.ts'
import type { StateVerdict } from './verify-log.ts'
import type { Wording } from './wording.ts'

const PER_PAGE = 50
/** How many rows a table has at most; whoever needs more exports the whole log. */
const MOST_ROWS = 50_000

/** The organisation's log: found, read one by one, verified, taken along, and how long it is kept. */
export const logRoutes =
  <C extends Context>(wording: Wording, statesOf: (context: C, tenant: TenantId) => Promise<StateVerdict>): Routes<C> =>
  (router, context) => {
    router.get('/log', 'log.read', async (c, viewer) => {
      const typed = typedOf(SEARCH, formInAddress(c))
      const search = decideSearch(typed)
      const facts = await readLogFacts(context, viewer.tenant)
      const shown = { view: c.get('view'), typed, facts }
      if (!search.ok)
        return c.html(
          <LogPage {...shown} found={undefined} before={null} refusals={search.refusals} />,
          statusOf(c, search.refusals),
        )
      const before = readPosition(c.req.query('before')) ?? null
      const found = await findEntries(context, wording, viewer.tenant, search.value, { before, limit: PER_PAGE })
      return c.html(<LogPage {...shown} found={found} before={before} refusals={[]} />)
    })

    router.get('/log/verification', 'log.read', async (c, viewer) => {
      const verdict = await readVerdict(context, viewer.tenant, () => statesOf(context, viewer.tenant))
      const key = toKeyText(context.secrets.publicKey)
      return c.html(<VerificationPage view={c.get('view')} {...verdict} publicKey={key} now={context.now()} />)
    })

    router.get('/log/export.jsonl', 'log.read', async (c, viewer) => {
      const { bytes, entries } = await exportLog(context, { tenant: viewer.tenant }, viewer.tenant, viewer.organisationName)
      await noteExport(context, { tenant: viewer.tenant, seat: viewer }, 'jsonl', entries)
      return file(bytes, 'application/jsonl; charset=utf-8', fileName(context, viewer, c, 'jsonl'), 'attachment')
    })

    router.get('/log/export.csv', 'log.read', async (c, viewer) => {
      const search = decideSearch(typedOf(SEARCH, formInAddress(c)))
      if (!search.ok) return goTo(c, `/log?${new URLSearchParams(c.req.query())}`)
      const entries = await findAll(context, wording, viewer, search.value)
      const bytes = new TextEncoder().encode(toCsvFile(toTable(entries, c.get('view').lang)))
      await noteExport(context, { tenant: viewer.tenant, seat: viewer }, 'csv', entries.length)
      return file(bytes, 'text/csv; charset=utf-8', fileName(context, viewer, c, 'csv'), 'attachment')
    })

    router.get('/log/retention', 'log.read', (c, viewer) => retentionPage(c, viewer, [], undefined))

    router.post('/log/retention', 'organisation.settings', async (c, viewer) => {
      const typed = typedOf(RETENTION, formOf(c))
      const outcome = await changeMonths(context, viewer, typed)
      if (!outcome.ok) return retentionPage(c, viewer, outcome.refusals, typed.months)
      return goTo(c, '/log/retention?saved=1')
    })

    router.get('/log/:position', 'log.read', entryAt, (c, _viewer, found) =>
      c.html(<EntryPage view={c.get('view')} found={found} />),
    )

    async function entryAt(named: { position: string }, { tenant }: Viewer) {
      const position = readPosition(named.position)
      return position === undefined ? undefined : readLogEntry(context, wording, tenant, position)
    }

    async function retentionPage(c: WebContext, viewer: Viewer, refusals: readonly Refusal[], typed: string | undefined) {
      const { months } = await readLogFacts(context, viewer.tenant)
      const saved = c.req.query('saved') === '1'
      const shown = { months, typed: typed ?? String(months), refusals, saved }
      return c.html(<RetentionPage view={c.get('view')} {...shown} />, statusOf(c, refusals))
    }
  }

/** A position in a log, as an address names it. */
function readPosition(text: string | undefined): number | undefined {
  return text !== undefined && /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : undefined
}

async function findAll(context: Context, wording: Wording, viewer: Viewer, search: Search): Promise<Listed[]> {
  const entries: Listed[] = []
  let before: number | null = null
  do {
    const found = await findEntries(context, wording, viewer.tenant, search, { before, limit: 1000 })
    entries.push(...found.entries)
    before = found.next
  } while (before !== null && entries.length < MOST_ROWS)
  return entries
}

function fileName(context: Context, viewer: Viewer, c: WebContext, ending: string): string {
  return `${viewer.organisationName}_${c.get('view').t('記録', 'log')}_${dayInJapan(context.now())}.${ending}`
}

import { toCsvFile } from '../exchange/index.ts'
import type { Ground } from '../ground.ts'
import type { Routes, WebContext } from '../http/app.tsx'
import { file } from '../http/file.ts'
import type { Viewer } from '../identity/index.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { exportLog, findEntries, type Listed, readLogEntry, readLogFacts, readVerdict } from './actions.ts'
import { toTable } from './log-table.ts'
import { toKeyText } from './node-crypto.ts'
import { EntryPage } from './pages/entry.tsx'
import { LogPage } from './pages/log.tsx'
import { RetentionPage } from './pages/retention.tsx'
import { VerificationPage } from './pages/verification.tsx'
import { changeMonths } from './retention-actions.ts'
import { decideSearch, readTypedSearch, type Search } from './search.ts'

const PER_PAGE = 50
/** How many rows a table has at most; whoever needs more exports the whole log. */
const MOST_ROWS = 50_000

/** The organisation's log: found, read one by one, verified, taken along, and how long it is kept. */
export const auditLogRoutes: Routes = (doors, ground) => {
  doors.get('/log', 'log.read', async (c, viewer) => {
    const typed = readTypedSearch(c.req.query())
    const search = decideSearch(typed)
    const facts = await readLogFacts(ground, viewer.tenant)
    const shown = { view: c.get('view'), typed, facts }
    if (!search.ok) return c.html(<LogPage {...shown} found={undefined} before={null} refusals={search.refusals} />, 422)
    const before = readPosition(c.req.query('before')) ?? null
    const found = await findEntries(ground, viewer.tenant, search.value, { before, limit: PER_PAGE })
    return c.html(<LogPage {...shown} found={found} before={before} refusals={[]} />)
  })

  doors.get('/log/verification', 'log.read', async (c, viewer) => {
    const verdict = await readVerdict(ground, viewer.tenant)
    const key = toKeyText(ground.secrets.publicKey)
    return c.html(<VerificationPage view={c.get('view')} verdict={verdict} publicKey={key} now={ground.now()} />)
  })

  doors.get('/log/export.jsonl', 'log.read', async (c, viewer) => {
    const bytes = await exportLog(ground, { tenant: viewer.tenant }, viewer.tenant, viewer.organisationName)
    return file(bytes, 'application/jsonl; charset=utf-8', fileName(ground, viewer, c, 'jsonl'), 'attachment')
  })

  doors.get('/log/export.csv', 'log.read', async (c, viewer) => {
    const search = decideSearch(readTypedSearch(c.req.query()))
    if (!search.ok) return c.redirect(`/log?${new URLSearchParams(c.req.query())}`, 303)
    const entries = await findAll(ground, viewer, search.value)
    const bytes = new TextEncoder().encode(toCsvFile(toTable(entries, c.get('view').lang)))
    return file(bytes, 'text/csv; charset=utf-8', fileName(ground, viewer, c, 'csv'), 'attachment')
  })

  doors.get('/log/retention', 'log.read', (c, viewer) => retentionPage(c, viewer, [], undefined))

  doors.post('/log/retention', 'organisation.settings', async (c, viewer) => {
    const { months } = await c.req.parseBody()
    const typed = typeof months === 'string' ? months : ''
    const outcome = await changeMonths(ground, viewer, typed)
    if (!outcome.ok) return retentionPage(c, viewer, outcome.refusals, typed)
    return c.redirect('/log/retention?saved=1', 303)
  })

  doors.get('/log/:position', 'log.read', async (c, viewer) => {
    const position = readPosition(c.req.param('position'))
    const found = position === undefined ? undefined : await readLogEntry(ground, viewer.tenant, position)
    if (!found) return c.notFound()
    return c.html(<EntryPage view={c.get('view')} found={found} />)
  })

  async function retentionPage(c: WebContext, viewer: Viewer, refusals: readonly Refusal[], typed: string | undefined) {
    const { months } = await readLogFacts(ground, viewer.tenant)
    const saved = c.req.query('saved') === '1'
    const shown = { months, typed: typed ?? String(months), refusals, saved }
    return c.html(<RetentionPage view={c.get('view')} {...shown} />, refusals.length > 0 ? 422 : 200)
  }
}

/** A position in a log, as an address names it. */
function readPosition(text: string | undefined): number | undefined {
  return text !== undefined && /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : undefined
}

async function findAll(ground: Ground, viewer: Viewer, search: Search): Promise<Listed[]> {
  const entries: Listed[] = []
  let before: number | null = null
  do {
    const found = await findEntries(ground, viewer.tenant, search, { before, limit: 1000 })
    entries.push(...found.entries)
    before = found.next
  } while (before !== null && entries.length < MOST_ROWS)
  return entries
}

function fileName(ground: Ground, viewer: Viewer, c: WebContext, ending: string): string {
  return `${viewer.organisationName}_${c.get('view').t('記録', 'log')}_${dayInJapan(ground.now())}.${ending}`
}

import { beforeAll } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import type { Scope } from '../db/db.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { logEvent } from './append-actions.ts'
import { readBody } from './entry.ts'
import { judgeOf } from './node-crypto.ts'
import { noted, notedWording } from './noted.fixture.ts'
import { verifyStored } from './read-actions.ts'
import * as store from './store.ts'
import type { Told } from './wording.ts'

export const event = (about: string) =>
  noted(about, `評価基準 ${about} に回答しました`, [{ field: 'status', type: 'code', before: null, after: 'met' }])

/** What a test of the log has at hand. */
type Here = {
  database: ReturnType<typeof testDatabase>
  context: ReturnType<typeof testContext>
  aoyama: { tenant: TenantId; person: PersonId }
  kaede: { tenant: TenantId; person: PersonId }
  /** A seat in an organisation that is there only for this test. */
  founded: number
}

/** A log with two organisations, and ways to write and to read it. */
export function testLog() {
  const here = { database: testDatabase(), founded: 0 } as Here

  beforeAll(async () => {
    here.context = testContext(here.database.db)
    here.aoyama = await begin(here.context, '青山精機', '青山 太郎')
    here.kaede = await begin(here.context, '楓システムズ', '楓 由美')
  })

  const record = (seat: typeof here.aoyama, about: string) =>
    here.database.db.transact({ tenant: seat.tenant }, (tx) => logEvent(here.context, tx, seat, event(about)))

  const entriesOf = (tenant: TenantId, scope: Scope = { tenant }) =>
    here.database.db.transact(scope, (tx) => store.listEntries(tx, tenant, { from: 0, before: 1_000_000 }))

  const headOf = async (tenant: TenantId) => (await here.database.db.transact('admin', (tx) => store.readHead(tx, tenant))).head

  const verify = (tenant: TenantId) => verifyStored(here.context, 'admin', tenant, judgeOf(here.context.secrets.publicKey))

  const last = async (tenant: TenantId): Promise<Told> => {
    const body = (await entriesOf(tenant, 'admin')).at(-1)?.body
    const entry = body ? readBody(body) : undefined
    if (!entry) throw new Error('no entry')
    return notedWording.tell(entry)
  }

  const found = () => begin(here.context, `試験 ${++here.founded}`, '試 太郎')

  return Object.assign(here, { record, entriesOf, headOf, verify, last, found })
}

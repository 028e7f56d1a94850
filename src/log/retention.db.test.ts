import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { TenantId } from '../kernel/ids.ts'
import { endRetention } from './jobs.ts'
import { testLog } from './logged.fixture.ts'
import * as store from './store.ts'

const here = testLog()
const { record, entriesOf, headOf, verify, last, found } = here

describe('a day in Japan', () => {
  test('ends with its last checkpoint kept', async () => {
    const seat = await found()
    const { tenant } = seat
    const start = (await headOf(tenant))?.size ?? 0
    const kept = () => here.database.db.transact({ tenant }, (tx) => store.listCheckpoints(tx, tenant))
    const before = here.context.clock.at
    here.context.clock.at = '2027-04-01T14:59:59.999Z'
    await record(seat, 'a')
    const evening = await headOf(tenant)
    expect(await kept()).toEqual([])
    here.context.clock.at = '2027-04-01T15:00:00.000Z'
    await record(seat, 'b')
    await record(seat, 'c')
    expect(await kept()).toEqual([{ size: start + 1, checkpoint: evening?.checkpoint }])
    here.context.clock.at = '2027-04-09T00:00:00.000Z'
    await record(seat, 'd')
    expect((await kept()).map(({ size }) => size)).toEqual([start + 1, start + 3])
    expect(await verify(tenant)).toMatchObject({ sound: true, entries: start + 4 })
    here.context.clock.at = before
  })
})

describe('the end of retention', () => {
  const bodies = async (tenant: TenantId) => (await entriesOf(tenant, 'admin')).map(({ body }) => body !== null)

  test('removes the content of what is older, says so in the log, and does nothing when called again', async () => {
    const seat = await found()
    const { tenant } = seat
    const start = here.context.clock.at
    const size = (await headOf(tenant))?.size ?? 0
    await here.database.db.transact('admin', (tx) =>
      tx.updateTable('organisation').set({ log_months: 6 }).where('id', '=', tenant).execute(),
    )
    here.context.clock.at = '2027-05-10T00:00:00.000Z'
    await record(seat, 'old')
    here.context.clock.at = '2027-06-30T15:00:00.000Z'
    await record(seat, 'young')
    here.context.clock.at = '2027-12-31T15:00:00.000Z'
    expect(await endRetention(here.context)).toBeGreaterThan(0)
    const after = await bodies(tenant)
    expect(after.slice(size)).toEqual([false, true, true])
    expect(await last(tenant)).toMatchObject({
      act: 'log.retention',
      about: String(size),
      by: { kind: 'command', command: 'retention' },
    })
    expect(await verify(tenant)).toMatchObject({ sound: true, ended: size + 1 })
    expect(await endRetention(here.context)).toBe(0)
    expect(await bodies(tenant)).toEqual(after)
    here.context.clock.at = '2029-01-01T00:00:00.000Z'
    await endRetention(here.context)
    expect(await bodies(tenant)).toEqual([...after.map(() => false), true])
    expect(await verify(tenant)).toMatchObject({ sound: true, ended: after.length })
    here.context.clock.at = start
  })

  test('is no excuse for content that is gone beyond it', async () => {
    const seat = await found()
    await record(seat, 'a')
    const size = (await headOf(seat.tenant))?.size ?? 0
    await here.database.db.transact('admin', (tx) =>
      sql`update log_entry set body = null, act = '', about = '' where tenant_id = ${seat.tenant} and position = ${size - 1}`.execute(
        tx,
      ),
    )
    expect((await verify(seat.tenant)).damages).toEqual([{ kind: 'ended', position: size - 1, through: size - 1 }])
  })
})

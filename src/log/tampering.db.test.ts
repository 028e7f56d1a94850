import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { TenantId } from '../kernel/ids.ts'
import { testLog } from './logged.fixture.ts'

const here = testLog()
const { record, headOf, verify, found } = here

describe('tampering in the database', () => {
  const spoil = async (...spoilt: ((tenant: TenantId, from: number) => ReturnType<typeof sql>)[]) => {
    const seat = await found()
    const from = (await headOf(seat.tenant))?.size ?? 0
    for (const about of ['a', 'b', 'c', 'd', 'e']) await record(seat, about)
    await here.database.db.transact('admin', async (tx) => {
      for (const one of spoilt) await one(seat.tenant, from).execute(tx)
    })
    const { damages } = await verify(seat.tenant)
    return damages.map((damage) => ({ ...damage, position: damage.position - from }))
  }

  test('one flipped bit in the content is found where it is', async () => {
    const damages = await spoil(
      (tenant, from) => sql`
        update log_entry set body = overlay(body placing chr(ascii(substr(body, 12, 1)) # 1) from 12 for 1)
        where tenant_id = ${tenant} and position = ${from + 2}`,
    )
    expect(damages).toEqual([{ kind: 'altered', position: 2, which: 'body' }])
  })

  test('one removed entry is found where it was', async () => {
    const damages = await spoil(
      (tenant, from) => sql`delete from log_entry where tenant_id = ${tenant} and position = ${from + 1}`,
    )
    expect(damages).toMatchObject([{ kind: 'missing', position: 1 }])
  })

  test('a removed entry with the others moved up is found where it was', async () => {
    const damages = await spoil(
      (tenant, from) => sql`delete from log_entry where tenant_id = ${tenant} and position = ${from + 2}`,
      (tenant, from) => sql`update log_entry set position = position - 1 where tenant_id = ${tenant} and position = ${from + 3}`,
      (tenant, from) => sql`update log_entry set position = position - 1 where tenant_id = ${tenant} and position = ${from + 4}`,
    )
    expect(damages.map(({ kind, position }) => [kind, position])).toEqual([
      ['moved', 2],
      ['moved', 3],
      ['tail', 4],
    ])
  })

  test('a removed end is found', async () => {
    const damages = await spoil(
      (tenant, from) => sql`delete from log_entry where tenant_id = ${tenant} and position > ${from + 2}`,
    )
    expect(damages).toMatchObject([{ kind: 'tail', position: 3 }])
  })

  test('two entries that changed places are found where they are', async () => {
    const damages = await spoil(
      (tenant, from) => sql`
        update log_entry as one set body = other.body, leaf = other.leaf, at = other.at, act = other.act, about = other.about
        from log_entry as other
        where one.tenant_id = ${tenant} and other.tenant_id = ${tenant}
          and ((one.position = ${from + 1} and other.position = ${from + 3}) or (one.position = ${from + 3} and other.position = ${from + 1}))`,
    )
    expect(damages.map(({ kind, position }) => [kind, position])).toEqual([
      ['moved', 1],
      ['moved', 3],
    ])
  })

  test('a column to find it by is found where it was altered', async () => {
    const damages = await spoil(
      (tenant, from) =>
        sql`update log_entry set at = at + interval '1 hour' where tenant_id = ${tenant} and position = ${from + 2}`,
    )
    expect(damages).toEqual([{ kind: 'column', position: 2, column: 'at' }])
  })

  test('an entry written past everything is found', async () => {
    const damages = await spoil(
      (tenant, from) => sql`
        insert into log_entry select tenant_id, position + 1, at, act, about, body, leaf
        from log_entry where tenant_id = ${tenant} and position = ${from + 4}`,
    )
    expect(damages).toMatchObject([
      { kind: 'moved', position: 5 },
      { kind: 'beyond', position: 5 },
    ])
  })

  test('a checkpoint put back to an older one is found', async () => {
    const seat = await found()
    await record(seat, 'a')
    const before = await headOf(seat.tenant)
    await record(seat, 'b')
    await here.database.db.transact('admin', (tx) =>
      tx
        .updateTable('log_head')
        .set({ size: before?.size ?? 0, checkpoint: before?.checkpoint ?? '', frontier: JSON.stringify(before?.frontier) })
        .where('tenant_id', '=', seat.tenant)
        .execute(),
    )
    expect((await verify(seat.tenant)).damages).toMatchObject([{ kind: 'beyond', position: before?.size }])
  })
})

import { sql } from 'kysely'
import type { Tx } from '../src/db/db.ts'
import { openEmbedded } from '../src/db/embedded.ts'

/** What belongs to an assessment and can be copied with it. */
type Table = 'answer' | 'answer_version' | 'task'

/** Copies an assessment of an embedded database that nobody has open, with all of it that stands in some tables, so many times. */
export async function copyAssessment(data: string, assessment: string, times: number, tables: readonly Table[]): Promise<void> {
  const db = await openEmbedded(data)
  await db.transact('admin', async (tx) => {
    await sql
      .raw(
        `create temporary table copies on commit drop as
           select gen_random_uuid() as id, source.tenant_id, source.id as of
           from assessment as source, generate_series(1, ${times}) where id = '${assessment}'`,
      )
      .execute(tx)
    await copyRows(tx, 'assessment', 'id', { changed_at: `t.changed_at - interval '2 years'` })
    for (const table of tables) await copyRows(tx, table, 'assessment_id', table === 'task' ? { id: 'gen_random_uuid()' } : {})
  })
  await db.transact('admin', (tx) => sql`analyze`.execute(tx))
  await db.close()
}

/** Makes tasks of an assessment's first one until there are so many: of every state and priority, due in the weeks around now. */
export async function multiplyTasks(data: string, assessment: string, most: number): Promise<void> {
  const db = await openEmbedded(data)
  await db.transact('admin', async (tx) => {
    await sql
      .raw(
        `create temporary table copies on commit drop as
           select n, tenant_id, assessment_id as id, assessment_id as of, id as task
           from (select * from task where assessment_id = '${assessment}' order by id limit 1) as first,
             generate_series(1, ${most} - (select count(*)::int from task where assessment_id = '${assessment}')) as n`,
      )
      .execute(tx)
    await copyRows(
      tx,
      'task',
      'assessment_id',
      {
        id: 'gen_random_uuid()',
        title: `t.title || ' ' || c.n`,
        priority: '1 + c.n % 3',
        state: `case c.n % 3 when 0 then 'doing' else 'todo' end`,
        due_on: `to_char(now() + (c.n % 200 - 40) * interval '1 day', 'YYYY-MM-DD')`,
        start_on: 'null',
        done_by: 'null',
        done_at: 'null',
        needs: `'[]'`,
      },
      'and t.id = c.task',
    )
  })
  await db.close()
}

/** The rows of a table for each copy, where `key` names the assessment: as those that they are of, but for `changed`. */
async function copyRows(
  tx: Tx,
  table: Table | 'assessment',
  key: string,
  changed: Record<string, string>,
  where = '',
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_name = ${table} and column_name <> ${key} order by ordinal_position`.execute(tx)
  const columns = rows.map(({ name }) => name)
  await sql
    .raw(
      `insert into ${table} (${key}, ${columns.map((name) => `"${name}"`).join(', ')})
       select c.id, ${columns.map((name) => changed[name] ?? `t."${name}"`).join(', ')}
       from ${table} t join copies c on t.tenant_id = c.tenant_id and t.${key} = c.of ${where}`,
    )
    .execute(tx)
}

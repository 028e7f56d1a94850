import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AssessmentId } from '../kernel/ids.ts'

/** Whether a column holds one of some identifiers, sent as one array: the text is the same however many there are, and is prepared once. */
export function isAmong(column: string, ids: readonly AssessmentId[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} = any(${`{${ids.join(',')}}`}::uuid[])`
}

/**
 * The database cannot answer just now, and the same question may succeed later. `busy`: it gave up waiting, and nothing was written.
 * `full`: there is no room to write, and nothing was. `away`: it cannot be reached, or went away meanwhile; what was sent last may
 * have been written or not.
 */
export class DatabaseUnavailable extends Error {
  readonly reason: 'busy' | 'full' | 'away'
  constructor(reason: DatabaseUnavailable['reason'], cause: Error) {
    super(`the database is ${reason}`, { cause })
    this.reason = reason
  }
}

/** The same fault, as DatabaseUnavailable where PostgreSQL or the way to it says so: by SQLSTATE, or by the system's name for it. */
export function toUnavailable(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault
  const code = codeOf(fault)
  const reason = REASONS.find(({ codes }) => code !== undefined && codes.test(code))?.reason
  return reason === undefined ? fault : new DatabaseUnavailable(reason, fault)
}

/** Whether something was written where nothing can be: in a transaction that only reads, or on a standby. */
export function isReadOnly(fault: unknown): boolean {
  return fault instanceof Error && codeOf(fault) === '25006'
}

function codeOf(fault: Error): string | undefined {
  if ('syscall' in fault && fault.syscall === 'connect') return 'LOST'
  return 'code' in fault ? String(fault.code) : BY_WORDS.find(({ words }) => words.test(fault.message))?.code
}

const REASONS: { reason: DatabaseUnavailable['reason']; codes: RegExp }[] = [
  // No lock, cancelled for its length, deadlock, serialization, too many connections, no memory; and the pool's own queue.
  { reason: 'busy', codes: /^(55P03|57014|40P01|40001|53300|53200|POOL)$/ },
  { reason: 'full', codes: /^53100$/ },
  // Connections, logins, shutting down or starting up, ended sessions, no such database, and a standby that only reads.
  { reason: 'away', codes: /^(08\w{3}|28\w{3}|57P0[1-5]|25P0[34]|3D000|25006|LOST)$/ },
  { reason: 'away', codes: /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/ },
]

/** What `pg` says without any code. */
const BY_WORDS = [
  { words: /^timeout exceeded when trying to connect/, code: 'POOL' },
  { words: /^Connection terminated|^Client was closed|not queryable$|^no word from the server/, code: 'LOST' },
]

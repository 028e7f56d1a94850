import type { KyselyPlugin } from 'kysely'
import type { Db, Scope } from '../src/db/db.ts'

/** A database with what was asked of it: one list of statements, by kind, per transaction, in the order in which they began. */
export type Counted = Db & {
  asked: { scope: Scope; statements: string[] }[]
  /** While this is set, every transaction only reads, and whatever writes in it fails. */
  onlyReads: boolean
}

/** The same database, which notes every transaction and the kind of every statement in it. */
export function counted(db: Db): Counted {
  const asked: Counted['asked'] = []
  const note = (scope: Scope): KyselyPlugin => {
    const statements: string[] = []
    asked.push({ scope, statements })
    return noting(statements)
  }
  const counting: Counted = {
    ...db,
    asked,
    onlyReads: false,
    transact: (scope, work) => {
      const plugin = note(scope)
      return (counting.onlyReads ? db.read : db.transact)(scope, (tx) => work(tx.withPlugin(plugin)))
    },
    read: (scope, work) => {
      const plugin = note(scope)
      return db.read(scope, (tx) => work(tx.withPlugin(plugin)))
    },
    close: () => db.close(),
  }
  return counting
}

function noting(statements: string[]): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      statements.push(node.kind)
      return node
    },
    transformResult: async ({ result }) => result,
  }
}

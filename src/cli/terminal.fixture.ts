import { testContext } from '../../tests/context.ts'
import type { CatalogueTerminal } from '../catalogue/catalogue.ts'
import type { Db } from '../db/db.ts'
import { runCommand } from '../main/main.ts'
import type { Command } from './command.ts'

const noDatabase: Db = {
  engine: 'embedded',
  transact: () => Promise.reject(new Error('no database')),
  read: () => Promise.reject(new Error('no database')),
  close: async () => {},
}

/** Runs a command line as if it was typed in `folder`, and gives what it said and its exit code. */
export async function typed(
  known: readonly Command<CatalogueTerminal>[],
  line: readonly string[],
  { folder = '/', context }: { folder?: string; context?: CatalogueTerminal['context'] } = {},
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const { edition, changes, now } = testContext(noDatabase)
  const code = await runCommand([...line], known, '0.1.0', {
    out: (text) => {
      said.out += `${text}\n`
    },
    err: (text) => {
      said.err += `${text}\n`
    },
    ...{ folder, edition, changes, now },
    ...(context ? { context } : {}),
  })
  return { code, ...said }
}

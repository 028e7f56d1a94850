import { adminCommand, secretCommand } from '../admin/cli.ts'
import { verifyStates } from '../assessment/actions.ts'
import { backupCommand, restoreCommand } from '../backup/cli.ts'
import { catalogueCommand } from '../catalogue/cli.ts'
import type { CatalogueTerminal } from '../catalogue/index.ts'
import type { Command } from '../cli/command.ts'
import { crosswalkCommand } from '../crosswalk/cli.ts'
import { dutiesCommand } from '../duties/cli.ts'
import { factsCommand } from '../facts/cli.ts'
import type { FactFile, ReadFactFile } from '../facts/index.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/refusal.ts'
import { levelCommand } from '../level/cli.ts'
import { logCommand } from '../log/cli.ts'
import { measuresCommand } from '../measures/cli.ts'
import { evidenceCommand } from '../pack/cli.ts'
import { planCommand } from '../plan/cli.ts'
import { setRule } from '../report/actions.ts'
import { assessCommand, readAnsweredFile, readAsked } from '../report/cli.ts'
import { templatesCommand } from '../templates/cli.ts'
import { toPrinted } from '../templates/index.ts'
import { library } from './library.ts'
import { serveCommand } from './serve.ts'
import { settingsCommand } from './settings.ts'
import { createWorkerPool } from './worker-pool.ts'

/** Every command, in the order of the help. Each feature brings its own. */
export function commands(env: Record<string, string | undefined>): Command<CatalogueTerminal>[] {
  const all: Command<CatalogueTerminal>[] = [
    serveCommand(env, () => all),
    settingsCommand(env),
    catalogueCommand,
    crosswalkCommand(library.crosswalk),
    measuresCommand(library.measures),
    levelCommand,
    assessCommand,
    planCommand(library.measures, { asked: readAsked, answers: readAnsweredFile }),
    templatesCommand(library.templates, (filled) => setRule(toPrinted(filled, `${filled.edition}T00:00:00.000Z`))),
    dutiesCommand,
    factsCommand(readApart),
    evidenceCommand,
    logCommand(env, ({ db }, { edition }, tenant) => verifyStates({ db, edition }, 'admin', tenant)),
    adminCommand(env),
    secretCommand(env),
    backupCommand(env),
    restoreCommand(env),
  ]
  return all
}

/** On a thread of its own, so that a file cannot take more time or memory than one may. */
async function readApart(file: FactFile): Promise<Outcome<ReadFactFile>> {
  const pool = createWorkerPool()
  try {
    return await pool.run({ name: 'facts.read', input: file, owner: INSTALLATION })
  } finally {
    pool.close()
  }
}

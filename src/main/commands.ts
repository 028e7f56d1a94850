import { join } from 'node:path'
import { adminCommand, secretCommand } from '../admin/cli.ts'
import { verifyStates } from '../assessment/actions.ts'
import { backupCommand, restoreCommand } from '../backup/cli.ts'
import { catalogueCommand } from '../catalogue/cli.ts'
import type { CatalogueTerminal } from '../catalogue/index.ts'
import { loadDictionary } from '../catalogue/load.ts'
import type { Command } from '../cli/command.ts'
import { crosswalkCommand } from '../crosswalk/cli.ts'
import { loadCrosswalk } from '../crosswalk/load.ts'
import { levelCommand } from '../level/cli.ts'
import { logCommand } from '../log/cli.ts'
import { measuresCommand } from '../measures/cli.ts'
import { loadMeasures } from '../measures/load.ts'
import { planCommand } from '../plan/cli.ts'
import { assessCommand, readAnsweredFile, readAsked } from '../report/cli.ts'
import { root } from '../root.ts'
import { serveCommand } from './serve.ts'
import { settingsCommand } from './settings.ts'

const catalogue = join(root, 'catalogue')
const measures = () => loadMeasures(catalogue, loadDictionary(catalogue))

/** Every command, in the order of the help. Each feature brings its own. */
export function commands(env: Record<string, string | undefined>): Command<CatalogueTerminal>[] {
  const all: Command<CatalogueTerminal>[] = [
    serveCommand(env, () => all),
    settingsCommand(env),
    catalogueCommand,
    crosswalkCommand(() => loadCrosswalk(catalogue, loadDictionary(catalogue))),
    measuresCommand(measures),
    levelCommand,
    assessCommand,
    planCommand(measures, { asked: readAsked, answers: readAnsweredFile }),
    logCommand(env, ({ db }, { edition }, tenant) => verifyStates({ db, edition }, 'admin', tenant)),
    adminCommand(env),
    secretCommand(env),
    backupCommand(env),
    restoreCommand(env),
  ]
  return all
}

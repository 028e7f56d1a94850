import { adminCommand, secretCommand } from '../admin/cli.ts'
import { verifyStates } from '../assessment/actions.ts'
import { backupCommand, restoreCommand } from '../backup/cli.ts'
import { catalogueCommand } from '../catalogue/cli.ts'
import type { CatalogueTerminal } from '../catalogue/index.ts'
import type { Command } from '../cli/command.ts'
import { crosswalkCommand } from '../crosswalk/cli.ts'
import { dutiesCommand } from '../duties/cli.ts'
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
    evidenceCommand,
    logCommand(env, ({ db }, { edition }, tenant) => verifyStates({ db, edition }, 'admin', tenant)),
    adminCommand(env),
    secretCommand(env),
    backupCommand(env),
    restoreCommand(env),
  ]
  return all
}

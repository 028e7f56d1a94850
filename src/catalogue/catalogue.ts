import type { Terminal } from '../cli/command.ts'
import type { Context } from '../context.ts'
import type { EditionChanges } from './changes.ts'
import type { Edition, EditionId } from './edition.ts'

/** The editions of the criteria, and what became of criteria and requirements from one to the next. */
type Catalogue = {
  edition(id: EditionId): Edition
  changes(from: EditionId, to: EditionId): EditionChanges | undefined
}

/** What the actions stand on that ask the catalogue, too. */
export type CatalogueContext = Context & Catalogue

/** What the commands touch that ask the catalogue, too. */
export type CatalogueTerminal = Terminal & Catalogue

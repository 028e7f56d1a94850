import { join } from 'node:path'
import type { CatalogueContext } from '../catalogue/index.ts'
import { loadDictionary } from '../catalogue/load.ts'
import type { Crosswalk } from '../crosswalk/index.ts'
import { loadCrosswalk } from '../crosswalk/load.ts'
import type { Measures } from '../measures/index.ts'
import { loadMeasures } from '../measures/load.ts'
import type { Registers } from '../registers/index.ts'
import { loadRegisters } from '../registers/load.ts'
import { root } from '../root.ts'
import type { Templates } from '../templates/index.ts'
import { loadTemplates } from '../templates/load.ts'

const catalogue = join(root, 'catalogue')

/** What stands beside the editions in the catalogue's folder, each read when it is asked for first. */
export const library = {
  measures: (): Measures => loadMeasures(catalogue, loadDictionary(catalogue)),
  registers: (): Registers => loadRegisters(catalogue),
  templates: (): Templates => loadTemplates(catalogue),
  crosswalk: (): Crosswalk => loadCrosswalk(catalogue, loadDictionary(catalogue)),
}

/** What the actions stand on, with the whole of the catalogue's folder. */
export type LibraryContext = CatalogueContext & typeof library

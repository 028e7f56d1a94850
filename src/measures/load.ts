import { join } from 'node:path'
import { inEnglish } from '../catalogue/index.ts'
import { numberedFiles, readYaml } from '../yaml-file.ts'
import { Theme } from './measure.ts'
import type { Measures } from './measures.ts'

const known = new Map<string, Measures>()

/**
 * Reads the measures of the catalogue's folder, checked against the schema, once per process; `dictionary` is the catalogue's. Throws on
 * data that does not fit.
 */
export function loadMeasures(folder: string, dictionary: ReadonlyMap<string, string>): Measures {
  const home = join(folder, 'measures')
  const read = known.get(home)
  if (read) return read
  const themes = numberedFiles(home).map((file) => readYaml(join(home, file), Theme))
  const measures = { ...whole(themes), english: whole(inEnglish(themes, dictionary)) }
  known.set(home, measures)
  return measures
}

function whole(themes: Theme[]): Omit<Measures, 'english'> {
  return { themes, measures: themes.flatMap(({ measures }) => measures) }
}

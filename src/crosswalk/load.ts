import { join } from 'node:path'
import { inEnglish } from '../catalogue/index.ts'
import { numberedFiles, readYaml } from '../yaml-file.ts'
import { OwnEdges, Theme } from './control.ts'
import type { Crosswalk } from './crosswalk.ts'

const known = new Map<string, Crosswalk>()

/**
 * Reads the crosswalk of the catalogue's folder, checked against the schema, once per process; `dictionary` is the catalogue's. Throws on
 * data that does not fit.
 */
export function loadCrosswalk(folder: string, dictionary: ReadonlyMap<string, string>): Crosswalk {
  const home = join(folder, 'crosswalk', 'iso-27001')
  const read = known.get(home)
  if (read) return read
  const editions = join(home, 'editions')
  const texts = {
    themes: numberedFiles(home).map((file) => readYaml(join(home, file), Theme)),
    own: numberedFiles(editions).map((file) => readYaml(join(editions, file), OwnEdges)),
  }
  const crosswalk = { ...texts, english: inEnglish(texts, dictionary) }
  known.set(home, crosswalk)
  return crosswalk
}

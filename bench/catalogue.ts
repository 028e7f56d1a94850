import { join } from 'node:path'
import { loadEdition } from '../src/catalogue/load.ts'
import { root } from '../src/root.ts'
import { type Figure, measure } from './measure.ts'

/** Reading an edition from its files, each time anew: a folder that has not been read yet is not remembered. */
export async function loadOfCatalogue(): Promise<Figure[]> {
  const figure = await measure(
    'catalogue: load an edition, checked',
    (index) => {
      const edition = loadEdition(`${join(root, 'catalogue')}${'/.'.repeat(index + 1)}`, '2026-03-27')
      return `${edition.criteria.length} criteria`
    },
    { times: 10, warm: 2 },
  )
  return [figure]
}

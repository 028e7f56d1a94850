import { join } from 'node:path'
import { loadChanges, loadEdition } from '../src/catalogue/load.ts'
import type { Db } from '../src/db/db.ts'
import type { Ground } from '../src/ground.ts'
import { beginOrganisation } from '../src/identity/actions.ts'
import type { PersonId, TenantId } from '../src/kernel/ids.ts'
import { root } from '../src/root.ts'

const CATALOGUE = join(root, 'catalogue')
let made = 0

/** The ground for tests: the real catalogue, a clock that stands still until told, and identifiers that count. */
export function testGround(db: Db): Ground & { clock: { at: string } } {
  const clock = { at: '2027-04-01T00:00:00.000Z' }
  return {
    db,
    clock,
    edition: (id) => loadEdition(CATALOGUE, id),
    changes: (from, to) => loadChanges(CATALOGUE, from, to),
    now: () => clock.at,
    newId: <T extends string>() => `00000000-0000-7000-8000-${(made++).toString(16).padStart(12, '0')}` as T,
  }
}

/** A database that must not be touched: for pages that store nothing. */
export const noDatabase: Db = {
  engine: 'embedded',
  transact: () => Promise.reject(new Error('this test has no database')),
  close: async () => {},
}

/** Begins an organisation with its first person, and says who they are. */
export async function begin(
  ground: Ground,
  organisation: string,
  person: string,
): Promise<{ tenant: TenantId; person: PersonId }> {
  const outcome = await beginOrganisation(ground, { organisation, person })
  if (!outcome.ok) throw new Error(outcome.refusals[0].words.en)
  return outcome.value
}

import { join } from 'node:path'
import type { CatalogueContext } from '../src/catalogue/catalogue.ts'
import { loadChanges, loadEdition } from '../src/catalogue/load.ts'
import type { Db } from '../src/db/db.ts'
import { memoryBlobs } from '../src/files/blobs.fixture.ts'
import type { Outcome } from '../src/kernel/refusal.ts'
import { type LibraryContext, library } from '../src/main/library.ts'
import { addPerson, beginOrganisation } from '../src/organisation/actions.ts'
import type { Role } from '../src/roles/permissions.ts'
import type { Viewer } from '../src/roles/viewer.ts'
import { root } from '../src/root.ts'
import { toSecrets } from '../src/secrets.ts'

const CATALOGUE = join(root, 'catalogue')
let made = 0

/** The secrets of every test: what one of them seals another reads. */
export const TEST_SECRETS = toSecrets(new Uint8Array(32).fill(7))

/** The context for tests: the real catalogue, a clock that stands still until told, and identifiers that count. */
export function testContext(db: Db): LibraryContext & { clock: { at: string } } {
  const clock = { at: '2027-04-01T00:00:00.000Z' }
  return {
    db,
    clock,
    edition: (id) => loadEdition(CATALOGUE, id),
    changes: (from, to) => loadChanges(CATALOGUE, from, to),
    ...library,
    secrets: TEST_SECRETS,
    blobs: memoryBlobs(),
    settings: {
      origin: 'http://localhost',
      local: true,
      registration: true,
      mailShown: true,
      proxies: 0,
      fileLimits: { file: 64 * 1024 * 1024, organisation: 256 * 1024 * 1024 },
    },
    now: () => clock.at,
    newId: <T extends string>() => `00000000-0000-7000-8000-${(made++).toString(16).padStart(12, '0')}` as T,
  }
}

/** A database that must not be touched: for pages that store nothing. */
export const noDatabase: Db = {
  engine: 'embedded',
  transact: () => Promise.reject(new Error('this test has no database')),
  read: () => Promise.reject(new Error('this test has no database')),
  close: async () => {},
}

/** Begins an organisation with its first person, who answers for it, and says who they are: a seat that reads and acts. */
export async function begin(context: CatalogueContext, organisation: string, person: string): Promise<Viewer> {
  const { tenant, person: id } = done(await beginOrganisation(context, { organisation, person }))
  return { tenant, person: id, personName: person, organisationName: organisation, demo: false, roles: ['responsible'] }
}

/** Adds a colleague with roles of their own, and says who they are. */
export async function colleague(context: CatalogueContext, seat: Viewer, name: string, ...roles: Role[]): Promise<Viewer> {
  const person = done(await addPerson(context, seat, { name, position: '', roles }))
  return { ...seat, person, personName: name, roles }
}

/** What an outcome accepts; throws where it refuses. */
export function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals[0].words.en)
  return outcome.value
}

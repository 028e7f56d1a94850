import type { Ground } from '../ground.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { decideName, decidePosition } from './person.ts'
import * as store from './store.ts'
import type { Viewer } from './viewer.ts'

export type { Organisation, Person } from './store.ts'

/** Begins an organisation with its first person. Refuses missing or overlong names. */
export async function beginOrganisation(
  ground: Ground,
  wish: { organisation: string; person: string; position?: string; demo?: boolean },
): Promise<Outcome<{ tenant: TenantId; person: PersonId }>> {
  const organisation = decideName(wish.organisation, 200, 'organisation')
  const person = decideName(wish.person, 100, 'person')
  if (!organisation.ok) return person.ok ? organisation : { ok: false, refusals: [...organisation.refusals, ...person.refusals] }
  if (!person.ok) return person
  const tenant = ground.newId<TenantId>()
  const id = ground.newId<PersonId>()
  const createdAt = ground.now()
  await ground.db.transact('operator', async (tx) => {
    await store.insertOrganisation(tx, { id: tenant, name: organisation.value, demo: wish.demo ?? false, createdAt })
    await store.insertPerson(tx, tenant, { id, name: person.value, position: wish.position ?? '', createdAt })
  })
  return accept({ tenant, person: id })
}

/** Adds a colleague to the viewer's organisation. Refuses a missing or overlong name, and an overlong position. */
export async function addPerson(
  ground: Ground,
  tenant: TenantId,
  wish: { name: string; position: string },
): Promise<Outcome<PersonId>> {
  const name = decideName(wish.name, 100, 'name')
  const position = decidePosition(wish.position)
  if (!name.ok) return position.ok ? name : { ok: false, refusals: [...name.refusals, ...position.refusals] }
  if (!position.ok) return position
  const id = ground.newId<PersonId>()
  await ground.db.transact({ tenant }, (tx) =>
    store.insertPerson(tx, tenant, {
      id,
      name: name.value,
      position: position.value,
      createdAt: ground.now(),
    }),
  )
  return accept(id)
}

/** Everyone of the organisation. */
export function readPeople(ground: Ground, tenant: TenantId): Promise<store.Person[]> {
  return ground.db.transact({ tenant }, (tx) => store.listPeople(tx, tenant))
}

/** Who looks, on a server that only this machine reaches: whoever the cookies say. Nothing on an empty database. */
export function readLocalViewer(
  ground: Ground,
  wanted: { organisation: TenantId | undefined; person: PersonId | undefined },
): Promise<Viewer | undefined> {
  return ground.db.transact('operator', (tx) => store.findLocalViewer(tx, wanted))
}

/** The organisations of this machine, real ones first. */
export function readLocalOrganisations(ground: Ground): Promise<store.Organisation[]> {
  return ground.db.transact('operator', (tx) => store.listOrganisations(tx))
}

/** Takes the demo world away, and nothing else. */
export function removeDemoWorld(ground: Ground): Promise<void> {
  return ground.db.transact('operator', (tx) => store.deleteDemoOrganisations(tx))
}

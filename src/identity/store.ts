import type { Tx } from '../db/db.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Viewer } from './viewer.ts'

export type Person = { id: PersonId; name: string; position: string }
export type Organisation = { id: TenantId; name: string; demo: boolean }

export async function insertOrganisation(tx: Tx, organisation: Organisation & { createdAt: Instant }): Promise<void> {
  const { createdAt, ...columns } = organisation
  await tx
    .insertInto('organisation')
    .values({ ...columns, created_at: createdAt })
    .execute()
}

export async function insertPerson(tx: Tx, tenant: TenantId, person: Person & { createdAt: Instant }): Promise<void> {
  const { createdAt, ...columns } = person
  await tx
    .insertInto('person')
    .values({ tenant_id: tenant, ...columns, created_at: createdAt })
    .execute()
}

/** Everyone of the organisation, in the order in which they were added. */
export async function listPeople(tx: Tx, tenant: TenantId): Promise<Person[]> {
  return tx.selectFrom('person').select(['id', 'name', 'position']).where('tenant_id', '=', tenant).orderBy('id').execute()
}

/** Every organisation of this machine: for the local server only, in the operator's scope. */
export async function listOrganisations(tx: Tx): Promise<Organisation[]> {
  return tx.selectFrom('organisation').select(['id', 'name', 'demo']).orderBy('demo').orderBy('id').execute()
}

/** The viewer whom the two cookies name; otherwise the first person of the first organisation. In the operator's scope. */
export async function findLocalViewer(
  tx: Tx,
  wanted: { organisation: TenantId | undefined; person: PersonId | undefined },
): Promise<Viewer | undefined> {
  const row = await tx
    .selectFrom('person')
    .innerJoin('organisation', 'organisation.id', 'person.tenant_id')
    .select(['organisation.id as tenant', 'organisation.name as organisationName', 'organisation.demo'])
    .select(['person.id as person', 'person.name as personName'])
    .orderBy((eb) => eb('organisation.id', '=', wanted.organisation ?? NOBODY), 'desc')
    .orderBy('organisation.demo')
    .orderBy('organisation.id')
    .orderBy((eb) => eb('person.id', '=', wanted.person ?? NOBODY), 'desc')
    .orderBy('person.id')
    .limit(1)
    .executeTakeFirst()
  return row
}

/** Removes organisations of the demo world with all that they have. In the operator's scope. */
export async function deleteDemoOrganisations(tx: Tx): Promise<void> {
  await tx.deleteFrom('organisation').where('demo', '=', true).execute()
}

const NOBODY = '00000000-0000-0000-0000-000000000000' as TenantId & PersonId

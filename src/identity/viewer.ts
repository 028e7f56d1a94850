import type { PersonId, TenantId } from '../kernel/ids.ts'

/** Whoever looks at a page: a person, in one organisation. */
export type Viewer = {
  tenant: TenantId
  person: PersonId
  personName: string
  organisationName: string
  /** The organisation belongs to the demo world. */
  demo: boolean
}

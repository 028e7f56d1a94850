import type { PersonId, TenantId } from './ids.ts'

/** From where something was done: the address of the client, its program, and the number of the request. */
export type Client = { address: string; agent: string; request: string }

/** Who acts, in which organisation, and from where; without an origin, from within the program. */
export type Seat = { tenant: TenantId; person: PersonId; from?: Client | undefined }

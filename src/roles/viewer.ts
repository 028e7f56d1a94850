import type { AccountId, AssessmentId, EngagementId, PersonId, SessionId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Seat } from '../kernel/seat.ts'
import type { Role } from './permissions.ts'

/** What an engaged expert may see: the numbers alone, answers without evidence and notes, or everything. */
export type Sight = 'numbers' | 'answers' | 'everything'

/** The engagement through which an expert looks. */
export type EngagedView = {
  id: EngagementId
  /** The assessments it covers; null for all. */
  assessments: AssessmentId[] | null
  sight: Sight
  mayAnswer: boolean
}

/** Whoever looks at a page: a person, in one organisation, with the roles that they have there. */
export type Viewer = Seat & {
  person: PersonId
  personName: string
  organisationName: string
  /** The organisation belongs to the demo world. */
  demo: boolean
  roles: Role[]
  /** Set for an expert of another firm. */
  engagement?: EngagedView | undefined
}

/** What an organisation asks of its people before they sit down: a second factor, or to come by its own provider. */
export type Bar = { kind: 'second-factor' } | { kind: 'provider'; slug: string }

/** Whoever is signed in, in whatever organisation. */
export type SignedIn = {
  account: AccountId
  name: string
  email: string
  session: SessionId
  /** How they proved who they are: `password`, `totp`, `passkey`, `recovery`, `oidc`. */
  factors: string[]
  /** When they last did. */
  verifiedAt: Instant
  /** When they last did beside signing in; null once an act used that proof up. */
  provedAt: Instant | null
  /** A second factor is set up, whether or not this session used it. */
  hasSecondFactor: boolean
  demo: boolean
  /** Let in by that organisation's own provider: the session opens no other organisation, and nothing of the account itself. */
  onlyTenant: TenantId | null
  /** Why there is no seat in the organisation that was chosen, though there is one: what it asks for first. */
  barred: Bar | undefined
}

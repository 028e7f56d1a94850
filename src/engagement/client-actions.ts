import { readAssessments } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { daysBetween } from '../kernel/calendar.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { type Membership, readMemberships } from '../organisation/actions.ts'
import { GUARDED_ROLES } from '../roles/permissions.ts'
import type { SignedIn } from '../roles/viewer.ts'

/** A client of an expert, with how its assessments stand; without them where the client asks for a second factor first. */
export type Client = Membership & {
  engagement: NonNullable<Membership['engagement']>
  /** How many days the engagement still lasts: 0 on its last. */
  daysLeft: number
  assessments: Awaited<ReturnType<typeof readAssessments>>['assessments'] | undefined
  /** There are older assessments. */
  more: boolean
}

/**
 * The clients in whose organisations somebody sits by an engagement, those first whose engagement ends soon. Row-level security lets no
 * transaction see two tenants, so each client is one statement in a transaction of its own tenant, with what the engagement shows.
 */
export async function readClients(context: CatalogueContext, signedIn: SignedIn): Promise<Client[]> {
  const today = dayInJapan(context.now())
  const memberships = await readMemberships(context, signedIn)
  const clients = await Promise.all(
    memberships.flatMap((membership) =>
      membership.engagement ? [readClient(context, signedIn, { ...membership, engagement: membership.engagement }, today)] : [],
    ),
  )
  return clients.toSorted((one, other) => Number(endsSoon(other)) - Number(endsSoon(one)))
}

/** Whether there is little time left to prolong it. */
export function endsSoon({ daysLeft }: Pick<Client, 'daysLeft'>): boolean {
  return daysLeft <= SOON
}

async function readClient(
  context: CatalogueContext,
  { hasSecondFactor, onlyTenant }: SignedIn,
  membership: Omit<Client, 'daysLeft' | 'assessments' | 'more'>,
  today: string,
): Promise<Client> {
  const { tenant, person, engagement, secondFactorRequired } = membership
  const client = { ...membership, daysLeft: daysBetween(today, engagement.ends) }
  const guarded = secondFactorRequired || (!context.settings.local && GUARDED_ROLES.includes('engaged'))
  if (guarded && !hasSecondFactor && onlyTenant === null) return { ...client, assessments: undefined, more: false }
  const actor = { tenant, person, roles: ['engaged' as const], engagement }
  return { ...client, ...(await readAssessments(context, actor, { limit: MOST_ASSESSMENTS, offset: 0 })) }
}

/** In days. */
const SOON = 30
const MOST_ASSESSMENTS = 3

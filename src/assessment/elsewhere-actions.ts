import type { Context } from '../context.ts'
import { type AssessmentId, parseId, type TenantId } from '../kernel/ids.ts'
import { type Membership, readMemberships } from '../organisation/actions.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { readHead } from './read-actions.ts'

/** How many organisations of somebody are asked: who has more looks for themselves. */
const MOST_ASKED = 20

/**
 * To which of somebody's organisations, other than `here`, the assessment of an address belongs. Only those are asked in which they
 * may sit now, and each tells what it would tell them if they sat there.
 */
export async function findElsewhere(
  context: Context,
  signedIn: Pick<SignedIn, 'account' | 'onlyTenant'>,
  here: TenantId | undefined,
  path: string,
): Promise<Membership | undefined> {
  const id = parseId<AssessmentId>(/^\/assessments\/([^/]+)/.exec(path)?.[1] ?? '')
  if (!id) return undefined
  const others = (await readMemberships(context, signedIn)).filter(({ tenant }) => tenant !== here)
  for (const one of others.slice(0, MOST_ASKED)) {
    if (await readHead(context, one, id)) return one
  }
  return undefined
}

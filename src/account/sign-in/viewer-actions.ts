import type { Context } from '../../context.ts'
import type { TenantId } from '../../kernel/ids.ts'
import type { Client } from '../../kernel/seat.ts'
import type { SignedIn, Viewer } from '../../roles/viewer.ts'
import { hashToken, touchSession } from './session-actions.ts'
import { findViewer } from './viewer-store.ts'

/**
 * Who a session's token belongs to, and where they sit: in the organisation of the address, else in the one that the session chose.
 * `from` goes with whatever they do. Notes that the session is used.
 */
export async function readViewer(
  context: Context,
  token: string,
  from: Client,
  tenant?: TenantId | undefined,
): Promise<{ signedIn: SignedIn; viewer: Viewer | undefined; lang: string } | undefined> {
  const { local } = context.settings
  const found = await context.db.read('signIn', (tx) => findViewer(tx, hashToken(token), { now: context.now(), tenant, local }))
  // The made-up world is for one's own machine: once others reach it, whoever looked around in it is signed out.
  if (found?.signedIn.demo && !local) return undefined
  if (!found || !touchSession(context, { session: found.signedIn.session, seenAt: found.seenAt })) return undefined
  return { ...found, viewer: found.viewer && { ...found.viewer, from } }
}

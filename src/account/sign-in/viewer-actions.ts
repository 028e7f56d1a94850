import type { Context } from '../../context.ts'
import type { Client } from '../../kernel/seat.ts'
import type { SignedIn, Viewer } from '../../roles/viewer.ts'
import { hashToken, touchSession } from './session-actions.ts'
import { findViewer } from './viewer-store.ts'

/** Who a session's token belongs to, and where they sit; `from` goes with whatever they do. Notes that the session is used. */
export async function readViewer(
  context: Context,
  token: string,
  from: Client,
): Promise<{ signedIn: SignedIn; viewer: Viewer | undefined; lang: string } | undefined> {
  const found = await context.db.transact('signIn', async (tx) => {
    const one = await findViewer(tx, hashToken(token), context.now())
    const good = one && (await touchSession(context, tx, { session: one.signedIn.session, seenAt: one.seenAt }))
    return good ? one : undefined
  })
  return found && { ...found, viewer: found.viewer && { ...found.viewer, from } }
}

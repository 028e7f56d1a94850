import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { type AccountId, INSTALLATION, type TenantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import { clearTries } from '../attempts/actions.ts'
import { deviceKey } from '../attempts/index.ts'
import { findAccount } from '../credentials/actions.ts'
import { type Factor, sessionBegun } from '../credentials/index.ts'
import { findLastTenant, listOwnSeats } from './admission-store.ts'
import { findDevice, rememberDevice } from './device.ts'
import { startSession } from './session-actions.ts'

/** What the browser of somebody who was let in is given: the session's token, and the mark by which it is known next time, if any. */
export type Admitted = { token: string; expiresAt: Instant; device: { token: string; expiresAt: Instant } | undefined }

/**
 * Lets somebody in who has proved who they are by `factors`: begins the session, seats them where they sat last (or in `onlyTenant`,
 * and nowhere else), remembers the browser, whose cookie is `device`, and tells the log of the installation and of each of their
 * organisations; a client is told only when the expert sits down there. Who comes by an organisation's provider leaves no mark: it is
 * no key of the account. Throws for an account that is closed: it has no way to prove anything.
 */
export function admitAccount(context: Context, wish: Admission): Promise<Admitted> {
  return context.db.transact('signIn', (tx) => admitIn(context, tx, wish))
}

/** Who is let in, by what, from where. */
type Admission = {
  account: AccountId
  factors: Factor[]
  from: Client
  onlyTenant?: TenantId | null
  device?: string | undefined
}

/** The same in the transaction of an act. It comes last, and of logs it must have written in that of the installation first, if in any. */
export async function admitIn(context: Context, tx: Tx, wish: Admission): Promise<Admitted> {
  const now = context.now()
  const account = await findAccount(tx, wish.account)
  if (!account) throw new Error('an account that is closed cannot be let in')
  const onlyTenant = wish.onlyTenant ?? null
  const seats = await listOwnSeats(tx, account.id, now, onlyTenant)
  const last = onlyTenant ?? (await findLastTenant(tx, account.id))
  const seat = seats.find(({ tenant }) => tenant === last) ?? seats.toSorted((a, b) => (a.person < b.person ? 1 : -1))[0]
  const { token, expiresAt } = await startSession(context, tx, {
    account: account.id,
    factors: wish.factors,
    from: wish.from,
    tenant: seat?.tenant ?? null,
    onlyTenant,
  })
  const known = onlyTenant === null ? findDevice(wish.device, account.id, now, context.secrets) : undefined
  if (known) await clearTries(tx, deviceKey(account.id, known))
  const event = sessionBegun(account, wish.factors, known !== undefined)
  await logEventBy(context, tx, INSTALLATION, authorOf(account), wish.from, event)
  for (const { tenant, person, name, roles, engagement } of seats.toSorted((a, b) => (a.tenant < b.tenant ? -1 : 1))) {
    if (engagement !== null && tenant !== seat?.tenant) continue
    await logEventBy(context, tx, tenant, { kind: 'person', person, name, roles, engagement }, wish.from, event)
  }
  if (onlyTenant !== null) return { token, expiresAt, device: undefined }
  const device = rememberDevice(wish.device, account.id, now, context.secrets.newToken().slice(0, 22), context.secrets)
  return { token, expiresAt, device: { token: device.cookie, expiresAt: device.expiresAt } }
}

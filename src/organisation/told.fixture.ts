import type { Context } from '../context.ts'
import type { TenantId } from '../kernel/ids.ts'
import { readShownLetters, type ShownLetter } from '../mail/actions.ts'

/** The letters of the last 24 hours to an address, the newest first. */
export async function lettersTo(context: Context, address: string): Promise<ShownLetter[]> {
  return (await readShownLetters(context)).filter(({ to }) => to === address)
}

/** Where the link of the newest invitation to an address leads. */
export async function linkTo(context: Context, address: string): Promise<string> {
  const [letter] = await lettersTo(context, address)
  const link = /http:\/\/localhost(\/invitations\/[\w-]{43})\n/.exec(letter?.text ?? '')?.[1]
  if (!link) throw new Error(`no invitation to ${address}`)
  return link
}

/** What the log of an organisation tells, the oldest first. */
export async function actsOf(context: Context, tenant: TenantId): Promise<string[]> {
  const entries = await context.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select('act').where('tenant_id', '=', tenant).orderBy('position').execute(),
  )
  return entries.map(({ act }) => act)
}

import { lettersTo } from '../../../tests/letters.ts'
import { toldOf } from '../../../tests/told.ts'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/db.ts'
import { later, SECOND } from '../../kernel/calendar.ts'
import { type AccountId, INSTALLATION, type PersonId, type TenantId } from '../../kernel/ids.ts'
import type { Client } from '../../kernel/seat.ts'
import { createAccount } from '../credentials/account-actions.ts'
import { decideEmail, type Email } from '../credentials/email.ts'
import { hashPassword } from '../credentials/password-hash.ts'

export const PASSWORD = 'himitsu-no-kotoba-ga-nagai'

/** A moment later by the clock of a test. */
export function wait(context: Context & { clock: { at: string } }, seconds: number): void {
  context.clock.at = later(context.clock.at, seconds * SECOND)
}

export const from = (address: string, agent = 'test'): Client => ({ address, agent, request: 'r' })

export function emailOf(text: string): Email {
  const email = decideEmail(text)
  if (!email.ok) throw new Error(email.refusals[0].words.en)
  return email.value
}

/** Somebody with an account and a password. */
export async function register(context: Context, address: string, name: string, password: string = PASSWORD): Promise<AccountId> {
  const hash = await hashPassword(password)
  const account = await context.db.transact('signIn', (tx) =>
    createAccount(context, tx, { email: emailOf(address), name, lang: 'ja', password: hash }),
  )
  if (!account) throw new Error(`${address} has an account already`)
  return account
}

export { lettersTo }

/** The path of the link in the last letter to an address. */
export async function linkTo(db: Db, address: string, path: string): Promise<string> {
  const bodies = (await lettersTo(db, address)).map(({ body }) => body)
  const links = bodies.flatMap((body) => [...body.matchAll(/http:\/\/localhost(\/\S+)/g)].map(([, link]) => link ?? ''))
  const last = links.filter((link) => link.startsWith(path)).at(-1)
  if (!last) throw new Error(`no letter to ${address} has a link to ${path}`)
  return last
}

/** What a log says, in order: the act and the Japanese words. */
export async function logOf(db: Db, tenant: TenantId = INSTALLATION, about?: string): Promise<{ act: string; words: string }[]> {
  const rows = await db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select(['act', 'body', 'about']).where('tenant_id', '=', tenant).orderBy('position').execute(),
  )
  return rows
    .filter((row) => about === undefined || row.about === about)
    .map(({ act, body }) => ({ act, words: body === null ? '' : toldOf(body).words.ja }))
}

/** Seats an account in an organisation of its own. */
export async function seat(
  context: Context,
  account: AccountId,
  organisation: string,
): Promise<{ tenant: TenantId; person: PersonId }> {
  const tenant = context.newId<TenantId>()
  const person = context.newId<PersonId>()
  await context.db.transact('admin', async (tx) => {
    await tx
      .insertInto('organisation')
      .values({ id: tenant, name: organisation, demo: false, created_at: context.now() })
      .execute()
    await tx
      .insertInto('person')
      .values({
        tenant_id: tenant,
        id: person,
        name: `${organisation}の人`,
        position: '',
        created_at: context.now(),
        account_id: account,
        roles: JSON.stringify(['responsible']),
        engagement_id: null,
        ended_at: null,
      })
      .execute()
  })
  return { tenant, person }
}

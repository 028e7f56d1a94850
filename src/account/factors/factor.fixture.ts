import type { Hono } from 'hono'
import { HOTP, Secret } from 'otpauth'
import { lettersTo as readLetters } from '../../../tests/letters.ts'
import type { Context } from '../../context.ts'
import { unixSeconds } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Web } from '../../web/app.tsx'
import { createAccount } from '../credentials/account-actions.ts'
import { findAccount } from '../credentials/account-store.ts'
import type { Factor } from '../credentials/factor.ts'
import { startSession } from '../sign-in/session-actions.ts'
import { continueSignIn } from '../sign-in/sign-in-actions.ts'
import { beginTotp, confirmTotp } from './totp-actions.ts'

/** From where everything in these tests comes. */
export const FROM = { address: '192.0.2.7', agent: 'Firefox', request: 'r1' }

export type Somebody = { account: AccountId; email: string; name: string }

/** Somebody with an account and nothing more. */
export async function somebody(context: Context, name: string, address: string): Promise<Somebody> {
  const email = { address, key: address.toLowerCase() }
  const account = await context.db.transact('signIn', (tx) =>
    createAccount(context, tx, { email, name, lang: 'ja', password: null }),
  )
  if (!account) throw new Error(`${address} has an account already`)
  return { account, email: address, name }
}

/** What an authenticator app shows for a key at a moment, or a number of steps later. */
export function codeOf(key: string, at: string, later = 0): string {
  const counter = Math.floor(unixSeconds(at) / 30) + later
  return HOTP.generate({ secret: Secret.fromBase32(key), counter })
}

/** Sets an authenticator app up and gives its key and the recovery codes that were shown. */
export async function withTotp(context: Context, who: Somebody): Promise<{ key: string; codes: string[] }> {
  const { key, sealed } = beginTotp(context, who)
  const typed = codeOf(key, context.now())
  const confirmed = await confirmTotp(context, await proved(context, who), { sealed, typed, from: FROM })
  if (!confirmed?.ok) throw new Error(confirmed?.refusals[0].words.en)
  return { key, codes: confirmed.value.codes ?? [] }
}

/** The token of a sign-in of somebody whose password was right and who is asked for more. */
export async function halfWay(context: Context, account: AccountId, next = '/assessments'): Promise<string> {
  const found = await context.db.transact('signIn', (tx) => findAccount(tx, account))
  if (!found) throw new Error('no such account')
  const wish = { account: found, factors: ['password' as const], from: FROM, device: undefined, next }
  const continued = await continueSignIn(context, wish)
  if (continued.kind !== 'second-factor') throw new Error('no second factor is asked for')
  return continued.token
}

/** The letters that somebody got, the oldest first. */
export function lettersTo(context: Context, email: string): Promise<{ subject: string; body: string }[]> {
  return readLetters(context.db, email)
}

/** What the log of the installation keeps about an account, the oldest first. */
export function logAbout(context: Context, account: AccountId): Promise<{ act: string; body: string | null }[]> {
  return context.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select(['act', 'body']).where('about', '=', account).orderBy('position').execute(),
  )
}

/** A session that began this moment: the value of its cookie. */
export async function signIn(context: Context, account: AccountId, by: Factor = 'password'): Promise<string> {
  const wish = { account, factors: [by], from: FROM, tenant: null }
  const { token } = await context.db.transact('signIn', (tx) => startSession(context, tx, wish))
  return token
}

/** Somebody at a session at which they proved a moment ago who they are, for one act. */
export async function proved(context: Context, { account }: Pick<Somebody, 'account'>) {
  const wish = { account, factors: ['password' as const], from: FROM, tenant: null }
  const { session } = await context.db.transact('signIn', (tx) => startSession(context, tx, wish))
  await proveAt(context, account)
  return { account, session }
}

/** Proves who somebody is at each of their sessions, for one act at each. */
export async function proveAt(context: Context, account: AccountId): Promise<void> {
  const at = { verified_at: context.now(), proved_at: context.now() }
  await context.db.transact('admin', (tx) => tx.updateTable('session').set(at).where('account_id', '=', account).execute())
}

/** The key that a page shows to be typed. */
export function readKey(page: string): string {
  return (/class="key">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
}

/** A browser that keeps its cookies: asks for pages, sends forms, and JSON as a script does. */
export function jarOf(app: Hono<Web>, kept: Record<string, string> = {}) {
  const cookies = new Map(Object.entries(kept))
  const ask = async (path: string, init: RequestInit, headers: Record<string, string> = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.request(`http://localhost${path}`, {
      ...init,
      headers: { Cookie: cookie, Origin: 'http://localhost', ...headers },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: answer.status, location: answer.headers.get('Location'), headers: answer.headers, page: await answer.text() }
  }
  const json = { 'Content-Type': 'application/json', Accept: 'application/json' }
  return {
    cookies,
    get: (path: string) => ask(path, {}),
    post: (path: string, fields: Record<string, string> = {}) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
    json: async (path: string, body?: object) => {
      const answer = await ask(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) }, json)
      return { ...answer, said: JSON.parse(answer.page) as unknown }
    },
  }
}

import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { AccountId, SessionId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Json<T> = JSONColumnType<T & object, string, string>

/** The tables of accounts and of how people prove who they are: they belong to no organisation. */
export type AccountTables = {
  account: {
    id: AccountId
    email: string
    /** The address folded: what makes two addresses the same. */
    email_key: string
    name: string
    lang: Generated<string>
    demo: Generated<boolean>
    password_hash: string | null
    password_changed_at: Instant | null
    /** Sealed with the installation's secret. */
    totp_secret: string | null
    totp_confirmed_at: Instant | null
    /** The last 30-second step whose code was used: a code counts once. */
    totp_last_step: number | null
    created_at: Instant
    closed_at: Instant | null
    digest: Generated<string>
    digest_day: ColumnType<Day | null, Day | undefined, Day>
  }
  passkey: {
    account_id: AccountId
    id: string
    public_key: string
    counter: number | string
    transports: Json<string[]>
    name: string
    backed_up: boolean
    created_at: Instant
    last_used_at: Instant | null
  }
  recovery_code: { account_id: AccountId; code_hash: string; made_at: Instant; used_at: Instant | null }
  ticket: {
    hash: string
    kind: string
    account_id: AccountId | null
    email_key: string | null
    payload: Json<unknown>
    created_at: Instant
    expires_at: Instant
    used_at: Instant | null
  }
  sign_in_throttle: { key: string; failures: number; last_failed_at: Instant; locked_until: Instant | null; locks: number }
  session: {
    id: SessionId
    token_hash: string
    account_id: AccountId
    /** The organisation in which the person sits now. */
    tenant_id: TenantId | null
    /** Signed in by that organisation's own provider: the session opens no other. */
    only_tenant_id: TenantId | null
    factors: Json<string[]>
    started_at: Instant
    seen_at: Instant
    /** When the person last proved who they are: dangerous acts ask again after a while. */
    verified_at: Instant
    /** When they last proved it beside signing in; null once an act used that proof up. */
    proved_at: Instant | null
    expires_at: Instant
    address: string
    agent: string
  }
}

import { findAccount } from '../account/credentials/actions.ts'
import { type Renewed, renewSession } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { acceptInvitationIn } from '../joining/actions.ts'
import { type AccountId, INSTALLATION, type SessionId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEventBy } from '../log/actions.ts'
import { authorOf } from '../log/index.ts'
import { queueLetter } from '../mail/actions.ts'
import { fillLetter } from '../mail/index.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { decideAdmission, type Identity } from './admission.ts'
import { findKnown } from './admission-store.ts'
import { linked, notLetIn, provedAgain } from './events.ts'
import { OLD_PROOF, STRAY } from './failure.ts'
import letters from './letters.json'
import type { Provider } from './store.ts'
import * as store from './store.ts'

/** Whose account it is, linked from now on if it was not. */
export async function admitOrLink(
  context: Context,
  provider: Provider,
  identity: Identity,
  { from, lang }: { from: Client; lang: 'ja' | 'en' },
): Promise<Outcome<AccountId>> {
  const { tenant } = provider
  return context.db.transact('signIn', async (tx) => {
    // While the provider was asked, it may have been removed or become another.
    if ((await store.findProvider(tx, tenant))?.issuer !== provider.issuer) return refuse('oidc.stray', STRAY)
    const admission = decideAdmission(identity, await findKnown(tx, provider, identity, context.now()))
    if (!admission.ok) {
      const { code } = admission.refusals[0]
      await logEventBy(context, tx, tenant, { kind: 'unknown' }, from, notLetIn(tenant, code))
      return admission
    }
    if (admission.value.how === 'linked') return accept(admission.value.account)
    if (admission.value.how === 'link') return link(context, tx, provider, identity, admission.value.account, from)
    const { tokenHash, name } = admission.value.invitation
    const accepted = await acceptInvitationIn(context, tx, { tokenHash }, { kind: 'new', name, lang, password: null }, from)
    return accepted.ok ? link(context, tx, provider, identity, accepted.value.account, from) : accepted
  })
}

async function link(
  context: Context,
  tx: Tx,
  provider: Provider,
  identity: Identity,
  id: AccountId,
  from: Client,
): Promise<Outcome<AccountId>> {
  const { tenant, issuer } = provider
  const account = await findAccount(tx, id)
  const organisation = await store.findOrganisationName(tx, tenant)
  if (!account) return refuse('oidc.ended', STRAY)
  await store.insertLink(tx, { tenant, issuer, subject: identity.subject, account: id, at: context.now() })
  const { name, email, lang } = account
  const address = from.address === '' ? { ja: '不明', en: 'unknown' } : from.address
  const facts = { name, organisation, issuer, at: { moment: context.now() }, address }
  await queueLetter(context, tx, fillLetter(letters.linked[lang], { to: email, lang }, facts, context.settings.origin))
  const author = authorOf({ id, name: account.name })
  await logEventBy(context, tx, tenant, author, from, linked(id, account.name, account.email, issuer))
  return accept(id)
}

/**
 * Notes that whoever came back is still the person of the session that they left from, and gives it another token. Refuses somebody
 * else, and an old proof: a provider may let its own session pass where it was asked to ask.
 */
export async function proveAgain(
  context: Context,
  { tenant, issuer }: Provider,
  identity: Identity,
  { wanted, signedIn, isNew, from }: { wanted: SessionId; signedIn: SignedIn | undefined; isNew: boolean; from: Client },
): Promise<Outcome<Renewed>> {
  return context.db.transact('signIn', async (tx) => {
    const { linked } = await findKnown(tx, { tenant, issuer }, identity, context.now())
    const same = signedIn?.session === wanted && signedIn.onlyTenant === tenant && signedIn.account === linked?.account
    if (!same || !linked.member || linked.closed) return refuse('oidc.other-person', OTHER_PERSON)
    if (!isNew) {
      await logEventBy(context, tx, tenant, { kind: 'unknown' }, from, notLetIn(tenant, 'oidc.old-proof'))
      return refuse('oidc.old-proof', OLD_PROOF)
    }
    const renewed = await renewSession(context, tx, wanted)
    const { account, name } = signedIn
    if (renewed.ok) await logEventBy(context, tx, INSTALLATION, authorOf({ id: account, name }), from, provedAgain(account, name))
    return renewed
  })
}

const OTHER_PERSON: Words = {
  ja: 'いまサインインしている人と、会社のサインインで選ばれた人が違います。同じ人でもう一度確かめてください。',
  en: 'Your company’s sign-in named somebody else than the person who is signed in here. Try again as the same person.',
}

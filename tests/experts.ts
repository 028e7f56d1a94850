import { createAccount, findAccountByEmail } from '../src/account/credentials/account-actions.ts'
import type { CatalogueContext } from '../src/catalogue/catalogue.ts'
import { offerEngagement } from '../src/engagement/engagement-actions.ts'
import type { OFFER } from '../src/engagement/forms.ts'
import { acceptInvitation } from '../src/joining/acceptance-actions.ts'
import { findOpenInvitation } from '../src/joining/invitation-actions.ts'
import type { Typed } from '../src/kernel/form.ts'
import type { AccountId, AssessmentId, EngagementId } from '../src/kernel/ids.ts'
import type { Sight, Viewer } from '../src/roles/viewer.ts'
import { done } from './context.ts'

/** Somebody of another firm: where they sit by an engagement, and with which account. */
export type Engaged = { seat: Viewer; engagement: EngagementId; account: AccountId }

/** What is wished of an engagement, where it is not as usual: all assessments, answers seen, none given. */
type EngagementWish = Partial<Omit<Offer, 'covers' | 'assessments' | 'mayAnswer'>> & {
  assessments?: readonly string[] | null
  mayAnswer?: boolean
}
type Offer = Typed<typeof OFFER>

const USUAL = {
  kind: 'star3',
  expertName: 'つばめ情報セキュリティ事務所',
  personName: '千葉 遥',
  email: 'chiba@tsubame.example',
  sight: 'answers',
  note: '',
  begins: '2027-04-01',
  ends: '2027-09-30',
}

/** The form of an engagement, filled in. */
export function offerOf({ assessments = null, mayAnswer = false, ...wish }: EngagementWish): Offer {
  const covers = assessments ? 'some' : 'all'
  return { ...USUAL, ...wish, covers, assessments: [...(assessments ?? [])], mayAnswer: mayAnswer ? '1' : '' }
}

/** Engages an expert for a client, who accepts with the account of their address, made where there is none. */
export async function engage(context: CatalogueContext, client: Viewer, wish: EngagementWish = {}): Promise<Engaged> {
  const whole = offerOf(wish)
  const { email, personName } = whole
  const engagement = done(await offerEngagement(context, client, whole))
  const account = await accountOf(context, email, personName)
  const invitation = await findOpenInvitation(context, client.tenant, email)
  if (!invitation) throw new Error(`${email} was not invited`)
  const from = { address: '192.0.2.7', agent: 'test', request: '' }
  const { tenant, person } = done(await acceptInvitation(context, invitation, { kind: 'known', account, email }, from))
  const seat: Viewer = {
    tenant,
    person,
    personName,
    organisationName: client.organisationName,
    demo: false,
    roles: ['engaged'],
    engagement: {
      id: engagement,
      sight: whole.sight as Sight,
      mayAnswer: wish.mayAnswer ?? false,
      assessments: (wish.assessments ?? null) as AssessmentId[] | null,
    },
  }
  return { seat, engagement, account }
}

/** The account of an address, made where there is none. */
export function accountOf(context: CatalogueContext, email: string, name: string): Promise<AccountId> {
  const address = { address: email, key: email }
  return context.db.transact('signIn', async (tx) => {
    const known = await findAccountByEmail(tx, address)
    const made = known ?? (await createAccount(context, tx, { email: address, name, lang: 'ja', password: null }))
    if (!made) throw new Error(`${email} cannot have an account`)
    return typeof made === 'string' ? made : made.id
  })
}

import type { EngagementId, InvitationId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Change, LogEvent } from '../log/index.ts'
import { ENGAGEMENT_WORDS, type Engagement, SIGHT_WORDS } from '../roles/engagement.ts'
import { KINDS, type OrganisationKind, ROLES, type Role } from '../roles/permissions.ts'

/** What the log says of organisations, their people and their experts. */
export function organisationBegun(id: TenantId, name: string): LogEvent {
  return {
    act: 'organisation.begin',
    about: id,
    words: { ja: `組織「${name}」を始めました。`, en: `Began the organisation “${name}”.` },
  }
}

export function organisationSettled(
  id: TenantId,
  before: { name: string; kinds: readonly OrganisationKind[] },
  after: { name: string; kinds: readonly OrganisationKind[] },
): LogEvent {
  return {
    act: 'organisation.settings',
    about: id,
    words: { ja: '組織の設定を変えました。', en: 'Changed the settings of the organisation.' },
    changes: changed([
      { what: { ja: '名前', en: 'Name' }, before: before.name, after: after.name },
      { what: { ja: '立場', en: 'Kind' }, before: kindNames(before.kinds), after: kindNames(after.kinds) },
    ]),
  }
}

export function personAdded(id: PersonId, person: { name: string; position: string }): LogEvent {
  return {
    act: 'person.add',
    about: id,
    words: { ja: `${person.name}さんを名前だけで加えました。`, en: `Added ${person.name}, by name only.` },
  }
}

export function personChanged(id: PersonId, before: PersonWords, after: PersonWords): LogEvent {
  return {
    act: 'person.change',
    about: id,
    words: { ja: `${before.name}さんの登録を変えました。`, en: `Changed the entry of ${before.name}.` },
    changes: changed([
      { what: { ja: '名前', en: 'Name' }, before: before.name, after: after.name },
      { what: { ja: '部署・役職', en: 'Position' }, before: before.position, after: after.position },
      { what: ROLE, before: roleNames(before.roles), after: roleNames(after.roles) },
    ]),
  }
}
type PersonWords = { name: string; position: string; roles: readonly Role[] }

export function personEnded(id: PersonId, name: string): LogEvent {
  return {
    act: 'person.end',
    about: id,
    words: { ja: `${name}さんを組織から外しました。サインインしていても、もう入れません。`, en: `Ended the access of ${name}.` },
  }
}

export function invited(id: InvitationId, wish: { name: string; email: string; roles: readonly Role[] }): LogEvent {
  return {
    act: 'invitation.send',
    about: id,
    words: { ja: `${wish.name}さん(${wish.email})を招きました。`, en: `Invited ${wish.name} (${wish.email}).` },
    changes: [{ what: ROLE, before: null, after: roleNames(wish.roles) }],
  }
}

export function invitationWithdrawn(id: InvitationId, name: string): LogEvent {
  return {
    act: 'invitation.withdraw',
    about: id,
    words: { ja: `${name}さんへの招待を取り消しました。`, en: `Withdrew the invitation of ${name}.` },
  }
}

export function invitationAccepted(id: PersonId, name: string, roles: readonly Role[]): LogEvent {
  return {
    act: 'invitation.accept',
    about: id,
    words: { ja: `${name}さんが招待を受けて加わりました。`, en: `${name} accepted the invitation.` },
    changes: [{ what: ROLE, before: null, after: roleNames(roles) }],
  }
}

export function engaged(id: EngagementId, engagement: Engagement): LogEvent {
  return {
    act: 'engagement.offer',
    about: id,
    words: {
      ja: `${engagement.expertName}に「${ENGAGEMENT_WORDS[engagement.kind].ja}」を頼みました。`,
      en: `Engaged ${engagement.expertName}: ${ENGAGEMENT_WORDS[engagement.kind].en}.`,
    },
    changes: [
      { what: { ja: '期間', en: 'Period' }, before: null, after: `${engagement.begins} – ${engagement.ends}` },
      { what: { ja: '見せる深さ', en: 'What they see' }, before: null, after: SIGHT_WORDS[engagement.sight] },
      {
        what: { ja: '回答を任せる', en: 'May answer' },
        before: null,
        after: engagement.mayAnswer ? { ja: 'はい', en: 'Yes' } : { ja: 'いいえ', en: 'No' },
      },
      {
        what: { ja: '評価', en: 'Assessments' },
        before: null,
        after: engagement.assessments ? engagement.assessments.join(' ') : { ja: 'すべて', en: 'All' },
      },
    ],
  }
}

export function engagementEnded(id: EngagementId, engagement: Pick<Engagement, 'expertName' | 'kind'>, reason: string): LogEvent {
  return {
    act: 'engagement.end',
    about: id,
    words: {
      ja: `${engagement.expertName}との契約「${ENGAGEMENT_WORDS[engagement.kind].ja}」を終えました。`,
      en: `Ended the engagement of ${engagement.expertName}: ${ENGAGEMENT_WORDS[engagement.kind].en}.`,
    },
    changes: reason ? [{ what: { ja: '理由', en: 'Reason' }, before: null, after: reason }] : [],
  }
}

export function tookSeat(id: PersonId, name: string): LogEvent {
  return {
    act: 'session.seat',
    about: id,
    words: { ja: `${name}さんが、この組織の画面を開きました。`, en: `${name} opened this organisation.` },
  }
}

function roleNames(roles: readonly Role[]) {
  return { ja: roles.map((role) => ROLES[role].ja).join('・'), en: roles.map((role) => ROLES[role].en).join(', ') }
}

function kindNames(kinds: readonly OrganisationKind[]) {
  return { ja: kinds.map((kind) => KINDS[kind].ja).join('・'), en: kinds.map((kind) => KINDS[kind].en).join(', ') }
}

function changed(changes: Change[]): Change[] {
  return changes.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

const ROLE = { ja: '役割', en: 'Roles' }

import { type FeatureWording, named } from '../log/index.ts'
import { ENGAGEMENT_WORDS, SIGHT_WORDS } from '../roles/engagement.ts'
import { KINDS, ROLES } from '../roles/permissions.ts'
import type { OrganisationEvent } from './events.ts'

/** How the log says what happened to organisations, people, invitations and engagements. */
export const organisationWording: FeatureWording<OrganisationEvent> = {
  acts: {
    'organisation.begin': ({ subject: { name } }) => ({
      ja: `組織「${name}」を始めました。`,
      en: `Began the organisation “${name}”.`,
    }),
    'organisation.settings': () => ({ ja: '組織の設定を変えました。', en: 'Changed the settings of the organisation.' }),
    'person.add': ({ subject: { name } }) => ({ ja: `${name}さんを名前だけで加えました。`, en: `Added ${name}, by name only.` }),
    'person.change': ({ subject: { name } }) => ({
      ja: `${name}さんの登録を変えました。`,
      en: `Changed the entry of ${name}.`,
    }),
    'person.end': ({ subject: { name } }) => ({
      ja: `${name}さんを組織から外しました。サインインしていても、もう入れません。`,
      en: `Ended the access of ${name}.`,
    }),
    'invitation.send': ({ subject: { name }, details: { organisation, takesOver } }) => ({
      ja: `${name}さんを${organisation === null ? '' : `「${organisation}」に`}招きました。${takesOver ? '名前だけだった本人の席を継ぎます。' : ''}`,
      en: `Invited ${name}${organisation === null ? '' : ` to “${organisation}”`}.${takesOver ? ' They take over their seat, known by name so far.' : ''}`,
    }),
    'invitation.withdraw': ({ subject: { name } }) => ({
      ja: `${name}さんへの招待を取り消しました。`,
      en: `Withdrew the invitation of ${name}.`,
    }),
    'invitation.accept': ({ subject: { name } }) => ({
      ja: `${name}さんが招待を受けて加わりました。`,
      en: `${name} accepted the invitation.`,
    }),
    'engagement.offer': ({ subject: { name }, details: { kind } }) => ({
      ja: `${name}に「${named(ENGAGEMENT_WORDS, kind).ja}」を頼みました。`,
      en: `Engaged ${name}: ${named(ENGAGEMENT_WORDS, kind).en}.`,
    }),
    'engagement.end': ({ subject: { name }, details: { kind } }) => ({
      ja: `${name}との契約「${named(ENGAGEMENT_WORDS, kind).ja}」を終えました。`,
      en: `Ended the engagement of ${name}: ${named(ENGAGEMENT_WORDS, kind).en}.`,
    }),
    'session.seat': ({ subject: { name } }) => ({
      ja: `${name}さんが、この組織の画面を開きました。`,
      en: `${name} opened this organisation.`,
    }),
    'demo.remove': () => ({ ja: 'デモの世界を片付けました。', en: 'Cleared the demo world away.' }),
  },
  fields: {
    name: { words: { ja: '名前', en: 'Name' } },
    kinds: { words: { ja: '立場', en: 'Kind' }, codes: KINDS },
    position: { words: { ja: '部署・役職', en: 'Position' } },
    roles: { words: { ja: '役割', en: 'Roles' }, codes: ROLES },
    email: { words: { ja: 'メールアドレス', en: 'Mail address' } },
    begins: { words: { ja: '始まり', en: 'Begins' } },
    ends: { words: { ja: '終わり', en: 'Ends' } },
    sight: { words: { ja: '見せる深さ', en: 'What they see' }, codes: SIGHT_WORDS },
    mayAnswer: { words: { ja: '回答を任せる', en: 'May answer' } },
    assessments: { words: { ja: '評価', en: 'Assessments' }, codes: { all: { ja: 'すべて', en: 'All' } } },
    endReason: { words: { ja: '理由', en: 'Reason' } },
  },
}

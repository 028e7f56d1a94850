import type { FC } from 'hono/jsx'
import { ROLES } from '../../roles/permissions.ts'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'

/** The first page of somebody whose role has no assessments here: what they can do, and who else is here. */
export const SeatHome: FC<{ view: View }> = ({ view }) => {
  const roles = view.viewer?.roles ?? []
  return (
    <Page view={view} title={view.viewer?.organisationName ?? ''} area="home">
      <h1>{view.viewer?.organisationName}</h1>
      <p class="lead">
        {view.t(
          `${view.viewer?.personName}さん(${roles.map((role) => ROLES[role].ja).join('・')})`,
          `${view.viewer?.personName} (${roles.map((role) => ROLES[role].en).join(', ')})`,
        )}
      </p>
      <div class="columns">
        {linksFor(view).map((link) => (
          <a class="card" href={link.href}>
            <h2>{link.title}</h2>
            <p>{link.words}</p>
          </a>
        ))}
      </div>
    </Page>
  )
}

function linksFor(view: View): { href: string; title: string; words: string }[] {
  const links = [
    {
      href: view.to('/organisations'),
      title: view.t('組織を選ぶ', 'Choose an organisation'),
      words: view.t('手伝っている会社や、ほかの組織に切り替えます。', 'Switch to a client or another organisation.'),
      shown: true,
    },
    {
      href: view.to('/level'),
      title: view.t('取引先に求める★を決める', 'Which ★ to ask of a partner'),
      words: view.t('3つの質問で決め、理由とともに残します。', 'Three questions; the reasons are kept.'),
      shown: view.may('level.decide'),
    },
    {
      href: view.to('/level/decisions'),
      title: view.t('★の決定', 'Decisions on ★'),
      words: view.t('残した決定とその理由を見ます。', 'What was decided, and why.'),
      shown: view.may('level.read'),
    },
    {
      href: view.to('/people'),
      title: view.t('人と役割', 'People and roles'),
      words: view.t('この組織の人を見る・招く。', 'Who is here, and inviting others.'),
      shown: view.may('people.read'),
    },
    {
      href: view.to('/catalogue'),
      title: view.t('評価基準', 'Criteria'),
      words: view.t('★3・★4の評価基準を、やさしい言葉で読めます。', 'The criteria of ★3 and ★4 in plain words.'),
      shown: true,
    },
  ]
  return links.filter(({ shown }) => shown)
}

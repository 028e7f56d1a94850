import type { FC } from 'hono/jsx'
import type { Edition } from '../../../catalogue/index.ts'
import { Star } from '../../../ui/components.tsx'
import { Page } from '../../../ui/page.tsx'
import type { View } from '../../../ui/view.ts'
import { type CriterionState, SIGN_IN_CRITERIA } from '../sign-in-criteria.ts'

export const CriteriaPage: FC<{ view: View; edition: Edition }> = ({ view, edition }) => (
  <Page view={view} title={view.t('このサインインと評価基準', 'Our sign-in and the criteria')}>
    <h1>{view.t('このサインインと評価基準', 'Our sign-in and the criteria')}</h1>
    <p class="lead">
      {view.t(
        '星取のサインインが、評価基準の何をしているか、組織が自分ですることは何かを並べました。自社の評価で星取を「利用しているクラウドサービス」などとして挙げるときに使えます。',
        'What signing in to Hoshitori does for the criteria, and what remains for your organisation. Useful where your own assessment lists Hoshitori among the services that you use.',
      )}
    </p>
    <p class="quiet">
      {view.t(
        `版は${edition.id}です。これは星取の説明で、評価の結果ではありません。満たすかどうかは、組織の使い方と合わせて判断してください。`,
        `Edition ${edition.id}. This is our own description and not the result of an assessment: judge it together with how you use Hoshitori.`,
      )}
    </p>
    <dl class="states">
      {(Object.keys(STATES) as CriterionState[]).map((state) => (
        <div>
          <dt>
            <span class={`state ${state}`}>{view.say(STATES[state])}</span>
          </dt>
          <dd>{view.say(MEANINGS[state])}</dd>
        </div>
      ))}
    </dl>
    <ol class="sign-in-criteria">
      {SIGN_IN_CRITERIA.map(({ criterion, state, how, yours }) => {
        const found = edition.criteria.find(({ id }) => id === criterion)
        return (
          <li>
            <h2>
              <a href={view.to(`/catalogue/${edition.id}/${criterion}`)}>{criterion}</a>{' '}
              {found ? <Star level={found.level} /> : null}
              <span class={`state ${state}`}>{view.say(STATES[state])}</span>
            </h2>
            {found ? <p class="asked">{view.t(found.question, found.en)}</p> : null}
            <dl>
              <dt>{view.t('星取がすること', 'What Hoshitori does')}</dt>
              <dd>{view.say(how)}</dd>
              {yours ? (
                <>
                  <dt>{view.t('組織がすること', 'What you do')}</dt>
                  <dd>{view.say(yours)}</dd>
                </>
              ) : null}
            </dl>
          </li>
        )
      })}
    </ol>
  </Page>
)

const STATES: Record<CriterionState, { ja: string; en: string }> = {
  met: { ja: '星取がしています', en: 'Done here' },
  shared: { ja: '分担します', en: 'Shared' },
  same: { ja: '同じ考え方です', en: 'Likewise' },
  yours: { ja: '組織がします', en: 'Yours' },
}
const MEANINGS: Record<CriterionState, { ja: string; en: string }> = {
  met: { ja: '星取のサインインについては、だれにでもそうなっています。', en: 'For signing in here, this is so for everybody.' },
  shared: {
    ja: '星取に備えがあり、組織の設定や手順と合わせて働きます。',
    en: 'Hoshitori does its part; your settings and procedures do the rest.',
  },
  same: {
    ja: '評価基準の対象は別のものですが、星取も同じようにしています。',
    en: 'The criterion is about something else; Hoshitori does likewise.',
  },
  yours: { ja: '星取ではできないことです。', en: 'Hoshitori cannot do it.' },
}

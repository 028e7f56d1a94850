import type { FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import { Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { decideLevel } from '../decide-level.ts'
import { type LevelWish, toFields } from '../wish.ts'
import { Explanation, headingOf, Verdict } from './outcome.tsx'

/** The result of the wizard: the address carries it, and it can be kept by someone who has an organisation. */
export const ResultPage: FC<{ view: View; wish: LevelWish; counts: Edition['counts'] }> = ({ view, wish, counts }) => (
  <Page view={view} title={headingOf(view, wish)} area="level">
    <Trail
      view={view}
      steps={[{ href: view.to('/level'), words: view.t('★3か★4かを決める', '★3 or ★4?') }]}
      here={view.t('結果', 'Result')}
    />
    <Verdict view={view} wish={wish} />
    <NextSteps view={view} wish={wish} />
    <Explanation view={view} wish={wish} counts={counts} />
  </Page>
)

const NextSteps: FC<{ view: View; wish: LevelWish }> = ({ view, wish }) => {
  const { level } = decideLevel(wish.answers)
  return (
    <section aria-labelledby="next" class="no-print">
      <h2 id="next">{view.t('つぎにすること', 'What to do next')}</h2>
      <div class="columns level-next">
        {view.viewer && !view.may('level.decide') ? null : <Keep view={view} wish={wish} />}
        {wish.subject === 'self' ? (
          <>
            <a class="card" href={view.to(`/quick/questions?t=${level}`)}>
              <h3>{view.t(`★${level}のクイックアセスメント`, `Quick assessment for ★${level}`)}</h3>
              <p>
                {view.t(
                  'やさしい質問で、いまの立ち位置を10分でつかみます。',
                  'Plain questions show where you stand in ten minutes.',
                )}
              </p>
            </a>
            {view.viewer && !view.may('assessment.begin') ? null : (
              <a class="card" href={view.to(`/assessments/new?target=${level}`)}>
                <h3>{view.t(`★${level}の評価`, `Assessment for ★${level}`)}</h3>
                <p>
                  {view.t(
                    '評価基準を1つずつ確かめて、足りないところを洗い出します。',
                    'Go through the criteria one by one and find the gaps.',
                  )}
                </p>
              </a>
            )}
          </>
        ) : null}
      </div>
      <p>
        <a href={view.to(`/level?${new URLSearchParams(toFields(wish))}`)}>{view.t('答えを直す', 'Change the answers')}</a>
      </p>
    </section>
  )
}

const Keep: FC<{ view: View; wish: LevelWish }> = ({ view, wish }) =>
  view.viewer ? (
    <form method="post" action={view.to('/level/decisions')} class="card">
      <Once />
      <h3>{view.t('この判断を残す', 'Keep this decision')}</h3>
      <p>
        {view.t(
          `日付、${view.viewer.personName}さんの名前、答えと理由を${view.viewer.organisationName}の記録に残します。`,
          `Keeps the date, your name (${view.viewer.personName}), the answers and reasons in the record of ${view.viewer.organisationName}.`,
        )}
      </p>
      {toFields(wish).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{view.t('判断を残す', 'Keep it')}</button>
    </form>
  ) : (
    <section class="card">
      <h3>{view.t('この判断を残すには', 'To keep this decision')}</h3>
      <p>
        {view.t(
          'いまは何も保存していません。このページのアドレスを控えれば、同じ結果をまた開けます。記録に残すには、先に組織を登録してください。',
          'Nothing is stored. Note the address of this page to open the same result again. To keep it on record, begin an organisation first.',
        )}
      </p>
      <a href={view.to('/')}>{view.t('自社の評価を始める', 'Begin with your own company')}</a>
    </section>
  )

import type { FC } from 'hono/jsx'
import type { Target } from '../../catalogue/index.ts'
import { Message } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'

/** Where the quick assessment begins: what it is, and for which ★. `questions` counts them per target. */
export const StartPage: FC<{ view: View; questions: Record<Target, number> }> = ({ view, questions }) => (
  <Page view={view} title={view.t('クイックアセスメント', 'Quick assessment')} area="quick">
    <h1>{view.t('クイックアセスメント', 'Quick assessment')}</h1>
    <p class="lead">
      {view.t(
        'やさしい質問に答えると、領域ごとの様子、足りなさそうなところ、まずすることがその場で分かります。',
        'Answer plain questions and see at once how each area stands, what is likely missing and what to do first.',
      )}
    </p>
    <ul class="quick-promises">
      <li>{view.t('アカウントは要りません', 'No account')}</li>
      <li>{view.t('答えはどこにも保存しません', 'Nothing is stored')}</li>
      <li>{view.t('「分からない」も答えの1つです', '“Don’t know” is an answer too')}</li>
      <li>{view.t('途中でやめても結果が見られます', 'You can stop halfway and still see a result')}</li>
    </ul>
    <h2>{view.t('どの★で確かめますか', 'For which ★?')}</h2>
    <div class="columns">
      <Choice
        view={view}
        target={3}
        count={questions[3]}
        minutes={10}
        about={view.t('どの会社にも勧められる最低限の水準です。', 'The minimum recommended to every firm.')}
      />
      <Choice
        view={view}
        target={4}
        count={questions[4]}
        minutes={15}
        about={view.t('★3の質問に、★4で加わる質問を足したものです。', 'The questions of ★3 and those that ★4 adds.')}
      />
      <section class="card">
        <h3>{view.t('まだ分からない', 'Not sure yet')}</h3>
        <p>
          {view.t(
            '★4は★3の内容をすべて含むので、★3から始めて困ることはありません。',
            '★4 contains all of ★3, so beginning with ★3 is never wrong.',
          )}
        </p>
        <p>
          <a href={view.to('/quick/questions?t=3')}>{view.t('★3の質問から始める', 'Begin with ★3')}</a>
          <br />
          <a href={view.to('/level')}>{view.t('先に3つの質問で★を決める', 'First find out which ★, with three questions')}</a>
        </p>
      </section>
    </div>
  </Page>
)

const Choice: FC<{ view: View; target: Target; count: number; minutes: number; about: string }> = (props) => {
  const { view, target, count, minutes, about } = props
  return (
    <a class="card quick-choice" href={view.to(`/quick/questions?t=${target}`)}>
      <h3>{view.t(`★${target}で確かめる`, `Check for ★${target}`)}</h3>
      <p>{about}</p>
      <p class="quick-size">{view.t(`${count}問・約${minutes}分`, `${count} questions, about ${minutes} minutes`)}</p>
    </a>
  )
}

/** Shown for an address that no quick assessment of ours has. */
export const BrokenLinkPage: FC<{ view: View; words: string }> = ({ view, words }) => (
  <Page view={view} title={view.t('結果を開けません', 'Cannot open this result')} area="quick">
    <Message title={view.t('結果を開けません', 'Cannot open this result')}>
      <p>{words}</p>
      <p>
        <a class="button" href={view.to('/quick')}>
          {view.t('クイックアセスメントを始める', 'Begin the quick assessment')}
        </a>
      </p>
    </Message>
  </Page>
)

import type { FC } from 'hono/jsx'
import type { Settings } from '../../context.ts'
import { StackedBar } from '../../standing/bar.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'

/** The first page of whoever is not signed in: what one gets, the one thing to do, and what comes out of it. */
export const Welcome: FC<{ view: View; settings: Settings }> = ({ view, settings }) => (
  <Page view={view} title={view.t('はじめに', 'Welcome')} area="home">
    <div class="welcome">
      <div>
        <h1>
          <span>{view.t('★まで、あと何が足りないか。', 'How far is it to your ★?')}</span>
          <span>{view.t('10分で分かります。', 'Ten minutes will tell.')}</span>
        </h1>
        <p class="lead">
          {view.t(
            'SCS評価制度の★3・★4に向けて、やさしい質問に答えるだけで、できていることと、まずすることが分かります。',
            'Answer plain questions, and see what you have and what to do first for ★3 or ★4 of METI’s SCS evaluation scheme.',
          )}
        </p>
        <div class="actions">
          <a class="button large" href={view.to('/quick')}>
            {view.t('10分で確かめる', 'Check in ten minutes')}
          </a>
        </div>
        <p class="quiet">{view.t('登録はいりません。答えは保存しません。', 'No account. Nothing is stored.')}</p>
      </div>
      <Sample view={view} />
    </div>
    <ul class="other-ways">
      {settings.registration ? (
        <li>
          <h2>{view.t('本番の評価を始める', 'Begin the assessment itself')}</h2>
          <p>
            {settings.local
              ? view.t('内容はこのパソコンの中だけに保存されます。', 'Everything stays on this computer.')
              : view.t('会社の名前とメールアドレスで始められます。', 'All it takes is a name and a mail address.')}
          </p>
          <a href="/register">{view.t('アカウントを作る', 'Create an account')}</a>
        </li>
      ) : null}
      <li>
        <h2>{view.t('★3か★4か、まだ決めていない', 'Not sure whether ★3 or ★4')}</h2>
        <p>{view.t('3つの質問で、目安が分かります。', 'Three questions give an answer to begin with.')}</p>
        <a href={view.to('/level')}>{view.t('★3か★4かを決める', 'Find out which')}</a>
      </li>
      {settings.local ? (
        <li>
          <h2>{view.t('見るだけ見てみたい', 'Just looking')}</h2>
          <p>
            {view.t(
              '架空の会社の評価で、画面をひととおり試せます。あとで片付けられます。',
              'Try every screen with made-up firms. They can be cleared away later.',
            )}
          </p>
          <form method="post" action="/demo">
            <button type="submit" class="second small">
              {view.t('デモを用意する', 'Set up the demo')}
            </button>
          </form>
        </li>
      ) : null}
    </ul>
  </Page>
)

/** What a result looks like: the numbers of a made-up firm, and said to be. */
const Sample: FC<{ view: View }> = ({ view }) => (
  <section class="sample" aria-labelledby="sample">
    <p class="quiet" id="sample">
      {view.t('結果の例 (架空の会社、★3)', 'A sample result (made-up firm, ★3)')}
    </p>
    <p class="sample-figure">
      {`${SAMPLE.met + SAMPLE.notApplicable}/81`}
      <small>{view.t('の基準を満たしている', 'criteria met')}</small>
    </p>
    <StackedBar view={view} counts={SAMPLE} total={81} label={view.t('評価の内訳', 'Where the criteria stand')} />
    <h2>{view.t('まずすること', 'What to do first')}</h2>
    <ol>
      <li>{view.t('会社の機器の台帳をつくる', 'List the company’s devices')}</li>
      <li>{view.t('事故のときの連絡先を決める', 'Settle whom to call in an incident')}</li>
      <li>{view.t('更新を14日以内に当てる決まりをつくる', 'Make it a rule to install updates within 14 days')}</li>
    </ol>
  </section>
)

const SAMPLE = { met: 26, partial: 22, unmet: 13, planned: 8, notApplicable: 2, unanswered: 10 }

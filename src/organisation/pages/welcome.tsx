import type { FC } from 'hono/jsx'
import type { Settings } from '../../context.ts'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'

/** The first page of whoever is not signed in: begin, sign in, try, or look around. */
export const Welcome: FC<{ view: View; settings: Settings }> = ({ view, settings }) => (
  <Page view={view} title={view.t('はじめに', 'Welcome')} area="home">
    <h1>{view.t('★に向けて、いまの立ち位置を知りましょう', 'See where you stand on the way to your ★')}</h1>
    <p class="lead">
      {view.t(
        '経済産業省のサプライチェーン強化に向けたセキュリティ対策評価制度(SCS評価制度)の★3・★4について、何ができていて、何が足りないかを、やさしい言葉で整理します。',
        'Hoshitori sorts out, in plain words, what you have and what is missing for ★3 and ★4 of METI’s SCS evaluation scheme.',
      )}
    </p>
    <div class="welcome">
      <section class="card raised" aria-labelledby="begin">
        <h2 id="begin">{view.t('自社の評価を始める', 'Begin with your own company')}</h2>
        <p>
          {settings.local
            ? view.t('内容はこのパソコンの中だけに保存されます。', 'Everything stays on this computer.')
            : view.t('会社の名前とメールアドレスで始められます。', 'All it takes is a name and a mail address.')}
        </p>
        <div class="actions">
          {settings.registration ? (
            <a class="button large" href="/register">
              {view.t('アカウントを作って始める', 'Create an account')}
            </a>
          ) : null}
          <a class={settings.registration ? 'button second' : 'button large'} href="/sign-in">
            {view.t('サインイン', 'Sign in')}
          </a>
        </div>
      </section>
      <a class="card" href={view.to('/quick')}>
        <h2>{view.t('クイックアセスメントを試す', 'Try the quick assessment')}</h2>
        <p>
          {view.t(
            'やさしい質問に10分ほど答えると、領域ごとの様子と、まずすることが分かります。何も保存しません。',
            'Ten minutes of plain questions show how each area stands and what to do first. Nothing is stored.',
          )}
        </p>
      </a>
      <a class="card" href={view.to('/level')}>
        <h2>{view.t('★3か★4かを決める', 'Find out whether ★3 or ★4')}</h2>
        <p>{view.t('3つの質問に答えるだけです。', 'Just three questions.')}</p>
      </a>
      {settings.local ? (
        <section class="card" aria-labelledby="demo">
          <h2 id="demo">{view.t('デモの世界を見てまわる', 'Look around in a demo world')}</h2>
          <p>
            {view.t(
              '架空の会社の評価が入った状態で、画面をひととおり試せます。あとで片付けられます。',
              'Made-up firms with believable answers let you try every screen. You can clear them away later.',
            )}
          </p>
          <form method="post" action="/demo">
            <button type="submit" class="second">
              {view.t('デモを用意する', 'Set up the demo')}
            </button>
          </form>
        </section>
      ) : null}
    </div>
  </Page>
)

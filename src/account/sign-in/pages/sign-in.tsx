import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import { type Instant, toWordsInJapan } from '../../../kernel/instant.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { Notice, Refusals } from '../../../ui/components.tsx'
import { Entrance } from '../../../ui/entrance.tsx'
import { AddressField, PasswordField } from '../../../ui/entrance-fields.tsx'
import { PasskeyButton } from '../../../ui/passkey-button.tsx'
import { SavedNote } from '../../../ui/toast.tsx'
import type { View } from '../../../ui/view.ts'
import { LOCK_AT } from '../../attempts/index.ts'
import { ADDRESS } from '../../credentials/index.ts'

/** What is said above the form: why one is here, or why one is not let in yet. */
export type SignInNews =
  | { kind: 'signed-out' | 'closed' | 'unlocked' | 'over' | 'busy' }
  | { kind: 'wait'; until: Instant; locked: boolean; seconds: number }
  | { kind: 'too-many'; until: Instant }

export const SignInPage: FC<{
  view: View
  typed: { email: string; next: string }
  origin: string
  registration: boolean
  news?: SignInNews | undefined
  refusals: readonly Refusal[]
}> = ({ view, typed, origin, registration, news, refusals }) => {
  const next = typed.next === '' ? '' : `?next=${encodeURIComponent(typed.next)}`
  return (
    <Entrance view={view} title={view.t('サインイン', 'Sign in')}>
      {news ? <News view={view} news={news} /> : null}
      <Refusals view={view} refusals={refusals} />
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={typed.next} />
        <AddressField
          view={view}
          {...boundsOf(ADDRESS, 'email')}
          value={typed.email}
          autocomplete="username webauthn"
          autofocus={refusals.length === 0 && !news && typed.email === ''}
          refusals={refusals}
        />
        <PasswordField view={view} autocomplete="current-password" refusals={refusals} />
        <button type="submit" class="wide">
          {view.t('サインインする', 'Sign in')}
        </button>
        <p>
          <a href="/reset">{view.t('パスワードを忘れたとき', 'Forgot your password?')}</a>
        </p>
      </form>
      <div class="other-ways">
        <p class="or">{view.t('または', 'or')}</p>
        <PasskeyButton
          view={view}
          origin={origin}
          ask="/sign-in/passkey/options"
          answer="/sign-in/passkey"
          next={typed.next}
          autofill
          plain
        >
          {view.t('パスキーでサインインする', 'Sign in with a passkey')}
        </PasskeyButton>
        <a class="button second" href={`/sign-in/organisation${next}`}>
          {view.t('会社のアカウントでサインインする', 'Sign in with your company’s account')}
        </a>
      </div>
      {registration ? (
        <p>
          {view.t('はじめての方は、', 'New here? ')}
          <a href={`/register${next}`}>{view.t('登録してください', 'Register')}</a>
          {view.t('。', '.')}
        </p>
      ) : (
        <p class="quiet">
          {view.t(
            'はじめての方は、組織の責任者に招待を頼んでください。',
            'New here? Ask the responsible person of your organisation to invite you.',
          )}
        </p>
      )}
      <p class="quiet">
        <a href={view.to('/sign-in-criteria')}>{view.t('このサインインと評価基準', 'How this sign-in meets the criteria')}</a>
      </p>
    </Entrance>
  )
}

const News: FC<{ view: View; news: SignInNews }> = ({ view, news }) => {
  switch (news.kind) {
    case 'signed-out':
      return <SavedNote>{view.t('サインアウトしました。', 'You are signed out.')}</SavedNote>
    case 'closed':
      return <SavedNote>{view.t('アカウントを閉じました。', 'Your account is closed.')}</SavedNote>
    case 'unlocked':
      return (
        <Notice tone="good" title={view.t('このブラウザからサインインできます', 'You can sign in from this browser')}>
          <p>{view.t('いつものパスワードを入力してください。', 'Enter your password as always.')}</p>
        </Notice>
      )
    case 'over':
      return (
        <Notice tone="warn" title={view.t('最初からやり直してください', 'Please begin again')}>
          <p>
            {view.t(
              '二段階の確認に時間がかかりすぎたか、違うコードが続きました。',
              'The second step took too long, or too many codes were wrong.',
            )}
          </p>
        </Notice>
      )
    case 'busy':
      return (
        <Notice tone="warn" title={view.t('ただいま混み合っています', 'We are busy right now')}>
          <p>
            {view.t(
              '少し待ってから、もう一度お試しください。まだ何も確かめていません。',
              'Please wait a moment and try again. Nothing was looked at yet.',
            )}
          </p>
        </Notice>
      )
    case 'too-many':
      return (
        <Notice tone="bad" title={view.t('しばらくサインインできません', 'Signing in is paused')}>
          <p>
            {view.t(
              `お使いのネットワークから間違いが続いたので、${toWordsInJapan(news.until)}まで確かめません。前にサインインしたブラウザからは、いまでも入れます。`,
              `After many failures from your network nothing is looked at until ${toWordsInJapan(news.until, 'en')}. A browser in which you signed in before still works.`,
            )}
          </p>
        </Notice>
      )
    case 'wait':
      return news.locked ? <Locked view={view} until={news.until} /> : <Slow view={view} seconds={news.seconds} />
  }
}

const Slow: FC<{ view: View; seconds: number }> = ({ view, seconds }) => (
  <Notice tone="warn" title={view.t(`あと${seconds}秒待ってください`, `Please wait ${seconds} seconds`)}>
    <p>
      {view.t(
        '違うパスワードが続いたので、間をおいて確かめます。いま送られたパスワードは確かめていません。',
        'After several wrong passwords we look at them more slowly. The one that you just sent was not looked at.',
      )}
    </p>
  </Notice>
)

const Locked: FC<{ view: View; until: Instant }> = ({ view, until }) => (
  <Notice tone="bad" title={view.t('サインインを一時的に止めています', 'Signing in is paused')}>
    <p>
      {view.t(
        `違うパスワードが${LOCK_AT}回続いたので、${toWordsInJapan(until)}まで、このブラウザからは確かめません。`,
        `After ${LOCK_AT} wrong passwords in a row nothing is looked at from this browser until ${toWordsInJapan(until, 'en')}.`,
      )}
    </p>
    <p>{view.t('いますぐ入りたいときは、次のどれかを使ってください。', 'To get in now, do one of these:')}</p>
    <ul>
      <li>
        {view.t(
          '登録したアドレスに届いたメールのリンクを開く',
          'open the link in the mail that we sent to the registered address',
        )}
      </li>
      <li>
        {view.t('前にサインインしたブラウザか、パスキーを使う', 'use a browser in which you signed in before, or a passkey')}
      </li>
      <li>
        <a href="/reset">{view.t('パスワードを決め直す', 'set a new password')}</a>
      </li>
    </ul>
  </Notice>
)

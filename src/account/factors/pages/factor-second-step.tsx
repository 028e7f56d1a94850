import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { Field, Refusals } from '../../../ui/components.tsx'
import { Entrance } from '../../../ui/entrance.tsx'
import { PasskeyButton } from '../../../ui/passkey-button.tsx'
import type { View } from '../../../ui/view.ts'
import type { HalfWay } from '../factor-actions.ts'
import { SECOND_STEP } from '../forms.ts'
import { CodeField } from './factor-code-field.tsx'

/** The second step of a sign-in: a code of the app, a passkey, or a recovery code. What was typed last is told by `recovering`. */
export const SecondStepPage: FC<{
  view: View
  half: HalfWay
  origin: string
  refusals: readonly Refusal[]
  recovering?: boolean
}> = ({ view, half: { account, methods }, origin, refusals, recovering }) => {
  const about = (field: string) => refusals.map((refusal) => (refusal.field === 'code' ? { ...refusal, field } : refusal))
  const passkey = (
    <PasskeyButton
      view={view}
      origin={origin}
      ask="/sign-in/second-factor/passkey/options"
      answer="/sign-in/second-factor/passkey"
      plain={methods.totp}
    >
      {view.t('パスキーで確かめる', 'Use a passkey')}
    </PasskeyButton>
  )
  return (
    <Entrance view={view} title={view.t('二段階の確認', 'One more step')}>
      <p>{view.t(`${account.name}さん(${account.email})`, `${account.name} (${account.email})`)}</p>
      <Refusals view={view} refusals={about(recovering ? 'recovery' : 'code')} />
      {methods.totp ? (
        <form method="post" action="/sign-in/second-factor">
          <CodeField
            view={view}
            label={view.t('認証アプリの6桁の数字', 'Six digits of your app')}
            autofocus={!recovering}
            refusals={recovering ? [] : refusals}
          />
          <button type="submit" class="wide">
            {view.t('サインインする', 'Sign in')}
          </button>
        </form>
      ) : null}
      {methods.passkeys ? passkey : null}
      {methods.recovery ? (
        <details open={recovering}>
          <summary>{view.t('スマートフォンや鍵が手元にないとき', 'Without your phone or key')}</summary>
          <form method="post" action="/sign-in/second-factor">
            <Field
              view={view}
              name="recovery"
              label={view.t('回復コード', 'Recovery code')}
              help={view.t(
                '控えてある10文字のコードです。1つにつき1回使えます。',
                'Ten characters that you kept. Each works once.',
              )}
              autocomplete="off"
              {...boundsOf(SECOND_STEP, 'recovery')}
              refusals={recovering ? about('recovery') : []}
            />
            <button type="submit" class="second wide">
              {view.t('回復コードでサインインする', 'Sign in with it')}
            </button>
          </form>
        </details>
      ) : (
        <p class="quiet">
          {view.t(
            'どれも手元にないときは、星取を管理している人に相談してください。',
            'If you have none of these at hand, ask whoever keeps this server.',
          )}
        </p>
      )}
      <p>
        <a href="/sign-in">{view.t('やめて、サインインの初めに戻る', 'Back to the beginning')}</a>
      </p>
    </Entrance>
  )
}

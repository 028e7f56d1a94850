import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { boundsOf, field, plainField } from '../kernel/form.ts'
import { accept, type Refusal } from '../kernel/refusal.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { Refusals } from '../ui/components.tsx'
import { Entrance } from '../ui/entrance.tsx'
import { OwnerForManagers, PasswordField } from '../ui/entrance-fields.tsx'
import { KeptFields } from '../ui/kept-fields.tsx'
import { PasskeyButton } from '../ui/passkey-button.tsx'
import type { View } from '../ui/view.ts'
import { nextField, safeNext } from './safe-next.ts'

/**
 * The form of the proof, which stands beside the fields of the act that is sent again afterwards: what proves it (which of the two is for
 * the action to say), the act's address, where one goes on to, and whether the proof is for that one act.
 */
export const STEP_UP = z.object({
  'proof-password': plainField(String),
  'proof-code': field({ longest: 20 }, accept<string>),
  'proof-path': plainField((path) => (path === '' ? '' : safeNext(path))),
  'proof-next': nextField,
  'proof-once': plainField((sent) => sent === '1'),
})

/**
 * Asks once more who it is, before a dangerous act. `path` and `fields` are the form that is sent again afterwards; without them
 * one goes on to `next`. With `once`, the proof is for that one act. With `origin`, at which passkeys are made, a passkey will do.
 */
export const StepUp: FC<{
  view: View
  signedIn: SignedIn | undefined
  path: string
  fields: readonly [string, string][]
  next?: string
  once?: boolean
  origin?: string
  refusals?: readonly Refusal[]
}> = ({ view, signedIn, path, fields, next = '', once = false, origin, refusals = [] }) => (
  <Entrance view={view} title={view.t('本人の確認', 'Prove that it is you')}>
    <p>
      {once
        ? view.t(
            'サインインのしかたやメールアドレスを変える前には、毎回確かめます。確かめたことは、この操作1回にだけ使います。',
            'Before you change how you sign in, or your mail address, we ask each time. The proof counts for this one act.',
          )
        : view.t(
            '大切な操作の前に、もう一度だけ確かめます。一度確かめると、同じような操作では15分のあいだは聞きません。',
            'Before an act that matters we ask once more. After that we do not ask for 15 minutes before acts like this one.',
          )}
      {path === '' ? null : view.t('入力した内容は残っています。', ' What you typed is kept.')}
    </p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={path || '/step-up'} id="kept">
      <input type="hidden" name="proof-path" value={path} />
      <input type="hidden" name="proof-next" value={next} />
      {once ? <input type="hidden" name="proof-once" value="1" /> : null}
      <KeptFields view={view} fields={fields} />
      <OwnerForManagers view={view} name="proof-name" email={signedIn?.email ?? ''} />
      {signedIn?.hasSecondFactor ? (
        <CodeField view={view} refusals={refusals} />
      ) : (
        <PasswordField
          view={view}
          name="proof-password"
          autocomplete="current-password"
          optional
          autofocus={refusals.length === 0}
          refusals={refusals}
        />
      )}
      <button type="submit" class="wide" formaction="/step-up">
        {view.t('確かめる', 'Prove it')}
      </button>
      {path !== '' && signedIn?.factors.includes('oidc') ? (
        <button type="submit" class="second wide">
          {view.t('会社のサインインで確かめたので、もう一度送る', 'Proved at my company: send again')}
        </button>
      ) : null}
    </form>
    {signedIn?.hasSecondFactor && origin !== undefined ? (
      <PasskeyButton
        view={view}
        origin={origin}
        ask="/step-up/passkey/options"
        answer="/step-up/passkey"
        next={next}
        form={path === '' ? undefined : 'kept'}
        plain
      >
        {view.t('パスキーで確かめる', 'Use a passkey')}
      </PasskeyButton>
    ) : null}
    {signedIn?.factors.includes('oidc') ? <CompanyInstead view={view} next={next} kept={path !== ''} /> : null}
  </Entrance>
)

/** Proved: the form that was kept is sent by one button. */
export const StepUpDone: FC<{ view: View; path: string; fields: readonly [string, string][] }> = ({ view, path, fields }) => (
  <Entrance view={view} title={view.t('確かめました', 'Thank you')}>
    <p>
      {view.t(
        'はじめの操作は、まだ済んでいません。下を押すと、入力した内容を送ります。',
        'What you wanted to do is not done yet. Press the button to send what you typed.',
      )}
    </p>
    <form method="post" action={path}>
      <KeptFields view={view} fields={fields} />
      <button type="submit" class="wide">
        {view.t('続ける', 'Go on')}
      </button>
    </form>
    <p>
      <a href={view.to('/')}>{view.t('やめて、最初のページへ', 'Stop, and go to the first page')}</a>
    </p>
  </Entrance>
)

const CodeField: FC<{ view: View; refusals: readonly Refusal[] }> = ({ view, refusals }) => {
  const own = refusals.filter(({ field }) => field === 'code')
  return (
    <div class="field">
      <label for="code">{view.t('認証アプリの6桁の数字', 'Six digits of your app')}</label>
      <input
        id="code"
        name="proof-code"
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={boundsOf(STEP_UP, 'proof-code').maxlength}
        aria-describedby={own.length > 0 ? 'code-refusal' : undefined}
        aria-invalid={own.length > 0 ? 'true' : undefined}
      />
      {own.length > 0 ? (
        <p class="refusal" id="code-refusal">
          {own.map((refusal) => view.say(refusal.words)).join(' ')}
        </p>
      ) : null}
    </div>
  )
}

/** Who came in by their organisation's own sign-in proves it there: in another tab, where a form is kept in this one. */
const CompanyInstead: FC<{ view: View; next: string; kept: boolean }> = ({ view, next, kept }) => (
  <form method="post" action="/sign-in/organisation/again" target={kept ? '_blank' : undefined} class="other-ways">
    <p class="or">{view.t('または', 'or')}</p>
    <input type="hidden" name="next" value={kept ? '/signed-in' : next} />
    <button type="submit" class="second wide">
      {kept
        ? view.t('新しいタブで、会社のサインインで確かめる', 'Prove it at your company, in a new tab')
        : view.t('会社のサインインで確かめる', 'Prove it at your company')}
    </button>
  </form>
)

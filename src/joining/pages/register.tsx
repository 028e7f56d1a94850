import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { KINDS } from '../../roles/permissions.ts'
import { Choices, Field, Notice, Refusals } from '../../ui/components.tsx'
import { Entrance, LinkOverPage } from '../../ui/entrance.tsx'
import { AddressField, newPasswordHelp, OwnerForManagers, PasswordField } from '../../ui/entrance-fields.tsx'
import { Once } from '../../ui/once.tsx'
import type { View } from '../../ui/view.ts'
import { type FoundRegistration, kindsToBegin, REGISTRATION } from '../register-actions.ts'

export const RegisterPage: FC<{
  view: View
  typed: Typed<typeof REGISTRATION> & { next: string }
  refusals: readonly Refusal[]
}> = ({ view, typed, refusals }) => (
  <Entrance view={view} title={view.t('はじめての登録', 'Register')}>
    <p>
      {view.t(
        '会社・組織と、その責任者になるあなたを登録します。同じ会社の人がもう使っているときは、登録せずに、その人に招待を頼んでください。',
        'This registers your organisation, with you as its responsible person. If colleagues use Hoshitori already, ask them to invite you instead.',
      )}
    </p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action="/register">
      <Once />
      <input type="hidden" name="next" value={typed.next} />
      <Field
        view={view}
        name="organisation"
        label={view.t('会社・組織の名前', 'Company or organisation')}
        value={typed.organisation}
        {...boundsOf(REGISTRATION, 'organisation')}
        autocomplete="organization"
        refusals={refusals}
      />
      <Choices view={view} name="kind" legend={view.t('星取を使うのは', 'You are')} refusals={refusals}>
        <div class="choices">
          {kindsToBegin().map((kind) => (
            <label class="choice">
              <input type="radio" name="kind" value={kind} checked={kind === typed.kind} required />
              <span>{view.say(KINDS[kind])}</span>
            </label>
          ))}
        </div>
      </Choices>
      <Field
        view={view}
        name="person"
        label={view.t('あなたの名前', 'Your name')}
        value={typed.person}
        {...boundsOf(REGISTRATION, 'person')}
        autocomplete="name"
        refusals={refusals}
      />
      <AddressField
        view={view}
        help={view.t('確かめるためのメールを送ります。', 'We send a mail to confirm it.')}
        value={typed.email}
        {...boundsOf(REGISTRATION, 'email')}
        autocomplete="username"
        refusals={refusals}
      />
      <button type="submit" class="wide">
        {view.t('確認のメールを送る', 'Send the confirmation mail')}
      </button>
    </form>
    <p>
      {view.t('登録してある方は、', 'Registered already? ')}
      <a href="/sign-in">{view.t('サインインしてください', 'Sign in')}</a>
      {view.t('。', '.')}
    </p>
  </Entrance>
)

/** Strangers may not register at this server. */
export const RegistrationClosedPage: FC<{ view: View }> = ({ view }) => (
  <Entrance view={view} title={view.t('登録は招待制です', 'By invitation only')}>
    <p>
      {view.t(
        'このサーバでは、だれでも登録できるようにはなっていません。組織の責任者に招待を頼んでください。招待のメールが届いたら、その中のリンクから始められます。',
        'Strangers may not register at this server. Ask the responsible person of your organisation to invite you: the link in that mail lets you begin.',
      )}
    </p>
    <p class="actions">
      <a class="button" href="/sign-in">
        {view.t('サインインする', 'Sign in')}
      </a>
    </p>
  </Entrance>
)

/** What the link in the letter opens. A button does it: programs that look into letters open links, and press nothing. */
export const ConfirmPage: FC<{
  view: View
  found: FoundRegistration | undefined
  token: string
  refusals: readonly Refusal[]
}> = ({ view, found, token, refusals }) => {
  if (found?.state === 'open') {
    return (
      <Entrance view={view} title={view.t('登録を終える', 'Finish registering')}>
        <dl class="facts">
          <dt>{view.t('会社・組織', 'Organisation')}</dt>
          <dd>{found.organisation}</dd>
          <dt>{view.t('名前', 'Name')}</dt>
          <dd>{found.person}</dd>
          <dt>{view.t('メールアドレス', 'Mail address')}</dt>
          <dd>{found.address}</dd>
        </dl>
        <Refusals view={view} refusals={refusals} />
        <form method="post" action={`/register/confirm/${token}`}>
          <OwnerForManagers view={view} email={found.address} />
          <PasswordField view={view} help={newPasswordHelp(view)} autocomplete="new-password" refusals={refusals} />
          <button type="submit" class="wide">
            {view.t('登録を終えて始める', 'Finish and begin')}
          </button>
        </form>
        <p class="quiet">
          {view.t(
            '心当たりがないときや、会社・名前がちがうときは、押さずに閉じてください。何も登録されません。',
            'If this was not you, close this page: nothing is registered.',
          )}
        </p>
      </Entrance>
    )
  }
  if (found?.state === 'used') {
    return (
      <Entrance view={view} title={view.t('登録は済んでいます', 'You are registered')}>
        <p>
          {view.t('このリンクはもう使われました。そのままサインインできます。', 'This link was used already. You can sign in.')}
        </p>
        <p class="actions">
          <a class="button" href="/sign-in">
            {view.t('サインインする', 'Sign in')}
          </a>
        </p>
      </Entrance>
    )
  }
  return (
    <LinkOverPage view={view}>
      <Refusals view={view} refusals={refusals} />
      {found ? (
        <form method="post" action={`/register/confirm/${token}/renewal`}>
          <p>
            {view.t(
              `${found.address} に、新しいリンクを送れます。入力した内容は残っています。`,
              `We can send a new link to ${found.address}. What you entered is kept.`,
            )}
          </p>
          <button type="submit">{view.t('もう一度送る', 'Send it again')}</button>
        </form>
      ) : (
        <p class="actions">
          <a class="button" href="/register">
            {view.t('登録をやり直す', 'Register again')}
          </a>
          <a href="/sign-in">{view.t('サインインする', 'Sign in')}</a>
        </p>
      )}
    </LinkOverPage>
  )
}

/** The address got an account while the letter was on its way. */
export const KnownMeanwhilePage: FC<{ view: View }> = ({ view }) => (
  <Entrance view={view} title={view.t('もう登録されています', 'Already registered')}>
    <Notice
      tone="info"
      title={view.t('このメールアドレスのアカウントは、この間にできていました', 'This address got an account in the meantime')}
    >
      <p>
        {view.t(
          '新しくは作りませんでした。サインインすると、組織を加えられます。',
          'No other one was made. Sign in to add your organisation.',
        )}
      </p>
    </Notice>
    <p class="actions">
      <a class="button" href="/sign-in">
        {view.t('サインインする', 'Sign in')}
      </a>
      <a href="/reset">{view.t('パスワードを忘れたとき', 'Forgot your password?')}</a>
    </p>
  </Entrance>
)

import type { FC } from 'hono/jsx'
import type { Refusal } from '../kernel/refusal.ts'
import { Reveal } from './scripted-buttons.tsx'
import type { View } from './view.ts'

/** The field for a mail address. It takes full-width letters, too, which a field of the type `email` would refuse. */
export const AddressField: FC<{
  view: View
  name?: string
  label?: string
  help?: string
  value: string
  /** The longest that its form lets a browser send. */
  maxlength?: number
  /** `username` where one signs in, so that a password manager fills in both; `webauthn` for passkeys in its list. */
  autocomplete: string
  autofocus?: boolean
  refusals: readonly Refusal[]
}> = ({ view, name = 'email', label, help, value, maxlength, autocomplete, autofocus, refusals }) => (
  <Labelled view={view} name={name} label={label ?? view.t('メールアドレス', 'Mail address')} help={help} refusals={refusals}>
    {(described, invalid) => (
      <input
        id={name}
        name={name}
        type="text"
        inputmode="email"
        autocapitalize="none"
        spellcheck={false}
        maxlength={maxlength}
        value={value}
        autocomplete={autocomplete}
        autofocus={autofocus}
        required
        aria-describedby={described}
        aria-invalid={invalid}
      />
    )}
  </Labelled>
)

/** The field for a password. Nothing bounds what can be pasted: a password that is too long is refused, never cut off. */
export const PasswordField: FC<{
  view: View
  name?: string
  label?: string
  help?: string
  autocomplete: 'current-password' | 'new-password'
  optional?: boolean
  autofocus?: boolean
  refusals: readonly Refusal[]
}> = ({ view, name = 'password', label, help, autocomplete, optional, autofocus, refusals }) => (
  <Labelled
    view={view}
    name={name}
    label={label ?? view.t('パスワード', 'Password')}
    help={help}
    optional={optional}
    refusals={refusals}
  >
    {(described, invalid) => (
      <span class="revealed">
        <input
          id={name}
          name={name}
          type="password"
          autocomplete={autocomplete}
          required={!optional}
          autofocus={autofocus}
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={described}
          aria-invalid={invalid}
        />
        <Reveal view={view} of={name} />
      </span>
    )}
  </Labelled>
)

/** Whose password it is, for password managers: they look for a field of text, and keep nothing from a hidden one. */
export const OwnerForManagers: FC<{ view: View; name?: string; email: string }> = ({ view, name = 'username', email }) => (
  <input
    class="visually-hidden"
    type="text"
    name={name}
    value={email}
    autocomplete="username"
    readonly
    tabindex={-1}
    aria-label={view.t('あなたのアカウント', 'Your account')}
  />
)

/** What a new password must be, where one is chosen. */
export function newPasswordHelp(view: View): string {
  return view.t(
    '8文字以上。名前・会社名・よくある言葉・続きの数字は使えません。関係のない言葉を三つ四つ並べるか、パスワード管理アプリに作らせるのがおすすめです。',
    'At least 8 characters; no names, common words or sequences. Three or four unrelated words, or one made by a password manager, are best.',
  )
}

const Labelled: FC<{
  view: View
  name: string
  label: string
  help?: string | undefined
  optional?: boolean | undefined
  refusals: readonly Refusal[]
  children: (described: string | undefined, invalid: 'true' | undefined) => unknown
}> = ({ view, name, label, help, optional, refusals, children }) => {
  const own = refusals.filter((refusal) => refusal.field === name)
  const described = [help ? `${name}-help` : '', own.length > 0 ? `${name}-refusal` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional ? null : <span class="required">{view.t('必須', 'Required')}</span>}
      </label>
      {help ? <p id={`${name}-help`}>{help}</p> : null}
      {children(described, own.length > 0 ? 'true' : undefined)}
      {own.length > 0 ? (
        <p class="refusal" id={`${name}-refusal`}>
          {own.map((refusal) => view.say(refusal.words)).join(' ')}
        </p>
      ) : null}
    </div>
  )
}

import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { FACTOR_CLAIM } from '../second-factor.ts'
import type { Link } from '../store.ts'

/** Something to copy: a field that cannot be changed, so that it can be chosen whole by the keyboard and by touch. */
export const CopyField: FC<{ view: View; id: string; label: string; help?: string; value: string }> = ({
  id,
  label,
  help,
  value,
}) => (
  <div class="field">
    <label for={id}>{label}</label>
    {help ? <p id={`${id}-help`}>{help}</p> : null}
    <textarea id={id} rows={1} readonly aria-describedby={help ? `${id}-help` : undefined}>
      {value}
    </textarea>
  </div>
)

export const SecondFactorSection: FC<{ view: View; required: boolean }> = ({ view, required }) => (
  <section aria-labelledby="second-factor">
    <h2 id="second-factor">{view.t('二段階の確認', 'Second factor')}</h2>
    <p>
      {required
        ? view.t(
            'この組織の人には、二段階の確認(パスキーか認証アプリ)を必須にしています。まだの人は、次に入るときに設定します。',
            'Everyone of this organisation needs a second factor: a passkey or an authenticator app. Whoever has none sets it up when they come in next.',
          )
        : view.t(
            'いまは任意です。必須にすると、まだの人は、次に入るときにパスキーか認証アプリを設定します。',
            'It is optional now. Once required, whoever has none sets up a passkey or an authenticator app when they come in next.',
          )}
    </p>
    <p class="quiet">
      {view.t(
        '会社のサインインで入る人は、サインイン先で確かめます。必須にしたあとは、サインイン先が二段階の確認をしたと伝えた人だけが入れます。',
        'Those who come in by your company’s own sign-in are checked there. Once it is required, only those come in of whom the provider says that they used a second factor.',
      )}
    </p>
    <form method="post" action={view.to('/organisation/sign-in/second-factor')}>
      <input type="hidden" name="required" value={required ? 'no' : 'yes'} />
      <button type="submit" class={required ? 'second' : ''}>
        {required ? view.t('任意に戻す', 'Make it optional') : view.t('全員に必須にする', 'Require it of everyone')}
      </button>
    </form>
  </section>
)

/** By what the provider tells that a second factor was used: RFC 8176 for `amr`, OpenID Connect Core 1.0 for `acr`. */
export const FactorClaimSection: FC<{
  view: View
  required: boolean
  typed: { claim: string; values: string }
  refusals: readonly Refusal[]
}> = ({ view, required, typed, refusals }) => (
  <section aria-labelledby="factor-claim">
    <h2 id="factor-claim">{view.t('サインイン先での二段階の確認', 'The second factor at the provider')}</h2>
    <p>
      {required
        ? view.t(
            'サインイン先が、二段階の確認をしたことを次のしるしで伝えた人だけが入れます。伝えない人は入れません。',
            'Only those come in of whom the provider tells by this that they used a second factor. Whoever it says nothing of does not.',
          )
        : view.t(
            '二段階の確認を必須にしたときに使う設定です。先に、サインイン先が何を返すかを確かめてください。',
            'This is used once a second factor is required. See first what the provider returns.',
          )}
    </p>
    <form method="post" action={view.to('/organisation/sign-in/factor-claim')}>
      <div class="field">
        <label for="claim">{view.t('しるしの入る項目', 'Claim')}</label>
        <select id="claim" name="claim">
          <option value="amr" selected={typed.claim !== 'acr'}>
            {view.t('amr(確認の方法)', 'amr (methods)')}
          </option>
          <option value="acr" selected={typed.claim === 'acr'}>
            {view.t('acr(確認の強さ)', 'acr (class)')}
          </option>
        </select>
      </div>
      <Field
        view={view}
        name="values"
        label={view.t('二段階の確認をしたことを表す値', 'Values that mean a second factor')}
        help={view.t(
          'ふつうは mfa です(RFC 8176)。acr の値は、サインイン先の説明書で確かめてください。空白で区切ると、いくつか書けます。',
          'Usually mfa (RFC 8176). For acr see the provider’s documents. Several are written with blanks between them.',
        )}
        value={typed.values}
        {...boundsOf(FACTOR_CLAIM, 'values')}
        autocomplete="off"
        refusals={refusals}
      />
      <button type="submit" class="second">
        {view.t('この設定にする', 'Use this')}
      </button>
    </form>
  </section>
)

export const RequiredSection: FC<{ view: View; required: boolean; cameInByIt: boolean; slug: string }> = ({
  view,
  required,
  cameInByIt,
  slug,
}) => (
  <section aria-labelledby="only">
    <h2 id="only">{view.t('パスワードなどで入ること', 'Other ways in')}</h2>
    <p>
      {required
        ? view.t(
            'この組織の人は、会社のサインインでだけ入れます。契約している専門家は、これまでどおりの方法で入れます。',
            'The people of this organisation come in by its own sign-in alone. Engaged experts come in as before.',
          )
        : view.t(
            'この組織の人は、パスワードやパスキーでも入れます。',
            'The people of this organisation may also come in by password or passkey.',
          )}
    </p>
    {required || cameInByIt ? (
      <form method="post" action={view.to('/organisation/sign-in/required')}>
        <input type="hidden" name="required" value={required ? 'no' : 'yes'} />
        <button type="submit" class={required ? 'second' : ''}>
          {required
            ? view.t('パスワードなどでも入れるようにする', 'Allow other ways again')
            : view.t('会社のサインインだけにする', 'Make it the only way in')}
        </button>
      </form>
    ) : (
      <p>
        {view.t(
          '会社のサインインだけにするには、先に自分がそれで入り直して、うまくいくことを確かめます。',
          'To make it the only way in, first come in by it yourself, to see that it works.',
        )}{' '}
        <a href={`/sign-in/organisation/${slug}?next=/organisation/sign-in`}>
          {view.t('会社のサインインで入り直す', 'Sign in by it now')}
        </a>
      </p>
    )}
  </section>
)

export const LinksSection: FC<{ view: View; links: readonly Link[] }> = ({ view, links }) => (
  <section aria-labelledby="links">
    <h2 id="links">{view.t('会社のサインインと結びついた人', 'Who is linked to it')}</h2>
    {links.length === 0 ? (
      <p class="quiet">
        {view.t(
          'まだいません。はじめて会社のサインインで入ったときに、自動で結びつきます。',
          'Nobody yet. A link is made when somebody comes in by it for the first time.',
        )}
      </p>
    ) : (
      <ul class="rows">
        {links.map((link) => (
          <li>
            <span>
              <strong>{link.name}</strong>
              <br />
              <span class="quiet">{`${link.email} · ${toWordsInJapan(link.since, view.lang)}`}</span>
            </span>
            <form method="post" action={view.to('/organisation/sign-in/links/removal')}>
              <input type="hidden" name="account" value={link.account} />
              <button
                type="submit"
                class="text"
                aria-label={view.t(`${link.name}さんの結びつきを解く`, `Remove the link of ${link.name}`)}
              >
                {view.t('結びつきを解く', 'Remove the link')}
              </button>
            </form>
          </li>
        ))}
      </ul>
    )}
  </section>
)

export const RemovalSection: FC<{ view: View }> = ({ view }) => (
  <details>
    <summary>{view.t('会社のサインインをやめる', 'Remove your company’s own sign-in')}</summary>
    <form method="post" action={view.to('/organisation/sign-in/removal')}>
      <p>
        {view.t(
          '会社のサインインで入っている人は、あなたも含めてサインアウトされます。パスワードがない人は、「パスワードを忘れた」からメールで設定できます。',
          'Whoever came in by it is signed out, you included. Those without a password can set one by mail through “forgot my password”.',
        )}
      </p>
      <div class="actions">
        <button type="submit" class="danger">
          {view.t('やめる', 'Remove')}
        </button>
      </div>
    </form>
  </details>
)

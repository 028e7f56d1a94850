import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal, Words } from '../../kernel/refusal.ts'
import { Field, Refusals } from '../../ui/components.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import { providerForm, type TypedProvider } from '../provider.ts'
import type { FACTOR_CLAIM } from '../second-factor.ts'
import type { SignInSettings } from '../settings-actions.ts'
import { HowTo } from './settings-how-to.tsx'
import {
  CopyField,
  FactorClaimSection,
  LinksSection,
  RemovalSection,
  RequiredSection,
  SecondFactorSection,
} from './settings-sections.tsx'

export type Told = 'saved' | 'anew' | 'connected' | 'removed' | 'unlinked'
export const isTold = (text: string | undefined): text is Told => text !== undefined && Object.hasOwn(TOLD, text)

type Props = {
  view: View
  settings: SignInSettings
  origin: string
  redirect: string
  typed: TypedProvider
  typedClaim: Typed<typeof FACTOR_CLAIM> | undefined
  refusals: readonly Refusal[]
  told: Told | undefined
}

/** How the people of an organisation sign in: by its own provider or not, by that alone or not, and with a second factor or not. */
export const OidcSettingsPage: FC<Props> = (props) => {
  const { view, settings, origin, refusals, told } = props
  const { provider } = settings
  return (
    <OrganisationFrame view={view} part="sign-in" title={view.t('サインインの設定', 'Sign-in')}>
      <h1>{view.t('サインインの設定', 'How people sign in')}</h1>
      {told ? <SavedNote>{view.say(TOLD[told])}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <SecondFactorSection view={view} required={settings.secondFactorRequired} />
      <section aria-labelledby="own">
        <h2 id="own">{view.t('会社のサインイン', 'Your company’s own sign-in')}</h2>
        <p>
          {view.t(
            'Microsoft Entra ID や Google Workspace など、OpenID Connect に対応した会社のサインインで、この組織に入れるようにします。入れるのは、この組織の人と、招待した人だけです。',
            'Lets people into this organisation by a company’s sign-in that speaks OpenID Connect, such as Microsoft Entra ID or Google Workspace: the people of this organisation and those invited, and nobody else.',
          )}
        </p>
        {provider ? (
          <CopyField
            view={view}
            id="address"
            label={view.t('社内に案内するサインインのアドレス', 'The address to tell your people')}
            value={`${origin}/sign-in/organisation/${provider.slug}`}
          />
        ) : null}
        <details open={!provider || refusals.some(({ field }) => field !== undefined) || told === 'connected'}>
          <summary>
            {provider ? view.t('接続の設定を変える', 'Change the connection') : view.t('接続を設定する', 'Set up the connection')}
          </summary>
          <HowTo view={view} />
          <ProviderForm {...props} />
        </details>
      </section>
      {provider ? (
        <>
          <FactorClaimSection
            view={view}
            required={settings.secondFactorRequired}
            typed={props.typedClaim ?? { claim: provider.factorClaim.claim, values: provider.factorClaim.values.join(' ') }}
            refusals={refusals}
          />
          <RequiredSection view={view} required={provider.required} cameInByIt={settings.cameInByIt} slug={provider.slug} />
          <LinksSection view={view} links={settings.links} />
          <RemovalSection view={view} />
        </>
      ) : null}
    </OrganisationFrame>
  )
}

const ProviderForm: FC<Props> = ({ view, settings, redirect, typed, refusals }) => {
  const form = providerForm({ local: false, kept: settings.provider !== undefined })
  return (
    <form method="post" action={view.to('/organisation/sign-in')}>
      <CopyField
        view={view}
        id="redirect"
        label={view.t('サインイン先に登録するリダイレクトのアドレス', 'The redirect address to register at the provider')}
        help={view.t('サインイン先の管理画面に、このとおりに登録してください。', 'Register it at the provider exactly so.')}
        value={redirect}
      />
      <Field
        view={view}
        name="issuer"
        label={view.t('発行者(Issuer)', 'Issuer')}
        help={view.t(
          'Entra ID なら https://login.microsoftonline.com/(テナントID)/v2.0、Google なら https://accounts.google.com です。',
          'For Entra ID https://login.microsoftonline.com/(tenant id)/v2.0, for Google https://accounts.google.com.',
        )}
        value={typed.issuer}
        {...boundsOf(form, 'issuer')}
        autocomplete="off"
        refusals={refusals}
      />
      <Field
        view={view}
        name="clientId"
        label={view.t('クライアントID', 'Client id')}
        value={typed.clientId}
        {...boundsOf(form, 'clientId')}
        autocomplete="off"
        refusals={refusals}
      />
      <Field
        view={view}
        name="clientSecret"
        type="password"
        label={view.t('クライアントシークレット', 'Client secret')}
        help={
          settings.provider
            ? view.t(
                '変えないときは、空のままにしてください。保存したものは表示しません。',
                'Leave it empty to keep the one that is saved, which is never shown.',
              )
            : view.t('暗号化して保存し、二度と表示しません。', 'It is kept encrypted and never shown again.')
        }
        {...boundsOf(form, 'clientSecret')}
        autocomplete="new-password"
        refusals={refusals}
      />
      <Field
        view={view}
        name="slug"
        label={view.t('短い名前', 'Short name')}
        help={view.t(
          'サインインのアドレスの最後に付きます。半角の英小文字・数字・ハイフン。例: aoyama-seiki',
          'The end of the address where your people sign in: lower-case letters, digits, hyphens. For example aoyama-seiki',
        )}
        value={typed.slug}
        {...boundsOf(form, 'slug')}
        autocomplete="off"
        refusals={refusals}
      />
      {settings.provider ? (
        <p class="quiet">
          {view.t(
            '発行者かクライアントIDを変えると、はじめからになります。結びつきは消え、会社のサインインで入っている人はサインアウトされ、パスワードなどでも入れるようになります。',
            'Another issuer or client id begins anew: links fall away, whoever came in by it is signed out, and other ways in are open again.',
          )}
        </p>
      ) : null}
      <div class="actions">
        <button type="submit">{view.t('つながるか試して保存する', 'Try and save')}</button>
        <button type="submit" class="second" formaction={view.to('/organisation/sign-in/connection')}>
          {view.t('試すだけ', 'Only try')}
        </button>
      </div>
    </form>
  )
}

const TOLD: Record<Told, Words> = {
  saved: { ja: '保存しました。', en: 'Saved.' },
  anew: {
    ja: '保存しました。サインイン先が変わったので、結びつきをはじめからにし、パスワードなどでも入れるようにしました。',
    en: 'Saved. The provider is another one: links begin anew, and other ways in are open.',
  },
  connected: {
    ja: 'サインイン先につながりました。まだ保存していません(シークレットはもう一度貼り付けてください)。',
    en: 'The provider answers. Nothing is saved yet; paste the secret again.',
  },
  removed: { ja: '会社のサインインをやめました。', en: 'Removed.' },
  unlinked: { ja: '結びつきを解きました。', en: 'The link is removed.' },
}

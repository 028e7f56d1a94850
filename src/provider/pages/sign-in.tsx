import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Message, Notice, Refusals } from '../../ui/components.tsx'
import { Entrance } from '../../ui/entrance.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'

/**
 * Asks for the short name of the organisation whose own sign-in it shall be; a link brings it along. `only`: whoever looks is signed
 * in otherwise, and the organisation takes its people in this way alone.
 */
export const OidcSignInPage: FC<{ view: View; slug: string; next: string; only: boolean; refusals: readonly Refusal[] }> = ({
  view,
  slug,
  next,
  only,
  refusals,
}) => (
  <Entrance view={view} title={view.t('会社のアカウントでサインイン', 'Sign in with your company’s account')}>
    {only ? (
      <Notice
        tone="info"
        title={view.t('この組織には、会社のサインインでだけ入れます', 'This organisation takes no other way in')}
      >
        <p>
          {view.t(
            '組織の責任者がそう決めています。下から会社のサインインへ進んでください。',
            'Its responsible person decided so. Go on to your company’s sign-in below.',
          )}{' '}
          <a href={view.to('/organisations')}>{view.t('ほかの組織を選ぶ', 'Choose another organisation')}</a>
        </p>
      </Notice>
    ) : (
      <p>
        {view.t(
          'Microsoft や Google など、会社でいつも使っているサインインで入ります。星取のパスワードはいりません。',
          'Come in by the sign-in that you use at work every day, such as Microsoft or Google. No password of ours is needed.',
        )}
      </p>
    )}
    <Refusals view={view} refusals={refusals} />
    <form method="post" action="/sign-in/organisation">
      <Field
        view={view}
        name="slug"
        label={view.t('組織の短い名前', 'Short name of your organisation')}
        help={view.t(
          '組織の責任者から案内された名前です。例: aoyama-seiki',
          'The responsible person told you: for example aoyama-seiki',
        )}
        value={slug}
        maxlength={60}
        autocomplete="organization"
        required
        refusals={refusals}
      />
      <input type="hidden" name="next" value={next} />
      <button type="submit" class="wide">
        {view.t('会社のサインインへ進む', 'Go to your company’s sign-in')}
      </button>
    </form>
    <p>
      <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{view.t('ほかの方法でサインインする', 'Sign in another way')}</a>
    </p>
  </Entrance>
)

/** The way out to the provider. The browser goes by itself; the link is for one that does not. */
export const DeparturePage: FC<{ view: View; address: string }> = ({ view, address }) => (
  <Page view={view} title={view.t('会社のサインインへ', 'To your company’s sign-in')}>
    <Message title={view.t('会社のサインインへ移動します', 'Going to your company’s sign-in')}>
      <p>
        {view.t('移動先', 'Where to')}: <strong>{new URL(address).host}</strong>
      </p>
      <p>
        <a class="button large" href={address}>
          {view.t('進む', 'Go on')}
        </a>
      </p>
    </Message>
  </Page>
)

/** It did not work: why, as far as it is theirs to know, and what they can do. */
export const NotLetInPage: FC<{ view: View; refusals: readonly Refusal[] }> = ({ view, refusals }) => (
  <Page view={view} title={view.t('会社のサインインで入れませんでした', 'Not signed in')}>
    <Message title={view.t('会社のサインインで入れませんでした', 'You could not be signed in')}>
      {refusals.map((refusal) => (
        <p>{view.say(refusal.words)}</p>
      ))}
      <p>
        <a class="button" href="/sign-in/organisation">
          {view.t('会社のサインインをもう一度', 'Try your company’s sign-in again')}
        </a>
      </p>
      <p>
        <a href="/sign-in">{view.t('ほかの方法でサインインする', 'Sign in another way')}</a>
      </p>
    </Message>
  </Page>
)

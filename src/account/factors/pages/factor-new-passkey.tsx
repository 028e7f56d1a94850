import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { Field, Refusals, Trail } from '../../../ui/components.tsx'
import { Page } from '../../../ui/page.tsx'
import { NEEDS_SCRIPT, passkeyWords } from '../../../ui/passkey-button.tsx'
import type { View } from '../../../ui/view.ts'
import { PASSKEY } from '../forms.ts'

/** Making a passkey: the person names it, and the browser does the rest. */
export const NewPasskeyPage: FC<{ view: View; origin: string; name: string; refusals: readonly Refusal[] }> = ({
  view,
  origin,
  name,
  refusals,
}) => (
  <Page view={view} title={view.t('パスキーを加える', 'Add a passkey')}>
    <Trail
      view={view}
      steps={[
        { href: view.to('/account'), words: view.t('あなたのアカウント', 'Your account') },
        { href: view.to('/account/factors'), words: view.t('二段階の確認とパスキー', 'Second step and passkeys') },
      ]}
      here={view.t('パスキーを加える', 'Add a passkey')}
    />
    <h1>{view.t('パスキーを加える', 'Add a passkey')}</h1>
    <Refusals view={view} refusals={refusals} />
    <p class="lead">
      {view.t(
        'ボタンを押すと、ブラウザがパスキーの保存先を聞きます。パソコン・スマートフォンのロックか、USBなどのセキュリティキーを使えます。',
        'Your browser will ask where to keep the passkey: on this device, on your phone, or on a security key.',
      )}
    </p>
    <form
      method="post"
      action={view.to('/account/factors/passkeys')}
      data-passkey="create"
      data-ask={view.to('/account/factors/passkeys/options')}
      data-answer={view.to('/account/factors/passkeys')}
      {...passkeyWords(view, origin)}
    >
      <Field
        view={view}
        name="name"
        label={view.t('名前', 'Name')}
        help={view.t('あとで見分けるための名前です。例: 会社のパソコン', 'To tell it apart later, such as “office computer”.')}
        value={name}
        {...boundsOf(PASSKEY, 'name')}
        refusals={refusals}
      />
      <noscript>
        <p class="quiet">{view.say(NEEDS_SCRIPT)}</p>
      </noscript>
      <p class="said" role="status"></p>
      <div class="actions">
        <button type="submit" disabled>
          {view.t('パスキーを作る', 'Make the passkey')}
        </button>
        <a href={view.to('/account/factors')}>{view.t('やめる', 'Cancel')}</a>
      </div>
    </form>
  </Page>
)

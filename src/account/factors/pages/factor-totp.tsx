import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Refusal } from '../../../kernel/refusal.ts'
import { Refusals, Trail } from '../../../ui/components.tsx'
import { Page } from '../../../ui/page.tsx'
import type { View } from '../../../ui/view.ts'
import { inFours } from '../totp.ts'
import type { TotpSetup } from '../totp-actions.ts'
import { CodeField } from './factor-code-field.tsx'

/** Setting an authenticator app up: the key as a picture and as text, and the first code. `picture` is the QR code as SVG. */
export const TotpPage: FC<{ view: View; setup: TotpSetup; picture: string; refusals: readonly Refusal[] }> = ({
  view,
  setup,
  picture,
  refusals,
}) => (
  <Page view={view} title={view.t('認証アプリの設定', 'Set up an app')}>
    <Trail
      view={view}
      steps={[
        { href: view.to('/account'), words: view.t('あなたのアカウント', 'Your account') },
        { href: view.to('/account/factors'), words: view.t('二段階の確認とパスキー', 'Second step and passkeys') },
      ]}
      here={view.t('認証アプリを設定する', 'Set up an authenticator app')}
    />
    <h1>{view.t('認証アプリを設定する', 'Set up an authenticator app')}</h1>
    <Refusals view={view} refusals={refusals} />
    <ol class="steps">
      <li>
        <h2>{view.t('スマートフォンに認証アプリを用意する', 'Have an authenticator app on your phone')}</h2>
        <p>
          {view.t(
            '30秒ごとに6桁の数字を出すアプリ(TOTP対応)なら、どれでも使えます。',
            'Any app that shows six new digits every 30 seconds (TOTP) will do.',
          )}
        </p>
      </li>
      <li>
        <h2>{view.t('アプリでQRコードを読み取る', 'Scan the code with the app')}</h2>
        <div class="qr" role="img" aria-label={view.t('アプリに読ませるQRコード', 'QR code for the app')}>
          {raw(picture)}
        </div>
        <details>
          <summary>{view.t('読み取れないとき', 'If you cannot scan')}</summary>
          <p>
            <a href={setup.address}>{view.t('この機器のアプリで開く', 'Open in an app of this device')}</a>
          </p>
          <p>{view.t('または、アプリにこの鍵を入力します。', 'Or type this key into the app.')}</p>
          <p>
            <code class="key">{inFours(setup.key)}</code>
          </p>
          <p class="quiet">
            {view.t(
              '種類を選ぶ欄があれば「時間ベース」を選びます。鍵は誰にも教えないでください。',
              'Where the app asks, choose “time-based”. Show the key to nobody.',
            )}
          </p>
        </details>
      </li>
      <li>
        <h2>{view.t('アプリに出た6桁の数字を入力する', 'Enter the six digits that the app shows')}</h2>
        <form method="post" action={view.to('/account/factors/totp/confirmation')}>
          <input type="hidden" name="setup" value={setup.sealed} />
          <CodeField view={view} label={view.t('6桁の数字', 'Six digits')} refusals={refusals} />
          <div class="actions">
            <button type="submit">{view.t('確かめて使い始める', 'Check and use it')}</button>
            <a href={view.to('/account/factors')}>{view.t('やめる', 'Cancel')}</a>
          </div>
        </form>
      </li>
    </ol>
  </Page>
)

import type { FC } from 'hono/jsx'
import { type Instant, toWordsInJapan } from '../../../kernel/instant.ts'
import type { SignedIn } from '../../../roles/viewer.ts'
import { Page } from '../../../ui/page.tsx'
import { SavedNote } from '../../../ui/toast.tsx'
import type { View } from '../../../ui/view.ts'
import { inGroups } from '../recovery-code.ts'

/** The recovery codes, this once. Text that can be copied and printed; the buttons for that come with the script. */
export const RecoveryPage: FC<{
  view: View
  codes: readonly string[]
  who: Pick<SignedIn, 'email'>
  at: Instant
  origin: string
  /** The app was turned on a moment ago. */
  started: boolean
}> = ({ view, codes, who, at, origin, started }) => (
  <Page view={view} title={view.t('回復コード', 'Recovery codes')}>
    {started ? <SavedNote>{view.t('認証アプリを使うようにしました。', 'The app is in use.')}</SavedNote> : null}
    <h1>{view.t('回復コード', 'Recovery codes')}</h1>
    <p class="lead">
      <strong>{view.t('この画面が出るのは、いまだけです。', 'This page is shown only now.')}</strong>{' '}
      {view.t(
        '印刷するか書き写して、パスワードとは別の場所にしまってください。スマートフォンや鍵をなくしたとき、1つにつき1回使えます。',
        'Print or copy the codes and keep them away from your password. Each works once, for when a phone or key is lost.',
      )}
    </p>
    <ol class="recovery" data-recovery>
      {codes.map((code) => (
        <li>
          <code>{inGroups(code)}</code>
        </li>
      ))}
    </ol>
    <p class="quiet">{`${view.t('星取', 'Hoshitori')} ${origin} · ${who.email} · ${toWordsInJapan(at, view.lang)}`}</p>
    <div class="actions" data-recovery-tools hidden>
      <button type="button" class="second" data-print>
        {view.t('印刷する', 'Print')}
      </button>
      <button type="button" class="second" data-copy>
        {view.t('コピーする', 'Copy')}
      </button>
      <span
        role="status"
        data-copied={view.t('コピーしました', 'Copied')}
        data-failed={view.t('コピーできませんでした。選んでコピーしてください。', 'Could not copy. Select and copy the text.')}
      ></span>
    </div>
    <p class="actions">
      <a class="button" href={view.to('/account/factors')}>
        {view.t('しまいました', 'I have kept them')}
      </a>
    </p>
  </Page>
)

import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import { dayInJapan, type Instant, toJapaneseDate } from '../../../kernel/instant.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Field, Notice, Refusals } from '../../../ui/components.tsx'
import type { View } from '../../../ui/view.ts'
import type { Factors } from '../factor-actions.ts'
import { PASSKEY } from '../forms.ts'
import { FEW_CODES, RECOVERY_CODES } from '../recovery-code.ts'

/** What was done a moment ago, told at the top of the page. */
export const DONE = ['totp', 'totp-removed', 'passkey', 'passkey-renamed', 'passkey-removed'] as const
export type Done = (typeof DONE)[number]

/** How somebody proves who they are besides the password: passkeys, the authenticator app, recovery codes. */
export const FactorsPage: FC<{
  view: View
  factors: Factors
  done?: Done | undefined
  /** The person was sent here because their organisation requires a second factor. */
  required?: boolean
  refusals: readonly Refusal[]
  /** The passkey whose name was refused, and what was typed. */
  renaming?: { id: string; name: string } | undefined
}> = ({ view, factors, done, required, refusals, renaming }) => {
  const safe = factors.totpSince !== null || factors.passkeys.length > 0
  return (
    <AccountFrame view={view} title={view.t('二段階の確認とパスキー', 'Second step and passkeys')}>
      <Refusals view={view} refusals={refusals} />
      {done ? <DoneNotice view={view} done={done} bare={safe && (factors.recovery?.left ?? 0) === 0} /> : null}
      {required && !safe && factors.requiredBy.length > 0 ? <RequiredNotice view={view} factors={factors} /> : null}
      <p class="lead">
        {view.t(
          'パスワードが知られても、ほかの人がサインインできないようにします。パスキーか認証アプリの、どちらか1つで足ります。',
          'So that nobody else gets in, even with your password. Either a passkey or an authenticator app is enough.',
        )}
      </p>
      <ul class="factors">
        <Passkeys view={view} factors={factors} renaming={renaming} refusals={refusals} />
        <App view={view} factors={factors} />
        <RecoveryCodes view={view} factors={factors} safe={safe} />
      </ul>
      <p class="quiet">
        {view.t(
          '加えたり外したりすると、そのたびにメールでお知らせします。',
          'Whenever something here changes, you get a letter.',
        )}
      </p>
    </AccountFrame>
  )
}

const DoneNotice: FC<{ view: View; done: Done; bare: boolean }> = ({ view, done, bare }) => (
  <Notice tone="good" title={view.say(DONE_WORDS[done])}>
    {bare && done === 'passkey' ? (
      <p>
        {view.t(
          '次に、下で回復コードを作っておくと、機器をなくしても入れます。',
          'Next, make recovery codes below: with them you get in even when the device is lost.',
        )}
      </p>
    ) : null}
    <ul>
      <li>
        <a href={view.to('/account/sessions')}>{view.t('サインインしている場所を確かめる', 'See where you are signed in')}</a>
      </li>
      <li>
        <a href={view.to('/')}>{view.t('最初のページへ', 'Go to the first page')}</a>
      </li>
    </ul>
  </Notice>
)

const RequiredNotice: FC<{ view: View; factors: Factors }> = ({ view, factors }) => (
  <Notice tone="warn" title={view.t('二段階の確認を設定してください', 'Please set up a second factor')}>
    <p>
      {view.t(
        `${factors.requiredBy.map((name) => `「${name}」`).join('と')}に入るには、二段階の確認が要ります。組織が必須にしているか、責任者や専門家のように、広く見て変えられる役割だからです。下のパスキーか認証アプリのどちらかを加えると、続けられます。`,
        `To enter ${factors.requiredBy.map((name) => `“${name}”`).join(' and ')} you need a second factor: the organisation requires one, or your role, such as responsible person or expert, reaches far. Add a passkey or an authenticator app below, and you can go on.`,
      )}
    </p>
  </Notice>
)

const Passkeys: FC<{
  view: View
  factors: Factors
  renaming: { id: string; name: string } | undefined
  refusals: readonly Refusal[]
}> = ({ view, factors, renaming, refusals }) => (
  <li class="card">
    <h2>{view.t('パスキー', 'Passkeys')}</h2>
    <p>
      {view.t(
        '指紋・顔・PINなど、機器のロックを外す方法でサインインします。パスワードの入力が要らず、偽のサイトにだまされません。',
        'You sign in the way you unlock your device: by finger, face or PIN. No password to type, and no false site can take it.',
      )}
    </p>
    {factors.passkeys.length === 0 ? null : (
      <ul class="rows">
        {factors.passkeys.map((passkey) => (
          <li>
            <div>
              <strong>{passkey.name}</strong>
              <p class="quiet">
                {view.t(`${dayOf(view, passkey.createdAt)}に登録`, `Added ${dayOf(view, passkey.createdAt)}`)}
                {view.t('、', '; ')}
                {passkey.lastUsedAt
                  ? view.t(`最後に使ったのは${dayOf(view, passkey.lastUsedAt)}`, `last used ${dayOf(view, passkey.lastUsedAt)}`)
                  : view.t('まだ使っていません', 'not used yet')}
                {passkey.backedUp ? view.t('、ほかの機器にも同期', '; synced to other devices') : ''}
              </p>
            </div>
            <details open={renaming?.id === passkey.id}>
              <summary>
                {view.t('変える・外す', 'Change')}
                <span class="visually-hidden">{`: ${passkey.name}`}</span>
              </summary>
              <form method="post" action={view.to(`/account/factors/passkeys/${passkey.id}/name`)}>
                <Field
                  view={view}
                  name="name"
                  id={renaming?.id === passkey.id ? 'name' : `name-${passkey.id}`}
                  label={view.t('名前', 'Name')}
                  value={renaming?.id === passkey.id ? renaming.name : passkey.name}
                  {...boundsOf(PASSKEY, 'name')}
                  refusals={renaming?.id === passkey.id ? refusals : []}
                />
                <button type="submit" class="second">
                  {view.t('名前を変える', 'Rename')}
                </button>
              </form>
              <form method="post" action={view.to(`/account/factors/passkeys/${passkey.id}/removal`)}>
                <button type="submit" class="danger">
                  {view.t(`「${passkey.name}」を外す`, `Remove “${passkey.name}”`)}
                </button>
              </form>
            </details>
          </li>
        ))}
      </ul>
    )}
    <p class="actions">
      <a class={factors.passkeys.length === 0 ? 'button' : 'button second'} href={view.to('/account/factors/passkeys/new')}>
        {view.t('パスキーを加える', 'Add a passkey')}
      </a>
    </p>
  </li>
)

const App: FC<{ view: View; factors: Factors }> = ({ view, factors }) => (
  <li class="card">
    <h2>{view.t('認証アプリ', 'Authenticator app')}</h2>
    <p>
      {view.t(
        'スマートフォンのアプリが出す6桁の数字を、パスワードのあとに入力します。電波がなくても使えます。',
        'After the password you enter six digits that an app on your phone shows. It works without a network.',
      )}
    </p>
    {factors.totpSince === null ? (
      <p class="actions">
        <a class="button second" href={view.to('/account/factors/totp')}>
          {view.t('認証アプリを設定する', 'Set up an app')}
        </a>
      </p>
    ) : (
      <>
        <p>
          <strong>{view.t('使っています', 'In use')}</strong>
          {view.t(`(${dayOf(view, factors.totpSince)}から)`, ` since ${dayOf(view, factors.totpSince)}`)}
        </p>
        <p class="actions">
          <a class="button second" href={view.to('/account/factors/totp')}>
            {view.t('別のスマートフォンに替える', 'Move to another phone')}
          </a>
        </p>
        <details>
          <summary>{view.t('認証アプリを外す', 'Remove the app')}</summary>
          <form method="post" action={view.to('/account/factors/totp/removal')}>
            <p>
              {factors.passkeys.length === 0
                ? view.t(
                    '外すと、パスワードだけでサインインできるようになり、回復コードも使えなくなります。',
                    'Then the password alone signs in, and recovery codes stop working.',
                  )
                : view.t('外しても、パスキーでの確認は続きます。', 'Passkeys go on working.')}
            </p>
            <p>
              <button type="submit" class="danger">
                {view.t('外す', 'Remove')}
              </button>
            </p>
          </form>
        </details>
      </>
    )}
  </li>
)

const RecoveryCodes: FC<{ view: View; factors: Factors; safe: boolean }> = ({ view, factors, safe }) => {
  const left = factors.recovery?.left ?? 0
  return (
    <li class="card">
      <h2>{view.t('回復コード', 'Recovery codes')}</h2>
      <p>
        {view.t(
          `スマートフォンや鍵をなくしたときに、1回ずつ使える${RECOVERY_CODES}個のコードです。紙に書くか印刷して、パスワードとは別の場所にしまいます。`,
          `${RECOVERY_CODES} codes, each for one use, for when a phone or key is lost. Keep them on paper, away from your password.`,
        )}
      </p>
      {safe ? (
        <>
          <p>
            {left === 0
              ? view.t('いま使える回復コードはありません。', 'You have no recovery codes now.')
              : view.t(`残りは${left}個です。`, `${left} left.`)}
            {left > 0 && left <= FEW_CODES ? view.t('新しく作ってください。', ' Please make new ones.') : ''}
          </p>
          <form method="post" action={view.to('/account/factors/recovery-codes')} class="actions">
            <button type="submit" class="second">
              {left === 0
                ? view.t('回復コードを作る', 'Make recovery codes')
                : view.t('新しく作る(いまのものは使えなくなります)', 'Make new ones (these stop working)')}
            </button>
          </form>
        </>
      ) : (
        <p class="quiet">
          {view.t('パスキーか認証アプリを加えると作れます。', 'They can be made once you have a passkey or an app.')}
        </p>
      )}
    </li>
  )
}

function dayOf(view: View, at: Instant): string {
  const day = dayInJapan(at)
  return view.t(toJapaneseDate(day), day)
}

const DONE_WORDS: Record<Done, { ja: string; en: string }> = {
  totp: { ja: '認証アプリを使うようにしました', en: 'The app is in use' },
  'totp-removed': { ja: '認証アプリを外しました', en: 'The app was removed' },
  passkey: { ja: 'パスキーを加えました', en: 'The passkey was added' },
  'passkey-renamed': { ja: 'パスキーの名前を変えました', en: 'The passkey was renamed' },
  'passkey-removed': { ja: 'パスキーを外しました', en: 'The passkey was removed' },
}

import type { FC } from 'hono/jsx'
import type { Refusal } from '../../../kernel/refusal.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Notice, Refusals } from '../../../ui/components.tsx'
import { Entrance, LinkOverPage } from '../../../ui/entrance.tsx'
import { AddressField } from '../../../ui/entrance-fields.tsx'
import type { View } from '../../../ui/view.ts'

export const EmailPage: FC<{
  view: View
  email: string
  typed: string
  sent: boolean
  mailShown: boolean
  refusals: readonly Refusal[]
}> = ({ view, email, typed, sent, mailShown, refusals }) => (
  <AccountFrame view={view} title={view.t('メールアドレスを変える', 'Change the mail address')}>
    {sent ? (
      <Notice tone="good" title={view.t('新しいアドレスにメールを送りました', 'We wrote to the new address')}>
        <p>
          {view.t(
            'その中のリンクを開くと変わります。リンクは24時間使えます。いまのアドレスにも、お知らせを送りました。',
            'Open the link in it within 24 hours to change over. Your present address was told, too.',
          )}
        </p>
        {mailShown ? (
          <p>
            <a href="/mail">{view.t('このパソコンに届いたメールを見る', 'See the mail on this computer')}</a>
          </p>
        ) : null}
      </Notice>
    ) : null}
    <Refusals view={view} refusals={refusals} />
    <p>{view.t(`いまのアドレス: ${email}`, `Present address: ${email}`)}</p>
    <form method="post" action={view.to('/account/email')} class="entrance">
      <AddressField
        view={view}
        label={view.t('新しいメールアドレス', 'New mail address')}
        value={typed}
        autocomplete="email"
        refusals={refusals}
      />
      <button type="submit">{view.t('確認のメールを送る', 'Send the confirmation mail')}</button>
    </form>
  </AccountFrame>
)

/** What the link opens that confirms another address. */
export const EmailConfirmPage: FC<{
  view: View
  found: { name: string; before: string; after: string } | undefined
  token: string
  refusals: readonly Refusal[]
}> = ({ view, found, token, refusals }) =>
  found ? (
    <Entrance view={view} title={view.t('メールアドレスを変える', 'Change the mail address')}>
      <dl class="facts">
        <dt>{view.t('アカウント', 'Account')}</dt>
        <dd>{found.name}</dd>
        <dt>{view.t('新しいアドレス', 'New address')}</dt>
        <dd>{found.after}</dd>
      </dl>
      <form method="post" action={view.to(`/account/email/${token}`)}>
        <button type="submit" class="wide">
          {view.t('このアドレスに変える', 'Change to this address')}
        </button>
      </form>
      <p class="quiet">
        {view.t(
          '心当たりがないときは、押さずに閉じてください。何も変わりません。',
          'If this was not you, close this page: nothing changes.',
        )}
      </p>
    </Entrance>
  ) : (
    <LinkOverPage view={view}>
      <Refusals view={view} refusals={refusals} />
      <p class="actions">
        <a class="button" href={view.to('/account/email')}>
          {view.t('もう一度手続きする', 'Ask again')}
        </a>
      </p>
    </LinkOverPage>
  )

export const EmailChangedPage: FC<{ view: View }> = ({ view }) => (
  <Entrance view={view} title={view.t('メールアドレスが変わりました', 'The mail address is changed')}>
    <p>{view.t('次からは、新しいアドレスでサインインしてください。', 'From now on, sign in with the new address.')}</p>
    <p class="actions">
      <a class="button" href={view.to('/account')}>
        {view.t('あなたのアカウントへ', 'To your account')}
      </a>
    </p>
  </Entrance>
)

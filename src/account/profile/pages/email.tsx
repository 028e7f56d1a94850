import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Notice, Refusals } from '../../../ui/components.tsx'
import { Entrance, LinkOverPage } from '../../../ui/entrance.tsx'
import { AddressField } from '../../../ui/entrance-fields.tsx'
import type { View } from '../../../ui/view.ts'
import { ADDRESS } from '../../credentials/index.ts'

export const EmailPage: FC<{ view: View; email: string; typed: string; refusals: readonly Refusal[] }> = ({
  view,
  email,
  typed,
  refusals,
}) => (
  <AccountFrame view={view} title={view.t('メールアドレスを変える', 'Change the mail address')}>
    <Refusals view={view} refusals={refusals} />
    <p>{view.t(`いまのアドレス: ${email}`, `Present address: ${email}`)}</p>
    <form method="post" action={view.to('/account/email')} class="entrance">
      <AddressField
        view={view}
        {...boundsOf(ADDRESS, 'email')}
        label={view.t('新しいメールアドレス', 'New mail address')}
        value={typed}
        autocomplete="email"
        refusals={refusals}
      />
      <p>
        {view.t(
          '変わると、ほかの場所のサインインはすべて終わります。いまのアドレスには、3日のあいだ元に戻せるリンクが届きます。',
          'Once it is changed, every session elsewhere ends. Your present address gets a link that undoes it for three days.',
        )}
      </p>
      <button type="submit">{view.t('確認のメールを送る', 'Send the confirmation mail')}</button>
    </form>
  </AccountFrame>
)

export const EmailSentPage: FC<{ view: View; email: string; mailShown: boolean }> = ({ view, email, mailShown }) => (
  <AccountFrame view={view} title={view.t('メールアドレスを変える', 'Change the mail address')}>
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
    <p>{view.t(`いまのアドレス: ${email}`, `Present address: ${email}`)}</p>
    <p class="actions">
      <a href={view.to('/account')}>{view.t('あなたのアカウントへ', 'To your account')}</a>
      <a href={view.to('/account/email')}>{view.t('別のアドレスにする', 'Use another address')}</a>
    </p>
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

/** What the link opens that gives the former address back. */
export const EmailUndoPage: FC<{
  view: View
  found: { name: string; former: string } | undefined
  token: string
  refusals: readonly Refusal[]
}> = ({ view, found, token, refusals }) =>
  found ? (
    <Entrance view={view} title={view.t('メールアドレスの変更を元に戻す', 'Undo the change of the mail address')}>
      <dl class="facts">
        <dt>{view.t('アカウント', 'Account')}</dt>
        <dd>{found.name}</dd>
        <dt>{view.t('戻すアドレス', 'Address to go back to')}</dt>
        <dd>{found.former}</dd>
      </dl>
      <p>
        {view.t(
          '元に戻すと、いまのパスワードとすべてのサインインが使えなくなります。続けて、新しいパスワードを決めます。',
          'The present password and every session stop working. A new password is set next.',
        )}
      </p>
      <form method="post" action={view.to(`/account/email/undo/${token}`)}>
        <button type="submit" class="wide">
          {view.t('元に戻す', 'Undo it')}
        </button>
      </form>
      <p class="quiet">
        {view.t('ご自身で変えたのなら、押さずに閉じてください。', 'If you changed it yourself, close this page.')}
      </p>
    </Entrance>
  ) : (
    <LinkOverPage view={view}>
      <Refusals view={view} refusals={refusals} />
      <p>
        {view.t(
          '心当たりのない変更なら、組織の責任者かサーバの管理者に知らせてください。',
          'If it was not you who changed it, tell the responsible person of your organisation or the keeper of the server.',
        )}
      </p>
    </LinkOverPage>
  )

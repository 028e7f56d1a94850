import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import { toJapaneseDate, toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ENGAGEMENT_WORDS, SIGHT_WORDS } from '../../roles/engagement.ts'
import { ROLES } from '../../roles/permissions.ts'
import { PERSON } from '../../roles/person.ts'
import { Field, Message, Refusals } from '../../ui/components.tsx'
import { PasswordField } from '../../ui/entrance-fields.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { readInvitation } from '../invitation-actions.ts'

type Read = NonNullable<Awaited<ReturnType<typeof readInvitation>>>
type InvitationProps = { view: View; token: string; invitation: Read; typed: { name: string }; refusals: readonly Refusal[] }

/** What somebody is invited to, and taking the seat: signed in, or by making an account. */
export const InvitationPage: FC<InvitationProps> = (props) => {
  const { view, invitation, refusals } = props
  return (
    <Page view={view} title={view.t('招待', 'Invitation')}>
      <h1>{view.t(`${invitation.organisation}からの招待`, `Invitation by ${invitation.organisation}`)}</h1>
      <Refusals view={view} refusals={refusals} />
      <dl class="facts">
        <dt>{view.t('あて先', 'For')}</dt>
        <dd>{`${invitation.name} (${invitation.email})`}</dd>
        <dt>{view.t('役割', 'Role')}</dt>
        <dd>
          {invitation.roles.map((role) => (
            <p>
              <strong>{view.say(ROLES[role])}</strong> <span class="quiet">{view.say(ROLES[role].about)}</span>
            </p>
          ))}
        </dd>
        <Engagement view={view} invitation={invitation} />
        <dt>{view.t('リンクの期限', 'Link works until')}</dt>
        <dd>{toWordsInJapan(invitation.expiresAt, view.lang)}</dd>
      </dl>
      {view.signedIn ? <Join {...props} /> : invitation.hasAccount ? <SignIn {...props} /> : <MakeAccount {...props} />}
    </Page>
  )
}

/** The page of a link that opens nothing any more. */
export const SpentInvitation: FC<{ view: View }> = ({ view }) => (
  <Page view={view} title={view.t('招待のリンクが使えません', 'This link no longer works')}>
    <Message title={view.t('この招待のリンクは使えません', 'This link no longer works')}>
      <p>
        {view.t(
          '使われたか、取り消されたか、期限が切れました。招いた人に、もう一度招待を送ってもらってください。',
          'It was used, withdrawn, or ran out. Ask whoever invited you to send another.',
        )}
      </p>
      <p>
        <a class="button" href={view.to('/')}>
          {view.t('最初のページへ', 'To the first page')}
        </a>
      </p>
    </Message>
  </Page>
)

const Engagement: FC<{ view: View; invitation: Read }> = ({ view, invitation }) => {
  const engagement = invitation.engagementDetails
  if (!engagement) return null
  return (
    <>
      <dt>{view.t('契約', 'Engagement')}</dt>
      <dd>
        {view.say(ENGAGEMENT_WORDS[engagement.kind])}{' '}
        <span class="quiet">
          {view.t(
            `${toJapaneseDate(engagement.begins)}から${toJapaneseDate(engagement.ends)}まで`,
            `${engagement.begins} to ${engagement.ends}`,
          )}
        </span>
      </dd>
      <dt>{view.t('見えるもの', 'What you see')}</dt>
      <dd>{view.say(SIGHT_WORDS[engagement.sight])}</dd>
      {engagement.note ? (
        <>
          <dt>{view.t('ひとこと', 'Note')}</dt>
          <dd class="wording">{engagement.note}</dd>
        </>
      ) : null}
    </>
  )
}

const Join: FC<InvitationProps> = ({ view, token, invitation }) => (
  <form method="post" action={`/invitations/${token}/acceptance`}>
    <p>
      {view.t(
        `${view.signedIn?.name}さん(${view.signedIn?.email})として参加します。`,
        `You join as ${view.signedIn?.name} (${view.signedIn?.email}).`,
      )}
    </p>
    <button type="submit" class="large">
      {view.t(`${invitation.organisation}に参加する`, `Join ${invitation.organisation}`)}
    </button>
  </form>
)

const SignIn: FC<InvitationProps> = ({ view, token }) => (
  <>
    <p>
      {view.t(
        'このメールアドレスには、もうアカウントがあります。サインインすると、ここに戻って参加できます。',
        'This address has an account. Sign in, and you come back here to join.',
      )}
    </p>
    <p>
      <a class="button large" href={`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`}>
        {view.t('サインインする', 'Sign in')}
      </a>
    </p>
  </>
)

const MakeAccount: FC<InvitationProps> = ({ view, token, invitation, typed, refusals }) => (
  <form method="post" action={`/invitations/${token}/acceptance`}>
    <h2>{view.t('アカウントを作って参加する', 'Make an account and join')}</h2>
    <input type="hidden" name="username" value={invitation.email} autocomplete="username" />
    <Field
      view={view}
      name="name"
      label={view.t('あなたの名前', 'Your name')}
      value={typed.name}
      {...boundsOf(PERSON, 'name')}
      autocomplete="name"
      refusals={refusals}
    />
    <PasswordField
      view={view}
      help={view.t(
        '8文字以上。長くて、推測されにくいものにしてください。空白や日本語も使えます。',
        '8 characters or more, long and hard to guess. Spaces and any letters are fine.',
      )}
      autocomplete="new-password"
      refusals={refusals}
    />
    <button type="submit" class="large">
      {view.t('参加する', 'Join')}
    </button>
  </form>
)

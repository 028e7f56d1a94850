import type { Child, FC } from 'hono/jsx'
import { Page } from './page.tsx'
import type { View } from './view.ts'

/** The narrow page of whoever is not signed in yet: signing in, registering, links from letters. */
export const Entrance: FC<{ view: View; title: string; children?: Child }> = ({ view, title, children }) => (
  <Page view={view} title={title}>
    <div class="entrance">
      <h1>{title}</h1>
      {children}
    </div>
  </Page>
)

/** A letter is on its way. The answer is the same whether the address has an account or not. */
export const MailSentPage: FC<{ view: View; title: string; mailShown: boolean; children?: Child }> = ({
  view,
  title,
  mailShown,
  children,
}) => (
  <Entrance view={view} title={title}>
    {children}
    {mailShown ? (
      <p class="actions">
        <a class="button" href="/mail">
          {view.t('このパソコンに届いたメールを見る', 'See the mail on this computer')}
        </a>
      </p>
    ) : (
      <p class="quiet">
        {view.t(
          '数分待っても届かないときは、迷惑メールの中と、入力したアドレスを確かめてください。',
          'If it does not arrive within minutes, check your spam folder and the address that you typed.',
        )}
      </p>
    )}
  </Entrance>
)

/** A link that no longer works, with what to do instead. */
export const LinkOverPage: FC<{ view: View; children?: Child }> = ({ view, children }) => (
  <Entrance view={view} title={view.t('このリンクは使えません', 'This link does not work')}>
    <p>
      {view.t(
        '期限が過ぎたか、一度使われたか、途中で切れています。',
        'It is too old, was used once already, or is not complete.',
      )}
    </p>
    {children}
  </Entrance>
)

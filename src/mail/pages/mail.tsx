import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { Notice } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { ShownLetter } from '../actions.ts'
import { piecesOf } from '../links.ts'

/** The letters that would have been sent, newest first, for a newcomer without a mail server. */
export const MailPage: FC<{ view: View; letters: ShownLetter[]; origin: string }> = ({ view, letters, origin }) => (
  <Page view={view} title={view.t('届いたメール', 'Mail')}>
    <h1>{view.t('届いたメール', 'Mail')}</h1>
    <Notice tone="info" title={view.t('この画面は、このパソコンだけのものです', 'This page is for this computer alone')}>
      <p>
        {view.t(
          'メールサーバを設定していないので、送るはずのメールをここに表示します。ほかのパソコンからは見えません。24時間たつと消えます。',
          'No mail server is set, so mail that would be sent is shown here. No other computer sees it. It goes after 24 hours.',
        )}
      </p>
      <p>
        {view.t(
          '会社のみんなで使うときは、管理する人がメールサーバ(SMTP_URL)を設定します。すると、メールはそれぞれの人に届き、この画面はなくなります。',
          'To use it with colleagues, whoever keeps the server sets a mail server (SMTP_URL): mail then reaches each person and this page is gone.',
        )}
      </p>
    </Notice>
    {letters.length === 0 ? (
      <p class="empty">
        {view.t(
          'この24時間に届いたメールはありません。アカウントの登録や招待をすると、ここに届きます。',
          'No mail in the last 24 hours. Register, or invite somebody, and it arrives here.',
        )}
      </p>
    ) : (
      <ol class="letters">
        {letters.map((letter) => (
          <li>
            <LetterCard view={view} letter={letter} origin={origin} />
          </li>
        ))}
      </ol>
    )}
  </Page>
)

const LetterCard: FC<{ view: View; letter: ShownLetter; origin: string }> = ({ view, letter, origin }) => (
  <article class="letter card">
    <h2 lang={languageOf(letter.subject)}>{letter.subject}</h2>
    <p class="quiet">
      {view.t('宛先', 'To')} {letter.to} / <time datetime={letter.createdAt}>{toWordsInJapan(letter.createdAt, view.lang)}</time>
    </p>
    {letter.text
      .trim()
      .split('\n\n')
      .map((paragraph) => (
        <p class="letter-text" lang={languageOf(paragraph)}>
          {piecesOf(paragraph, origin).map(({ text, href }) => (href ? <a href={href}>{text}</a> : text))}
        </p>
      ))}
  </article>
)

/** A letter to somebody of whom nothing is known yet is in both languages; a name alone does not make English Japanese. */
function languageOf(text: string): 'ja' | 'en' {
  return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'ja' : 'en'
}

import type { FC } from 'hono/jsx'
import { Message } from '../ui/components.tsx'
import { Page } from '../ui/page.tsx'
import type { View } from '../ui/view.ts'

export const NotFound: FC<{ view: View }> = ({ view }) => (
  <Page view={view} title={view.t('ページが見つかりません', 'Page not found')}>
    <Message title={view.t('ページが見つかりません', 'Page not found')}>
      <p>
        {view.t(
          'アドレスが変わったか、削除されたか、ほかの組織のものかもしれません。',
          'It may have moved, been removed, or belong to another organisation.',
        )}
      </p>
      <p>
        <a class="button" href="/">
          {view.t('最初のページへ', 'To the first page')}
        </a>
      </p>
    </Message>
  </Page>
)

export const Fault: FC<{ view: View; requestId: string }> = ({ view, requestId }) => (
  <Page view={view} title={view.t('うまく動きませんでした', 'Something went wrong')}>
    <Message title={view.t('うまく動きませんでした', 'Something went wrong')}>
      <p>
        {view.t(
          'こちらの問題です。保存できたと表示された内容は失われていません。少し待ってからもう一度お試しください。',
          'The fault is ours. Whatever was shown as saved is safe. Please try again in a moment.',
        )}
      </p>
      <p>
        {view.t('問い合わせ番号', 'Request number')}: <code>{requestId}</code>
      </p>
    </Message>
  </Page>
)

export const TooLarge: FC<{ view: View }> = ({ view }) => (
  <Page view={view} title={view.t('ファイルが大きすぎます', 'Too large')}>
    <Message title={view.t('ファイルが大きすぎます', 'The file is too large')}>
      <p>
        {view.t(
          '送れるのは10 MBまでです。画像や使っていないシートを除いてから、もう一度選んでください。何も書き込んでいません。',
          'At most 10 MB can be sent. Remove pictures and unused sheets, and choose the file again. Nothing was written.',
        )}
      </p>
      <p>
        <a class="button" href="/assessments">
          {view.t('評価の一覧へ', 'To the assessments')}
        </a>
      </p>
    </Message>
  </Page>
)

export const BrokenForm: FC<{ view: View }> = ({ view }) => (
  <Page view={view} title={view.t('送られた内容を読めません', 'Cannot be read')}>
    <Message title={view.t('送られた内容を読めません', 'What was sent cannot be read')}>
      <p>
        {view.t(
          '送る途中で切れたのかもしれません。前の画面に戻って、もう一度送ってください。何も書き込んでいません。',
          'It may have broken off on the way. Go back and send it again. Nothing was written.',
        )}
      </p>
    </Message>
  </Page>
)

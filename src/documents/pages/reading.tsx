import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Template } from '../../templates/index.ts'
import { Refusals } from '../../ui/components.tsx'
import { LinkOverPage } from '../../ui/entrance.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { Reading } from '../actions.ts'
import { DocumentText } from './text.tsx'

/** What the holder of a personal link sees: the version in force, and one button. Nothing else of the organisation. */
export const ReadingPage: FC<{
  view: View
  token: string
  reading: Reading
  template: Template | undefined
  refusals: readonly Refusal[]
}> = ({ view, token, reading, template, refusals }) => {
  const { content, version, organisation, reader } = reading
  return (
    <Page view={view} title={content.title}>
      <p class="quiet">
        {view.t(`${organisation} · ${reader.name}さん専用のページ`, `${organisation} · a page for ${reader.name} alone`)}
      </p>
      <h1 lang={content.lang}>{content.title}</h1>
      <p class="quiet">{view.t(`第${version.number}版`, `Version ${version.number}`)}</p>
      <Refusals view={view} refusals={refusals} />
      <DocumentText view={view} content={content} template={template} criteria={false} />
      {reader.acknowledgedAt ? (
        <p class="acknowledged" role="status">
          {view.t(
            `${toWordsInJapan(reader.acknowledgedAt, 'ja')}に「読みました」と受け取りました。ありがとうございました。`,
            `You said on ${toWordsInJapan(reader.acknowledgedAt, 'en')} that you have read it. Thank you.`,
          )}
        </p>
      ) : (
        <form method="post" action={`/read/${token}`}>
          <input type="hidden" name="sha256" value={version.sha256} />
          <button type="submit" class="large">
            {view.t('読みました', 'I have read it')}
          </button>
          <p class="quiet">
            {view.t(
              '押すと、あなたの名前・日時・この版が、会社の記録に残ります。',
              'Your name, the time and this version are then kept in the record of the organisation.',
            )}
          </p>
        </form>
      )}
    </Page>
  )
}

/** A link that was taken back, is too old, or is not complete. */
export const ReadingOverPage: FC<{ view: View }> = ({ view }) => (
  <LinkOverPage view={view}>
    <p>{view.t('知らせてきた会社の担当者に、新しいリンクを頼んでください。', 'Ask whoever sent it to you for a new one.')}</p>
  </LinkOverPage>
)

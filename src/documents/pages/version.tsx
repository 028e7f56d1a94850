import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Template } from '../../templates/index.ts'
import { Field, Refusals } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { DocumentView } from '../actions.ts'
import { differencesBetween } from '../differences.ts'
import { type DocumentVersion, readContent } from '../document.ts'
import { DECISION } from '../forms.ts'
import { versionWords } from './document.tsx'
import { DocumentTrail } from './edit.tsx'
import { Differences, DocumentText, Served } from './text.tsx'

type VersionProps = {
  view: View
  found: DocumentView
  version: DocumentVersion
  template: Template | undefined
  typed: Partial<Typed<typeof DECISION>>
  refusals: readonly Refusal[]
}

/** One version as it was put to an officer, to be decided on: what changed since the last one in force first. */
export const VersionPage: FC<VersionProps> = (props) => {
  const { view, found, version, template, refusals } = props
  const { document, versions } = found
  const base = view.to(`/documents/${document.id}`)
  const content = readContent(version)
  const title = view.t(`第${version.number}版`, `Version ${version.number}`)
  const before = versions.find(({ number, publication }) => publication !== null && number < version.number)
  const decides = version.decision === null && version.officer === view.viewer?.person && view.may('document.approve')
  return (
    <Page view={view} title={`${content.title} ${title}`} area="documents">
      <DocumentTrail view={view} document={document} here={title} />
      <h1>{`${content.title} ${title}`}</h1>
      <Refusals view={view} refusals={refusals} />
      <p>
        <strong>{versionWords(view, found, version)}</strong>
      </p>
      {version.message === '' ? null : <blockquote class="in-words">{version.message}</blockquote>}
      {version.decision && version.decision.word !== '' ? (
        <blockquote class="in-words">{version.decision.word}</blockquote>
      ) : null}
      <p class="actions">
        <a class="button second small" href={`${base}/versions/${version.number}/file.docx`}>
          {view.t('Word で保存', 'Save as Word')}
        </a>
        <a class="button second small" href={`${base}/versions/${version.number}/file.pdf`}>
          {view.t('PDF で開く', 'Open as PDF')}
        </a>
      </p>
      {decides ? <Decision {...props} /> : null}
      {version.decision === null && version.putBy === view.viewer?.person ? (
        <form method="post" action={`${base}/versions/${version.number}/withdrawal`}>
          <button type="submit" class="second small">
            {view.t('取り下げる', 'Withdraw it')}
          </button>
        </form>
      ) : null}
      {before ? (
        <section aria-labelledby="changed">
          <h2 id="changed">{view.t(`第${before.number}版から変わったこと`, `What changed since version ${before.number}`)}</h2>
          <Differences view={view} differences={differencesBetween(readContent(before), content)} />
        </section>
      ) : null}
      <section aria-labelledby="serves">
        <h2 id="serves">{view.t('満たす評価基準', 'Criteria that it serves')}</h2>
        <Served view={view} content={content} />
      </section>
      <section aria-labelledby="says">
        <h2 id="says">{view.t('本文', 'The text')}</h2>
        <DocumentText view={view} content={content} template={template} level={3} />
      </section>
      <p class="quiet">
        {view.t(
          'この版の内容のSHA-256(変わっていないことの印): ',
          'SHA-256 of this version, which shows that it has not changed: ',
        )}
        <code>{version.sha256}</code>
      </p>
    </Page>
  )
}

const Decision: FC<VersionProps> = ({ view, found, version, typed, refusals }) => {
  const base = view.to(`/documents/${found.document.id}/versions/${version.number}`)
  return (
    <form method="post" action={`${base}/approval`} class="card">
      <h2>{view.t('決める', 'Decide')}</h2>
      <Field
        view={view}
        name="word"
        label={view.t('ひとこと(差し戻すときは、直してほしいこと)', 'A word (to send it back: what is to change)')}
        rows={2}
        value={typed.word ?? ''}
        refusals={refusals}
        {...boundsOf(DECISION, 'word')}
      />
      <div class="actions">
        <button type="submit">{view.t('承認する', 'Approve')}</button>
        <button type="submit" class="second" formaction={`${base}/return`}>
          {view.t('差し戻す', 'Send it back')}
        </button>
      </div>
    </form>
  )
}

/** Every version of a document, the newest first, each with what it changed of the one before it that was in force. */
export const HistoryPage: FC<{ view: View; found: DocumentView }> = ({ view, found }) => {
  const { document, versions } = found
  const here = view.t('版の履歴', 'History of versions')
  return (
    <Page view={view} title={`${here}: ${document.title}`} area="documents">
      <DocumentTrail view={view} document={document} here={here} />
      <h1>{here}</h1>
      {versions.length === 0 ? <p>{view.t('版はまだありません。', 'There are no versions yet.')}</p> : null}
      {versions.map((version) => {
        const before = versions.find(({ number, publication }) => publication !== null && number < version.number)
        const title = view.t(`第${version.number}版`, `Version ${version.number}`)
        return (
          <section aria-label={title}>
            <h2>
              <a href={view.to(`/documents/${document.id}/versions/${version.number}`)}>{title}</a>
            </h2>
            <p>{versionWords(view, found, version)}</p>
            {before ? (
              <Differences view={view} differences={differencesBetween(readContent(before), readContent(version))} />
            ) : null}
          </section>
        )
      })}
    </Page>
  )
}

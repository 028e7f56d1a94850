import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { StandingChip } from '../../standing/chip.tsx'
import type { Template } from '../../templates/index.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { DocumentView, ServedAnswers } from '../actions.ts'
import { officersFor } from '../approval-actions.ts'
import { blanksIn, type DocumentVersion, publishedOf, STATE_WORDS } from '../document.ts'
import { type DECISION, SUBMISSION } from '../forms.ts'
import { DocumentText, Served } from './text.tsx'

export const DOCUMENT_DONE = {
  begun: { ja: '文書をつくりました。', en: 'The document is made.' },
  saved: { ja: '保存しました。', en: 'Saved.' },
  submitted: { ja: '承認に出しました。', en: 'It was put to approval.' },
  approved: { ja: '承認しました。', en: 'It is approved.' },
  returned: { ja: '差し戻しました。', en: 'It was sent back.' },
  withdrawn: { ja: '取り下げました。', en: 'It was withdrawn.' },
  published: { ja: '公開しました。', en: 'It is in force.' },
} as const

export type DocumentPageProps = {
  view: View
  found: DocumentView
  template: Template | undefined
  typed: Partial<Typed<typeof SUBMISSION>> & Partial<Typed<typeof DECISION>>
  refusals: readonly Refusal[]
  done: keyof typeof DOCUMENT_DONE | undefined
  served: ServedAnswers
}

/** A document: how it stands, the one thing to do next, what it says, and which criteria it serves. */
export const DocumentPage: FC<DocumentPageProps> = (props) => {
  const { view, found, template, refusals, done } = props
  const { document, versions, state } = found
  const base = view.to(`/documents/${document.id}`)
  const published = publishedOf(versions)
  return (
    <Page view={view} title={document.title} area="documents">
      <Trail
        view={view}
        steps={[{ href: view.to('/documents'), words: view.t('社内ルール', 'Internal rules') }]}
        here={document.title}
      />
      <h1>{document.title}</h1>
      {done ? <SavedNote>{view.say(DOCUMENT_DONE[done])}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <p>
        <span class={`chip document-${state}`}>{view.say(STATE_WORDS[state])}</span>{' '}
        {published ? (
          <a href={`${base}/versions/${published.number}`}>
            {view.t(`公開中: 第${published.number}版`, `In force: version ${published.number}`)}
          </a>
        ) : null}{' '}
        {document.reviewOn ? (
          <span class="quiet">{`${view.t('次の見直し: ', 'Next review: ')}${sayDay(view, document.reviewOn)}`}</span>
        ) : null}
      </p>
      <Next {...props} />
      <p class="actions">
        {view.may('document.write') ? (
          <a class="button second small" href={`${base}/edit`}>
            {view.t('本文を直す', 'Edit the text')}
          </a>
        ) : null}
        {view.may('document.write') && template ? (
          <a class="button second small" href={`${base}/questions`}>
            {view.t('質問に答える', 'Answer the questions')}
          </a>
        ) : null}
        <a class="button second small" href={`${base}/readers`}>
          {view.t('周知', 'Announcement')}
        </a>
        {versions.length > 0 ? <a href={`${base}/history`}>{view.t('版の履歴', 'History of versions')}</a> : null}
      </p>
      <section aria-labelledby="serves">
        <h2 id="serves">{view.t('満たす評価基準', 'Criteria that it serves')}</h2>
        <Served view={view} content={document} />
        <Answers {...props} />
      </section>
      <section aria-labelledby="says">
        <h2 id="says">
          {published && state !== 'published' ? view.t('作成中の本文', 'The text being written') : view.t('本文', 'The text')}
        </h2>
        <DocumentText view={view} content={document} template={template} level={3} />
      </section>
    </Page>
  )
}

/** How the answers that the document serves stand, by assessment. */
const Answers: FC<DocumentPageProps> = ({ view, served }) => (
  <>
    {served.map(({ head, criteria }) => (
      <details open={served.length === 1}>
        <summary>{view.t(`「${head.title}」の回答`, `Answers of “${head.title}”`)}</summary>
        <ul class="criteria-list">
          {criteria.map(({ id, answer }) => (
            <li>
              <a href={view.to(`/assessments/${head.id}/criteria/${id}#documents`)}>{id}</a>{' '}
              <StandingChip view={view} standing={answer?.status ?? 'unanswered'} confirmed={answer?.confirmation != null} />
            </li>
          ))}
        </ul>
      </details>
    ))}
  </>
)

/** The one thing that is to be done next, by whoever may. */
const Next: FC<DocumentPageProps> = (props) => {
  const { view, found } = props
  const { document, versions, state } = found
  const base = view.to(`/documents/${document.id}`)
  const [waiting] = versions.filter(({ decision }) => decision === null)
  const approved = versions.find(({ decision }) => decision?.outcome === 'approved')
  const blanks = blanksIn(document)
  if (waiting) {
    const officer = found.people.find(({ id }) => id === waiting.officer)?.name ?? ''
    const own = waiting.officer === view.viewer?.person
    return (
      <Notice
        tone="info"
        title={
          own
            ? view.t('あなたの承認を待っています', 'It waits for your approval')
            : view.t(`${officer}さんの承認を待っています`, `It waits for the approval of ${officer}`)
        }
      >
        <p>
          <a class={own ? 'button' : undefined} href={`${base}/versions/${waiting.number}`}>
            {view.t(`第${waiting.number}版を読む`, `Read version ${waiting.number}`)}
          </a>
        </p>
      </Notice>
    )
  }
  if (state === 'approved' && approved) {
    return (
      <Notice tone="good" title={view.t('承認されました。公開できます。', 'It is approved and can be published.')}>
        {view.may('document.announce') ? <Publish view={view} base={base} version={approved} /> : null}
      </Notice>
    )
  }
  if (state === 'published' && view.may('document.announce')) {
    return (
      <p>
        <a class="button" href={`${base}/readers`}>
          {view.t('周知する・確認を見る', 'Announce it and see who has read it')}
        </a>
      </p>
    )
  }
  if (state === 'published' || !view.may('document.write')) return null
  if (document.sections.length === 0) {
    return (
      <p>
        <a class="button" href={`${base}/edit`}>
          {view.t('本文を書く', 'Write the text')}
        </a>
      </p>
    )
  }
  if (blanks > 0) {
    return (
      <Notice tone="warn" title={view.t(`まだ例のままの箇所が${blanks}か所あります`, `${blanks} places still show an example`)}>
        <p>
          <a class="button" href={`${base}/${document.template ? 'questions' : 'edit'}`}>
            {document.template ? view.t('質問に答える', 'Answer the questions') : view.t('本文を直す', 'Edit the text')}
          </a>
        </p>
      </Notice>
    )
  }
  return <Submit {...props} />
}

const Publish: FC<{ view: View; base: string; version: DocumentVersion }> = ({ view, base, version }) => (
  <form method="post" action={`${base}/versions/${version.number}/publication`}>
    <button type="submit">{view.t(`第${version.number}版を公開する`, `Publish version ${version.number}`)}</button>
  </form>
)

const Submit: FC<DocumentPageProps> = ({ view, found, typed, refusals }) => {
  const { document, people } = found
  const officers = view.viewer ? officersFor(people, view.viewer.person) : []
  return (
    <form method="post" action={view.to(`/documents/${document.id}/versions`)} class="card">
      <h2>{view.t('承認に出す', 'Put it to approval')}</h2>
      <input type="hidden" name="revision" value={String(document.revision)} />
      <div class="field">
        <label for="officer">{view.t('承認する人', 'Who approves')}</label>
        <select name="officer" id="officer">
          {officers.map(({ id, name, position }) => (
            <option value={id} selected={typed.officer === id}>
              {position === '' ? name : `${name} (${position})`}
            </option>
          ))}
        </select>
      </div>
      <Field
        view={view}
        name="message"
        label={view.t('伝えること(なくてもよい)', 'Message (optional)')}
        rows={2}
        value={typed.message ?? ''}
        refusals={refusals}
        {...boundsOf(SUBMISSION, 'message')}
      />
      <button type="submit">{view.t('承認に出す', 'Put it to approval')}</button>
    </form>
  )
}

/** How a version stands, in a sentence. */
export function versionWords(view: View, found: DocumentView, version: DocumentVersion): string {
  const name = (id: string) => found.people.find((one) => one.id === id)?.name ?? ''
  const at = (moment: string) => toWordsInJapan(moment, view.lang)
  const { decision, publication, officer, putBy, putAt } = version
  if (publication) {
    return view.t(
      `${name(decision?.by ?? '')}さんが承認し、${at(publication.at)}に公開しました。`,
      `Approved by ${name(decision?.by ?? '')}, published on ${at(publication.at)}.`,
    )
  }
  if (!decision) {
    return view.t(
      `${name(putBy)}さんが${at(putAt)}に出し、${name(officer)}さんの承認を待っています。`,
      `Put forward by ${name(putBy)} on ${at(putAt)}; waits for ${name(officer)}.`,
    )
  }
  const [by, day] = [name(decision.by), at(decision.at)]
  return {
    approved: view.t(`${by}さんが${day}に承認しました。`, `Approved by ${by} on ${day}.`),
    returned: view.t(`${by}さんが${day}に差し戻しました。`, `Sent back by ${by} on ${day}.`),
    withdrawn: view.t(`${by}さんが${day}に取り下げました。`, `Withdrawn by ${by} on ${day}.`),
  }[decision.outcome]
}

import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Template } from '../../templates/index.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { DocumentView } from '../actions.ts'
import type { Difference } from '../differences.ts'
import type { DocumentClause, DocumentContent, DocumentSection } from '../document.ts'
import { EDIT } from '../forms.ts'
import { Questions } from './begin.tsx'
import { Differences, DocumentText } from './text.tsx'

type EditProps = {
  view: View
  found: DocumentView
  typed: Partial<Typed<typeof EDIT>>
  /** Where somebody else was first: what sending again would change of what they wrote. */
  conflict: readonly Difference[] | undefined
  refusals: readonly Refusal[]
}

/** All of a document in fields: each clause by itself, with the criteria that it serves. Works without a script. */
export const EditPage: FC<EditProps> = (props) => {
  const { view, found, typed, conflict, refusals } = props
  const { document } = found
  const base = view.to(`/documents/${document.id}`)
  const here = view.t('本文を直す', 'Edit the text')
  return (
    <Page view={view} title={`${here}: ${document.title}`} area="documents">
      <DocumentTrail view={view} document={document} here={here} />
      <h1>{here}</h1>
      <Refusals view={view} refusals={refusals} />
      {conflict && conflict.length > 0 ? (
        <Notice tone="warn" title={view.t('このまま送ると、いまの内容がこう変わります', 'Sending again would change this')}>
          <Differences view={view} differences={conflict} />
        </Notice>
      ) : null}
      <form method="post" action={base} data-guarded>
        <input type="hidden" name="revision" value={String(document.revision)} />
        <Field
          view={view}
          name="title"
          label={view.t('文書の名前', 'Name of the document')}
          value={typed.title ?? document.title}
          refusals={refusals}
          {...boundsOf(EDIT, 'title')}
        />
        {document.sections.map((section) => (
          <SectionFields {...props} section={section} />
        ))}
        <fieldset class="card">
          <legend>{view.t('条を加える', 'Add a section')}</legend>
          <Field
            view={view}
            name="newHeading"
            label={view.t('見出し', 'Heading')}
            value={typed.newHeading ?? ''}
            refusals={refusals}
            {...boundsOf(EDIT, 'newHeading')}
          />
          <Field
            view={view}
            name="newText"
            label={view.t('本文(1行が1項になります)', 'Text (each line becomes a clause)')}
            rows={4}
            value={typed.newText ?? ''}
            refusals={refusals}
            {...boundsOf(EDIT, 'newText')}
          />
        </fieldset>
        <Field
          view={view}
          name="months"
          label={view.t('見直しの間隔(か月)', 'Months until the review')}
          help={view.t('公開した日から数えます。', 'Counted from the day of publication.')}
          inputmode="numeric"
          value={typed.months ?? String(document.reviewMonths)}
          refusals={refusals}
          {...boundsOf(EDIT, 'months')}
        />
        <div class="actions">
          <button type="submit">{view.t('保存する', 'Save')}</button>
          <a href={base}>{view.t('直さずに戻る', 'Back without saving')}</a>
        </div>
      </form>
    </Page>
  )
}

const SectionFields: FC<EditProps & { section: DocumentSection }> = (props) => {
  const { view, section, typed, refusals } = props
  return (
    <fieldset class="card document-section">
      <legend>{section.title}</legend>
      <Field
        view={view}
        name={`heading ${section.id}`}
        id={`heading-${section.id}`}
        label={view.t('見出し', 'Heading')}
        value={typed.heading?.[section.id] ?? section.title}
        refusals={ownOf(refusals, 'heading', section.id)}
      />
      {section.clauses.map((clause, at) => (
        <ClauseFields {...props} clause={clause} number={at + 1} />
      ))}
      <Field
        view={view}
        name={`add ${section.id}`}
        id={`add-${section.id}`}
        label={view.t('項を加える(1行が1項になります)', 'Add clauses (each line becomes one)')}
        rows={2}
        value={typed.add?.[section.id] ?? ''}
        refusals={ownOf(refusals, 'add', section.id)}
      />
    </fieldset>
  )
}

const ClauseFields: FC<EditProps & { section: DocumentSection; clause: DocumentClause; number: number }> = (props) => {
  const { view, found, section, clause, number, typed, refusals } = props
  const place = `${section.id}/${clause.id}`
  const criteria = (clause.criteria[found.document.edition] ?? []).join(', ')
  return (
    <div class="clause-fields">
      <Field
        view={view}
        name={`text ${place}`}
        id={`text-${place}`}
        label={`${view.t(`${number}項`, `Clause ${number}`)}${clause.advice ? view.t('(任意)', ' (optional)') : ''}`}
        rows={3}
        longest={2000}
        value={typed.text?.[place] ?? clause.text}
        refusals={ownOf(refusals, 'text', place)}
      />
      <details open={ownOf(refusals, 'criteria', place).length > 0}>
        <summary>{criteria === '' ? view.t('評価基準なし', 'No criterion') : criteria}</summary>
        <Field
          view={view}
          name={`criteria ${place}`}
          id={`criteria-${place}`}
          label={view.t('満たす評価基準', 'Criteria that it serves')}
          help={view.t('番号を読点かコンマで区切ります。', 'Numbers, with commas between.')}
          value={typed.criteria?.[place] ?? criteria}
          refusals={ownOf(refusals, 'criteria', place)}
        />
        <label class="choice">
          <input type="checkbox" name={`drop ${place}`} value="1" checked={typed.drop?.[place] === '1'} />
          <span>{view.t('この項を消す', 'Take this clause out')}</span>
        </label>
      </details>
    </div>
  )
}

/** The questions of a document's template once more, with the text as it stands. */
export const AnsweringPage: FC<{
  view: View
  found: DocumentView
  template: Template
  /** The same in the language of the screen. */
  asked: Template
  content: DocumentContent
  answers: Readonly<Record<string, string>>
  refusals: readonly Refusal[]
}> = ({ view, found, template, asked, content, answers, refusals }) => {
  const { document } = found
  const base = view.to(`/documents/${document.id}`)
  const here = view.t('質問に答える', 'Answer the questions')
  return (
    <Page view={view} title={`${here}: ${document.title}`} area="documents" wide>
      <DocumentTrail view={view} document={document} here={here} />
      <h1>{here}</h1>
      <Refusals view={view} refusals={refusals} />
      <div class="filling">
        <form method="post" action={`${base}/answers`} data-fills={`${base}/preview`}>
          <input type="hidden" name="revision" value={String(document.revision)} />
          <Questions view={view} template={asked} answers={answers} refusals={refusals} />
          <div class="actions">
            <button type="submit">{view.t('保存する', 'Save')}</button>
            <button type="submit" class="second" formaction={`${base}/preview`} formnovalidate data-refills>
              {view.t('文に入れて見る', 'See it in the text')}
            </button>
            <a href={base}>{view.t('戻る', 'Back')}</a>
          </div>
          <p class="quiet">
            {view.t('自分で書き直した項は、そのまま残ります。', 'Clauses that you rewrote yourself stay as they are.')}
          </p>
        </form>
        <aside id="filled" aria-label={view.t('できあがる文', 'The text')}>
          <DocumentText view={view} content={content} template={template} />
        </aside>
      </div>
    </Page>
  )
}

/** The way from the list over the document to a page of it. */
export const DocumentTrail: FC<{ view: View; document: DocumentView['document']; here: string }> = ({ view, document, here }) => (
  <Trail
    view={view}
    steps={[
      { href: view.to('/documents'), words: view.t('社内ルール', 'Internal rules') },
      { href: view.to(`/documents/${document.id}`), words: document.title },
    ]}
    here={here}
  />
)

/** What was refused of one field of a family, by the name that the field has on the page. */
function ownOf(refusals: readonly Refusal[], family: string, of: string): Refusal[] {
  return refusals.filter(({ field }) => field === `${family}-${of}`).map((one) => ({ ...one, field: `${family} ${of}` }))
}

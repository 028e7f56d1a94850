import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import { boundsOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { KIND_WORDS, type Question, type Template } from '../../templates/index.ts'
import { Choices, Field, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { DocumentContent } from '../document.ts'
import { BEGINNING } from '../forms.ts'
import { audienceIn, DocumentText } from './text.tsx'

/** The templates to choose from, and a document that begins empty. */
export const TemplatesPage: FC<{
  view: View
  templates: readonly Template[]
  /** Templates that a document has begun from already. */
  used: ReadonlySet<string>
}> = ({ view, templates, used }) => {
  const title = view.t('ひな形を選ぶ', 'Choose a template')
  return (
    <Page view={view} title={title} area="documents">
      <Trail view={view} steps={[{ href: view.to('/documents'), words: view.t('社内ルール', 'Internal rules') }]} here={title} />
      <h1>{title}</h1>
      <ul class="rows templates">
        {templates.map((template) => (
          <li>
            <div>
              <h2>
                <a href={view.to(`/documents/new?template=${template.id}`)}>{template.name}</a>{' '}
                <span class="chip">{view.say(KIND_WORDS[template.kind])}</span>{' '}
                {used.has(template.id) ? <span class="quiet">{view.t('つくってあります', 'You have one')}</span> : null}
              </h2>
              <p>{template.about}</p>
              {template.audience.length > 0 ? (
                <p class="quiet">{`${view.t('対象: ', 'For: ')}${audienceIn(view, template)}`}</p>
              ) : null}
            </div>
          </li>
        ))}
        <li>
          <div>
            <h2>
              <a href={view.to('/documents/new?template=own')}>{view.t('白紙からつくる', 'Begin empty')}</a>
            </h2>
            <p>
              {view.t(
                'いまある規程の文を写すときや、自社だけの決まりに。',
                'For a rule that you have already, or one of your own.',
              )}
            </p>
          </div>
        </li>
      </ul>
    </Page>
  )
}

/** The questions of a template with the text beside them; a document that begins empty has a name alone. */
export const BeginPage: FC<{
  view: View
  template: Template | undefined
  typed: Typed<typeof BEGINNING>
  /** The text as the answers make it. */
  content: DocumentContent | undefined
  refusals: readonly Refusal[]
}> = ({ view, template, typed, content, refusals }) => {
  const title = template?.name ?? view.t('白紙からつくる', 'Begin empty')
  return (
    <Page view={view} title={title} area="documents" wide>
      <Trail
        view={view}
        steps={[
          { href: view.to('/documents'), words: view.t('社内ルール', 'Internal rules') },
          { href: view.to('/documents/new'), words: view.t('ひな形を選ぶ', 'Choose a template') },
        ]}
        here={title}
      />
      <h1>{title}</h1>
      {template ? <p class="lead">{template.about}</p> : null}
      <Refusals view={view} refusals={refusals} />
      <div class="filling">
        <form method="post" action={view.to('/documents')} data-fills={view.to('/documents/preview')}>
          <Once />
          <input type="hidden" name="template" value={typed.template} />
          <input type="hidden" name="lang" value={typed.lang} />
          <input type="hidden" name="edition" value={typed.edition} />
          <Field
            view={view}
            name="title"
            label={view.t('文書の名前', 'Name of the document')}
            value={typed.title}
            refusals={refusals}
            {...boundsOf(BEGINNING, 'title')}
          />
          {template ? <Questions view={view} template={template} answers={typed.answer} refusals={refusals} /> : null}
          <div class="actions">
            <button type="submit">{view.t('この内容でつくる', 'Make the document')}</button>
            {template ? (
              <button type="submit" class="second" formaction={view.to('/documents/preview')} formnovalidate data-refills>
                {view.t('文に入れて見る', 'See it in the text')}
              </button>
            ) : null}
          </div>
          {template ? (
            <p class="quiet">
              {view.t(
                '答えはあとから直せます。わからないところは空けておけます(承認に出す前に埋めます)。',
                'Answers can be changed later, and left open for now; they are filled in before approval.',
              )}
            </p>
          ) : null}
        </form>
        {content ? (
          <aside id="filled" aria-label={view.t('できあがる文', 'The text')}>
            <DocumentText view={view} content={content} template={template} />
          </aside>
        ) : null}
      </div>
    </Page>
  )
}

/** The small questions whose answers go into the text. */
export const Questions: FC<{
  view: View
  template: Template
  answers: Readonly<Record<string, string>>
  refusals: readonly Refusal[]
}> = ({ view, template, answers, refusals }) => (
  <>
    {template.questions.map((question) => (
      <QuestionField view={view} question={question} value={answers[question.id]} refusals={refusals} />
    ))}
  </>
)

const QuestionField: FC<{ view: View; question: Question; value: string | undefined; refusals: readonly Refusal[] }> = (
  props,
) => {
  const { view, question, value, refusals } = props
  const id = `answer-${question.id}`
  const name = `answer ${question.id}`
  const own = refusals.filter(({ field }) => field === id).map((refusal) => ({ ...refusal, field: name }))
  if (question.kind === 'choice') {
    return (
      <Choices view={view} name={name} id={id} legend={question.ask} refusals={own}>
        <div class="choices">
          {question.of.map((choice) => (
            <label class="choice">
              <input type="radio" name={name} value={choice.value} checked={(value || question.default) === choice.value} />
              <span>{choice.text}</span>
            </label>
          ))}
        </div>
      </Choices>
    )
  }
  if (question.kind === 'number') {
    const bounds = view.t(`${question.min}から${question.max}まで`, `From ${question.min} to ${question.max}`)
    const because = question.because ? view.t(`(評価基準 ${question.because})`, ` (criterion ${question.because})`) : ''
    return (
      <Field
        view={view}
        name={name}
        id={id}
        label={question.unit ? `${question.ask} (${question.unit})` : question.ask}
        help={`${bounds}${because}`}
        inputmode="numeric"
        value={value || String(question.default)}
        refusals={own}
      />
    )
  }
  return (
    <Field
      view={view}
      name={name}
      id={id}
      label={question.ask}
      help={`${view.t('例: ', 'For example: ')}${question.example}`}
      type={question.kind === 'date' ? 'date' : 'text'}
      maxlength={1000}
      value={value ?? ''}
      refusals={own}
    />
  )
}

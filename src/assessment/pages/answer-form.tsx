import type { FC } from 'hono/jsx'
import { criterionIn } from '../../catalogue/index.ts'
import { boundsOf } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { answersAssignedOnly } from '../../roles/sight.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { Field, Notice, Refusals } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import type { Answer } from '../answer.ts'
import { type AnswerText, FIELD, fieldsOf, type KeyOf, TEXT_FIELDS } from '../fields.ts'
import { ANSWER } from '../forms.ts'
import { isSuggested } from '../points.ts'
import { mayAnswer } from '../sight.ts'
import type { CriterionProps } from './criterion.tsx'
import { FieldFacts } from './field-facts.tsx'
import { Facts, Points, PointsRead } from './points.tsx'
import { Verdict } from './verdict.tsx'

/**
 * The answer of one criterion: the verdict first, its reason, then what helps with both, and the other fields. Works as a plain form;
 * the script saves it by itself.
 */
export const AnswerForm: FC<CriterionProps> = (props) => {
  const { view, head, criterion, content, answer, theirs, refusals, query } = props
  const open = view.viewer !== undefined && mayAnswer(view.viewer, answer)
  const both = { ja: criterionIn(props.edition, criterion, 'ja'), en: criterionIn(props.edition, criterion, 'en') }
  return (
    <form
      class="answer"
      id="answer"
      method="post"
      action={view.to(`/assessments/${head.id}/answers/${criterion.id}${query}`)}
      data-suggestion={view.to(`/assessments/${head.id}/suggestions/${criterion.id}`)}
      data-suggested={isSuggested(both, content) ? '' : undefined}
    >
      {open ? <button type="submit" name="button" value="stay" hidden></button> : null}
      <Refusals view={view} refusals={refusals} />
      {theirs ? <Conflict view={view} theirs={theirs} criterion={criterion} people={props.people} /> : null}
      {open ? <input type="hidden" name="revision" value={String(theirs?.revision ?? answer?.revision ?? 0)} /> : null}
      {open ? <input type="hidden" name="as" value={view.viewer?.person} /> : null}
      {open ? null : <ReadOnly view={view} />}
      {open ? <Verdict {...props} criterion={both[view.lang]} /> : null}
      <div id="confirmation">
        <Confirmation {...props} />
      </div>
      {open ? <Fields {...props} criterion={both[view.lang]} /> : <Said {...props} />}
    </form>
  )
}

const Fields: FC<CriterionProps> = (props) => {
  const { view } = props
  return (
    <>
      <Text {...props} field={FIELD.reason} />
      <Facts {...props} />
      <Points {...props} />
      <OtherFields {...props} />
      <div class="actions save">
        <button type="submit" name="button" value="next">
          {view.t('保存して次へ', 'Save and next')}
        </button>
        <button type="submit" name="button" value="stay" class="second">
          {view.t('保存', 'Save')}
        </button>
      </div>
    </>
  )
}

/** What was answered, for whoever reads alone: no controls that do nothing. */
const Said: FC<CriterionProps> = (props) => {
  const { view, content, people } = props
  const criterion = criterionIn(props.edition, props.criterion, view.lang)
  return (
    <>
      <FieldFacts view={view} content={{ ...content, ticked: [] }} criterion={criterion} people={people} />
      <Facts view={view} criterion={criterion} />
      <PointsRead view={view} criterion={criterion} content={content} />
    </>
  )
}

/** The fields beside verdict and reason: in sight where something stands in them, together behind one line where they are empty. */
const OtherFields: FC<CriterionProps> = (props) => {
  const { view, content, refusals } = props
  const texts = TEXT_FIELDS.filter(({ key }) => key !== 'reason')
  const people = view.viewer && answersAssignedOnly(view.viewer) ? [] : fieldsOf('person')
  const filled = ({ key }: { key: AnswerText | KeyOf<'person'> }) =>
    Boolean(content[key]) || refusals.some(({ field }) => field === key)
  const empty = [...texts, ...people].filter((field) => !filled(field))
  return (
    <>
      {texts.filter(filled).map((field) => (
        <Text {...props} field={field} />
      ))}
      {people.filter(filled).map((field) => (
        <Person {...props} field={field} />
      ))}
      {empty.length === 0 ? null : (
        <details class="more">
          <summary>{empty.map(({ words }) => view.say(words)).join(view.t('・', ', '))}</summary>
          {texts
            .filter((field) => !filled(field))
            .map((field) => (
              <Text {...props} field={field} />
            ))}
          {people
            .filter((field) => !filled(field))
            .map((field) => (
              <Person {...props} field={field} />
            ))}
        </details>
      )}
    </>
  )
}

const Text: FC<Pick<CriterionProps, 'view' | 'content' | 'refusals'> & { field: (typeof TEXT_FIELDS)[number] }> = ({
  view,
  content,
  refusals,
  field: { key, words, help, lines },
}) => (
  <Field
    view={view}
    name={key}
    label={view.say(words)}
    help={view.say(help)}
    value={content[key]}
    rows={lines}
    {...boundsOf(ANSWER, key)}
    refusals={refusals}
  />
)

const Person: FC<CriterionProps & { field: ReturnType<typeof fieldsOf<'person'>>[number] }> = (props) => {
  const { view, content, assignees, people, field } = props
  const chosen = content[field.key]
  return (
    <div class="field">
      <label for={field.key}>{view.say(field.words)}</label>
      <select name={field.key} id={field.key}>
        <option value="">{view.t('決めていない', 'Nobody yet')}</option>
        {[...assignees, ...past(chosen, assignees, people)].map(([id, name]) => (
          <option value={id} selected={chosen === id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** An assignee who left stays in the list of this answer until somebody else takes it. */
function past(
  assignee: string | null,
  assignees: ReadonlyMap<string, string>,
  people: ReadonlyMap<string, string>,
): [string, string][] {
  return assignee === null || assignees.has(assignee) ? [] : [[assignee, people.get(assignee) ?? '']]
}

const ReadOnly: FC<{ view: View }> = ({ view }) => (
  <p class="condition">
    {view.t('見るだけの画面です。いまの役割では、回答を変えられません。', 'For reading: your role does not change answers.')}
  </p>
)

const Confirmation: FC<CriterionProps> = ({ view, head, criterion, answer, people, query }) => {
  if (answer?.status !== 'notApplicable') return null
  if (answer.confirmation) {
    const by = people.get(answer.confirmation.by) ?? ''
    return (
      <Notice tone="good" title={view.t('該当なしは確認されています', 'Confirmed as not applicable')}>
        <p>
          {view.t(
            `${by}さんが ${toWordsInJapan(answer.confirmation.at)} に確認しました。`,
            `${by}, ${toWordsInJapan(answer.confirmation.at, 'en')}`,
          )}
        </p>
      </Notice>
    )
  }
  const own = answer.statedBy === view.viewer?.person
  return (
    <Notice tone="warn" title={view.t('該当なしは、まだ確認されていません', '“Not applicable” is not confirmed yet')}>
      <p>
        {own
          ? view.t(
              'あなたとは別の人が確認すると、満たしているものと同じに数えられます。',
              'Once somebody other than you confirms, it counts as settled.',
            )
          : view.may('assessment.confirm')
            ? view.t('理由を読んで、そのとおりなら確認してください。', 'Read the reason, and confirm it if it is right.')
            : view.t('責任者・担当者・経営者のだれかが確認します。', 'Somebody of the organisation will confirm it.')}
      </p>
      {own || !view.may('assessment.confirm') ? null : (
        <button
          type="submit"
          class="second"
          formaction={view.to(`/assessments/${head.id}/confirmations/${criterion.id}${query}`)}
          name="confirmed"
          value={String(answer.revision)}
        >
          {view.t('該当なしでよいと確認する', 'Confirm')}
        </button>
      )}
    </Notice>
  )
}

const Conflict: FC<Pick<CriterionProps, 'view' | 'criterion' | 'people'> & { theirs: Answer }> = ({
  view,
  theirs,
  criterion,
  people,
}) => (
  <Notice
    tone="warn"
    id="conflict"
    title={
      theirs.changedBy === view.viewer?.person
        ? view.t('あなたが別の画面で先に変更しました', 'You changed this first, in another window')
        : view.t(
            `${people.get(theirs.changedBy) ?? ''}さんが先に変更しました`,
            `${people.get(theirs.changedBy) ?? ''} changed this first`,
          )
    }
  >
    <p>
      {view.t(
        'あなたの入力は下の欄にそのまま残っています。見比べて、必要なら直してから、もう一度保存してください。どちらの内容も履歴に残ります。',
        'What you typed is still below. Compare, edit, and save again. Both stay in the history.',
      )}
    </p>
    <dl class="facts">
      <dt>{view.say(FIELD.status.words)}</dt>
      <dd>
        <StandingChip view={view} standing={theirs.status ?? 'unanswered'} confirmed={theirs.confirmation !== null} />
      </dd>
    </dl>
    <FieldFacts view={view} content={theirs} criterion={criterion} people={people} />
  </Notice>
)

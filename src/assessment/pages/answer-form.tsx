import type { FC } from 'hono/jsx'
import { type Check, criterionIn, type Point } from '../../catalogue/index.ts'
import { maxlengthFor } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { answersAssignedOnly } from '../../roles/sight.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { MARK, STANDING_WORDS, STATUSES } from '../../standing/status.ts'
import { Field, Notice, Refusals } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import type { Answer } from '../answer.ts'
import { FIELD, fieldsOf, TEXT_FIELDS } from '../fields.ts'
import { absentTick, CONDITION_ABSENT, isSuggested, POINTS_HELP } from '../points.ts'
import { mayAnswer } from '../sight.ts'
import type { CriterionProps } from './criterion.tsx'
import { FieldFacts } from './field-facts.tsx'

/** The answer of one criterion: small decisions, status, words. Works as a plain form; the script saves it by itself. */
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
      <Refusals view={view} refusals={refusals} />
      {theirs ? <Conflict view={view} theirs={theirs} criterion={criterion} people={props.people} /> : null}
      {open ? <input type="hidden" name="revision" value={String(theirs?.revision ?? answer?.revision ?? 0)} /> : null}
      {open ? <input type="hidden" name="as" value={view.viewer?.person} /> : null}
      {open ? null : <ReadOnly view={view} />}
      <fieldset class="plain" disabled={!open}>
        <Points {...props} />
        <fieldset class="status">
          <legend>{view.say(FIELD.status.words)}</legend>
          <div class="choices row">
            {STATUSES.map((status) => (
              <label class={`choice ${status}`}>
                <input type="radio" name="status" value={status} checked={content.status === status} />
                <span>
                  <b>{MARK[status]}</b> {view.say(STANDING_WORDS[status])}
                </span>
              </label>
            ))}
            <label class="choice unanswered">
              <input type="radio" name="status" value="" checked={content.status === null} />
              <span>
                <b>{MARK.unanswered}</b> {view.say(STANDING_WORDS.unanswered)}
              </span>
            </label>
          </div>
        </fieldset>
        <Texts view={view} content={content} refusals={refusals} />
        {view.viewer && answersAssignedOnly(view.viewer)
          ? null
          : fieldsOf('person').map((field) => <Person {...props} field={field} />)}
      </fieldset>
      <div class="actions save" hidden={!open}>
        <button type="submit" name="then" value="next">
          {view.t('保存して次へ', 'Save and next')}
        </button>
        <button type="submit" name="then" value="stay" class="second">
          {view.t('保存', 'Save')}
        </button>
        <output
          class="saved"
          data-conflict={view.t(
            'ほかの人が先に変更しました。上の内容と見比べて、もう一度保存してください。',
            'Somebody else changed it first. Compare above and save again.',
          )}
          data-own-conflict={view.t(
            'あなたが別の画面で先に変更しました。上の内容と見比べて、もう一度保存してください。',
            'You changed it first in another window. Compare above and save again.',
          )}
          data-signed-out={view.t(
            'まだ保存していません。別のタブでサインインすると、自動で保存します。',
            'Not saved yet. Sign in, in another tab, and it is saved by itself.',
          )}
          data-refused={view.t(
            '保存できませんでした。必要なものを書き写してから、画面を読み込み直してください。',
            'It could not be saved. Copy what you need, then reload the page.',
          )}
          aria-live="polite"
          data-saved={view.t('保存しました', 'Saved')}
          data-failed={view.t('まだ保存できていません。つながりしだい、もう一度送ります。', 'Not saved yet; will retry.')}
        >
          {answer
            ? view.t(`最後の保存: ${toWordsInJapan(answer.changedAt)}`, `Last saved ${toWordsInJapan(answer.changedAt, 'en')}`)
            : ''}
        </output>
      </div>
      <div id="confirmation">
        <Confirmation {...props} />
      </div>
    </form>
  )
}

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

const Points: FC<CriterionProps> = ({ view, criterion, content }) => (
  <fieldset class="points">
    <legend>{view.say(FIELD.ticked.words)}</legend>
    <p class="quiet">{view.say(POINTS_HELP)}</p>
    {criterion.condition ? (
      <Box point={{ id: CONDITION_ABSENT, text: criterion.condition.otherwise }} ticked={content.ticked} tone="absent" />
    ) : null}
    {criterion.points.map((point) => (
      <>
        <PointBoxes view={view} point={point} ticked={content.ticked} />
        {point.absent ? (
          <Box point={{ id: absentTick(point), text: point.absent }} ticked={content.ticked} tone="absent small" />
        ) : null}
      </>
    ))}
    <button type="submit" name="then" value="suggest" class="second suggest">
      {view.t('印から案を作る', 'Suggest from the ticks')}
    </button>
  </fieldset>
)

const PointBoxes: FC<{ view: View; point: Point; ticked: string[] }> = ({ view, point, ticked }) => {
  if ('first' in point) {
    return (
      <div class="fallback">
        <PointBoxes view={view} point={point.first} ticked={ticked} />
        <p class="where">{view.t(`または、${point.where}:`, `Or: ${point.where}`)}</p>
        <PointBoxes view={view} point={point.instead} ticked={ticked} />
      </div>
    )
  }
  if ('anyOf' in point) {
    return (
      <fieldset class="any-of">
        <legend>
          {point.text} <span class="quiet">{view.t('(どれか1つ以上)', '(at least one)')}</span>
        </legend>
        {point.anyOf.map((option) => (
          <Box point={option} ticked={ticked} />
        ))}
      </fieldset>
    )
  }
  return <Box point={point} ticked={ticked} />
}

const Box: FC<{ point: Check; ticked: string[]; tone?: string }> = ({ point, ticked, tone }) => (
  <label class={tone ? `choice ${tone}` : 'choice'}>
    <input type="checkbox" name="ticked" value={point.id} checked={ticked.includes(point.id)} />
    <span>{point.text}</span>
  </label>
)

const Texts: FC<Pick<CriterionProps, 'view' | 'content' | 'refusals'>> = ({ view, content, refusals }) => (
  <>
    {TEXT_FIELDS.map(({ key, words, help, lines, longest }) => (
      <Field
        view={view}
        name={key}
        label={view.say(words)}
        help={view.say(help)}
        value={content[key]}
        rows={lines}
        maxlength={maxlengthFor(longest)}
        refusals={refusals}
      />
    ))}
  </>
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

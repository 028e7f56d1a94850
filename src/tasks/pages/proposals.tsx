import type { FC } from 'hono/jsx'
import {
  type Answer,
  type AnswerContent,
  EMPTY_ANSWER,
  FIELD,
  leavesOf,
  mayAnswer,
  ticksInWords,
} from '../../assessment/index.ts'
import { type Criterion, criterionIn } from '../../catalogue/index.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { dayInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { MARK, STANDING_WORDS, STATUSES } from '../../standing/status.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { readTask } from '../actions.ts'
import type { Proposal } from '../finishing.ts'
import { PROPOSAL } from '../forms.ts'
import { mayDoTask } from '../sight.ts'

type ProposalsProps = NonNullable<Awaited<ReturnType<typeof readTask>>> & {
  view: View
  propose: (criterion: string, present: AnswerContent | undefined) => AnswerContent | undefined
  /** What was sent of one, and why it was refused or whose answer came first. */
  shown: { criterion: string; typed: Typed<typeof PROPOSAL>; refusals?: readonly Refusal[]; theirs?: Answer } | undefined
  decided: string | undefined
}

/** What a finished task proposes: for each criterion what is answered now, beside it what would be, and three ways on. */
export const ProposalsPage: FC<ProposalsProps> = (props) => {
  const { view, head, task, proposals, decided, shown } = props
  const base = view.to(`/assessments/${head.id}/tasks`)
  const waiting = proposals.filter(({ outcome }) => outcome === null)
  return (
    <AssessmentFrame view={view} head={head} part="tasks" title={view.t('回答の案', 'Proposed answers')}>
      <Trail
        view={view}
        steps={[
          { href: base, words: view.t('対応', 'Tasks') },
          { href: `${base}/${task.id}`, words: task.title },
        ]}
        here={view.t('回答の案', 'Proposed answers')}
      />
      <h1>{view.t('回答の案', 'Proposed answers')}</h1>
      <p>
        {view.t(
          '終えた対応から、回答の案をつくりました。1件ずつ、そのまま使う・直して使う・使わない、を選んでください。選ぶまで、回答は変わりません。',
          'These answers are proposed from the task that was finished. Take each as it is, change it first, or leave it. Until then no answer changes.',
        )}
      </p>
      {decided !== undefined && proposals.some(({ criterion, outcome }) => criterion === decided && outcome !== null) ? (
        <SavedNote>
          {waiting.length > 0
            ? view.t(`${decided} を決めました。あと${waiting.length}件です。`, `${decided} is decided; ${waiting.length} left.`)
            : view.t(`${decided} を決めました。これで全部です。`, `${decided} is decided; that was the last one.`)}
        </SavedNote>
      ) : null}
      <Refusals view={view} refusals={shown?.refusals ?? []} />
      {proposals.length === 0 ? <p>{view.t('この対応に、回答の案はありません。', 'This task proposes no answers.')}</p> : null}
      {waiting.map((proposal) => (
        <Waiting {...props} proposal={proposal} />
      ))}
      <DecidedOnes {...props} />
    </AssessmentFrame>
  )
}

const Waiting: FC<ProposalsProps & { proposal: Proposal }> = (props) => {
  const { view, edition, proposal, answers, task, propose } = props
  const found = edition.criteria.find(({ id }) => id === proposal.criterion)
  const answer = answers.get(proposal.criterion)
  const proposed = propose(proposal.criterion, answer)
  if (!found || !proposed) return null
  const criterion = criterionIn(edition, found, view.lang)
  const may = view.viewer !== undefined && mayDoTask(view.viewer, task) && mayAnswer(view.viewer, answer)
  return (
    <section class="task-proposal" id={`p-${criterion.id}`} aria-labelledby={`title-${criterion.id}`}>
      <h2 id={`title-${criterion.id}`}>
        {criterion.id} {criterion.question}
      </h2>
      <div class="sides">
        <div>
          <h3>{view.t('いまの回答', 'What is answered now')}</h3>
          <Present {...props} answer={answer} criterion={criterion} />
        </div>
        <div>
          <h3>{view.t('案', 'Proposed')}</h3>
          {may ? (
            <Decide {...props} criterion={criterion} answer={answer} proposed={proposed} />
          ) : (
            <>
              <StandingChip view={view} standing={proposed.status ?? 'unanswered'} confirmed={false} />
              <p class="task-note">{proposed.reason}</p>
              <p class="quiet">
                {view.t('この評価基準に回答できる人が決めます。', 'Somebody who may answer this criterion decides.')}
              </p>
            </>
          )}
        </div>
      </div>
    </section>
  )
}

const Present: FC<ProposalsProps & { answer: Answer | undefined; criterion: Criterion }> = ({
  view,
  answer,
  criterion,
  people,
}) => (
  <>
    <StandingChip view={view} standing={answer?.status ?? 'unanswered'} confirmed={answer?.confirmation != null} />
    {answer ? (
      <dl class="said">
        {(['reason', 'evidence'] as const)
          .filter((key) => answer[key] !== '')
          .map((key) => (
            <>
              <dt>{view.say(FIELD[key].words)}</dt>
              <dd class="task-note">{answer[key]}</dd>
            </>
          ))}
        {answer.ticked.length > 0 ? (
          <>
            <dt>{view.say(FIELD.ticked.words)}</dt>
            <dd>{ticksInWords(criterion, answer.ticked).join(view.t('、', '; '))}</dd>
          </>
        ) : null}
        <dt>{view.t('最後に書いた人', 'Last written by')}</dt>
        <dd>{`${people.get(answer.changedBy) ?? ''} ${sayDay(view, dayInJapan(answer.changedAt))}`}</dd>
      </dl>
    ) : null}
  </>
)

const Decide: FC<ProposalsProps & { criterion: Criterion; answer: Answer | undefined; proposed: AnswerContent }> = (props) => {
  const { view, head, task, criterion, answer, proposed, shown, people } = props
  const own = shown?.criterion === criterion.id ? shown : undefined
  const { status, reason, evidence, ticked } = own?.typed ?? proposed
  const refusals = own?.refusals ?? []
  const id = (name: string) => `${name}-${criterion.id}`
  return (
    <form method="post" action={view.to(`/assessments/${head.id}/tasks/${task.id}/proposals/${criterion.id}`)}>
      <input type="hidden" name="from" value={String(answer?.revision ?? 0)} />
      {own?.theirs ? (
        <Notice tone="warn" title={view.t('ほかの人が先に回答しました', 'Somebody else answered first')} id={id('conflict')}>
          <p>
            {view.t(
              `${people.get(own.theirs.changedBy) ?? ''}さんの回答は、「いまの回答」にあります。あなたの入力は残っています。見比べて、もう一度選んでください。`,
              `The answer of ${people.get(own.theirs.changedBy) ?? ''} stands beside. What you typed is kept: compare, and choose again.`,
            )}
          </p>
        </Notice>
      ) : null}
      <div class="field">
        <label for={id('status')}>{view.say(FIELD.status.words)}</label>
        <select name="status" id={id('status')}>
          {STATUSES.map((one) => (
            <option value={one} selected={one === status}>
              {`${MARK[one]} ${view.say(STANDING_WORDS[one])}`}
            </option>
          ))}
        </select>
      </div>
      {(['reason', 'evidence'] as const).map((key) => (
        <Field
          view={view}
          name={key}
          id={id(key)}
          label={view.say(FIELD[key].words)}
          value={key === 'reason' ? reason : evidence}
          rows={key === 'reason' ? 4 : 2}
          {...boundsOf(PROPOSAL, key)}
          refusals={refusals}
        />
      ))}
      <Ticks view={view} criterion={criterion} ticked={ticked} />
      <div class="actions">
        <button type="submit" name="button" value="take">
          {view.t('この内容で回答する', 'Answer like this')}
        </button>
        <button type="submit" name="button" value="leave" class="second">
          {view.t('使わない', 'Leave it')}
        </button>
      </div>
    </form>
  )
}

/** The boxes of the criterion; what is ticked beside them (that there is none of it, say) stays. */
const Ticks: FC<{ view: View; criterion: Criterion; ticked: readonly string[] }> = ({ view, criterion, ticked }) => {
  const leaves = criterion.points.flatMap(leavesOf)
  return (
    <details open={leaves.length <= 6}>
      <summary>{view.say(FIELD.ticked.words)}</summary>
      {leaves.map(({ id, text }) => (
        <label class="choice">
          <input type="checkbox" name="ticked" value={id} checked={ticked.includes(id)} />
          <span>{text}</span>
        </label>
      ))}
      {ticked
        .filter((id) => !leaves.some((leaf) => leaf.id === id))
        .map((id) => (
          <input type="hidden" name="ticked" value={id} />
        ))}
    </details>
  )
}

const DecidedOnes: FC<ProposalsProps> = ({ view, head, proposals, people, answers }) => {
  const decided = proposals.filter(({ outcome }) => outcome !== null)
  return decided.length === 0 ? null : (
    <section>
      <h2>{view.t('決めたもの', 'Decided')}</h2>
      <ul>
        {decided.map(({ criterion, outcome, decidedBy, decidedAt }) => (
          <li>
            <a href={view.to(`/assessments/${head.id}/criteria/${criterion}`)}>{criterion}</a>{' '}
            {outcome === null ? null : view.say(OUTCOME_WORDS[outcome])}{' '}
            <StandingChip
              view={view}
              standing={(answers.get(criterion) ?? EMPTY_ANSWER).status ?? 'unanswered'}
              confirmed={answers.get(criterion)?.confirmation != null}
            />{' '}
            <span class="quiet">{`${people.get(decidedBy ?? '') ?? ''} ${decidedAt ? sayDay(view, dayInJapan(decidedAt)) : ''}`}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const OUTCOME_WORDS = {
  taken: { ja: '案のとおりに回答した', en: 'answered as proposed' },
  changed: { ja: '直して回答した', en: 'changed, then answered' },
  left: { ja: '使わなかった', en: 'left' },
}

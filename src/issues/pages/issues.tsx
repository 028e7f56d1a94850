import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Empty, Notice, OwnRefusals, Refusals } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { MERGE } from '../forms.ts'
import { ISSUE_STATE_WORDS, type IssueState } from '../issue.ts'
import type { ListedIssue } from '../issue-list.ts'
import { CriterionOf, Marks, MeasureOf, New, numberIn, OpenCount, type Shown, titleIn, toIssues } from './issue-parts.tsx'

type IssuesProps = Shown & {
  /** Everything that was written stands open. */
  detail: boolean
  typed: Typed<typeof MERGE>
  /** What the last press did, by its name in the address. */
  done: { begun: number; added: number } | undefined
  refusals: readonly Refusal[]
}

/** The issues of an assessment: what is missing as pieces to work on, the most pressing first. Works without a script. */
export const IssuesPage: FC<IssuesProps> = (props) => {
  const { view, shown, refusals, done } = props
  const { head, issues } = shown
  const of = (state: IssueState) => issues.filter((issue) => issue.state === state)
  return (
    <AssessmentFrame view={view} head={head} part="issues" title={view.t('課題', 'Issues')}>
      <h1>{view.t('課題', 'Issues')}</h1>
      {done ? <SavedNote>{groupedWords(view, done)}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      {issues.length === 0 ? <Nothing {...props} /> : <Summary {...props} />}
      {issues.length > 0 ? <Ungrouped {...props} /> : null}
      {issues.length > 0 ? <OpenIssues {...props} open={of('open')} /> : null}
      <Folded {...props} state="settled" issues={of('settled')} />
      <Folded {...props} state="aside" issues={of('aside')} />
    </AssessmentFrame>
  )
}

/** Before anything was grouped: what the press does, or that nothing is missing. */
const Nothing: FC<IssuesProps> = ({ view, shown }) =>
  shown.gaps.size === 0 ? (
    <Empty
      icon="check-circle"
      title={view.t('不足はありません。', 'Nothing is missing.')}
      act={{ href: view.to(`/assessments/${shown.head.id}`), words: view.t('全体像を見る', 'See the overview') }}
    />
  ) : (
    <div class="empty">
      <p class="lead">
        {view.t(
          `この評価では、${shown.gaps.size}件の評価基準がまだそろっていません。`,
          `${shown.gaps.size} criteria of this assessment are not covered yet.`,
        )}
      </p>
      <p>
        {view.t(
          '1つの対策でまとめて片づくものを、1つの課題にまとめます。あとから名前を変え、まとめ直し、分けられます。未回答も不足に数えます。',
          'What one piece of work closes becomes one issue. You can rename, merge and split them afterwards. What is unanswered counts as missing.',
        )}
      </p>
      {view.may('issues.change') ? <GroupButton view={view} shown={shown} /> : null}
    </div>
  )

const GroupButton: FC<Shown> = ({ view, shown }) => (
  <form method="post" action={toIssues(view, shown, '/grouping')}>
    <button type="submit">{view.t('不足を課題にまとめる', 'Group what is missing into issues')}</button>
  </form>
)

const Summary: FC<IssuesProps> = ({ view, shown, detail }) => {
  const { issues } = shown
  const open = issues.filter(({ state }) => state === 'open')
  const missing = new Set(open.flatMap((issue) => issue.missing)).size
  const fresh = new Set(issues.flatMap((issue) => issue.fresh)).size
  return (
    <div class="issues-head">
      <p class="lead">
        {view.t(
          `不足${missing}件を、${open.length}の課題で片づけます。`,
          `${open.length} issues close ${missing} criteria that are missing.`,
        )}{' '}
        {fresh > 0 ? <New view={view} count={fresh} /> : null}
      </p>
      <p class="actions">
        {view.may('plan.make') && open.length > 0 ? (
          <a class="button small" href={view.to(`/assessments/${shown.head.id}/plan`)}>
            {view.t('計画へ進む', 'On to the plan')}
          </a>
        ) : null}
        {view.may('issues.change') ? (
          <a class="button second small" href={toIssues(view, shown, '/new')}>
            {view.t('課題を加える', 'Add an issue')}
          </a>
        ) : null}
        <a class="button text small" href={toIssues(view, shown, detail ? '' : '?detail=1')}>
          {detail
            ? view.t('評価基準を閉じる', 'Fold the criteria')
            : view.t('評価基準と理由を開く', 'Unfold criteria and reasons')}
        </a>
      </p>
    </div>
  )
}

/** What stands in no issue, with the press again. */
const Ungrouped: FC<IssuesProps> = ({ view, shown }) =>
  shown.ungrouped.length === 0 ? null : (
    <Notice
      tone="warn"
      title={view.t(
        `まだ課題に入っていない不足が${shown.ungrouped.length}件あります`,
        `${shown.ungrouped.length} missing criteria stand in no issue yet`,
      )}
    >
      <p>
        {view.t(
          'いまの課題には手を加えず、足りない分だけを加えます。',
          'What you have stays as it is: only what is missing is added.',
        )}
      </p>
      {view.may('issues.change') ? <GroupButton view={view} shown={shown} /> : null}
    </Notice>
  )

const OpenIssues: FC<IssuesProps & { open: readonly ListedIssue[] }> = (props) => {
  const { view, shown, open, refusals } = props
  const changes = view.may('issues.change') && open.length > 1
  if (open.length === 0) {
    return <p>{view.t('対応が必要な課題はありません。', 'No issue is open.')}</p>
  }
  return (
    <form method="post" action={toIssues(view, shown, '/merging')} class="merging">
      <OwnRefusals view={view} id="issues" own={refusals.filter(({ field }) => field === 'issues')} />
      <ol class="issues" id="issues" tabindex={-1}>
        {open.map((issue) => (
          <IssueItem {...props} issue={issue} ticks={changes} />
        ))}
      </ol>
      {changes ? <MergeBar {...props} /> : null}
    </form>
  )
}

const IssueItem: FC<IssuesProps & { issue: ListedIssue; ticks: boolean }> = ({ view, shown, issue, ticks, detail, typed }) => {
  const title = titleIn(view, shown, issue)
  const number = numberIn(view, issue.number)
  const isNew = issue.missing.length > 0 && issue.fresh.length === issue.missing.length
  const value = `${issue.id} ${issue.revision}`
  return (
    <li class="issue" id={`issue-${issue.id}`}>
      <div class="issue-line">
        {ticks ? (
          <label class="tick">
            <input
              type="checkbox"
              name="issues"
              value={value}
              checked={typed.issues.some((one) => one.startsWith(issue.id))}
              aria-label={view.t(`${number}「${title}」を選ぶ`, `Select issue ${issue.number}: ${title}`)}
            />
          </label>
        ) : null}
        <div class="issue-name">
          <h2>
            <span class="id">{number}</span> <a href={toIssues(view, shown, `/${issue.id}`)}>{title}</a>{' '}
            {isNew ? <New view={view} /> : issue.fresh.length > 0 ? <New view={view} count={issue.fresh.length} /> : null}
          </h2>
          <MeasureOf view={view} shown={shown} issue={issue} />
          {issue.note ? <p class="note text">{issue.note}</p> : null}
        </div>
      </div>
      <details open={detail}>
        <summary>
          <Marks view={view} shown={shown} issue={issue} />
          <OpenCount view={view} issue={issue} />
        </summary>
        <Criteria view={view} shown={shown} issue={issue} />
      </details>
    </li>
  )
}

/** The criteria of an issue: those that are missing first. */
const Criteria: FC<Shown & { issue: ListedIssue }> = ({ view, shown, issue }) => {
  const done = issue.criteria.map(({ criterion }) => criterion).filter((criterion) => !issue.missing.includes(criterion))
  return (
    <ul class="criteria-of">
      {[...issue.missing, ...done].map((criterion) => (
        <li>
          <CriterionOf view={view} shown={shown} criterion={criterion} fresh={issue.fresh.includes(criterion)} />
        </li>
      ))}
    </ul>
  )
}

const MergeBar: FC<IssuesProps> = ({ view, shown, typed }) => (
  <div class="merge-bar">
    <label for="into">{view.t('印をつけた課題を', 'Merge what is ticked into')}</label>
    <select name="into" id="into">
      <option value="">{view.t('そのうちの最初の課題へ', 'the first of them')}</option>
      {shown.issues
        .filter(({ state }) => state === 'open')
        .map((issue) => (
          <option value={issue.id} selected={typed.into === issue.id}>
            {`${numberIn(view, issue.number)} ${titleIn(view, shown, issue)}`}
          </option>
        ))}
    </select>
    <button type="submit" class="small">
      {view.t('1つにまとめる', 'Merge')}
    </button>
    <span class="quiet">{view.t('あとから元に戻せます。', 'It can be undone.')}</span>
  </div>
)

/** Settled issues, or those set aside with why: out of the way, and never gone. */
const Folded: FC<IssuesProps & { state: 'settled' | 'aside'; issues: readonly ListedIssue[] }> = (props) => {
  const { view, shown, state, issues } = props
  return issues.length === 0 ? null : (
    <details class="folded" open={props.detail}>
      <summary>
        {view.say(ISSUE_STATE_WORDS[state])} <span class="quiet">{view.t(`${issues.length}件`, String(issues.length))}</span>
      </summary>
      <ul class="rows">
        {issues.map((issue) => (
          <li>
            <span>
              <span class="id">{numberIn(view, issue.number)}</span>{' '}
              <a href={toIssues(view, shown, `/${issue.id}`)}>{titleIn(view, shown, issue)}</a>
              {issue.aside ? <Aside view={view} shown={shown} aside={issue.aside} /> : null}
            </span>
            <Marks view={view} shown={shown} issue={issue} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Why it was set aside, by whom and when. */
export const Aside: FC<Shown & { aside: NonNullable<ListedIssue['aside']> }> = ({ view, shown, aside }) => (
  <small class="aside">
    <span class="text">{aside.reason}</span>{' '}
    <span class="quiet">{`${shown.people.get(aside.by) ?? ''} ${toWordsInJapan(aside.at, view.lang)}`}</span>
  </small>
)

function groupedWords(view: View, { begun, added }: { begun: number; added: number }): string {
  if (begun + added === 0) return view.t('まとめるものはありませんでした。', 'There was nothing to group.')
  const parts = [
    ...(begun > 0 ? [view.t(`${begun}の課題をつくりました`, `${begun} issues began`)] : []),
    ...(added > 0
      ? [view.t(`いまある課題に${added}件の評価基準を加えました`, `${added} criteria came to issues there were`)]
      : []),
  ]
  return view.t(`${parts.join('。')}。`, `${parts.join('; ')}.`)
}

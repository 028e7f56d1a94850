import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Notice, OwnRefusals, Refusals, Trail } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { MOVE } from '../forms.ts'
import { ISSUE_STATE_WORDS } from '../issue.ts'
import type { ListedIssue } from '../issue-list.ts'
import { type ActsProps, IssueActs } from './issue-acts.tsx'
import { CriterionOf, MeasureOf, New, numberIn, titleIn, toIssues } from './issue-parts.tsx'
import { Aside } from './issues.tsx'

export const ISSUE_DONE = {
  begun: { ja: '課題を加えました。', en: 'The issue was added.' },
  changed: { ja: '保存しました。', en: 'Saved.' },
  merged: { ja: '1つにまとめました。下の「まとめたもの」から元に戻せます。', en: 'Merged. It can be undone below.' },
  separated: { ja: '元に戻しました。', en: 'It stands by itself again.' },
  moved: { ja: '評価基準を移しました。', en: 'The criteria were moved.' },
  put: { ja: '評価基準を加えました。', en: 'The criteria were added.' },
  aside: { ja: '見送りにしました。', en: 'It was set aside.' },
  resumed: { ja: 'また取り組む課題になりました。', en: 'It is worked on again.' },
} as const

type IssueProps = ActsProps & { done: keyof typeof ISSUE_DONE | undefined }

/** One issue: its criteria with what was written of them, and all that people can do with it. Works without a script. */
export const IssuePage: FC<IssueProps> = (props) => {
  const { view, shown, issue, done, refusals } = props
  const title = titleIn(view, shown, issue)
  const number = numberIn(view, issue.number)
  const changes = view.may('issues.change')
  return (
    <AssessmentFrame view={view} head={shown.head} part="issues" title={`${number} ${title}`}>
      <Trail view={view} steps={[{ href: toIssues(view, shown), words: view.t('課題の一覧', 'All issues') }]} here={number} />
      {done ? <SavedNote>{view.say(ISSUE_DONE[done])}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      {refusals.some(({ code }) => code === 'issue.changed') ? <AsItIs {...props} /> : null}
      <div class="issue-head">
        <h1>
          <span class="id">{number}</span> {title}
        </h1>
        <p>
          <span class={`chip issue-${issue.state}`}>{view.say(ISSUE_STATE_WORDS[issue.state])}</span>{' '}
          {issue.fresh.length > 0 ? <New view={view} count={issue.fresh.length} /> : null}{' '}
          {view.t(
            `評価基準${issue.criteria.length}件のうち、まだ${issue.missing.length}件`,
            `${issue.missing.length} of ${issue.criteria.length} criteria open`,
          )}{' '}
          <span class="quiet">
            {view.t(
              `${shown.people.get(issue.createdBy) ?? ''}さんが ${toWordsInJapan(issue.createdAt)} に作成`,
              `begun by ${shown.people.get(issue.createdBy) ?? ''}, ${toWordsInJapan(issue.createdAt, 'en')}`,
            )}
          </span>
        </p>
        {issue.measure === null ? null : (
          <p>
            <MeasureOf view={view} shown={shown} issue={issue} />
          </p>
        )}
        {issue.note ? <p class="note text">{issue.note}</p> : null}
      </div>
      {issue.aside ? <IsAside {...props} aside={issue.aside} /> : null}
      <CriteriaOfIssue {...props} />
      {changes ? <IssueActs {...props} /> : null}
      <Merged {...props} />
    </AssessmentFrame>
  )
}

/** What the issue says now, where somebody was first. */
const AsItIs: FC<IssueProps> = ({ view, issue }) => (
  <Notice tone="info" title={view.t('いまの内容', 'What it says now')}>
    <dl class="facts">
      <dt>{view.t('課題の名前', 'Name')}</dt>
      <dd>{issue.title}</dd>
      <dt>{view.t('メモ', 'Note')}</dt>
      <dd class="text">{issue.note || view.t('(なし)', '(none)')}</dd>
    </dl>
  </Notice>
)

const IsAside: FC<IssueProps & { aside: NonNullable<ListedIssue['aside']> }> = ({ view, shown, issue, aside }) => (
  <Notice tone="info" title={view.t('見送りにしています', 'Set aside')}>
    <p>
      <Aside view={view} shown={shown} aside={aside} />
    </p>
    {view.may('issues.change') ? (
      <form method="post" action={toIssues(view, shown, `/${issue.id}/taking-up`)}>
        <button type="submit" class="second small" name="revision" value={String(issue.revision)}>
          {view.t('また取り組む', 'Take it up again')}
        </button>
      </form>
    ) : null}
  </Notice>
)

/** The criteria, each with what was written; whoever may change ticks some and sends them elsewhere. */
const CriteriaOfIssue: FC<IssueProps> = (props) => {
  const { view, shown, issue, typed, refusals } = props
  const done = issue.criteria.map(({ criterion }) => criterion).filter((criterion) => !issue.missing.includes(criterion))
  const criteria = [...issue.missing, ...done]
  const ticks = view.may('issues.change') && criteria.length > 1
  const others = shown.issues.filter(({ id }) => id !== issue.id)
  const list = (
    <ul class="criteria-of">
      {criteria.map((criterion) => (
        <li>
          {ticks ? (
            <label class="tick">
              <input
                type="checkbox"
                name="moved"
                value={criterion}
                checked={typed.move?.moved.includes(criterion)}
                aria-label={view.t(`${criterion} を選ぶ`, `Select ${criterion}`)}
              />
            </label>
          ) : null}
          <CriterionOf
            view={view}
            shown={shown}
            criterion={criterion}
            fresh={issue.fresh.includes(criterion)}
            elsewhere={others.filter((one) => one.criteria.some((link) => link.criterion === criterion))}
          />
        </li>
      ))}
    </ul>
  )
  return (
    <section aria-labelledby="criteria">
      <h2 id="criteria">{view.t('評価基準', 'Criteria')}</h2>
      {ticks ? (
        <form method="post" action={toIssues(view, shown, `/${issue.id}/moves`)} class="merging">
          <OwnRefusals view={view} id="moved" own={refusals.filter(({ field }) => field === 'moved')} />
          <div id="moved" tabindex={-1}>
            {list}
          </div>
          <MoveBar {...props} others={others} />
        </form>
      ) : (
        list
      )}
    </section>
  )
}

const MoveBar: FC<IssueProps & { others: readonly ListedIssue[] }> = ({ view, shown, issue, typed, refusals, others }) => {
  const { to = '', newTitle = '' } = typed.move ?? {}
  return (
    <div class="merge-bar">
      <input type="hidden" name="revision" value={String(issue.revision)} />
      <label for="to">{view.t('印をつけた評価基準を', 'Move what is ticked to')}</label>
      <select name="to" id="to">
        <option value="new">{view.t('新しい課題に分ける', 'a new issue')}</option>
        {others.map((one) => (
          <option value={one.id} selected={to === one.id}>
            {`${numberIn(view, one.number)} ${titleIn(view, shown, one)}`}
          </option>
        ))}
        <option value="away" selected={to === 'away'}>
          {view.t('この課題から外すだけ', 'nowhere: only take it out of this issue')}
        </option>
      </select>
      <label class="new-title" for="newTitle">
        {view.t('新しい課題の名前', 'Name of the new issue')}
      </label>
      <input id="newTitle" name="newTitle" type="text" value={newTitle} {...boundsOf(MOVE, 'newTitle')} />
      <button type="submit" class="small">
        {view.t('移す', 'Move')}
      </button>
      <OwnRefusals view={view} id="newTitle" own={refusals.filter(({ field }) => field === 'newTitle' || field === 'to')} />
    </div>
  )
}

/** What was merged into it, each with its way back. */
const Merged: FC<IssueProps> = ({ view, shown, issue }) =>
  issue.merged.length === 0 ? null : (
    <section aria-labelledby="merged">
      <h2 id="merged">{view.t('まとめたもの', 'Merged into it')}</h2>
      <ul class="rows">
        {issue.merged.map((one) => (
          <li>
            <span>
              <span class="id">{numberIn(view, one.number)}</span> {titleIn(view, shown, one)}
              {one.note ? <small class="text">{one.note}</small> : null}
            </span>
            {view.may('issues.change') ? (
              <form method="post" action={toIssues(view, shown, `/${issue.id}/separation`)}>
                <input type="hidden" name="revision" value={String(one.revision)} />
                <button type="submit" class="second small" name="merged" value={one.id}>
                  {view.t('元に戻す', 'Undo')}
                  <span class="visually-hidden">{` ${numberIn(view, one.number)}`}</span>
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )

import type { Child, FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, OwnRefusals } from '../../ui/components.tsx'
import { type ADDITION, ASIDE, ISSUE, type MOVE } from '../forms.ts'
import type { ListedIssue } from '../issue-list.ts'
import { CriteriaBoxes, type Shown, toIssues } from './issue-parts.tsx'

/** What was sent and refused, of whichever form of the page. */
export type IssueTyped = {
  issue?: Typed<typeof ISSUE>
  move?: Typed<typeof MOVE>
  addition?: Typed<typeof ADDITION>
  aside?: Typed<typeof ASIDE>
}

export type ActsProps = Shown & { issue: ListedIssue; typed: IssueTyped; refusals: readonly Refusal[] }

/** What people do with an issue as a whole: each folded until it is wanted, or was refused. */
export const IssueActs: FC<ActsProps> = (props) => (
  <div class="issue-acts">
    <Rename {...props} />
    <Add {...props} />
    {props.issue.aside ? null : <SetAside {...props} />}
  </div>
)

const Act: FC<{ words: string; open: boolean; children?: Child }> = ({ words, open, children }) => (
  <details class="card" open={open}>
    <summary>{words}</summary>
    {children}
  </details>
)

const Rename: FC<ActsProps> = ({ view, shown, issue, typed, refusals }) => {
  const { title, note } = typed.issue ?? issue
  return (
    <Act words={view.t('名前とメモを書く', 'Rename, write a note')} open={typed.issue !== undefined}>
      <form method="post" action={toIssues(view, shown, `/${issue.id}`)}>
        <input type="hidden" name="revision" value={String(issue.revision)} />
        <Field
          view={view}
          name="title"
          label={view.t('課題の名前', 'Name of the issue')}
          value={title}
          refusals={refusals}
          {...boundsOf(ISSUE, 'title')}
        />
        <Field
          view={view}
          name="note"
          label={view.t('メモ', 'Note')}
          value={note}
          rows={4}
          refusals={refusals}
          {...boundsOf(ISSUE, 'note')}
        />
        <button type="submit">{view.t('保存する', 'Save')}</button>
      </form>
    </Act>
  )
}

/** Puts further criteria in: what is missing and not in it. */
const Add: FC<ActsProps> = ({ view, shown, issue, typed, refusals }) => {
  const own = new Set(issue.criteria.map(({ criterion }) => criterion))
  const offered = [...shown.gaps].filter((criterion) => !own.has(criterion))
  return offered.length === 0 ? null : (
    <Act words={view.t('評価基準を加える', 'Add criteria')} open={typed.addition !== undefined}>
      <form method="post" action={toIssues(view, shown, `/${issue.id}/additions`)}>
        <p>
          {view.t(
            'ほかの課題に入っている評価基準も加えられます。元の課題にも残ります。',
            'Criteria of other issues can be added, too: they stay there as well.',
          )}
        </p>
        <OwnRefusals view={view} id="added" own={refusals.filter(({ field }) => field === 'added')} />
        <div id="added" tabindex={-1}>
          <CriteriaBoxes view={view} shown={shown} name="added" offered={offered} ticked={typed.addition?.added ?? []} />
        </div>
        <button type="submit">{view.t('加える', 'Add')}</button>
      </form>
    </Act>
  )
}

const SetAside: FC<ActsProps> = ({ view, shown, issue, typed, refusals }) => (
  <Act words={view.t('見送りにする', 'Set aside')} open={typed.aside !== undefined}>
    <form method="post" action={toIssues(view, shown, `/${issue.id}/setting-aside`)}>
      <input type="hidden" name="revision" value={String(issue.revision)} />
      <Field
        view={view}
        name="reason"
        label={view.t('見送る理由', 'Why it is set aside')}
        help={view.t(
          '評価基準は、満たさないまま残ります。理由は一覧に出て、あとから読めます。',
          'Its criteria stay missing. The reason is shown in the list, to be read later.',
        )}
        value={typed.aside?.reason ?? ''}
        rows={3}
        refusals={refusals}
        {...boundsOf(ASIDE, 'reason')}
        required
      />
      <button type="submit">{view.t('見送りにする', 'Set aside')}</button>
    </form>
  </Act>
)

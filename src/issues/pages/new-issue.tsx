import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Choices, Field, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { OWN_ISSUE } from '../forms.ts'
import { CriteriaBoxes, type Shown, toIssues } from './issue-parts.tsx'

/** An issue of people's own: its name, a note, and the criteria that it is about. */
export const NewIssuePage: FC<Shown & { typed: Typed<typeof OWN_ISSUE>; refusals: readonly Refusal[] }> = (props) => {
  const { view, shown, typed, refusals } = props
  const here = view.t('課題を加える', 'Add an issue')
  return (
    <AssessmentFrame view={view} head={shown.head} part="issues" title={here}>
      <Trail view={view} steps={[{ href: toIssues(view, shown), words: view.t('課題の一覧', 'All issues') }]} here={here} />
      <h1>{here}</h1>
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={toIssues(view, shown)}>
        <Once />
        <Field
          view={view}
          name="title"
          label={view.t('課題の名前', 'Name of the issue')}
          help={view.t('例: 工場の入退室を見直す', 'For example: review who enters the factory')}
          value={typed.title}
          refusals={refusals}
          {...boundsOf(OWN_ISSUE, 'title')}
        />
        <Field
          view={view}
          name="note"
          label={view.t('メモ', 'Note')}
          value={typed.note}
          rows={3}
          refusals={refusals}
          {...boundsOf(OWN_ISSUE, 'note')}
        />
        <Choices
          view={view}
          name="criteria"
          legend={view.t('この課題で片づける評価基準', 'The criteria that it closes')}
          help={view.t(
            'まだそろっていない評価基準です。ほかの課題に入っているものも選べます。',
            'These are missing. Those of other issues can be chosen, too.',
          )}
          refusals={refusals}
        >
          <CriteriaBoxes view={view} shown={shown} name="criteria" offered={[...shown.gaps]} ticked={typed.criteria} />
        </Choices>
        <button type="submit">{view.t('加える', 'Add')}</button>
      </form>
    </AssessmentFrame>
  )
}

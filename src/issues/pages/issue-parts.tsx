import type { FC } from 'hono/jsx'
import type { Words } from '../../kernel/refusal.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { MARK, STANDING_WORDS, type Standing } from '../../standing/status.ts'
import type { View } from '../../ui/view.ts'
import type { readIssues } from '../actions.ts'
import { type Issue, titleWords } from '../issue.ts'
import type { ListedIssue } from '../issue-list.ts'

/** What the pages of issues show of an assessment; `measureName`: what a measure is called, by its id. */
export type IssuesShown = NonNullable<Awaited<ReturnType<typeof readIssues>>> & { measureName(id: string): Words | undefined }
export type Shown = { view: View; shown: IssuesShown }

/** `課題3`. */
export function numberIn(view: View, number: number): string {
  return view.t(`課題${number}`, `Issue ${number}`)
}

export function titleIn(view: View, shown: IssuesShown, issue: Pick<Issue, 'measure' | 'title'>): string {
  return view.say(titleWords(issue, shown.measureName))
}

export function toIssues(view: View, { head }: IssuesShown, rest = ''): string {
  return view.to(`/assessments/${head.id}/issues${rest}`)
}

/** The measure whose work it is, by its name unless the issue bears it. */
export const MeasureOf: FC<Shown & { issue: Pick<Issue, 'measure' | 'title'> }> = ({ view, shown, issue }) => {
  const name = issue.measure === null ? undefined : shown.measureName(issue.measure)
  return name === undefined ? null : (
    <a class="measure" href={view.to(`/measures/${issue.measure}`)}>
      {name.ja === issue.title ? view.t('対策を見る', 'See the measure') : `${view.t('対策: ', 'Measure: ')}${view.say(name)}`}
    </a>
  )
}

/** How many of its criteria are missing. */
export const OpenCount: FC<{ view: View; issue: ListedIssue }> = ({ view, issue: { missing, criteria } }) => (
  <span class="open-count">
    {view.t('まだ ', '')}
    <b>{missing.length}</b>
    {view.t(` / ${criteria.length}件`, ` of ${criteria.length} open`)}
  </span>
)

/** How the criteria of an issue stand, each standing with its number: `× 2  △ 1  ○ 3`. */
export const Marks: FC<Shown & { issue: ListedIssue }> = ({ view, shown, issue }) => {
  const counts = new Map<Standing, number>()
  for (const { criterion } of issue.criteria) {
    const standing = shown.standings.get(criterion) ?? 'unanswered'
    counts.set(standing, (counts.get(standing) ?? 0) + 1)
  }
  return (
    <span class="marks">
      {ORDER.filter((standing) => counts.has(standing)).map((standing) => (
        <span class={`standing ${standing}`}>
          {MARK[standing]} <span class="visually-hidden">{view.say(STANDING_WORDS[standing])}</span>
          {counts.get(standing)}
        </span>
      ))}
    </span>
  )
}

const ORDER: readonly Standing[] = ['unmet', 'partial', 'planned', 'unanswered', 'notApplicable', 'met']

export const New: FC<{ view: View; count?: number }> = ({ view, count }) => (
  <span class="chip new">{count === undefined ? view.t('新', 'New') : view.t(`新 ${count}件`, `${count} new`)}</span>
)

/** One criterion of an issue: how it stands, what is asked, and what was written about it. */
export const CriterionOf: FC<Shown & { criterion: string; fresh?: boolean; elsewhere?: readonly ListedIssue[] }> = (props) => {
  const { view, shown, criterion, fresh = false, elsewhere = [] } = props
  const answer = shown.answers.get(criterion)
  const known = shown.edition.criteria.find(({ id }) => id === criterion)
  return (
    <div class="criterion-of">
      <p>
        <StandingChip
          view={view}
          standing={shown.standings.get(criterion) ?? 'unanswered'}
          confirmed={answer?.confirmation != null}
        />{' '}
        <a class="id" href={view.to(`/assessments/${shown.head.id}/criteria/${criterion}`)}>
          {criterion}
        </a>{' '}
        {known ? view.t(known.question, known.en) : ''} {fresh ? <New view={view} /> : null}
      </p>
      {answer?.state ? <Written words={view.t('現状', 'As it is')} text={answer.state} /> : null}
      {answer?.reason ? <Written words={view.t('理由', 'Reason')} text={answer.reason} /> : null}
      {elsewhere.length > 0 ? (
        <p class="quiet">
          {view.t('ほかにも: ', 'Also in: ')}
          {elsewhere.map((issue, index) => (
            <>
              {index > 0 ? view.t('、', ', ') : ''}
              <a href={toIssues(view, shown, `/${issue.id}`)}>{numberIn(view, issue.number)}</a>
            </>
          ))}
        </p>
      ) : null}
    </div>
  )
}

const Written: FC<{ words: string; text: string }> = ({ words, text }) => (
  <p class="written">
    <b>{words}</b> <span class="text">{text}</span>
  </p>
)

/** Criteria to tick, those of each area under its name; a missing one says how it stands. */
export const CriteriaBoxes: FC<Shown & { name: string; offered: readonly string[]; ticked: readonly string[] }> = (props) => {
  const { view, shown, name, offered, ticked } = props
  const asked = new Set(offered)
  return (
    <div class="criteria-boxes">
      {shown.edition.requirements
        .map((requirement) => ({ requirement, own: requirement.criteria.filter(({ id }) => asked.has(id)) }))
        .filter(({ own }) => own.length > 0)
        .map(({ requirement, own }) => (
          <details open={own.some(({ id }) => ticked.includes(id))}>
            <summary>
              {`${requirement.id} ${view.t(requirement.name, requirement.en)}`}{' '}
              <span class="quiet">{view.t(`${own.length}件`, String(own.length))}</span>
            </summary>
            <ul>
              {own.map((criterion) => (
                <li>
                  <label>
                    <input type="checkbox" name={name} value={criterion.id} checked={ticked.includes(criterion.id)} />
                    <span>
                      <StandingChip view={view} standing={shown.standings.get(criterion.id) ?? 'unanswered'} />{' '}
                      <b class="id">{criterion.id}</b> {view.t(criterion.question, criterion.en)}
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </details>
        ))}
    </div>
  )
}

import type { FC } from 'hono/jsx'
import { Star } from '../../ui/components.tsx'
import { keptHtml, type Speech } from '../../ui/kept.ts'
import type { Criterion, Requirement } from '../criterion.ts'
import type { EditionId } from '../edition.ts'
import type { ChangeKind } from '../trace.ts'
import { CHANGE_WORDS, dutyWords, KIND_WORDS } from '../words.ts'

/** The levels at which a requirement has criteria: `★3 ★4`, or `★4だけ`. */
export const Stars: FC<{ view: Speech; requirement: Requirement }> = ({ view, requirement }) => {
  const has = (level: 3 | 4) => requirement.criteria.some((criterion) => criterion.level === level)
  if (!has(3)) return <span class="star four">{view.t('★4だけ', '★4 only')}</span>
  return (
    <>
      <Star level={3} /> {has(4) ? <Star level={4} /> : null}
    </>
  )
}

/** What became of a criterion, as a mark and a word. */
export const ChangeMark: FC<{ view: Speech; change: ChangeKind }> = ({ view, change }) => (
  <span class={`change ${change}`}>{`${MARKS[change]} ${view.say(CHANGE_WORDS[change])}`}</span>
)

const MARKS: Record<ChangeKind, string> = { kept: '＝', reworded: '～', moved: '→', new: '＋', gone: '－' }

/** Criteria as rows that lead to their pages. */
export const CriterionRows: FC<{ view: Speech; edition: EditionId; criteria: readonly Criterion[] }> = ({
  view,
  edition,
  criteria,
}) => (
  <ul class="criteria">
    {criteria.map((criterion) => (
      <li>
        <a href={view.to(`/catalogue/${edition}/${criterion.id}`)}>{criterionInRow(criterion, view)}</a>
      </li>
    ))}
  </ul>
)

const criterionInRow = keptHtml((criterion: Criterion, speech) => (
  <>
    <span class="id">{criterion.id}</span>
    <Star level={criterion.level} />
    <span class="question">{speech.t(criterion.question, criterion.en)}</span>
    <span class="small">{smallWords(speech, criterion)}</span>
  </>
))

function smallWords(view: Speech, { kind, duties = [] }: Criterion): string {
  return [view.say(KIND_WORDS[kind]), ...duties.map((duty) => view.say(dutyWords(duty)))].join(view.t('・', ' · '))
}

import type { FC } from 'hono/jsx'
import { addMonths } from '../../kernel/calendar.ts'
import type { Day } from '../../kernel/instant.ts'
import { sayDay, type View } from '../../ui/view.ts'
import { KEPT_WORDS, type Kept } from '../keeping.ts'
import type { KeptOccurrence } from '../read-actions.ts'

/** How an occurrence was kept: mark, word and colour. */
export const KeptChip: FC<{ view: View; kept: Kept }> = ({ view, kept }) => (
  <span class={`duty-kept ${kept}`}>{`${KEPT_WORDS[kept].mark} ${view.say(KEPT_WORDS[kept])}`}</span>
)

/** Twelve months in a row, each with what was due in it. A screen reader hears the months in which something was, alone. */
export const Strip: FC<{ view: View; first: Day; occurrences: readonly KeptOccurrence[]; today: Day }> = ({
  view,
  first,
  occurrences,
  today,
}) => (
  <ol class="duty-strip">
    {monthsFrom(first).map((month) => {
      const due = occurrences.filter((one) => one.due.startsWith(month))
      const now = today.startsWith(month) ? 'now' : ''
      return (
        <li class={now} aria-hidden={due.length === 0 ? 'true' : undefined}>
          <small aria-hidden="true">{Number(month.slice(5))}</small>
          {due.map(({ due: day, kept }) => (
            <span class={`duty-kept ${kept}`} title={`${sayDay(view, day)} ${view.say(KEPT_WORDS[kept])}`}>
              <span aria-hidden="true">{KEPT_WORDS[kept].mark}</span>
              <span class="visually-hidden">{`${sayDay(view, day)}: ${view.say(KEPT_WORDS[kept])}`}</span>
            </span>
          ))}
        </li>
      )
    })}
  </ol>
)

/** What the marks of a strip mean. */
export const Legend: FC<{ view: View }> = ({ view }) => (
  <ul class="duty-legend">
    {Object.values(KEPT_WORDS).map((words) => (
      <li>{`${words.mark} ${view.say(words)}`}</li>
    ))}
  </ul>
)

/** `12回中11回`: of what was due, how much was done; nothing where nothing was due yet. */
export function sayDone(view: View, occurrences: readonly KeptOccurrence[]): string | undefined {
  const due = occurrences.filter(({ kept }) => kept !== 'coming')
  const done = due.filter(({ kept }) => kept === 'in-time' || kept === 'late').length
  return due.length === 0 ? undefined : view.t(`${due.length}回中${done}回`, `${done} of ${due.length}`)
}

/** Twelve months from that of a day on, as `2027-04`. */
function monthsFrom(first: Day): string[] {
  return Array.from({ length: 12 }, (_, index) => addMonths(`${first.slice(0, 7)}-01`, index).slice(0, 7))
}

import { dayInJapan } from '../../kernel/instant.ts'
import { standingLabel } from '../../standing/chip.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { Answer } from '../answer.ts'
import type { Saved } from '../answer-actions.ts'
import type { Attainment } from '../attainment.ts'
import { TallyLine } from './tally-line.tsx'

/** An answer as the page's script sees it: what a row of the list shows, and who changed it; `own` where it was the viewer, elsewhere. */
export function toChangedAnswer(answer: Answer, people: ReadonlyMap<string, string>, view: View, doubts: Doubts) {
  const { criterion, status, revision, changedAt } = answer
  const own = answer.changedBy === view.viewer?.person
  return {
    criterion,
    standing: status ?? 'unanswered',
    label: labelOf(view, answer, doubts),
    excerpt: toExcerpt(view, answer, people),
    saved: toSavedWords(view, answer, people),
    revision,
    own,
    changedBy: own ? view.t('あなた(別の画面)', 'You, in another window') : (people.get(answer.changedBy) ?? ''),
    changedAt,
  }
}

/** The numbers of the list: the line above it as HTML, so that a script says what the page says, and ○ or × of each requirement. */
export function toNumbers(attainment: Attainment, view: View) {
  return {
    tally: String(TallyLine({ view, tally: attainment })),
    results: Object.fromEntries(attainment.requirements.map(({ id, result }) => [id, result])),
  }
}

/** The beginning of what a person wrote, and whose it is, for a row of the list. */
export function toExcerpt(view: View, answer: Answer | undefined, people: ReadonlyMap<string, string>): string {
  if (!answer) return ''
  const text = (answer.reason || answer.state).replaceAll(/\s+/g, ' ')
  const assignee = answer.assignee ? (people.get(answer.assignee) ?? '') : ''
  return [text.length > 60 ? `${text.slice(0, 60)}…` : text, assignee && view.t(`担当: ${assignee}`, `Assignee: ${assignee}`)]
    .filter(Boolean)
    .join(' / ')
}

/** On which day the answer was saved, and by whom, for the end of its row. */
export function toSavedWords(view: View, { changedAt, changedBy }: Answer, people: ReadonlyMap<string, string>): string {
  const day = sayDay(view, dayInJapan(changedAt))
  const name = people.get(changedBy) ?? ''
  return view.t(`${day} ${name} 保存`, `saved ${day} by ${name}`)
}

/** The receipt of a save: the new revision, and what the row of the list shows. */
export function toSaved(saved: Extract<Saved, { kind: 'saved' }>, view: View, doubts: Doubts) {
  return {
    revision: saved.answer.revision,
    changedAt: saved.answer.changedAt,
    standing: saved.answer.status ?? 'unanswered',
    label: labelOf(view, saved.answer, doubts),
  }
}

/** Criteria whose answer something speaks against. */
type Doubts = ReadonlyMap<string, unknown>

function labelOf(view: View, { criterion, status, confirmation }: Answer, doubts: Doubts): string {
  return standingLabel(view, status ?? 'unanswered', { confirmed: confirmation !== null, doubted: doubts.has(criterion) })
}

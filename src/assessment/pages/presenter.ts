import type { View } from '../../ui/view.ts'
import type { Saved } from '../actions.ts'
import type { Answer } from '../answer.ts'
import { MARK, STANDING_WORDS, type Standing } from '../status.ts'

/** An answer as the page's script sees it: what a row of the list shows, and who changed it. */
export function toChangedAnswer(answer: Answer, people: ReadonlyMap<string, string>, view: View) {
  const { criterion, status, state, reason, evidence, plan, note, revision, changedAt } = answer
  return {
    criterion,
    standing: status ?? 'unanswered',
    label: standingLabel(view, status ?? 'unanswered', answer.confirmation !== null),
    excerpt: toExcerpt(view, answer, people),
    texts: { state, reason, evidence, plan, note },
    revision,
    changedBy: people.get(answer.changedBy) ?? '',
    changedAt,
  }
}

/** `○ 満たす`; a 該当なし that nobody has confirmed says so. */
export function standingLabel(view: View, standing: Standing, confirmed: boolean): string {
  const waiting = standing === 'notApplicable' && !confirmed ? view.t('(確認待ち)', ' (unconfirmed)') : ''
  return `${MARK[standing]} ${view.say(STANDING_WORDS[standing])}${waiting}`
}

/** The beginning of what a person wrote, and whose it is, for a row of the list. */
export function toExcerpt(view: View, answer: Answer | undefined, people: ReadonlyMap<string, string>): string {
  if (!answer) return ''
  const text = (answer.reason || answer.state).replaceAll(/\s+/g, ' ')
  const owner = answer.owner ? (people.get(answer.owner) ?? '') : ''
  return [text.length > 60 ? `${text.slice(0, 60)}…` : text, owner && view.t(`担当: ${owner}`, `Owner: ${owner}`)]
    .filter(Boolean)
    .join(' / ')
}

/** The receipt of a save: the new revision, and what the row of the list shows. */
export function toSaved(saved: Extract<Saved, { kind: 'saved' }>, view: View) {
  const standing = saved.answer.status ?? 'unanswered'
  return {
    revision: saved.answer.revision,
    changedAt: saved.answer.changedAt,
    standing,
    label: standingLabel(view, standing, saved.answer.confirmation !== null),
  }
}

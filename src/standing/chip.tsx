import type { FC } from 'hono/jsx'
import type { Speech } from '../ui/kept.ts'
import type { View } from '../ui/view.ts'
import { MARK, STANDING_WORDS, type Standing } from './status.ts'

/** A standing as its mark and its words, never by colour alone. */
export const StandingChip: FC<{ view: View; standing: Standing; confirmed?: boolean }> = ({ view, standing, confirmed }) => (
  <span class={`standing ${standing}`}>{standingLabel(view, standing, confirmed ?? false)}</span>
)

/** `○ 満たす`; a 該当なし that nobody has confirmed says so. */
export function standingLabel(view: Speech, standing: Standing, confirmed: boolean): string {
  const waiting = standing === 'notApplicable' && !confirmed ? view.t('(確認待ち)', ' (unconfirmed)') : ''
  return `${MARK[standing]} ${view.say(STANDING_WORDS[standing])}${waiting}`
}

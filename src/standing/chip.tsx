import type { FC } from 'hono/jsx'
import type { Speech } from '../ui/kept.ts'
import type { View } from '../ui/view.ts'
import { MARK, STANDING_WORDS, type Standing } from './status.ts'

/** A standing as its mark and its words, never by colour alone. */
export const StandingChip: FC<ChipProps> = ({ view, standing, confirmed = false, doubted = false }) => (
  <span class={`standing ${standing}`}>{standingLabel(view, standing, { confirmed, doubted })}</span>
)
type ChipProps = { view: View; standing: Standing; confirmed?: boolean; doubted?: boolean }

/** `○ 満たす`; a 該当なし that nobody has confirmed says so, and a 満たす that something speaks against. */
export function standingLabel(
  view: Speech,
  standing: Standing,
  { confirmed, doubted }: { confirmed: boolean; doubted: boolean },
): string {
  const waiting = standing === 'notApplicable' && !confirmed ? view.t('(確認待ち)', ' (unconfirmed)') : ''
  const open = standing === 'met' && doubted ? view.t('(要確認)', ' (to be confirmed)') : ''
  return `${MARK[standing]} ${view.say(STANDING_WORDS[standing])}${waiting}${open}`
}

import type { FC } from 'hono/jsx'
import type { Speech } from '../ui/kept.ts'

/** The two kinds of answers that count as covered. */
type Settled = { met: number; notApplicableConfirmed: number }

/** How many of how many count as covered, and which two kinds of answers they are. */
export const SettledOf: FC<{ view: Speech; tally: Settled & { total: number } }> = ({ view, tally }) => (
  <span class="quiet">
    {`${tally.met + tally.notApplicableConfirmed}/${tally.total} `}
    {tally.notApplicableConfirmed > 0 ? `(${countedWords(view, tally)})` : ''}
  </span>
)

/** What the covered ones are made of: 28 is 26 that are met and 2 confirmed as not applicable. */
export function countedWords(view: Speech, { met, notApplicableConfirmed }: Settled): string {
  return view.t(
    `満たす${met}+確認済みの該当なし${notApplicableConfirmed}`,
    `${met} met + ${notApplicableConfirmed} confirmed as not applicable`,
  )
}

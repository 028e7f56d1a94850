import { addDays } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Link, Piece } from './piece.ts'

/** How the evidence for something stands, the worst first. */
export const STATES = ['missing', 'expired', 'unchecked', 'running-out', 'there'] as const
export type State = (typeof STATES)[number]

export const STATE_WORDS: Record<State, Words & { mark: string }> = {
  missing: { ja: 'ない', en: 'Missing', mark: '×' },
  expired: { ja: '期限切れ', en: 'Expired', mark: '×' },
  unchecked: { ja: '未確認', en: 'Unchecked', mark: '?' },
  'running-out': { ja: 'まもなく期限', en: 'Running out', mark: '△' },
  there: { ja: 'ある', en: 'There', mark: '○' },
}

/** Evidence that runs out within so many days has to be renewed now. */
export const RENEWAL_DAYS = 60

/** What never runs out counts until this day. */
export const NO_END: Day = '9999-12-31'

/**
 * How far the evidence for something reaches: how many pieces there are, the last day on which one of them counts, and the last day on
 * which one counts whose newest version somebody checked. Withdrawn pieces are none.
 */
export type Reach = { pieces: number; until: Day | null; checkedUntil: Day | null }

/** The one rule for the state of evidence, be it of one piece for one target or of all pieces for a criterion: the best of them counts. */
export function stateOf({ pieces, until, checkedUntil }: Reach, today: Day): State {
  if (pieces === 0 || until === null) return 'missing'
  if (checkedUntil !== null && checkedUntil >= today) {
    return checkedUntil > addDays(today, RENEWAL_DAYS) ? 'there' : 'running-out'
  }
  return until >= today ? 'unchecked' : 'expired'
}

/** How far one piece reaches for what it is linked to. */
export function reachOf(piece: Pick<Piece, 'validUntil' | 'version' | 'withdrawn'>, link: Pick<Link, 'checked'>): Reach {
  if (piece.withdrawn) return { pieces: 0, until: null, checkedUntil: null }
  const until = piece.validUntil ?? NO_END
  return { pieces: 1, until, checkedUntil: link.checked?.version === piece.version ? until : null }
}

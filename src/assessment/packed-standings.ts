import type { Edition } from '../catalogue/index.ts'
import type { Status } from '../standing/status.ts'
import type { Answered } from './attainment.ts'

const CHARACTER: Record<Status, string> = { met: 'm', partial: 'p', unmet: 'u', planned: 'l', notApplicable: 'n' }
const CONFIRMED = 'c'
const UNANSWERED = '-'
const STATUS = new Map(Object.entries(CHARACTER).map(([status, character]) => [character, status as Status]))

/** The standings of an assessment in which nothing is answered. One character per criterion, in the order of the edition. */
export function packNothing(edition: Pick<Edition, 'criteria'>): string {
  return UNANSWERED.repeat(edition.criteria.length)
}

/** Puts one standing into the packed string; criteria that the edition lacks change nothing. */
export function repack(edition: Pick<Edition, 'criteria'>, standings: string, answer: Answered): string {
  const index = edition.criteria.findIndex(({ id }) => id === answer.criterion)
  return index < 0 ? standings : standings.slice(0, index) + characterOf(answer) + standings.slice(index + 1)
}

/** Reads the packed string back into what the roll-up needs; what speaks against an answer is told beside it. */
export function unpack(
  edition: Pick<Edition, 'criteria'>,
  standings: string,
  doubts: ReadonlyMap<string, unknown> = new Map(),
): Answered[] {
  return edition.criteria.map(({ id }, index) => {
    const character = standings[index] ?? UNANSWERED
    return {
      criterion: id,
      status: character === CONFIRMED ? 'notApplicable' : (STATUS.get(character) ?? null),
      confirmed: character === CONFIRMED,
      doubted: doubts.has(id),
    }
  })
}

function characterOf({ status, confirmed }: Answered): string {
  if (status === null) return UNANSWERED
  return status === 'notApplicable' && confirmed ? CONFIRMED : CHARACTER[status]
}

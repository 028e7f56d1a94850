import type { Edition } from '../catalogue/index.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Edge } from './control.ts'
import { type LinkedControl, openNumbers } from './crosswalk.ts'
import type { StatementLine } from './statement.ts'

export type Prospect = 'likely' | 'partly' | 'new'

/**
 * How a criterion likely stands with a firm, by its statement of applicability: never an answer. `because` are the edges from controls
 * that it has in place, the strongest first; `numbers` are those of the criterion that the standard leaves open.
 */
export type Proposal = {
  id: string
  prospect: Prospect
  because: (Omit<Edge, 'id'> & { control: string })[]
  numbers: Words[]
}

/**
 * `likely`: an applicable and implemented control covers it · `partly`: one covers or helps with it that is at least applicable and not
 * said to be missing · `new`: nothing more than the same theme.
 */
export function proposeFrom(
  lines: readonly StatementLine[],
  controls: readonly LinkedControl[],
  edition: Pick<Edition, 'criteria'>,
): Proposal[] {
  const said = new Map(lines.map((line) => [line.control, line]))
  const edges = controls.flatMap(({ id: control, criteria }) => {
    const line = said.get(control)
    if (line?.applicable !== 'yes' || line.implemented === 'no') return []
    return criteria.map(({ id, ...edge }) => ({ id, edge: { control, ...edge }, whole: line.implemented === 'yes' }))
  })
  return edition.criteria.map((criterion) => {
    const own = edges.filter(({ id }) => id === criterion.id)
    const because = own.map(({ edge }) => edge).toSorted((one, other) => RANK[one.strength] - RANK[other.strength])
    const likely = own.some(({ edge, whole }) => edge.strength === 'covers' && whole)
    const partly = own.some(({ edge }) => edge.strength !== 'theme')
    return { id: criterion.id, prospect: likely ? 'likely' : partly ? 'partly' : 'new', because, numbers: openNumbers(criterion) }
  })
}

const RANK = { covers: 0, helps: 1, theme: 2 }

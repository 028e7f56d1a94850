import type { Criterion } from './criterion.ts'
import { type Edition, requirementOf } from './edition.ts'

/** A criterion that points at another; `whole` says that it names the whole requirement. */
type Reference = { criterion: Criterion; whole: boolean }

/** The criteria whose text names `number`, a criterion or a requirement, in the order of the edition. */
export function referencesTo(edition: Pick<Edition, 'criteria'>, number: string): Reference[] {
  const requirement = requirementOf(number)
  return edition.criteria.flatMap((criterion) => {
    const refs = criterion.refs ?? []
    if (refs.includes(number)) return [{ criterion, whole: number === requirement }]
    return refs.includes(requirement) ? [{ criterion, whole: true }] : []
  })
}

/** The criteria that `criterion` names; a requirement that it names stands for all of its criteria. */
export function referencesFrom(edition: Pick<Edition, 'criteria'>, criterion: Criterion): Criterion[] {
  const refs = new Set(criterion.refs ?? [])
  return edition.criteria.filter(({ id }) => refs.has(id) || refs.has(requirementOf(id)))
}

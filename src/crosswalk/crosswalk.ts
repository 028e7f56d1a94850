import {
  type CatalogueContext,
  type Criterion,
  DEFAULT_EDITION,
  dutyWords,
  type Edition,
  type EditionChanges,
  type EditionId,
  fromOf,
  originOf,
  thresholdWords,
} from '../catalogue/index.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Control, Edge, OwnEdges, Theme } from './control.ts'

/** The crosswalk in Japanese and the same in English: ours, and unofficial. */
export type Crosswalk = CrosswalkTexts & { english: CrosswalkTexts }
type CrosswalkTexts = { themes: Theme[]; own: OwnEdges[] }

/** What the actions stand on that ask the crosswalk, too. */
export type CrosswalkContext = CatalogueContext & { crosswalk(): Crosswalk }

/** A control with its edges to the criteria of one edition; `none` says why it has none in any. */
export type LinkedControl = { id: string; title: string; en: string; criteria: Edge[]; none?: string }

/**
 * The controls with their edges to the criteria of an edition, as somebody who reads `lang` sees them. The edges are given for the final
 * edition; those to the draft follow by `changes`, the map from it to the final one, and by what the draft's own file adds or says
 * otherwise.
 */
export function controlsFor(
  crosswalk: Crosswalk,
  edition: EditionId,
  changes: EditionChanges | undefined,
  lang: 'ja' | 'en' = 'ja',
): LinkedControl[] {
  const { themes, own } = lang === 'en' ? crosswalk.english : crosswalk
  const stated = new Map(
    own
      .filter((one) => one.edition === edition)
      .flatMap((one) => one.controls.map(({ control, criteria }) => [control, criteria])),
  )
  return themes.flatMap(({ controls }) => controls).map((control) => linked(control, stated.get(control.id) ?? []))

  function linked(control: Control, additions: readonly Edge[]): LinkedControl {
    const { id, title, en } = control
    if ('none' in control) return { id, title, en, criteria: [], none: control.none }
    const carried = edition === DEFAULT_EDITION ? control.criteria : control.criteria.flatMap((edge) => earlier(edge, changes))
    const edges = new Map([...carried, ...additions].map((edge) => [edge.id, edge]))
    return { id, title, en, criteria: [...edges.values()] }
  }
}

/** The same edge to what the criterion came from: several where criteria were merged, none where it is new. */
function earlier(edge: Edge, changes: EditionChanges | undefined): Edge[] {
  const origin = changes && originOf(changes.criteria, edge.id)
  return origin ? fromOf(origin).map((id) => ({ ...edge, id })) : []
}

/** How many different criteria at least one control is linked with. */
export function countLinked(controls: readonly LinkedControl[]): number {
  return new Set(controls.flatMap(({ criteria }) => criteria.map(({ id }) => id))).size
}

/** A criterion with what is surely new in it: the whole, or the `numbers` that the standard leaves open. */
export type NewCriterion = { id: string; whole: boolean; numbers: Words[] }

/** What is surely new to a firm with all controls in place: no edge stronger than the same theme, or a number that is left open. */
export function surelyNew(edition: Pick<Edition, 'criteria'>, controls: readonly LinkedControl[]): NewCriterion[] {
  const edges = controls.flatMap(({ criteria }) => criteria)
  const prepared = new Set(edges.filter(({ strength }) => strength !== 'theme').map(({ id }) => id))
  return edition.criteria
    .map((criterion) => ({ id: criterion.id, whole: !prepared.has(criterion.id), numbers: openNumbers(criterion) }))
    .filter(({ whole, numbers }) => whole || numbers.length > 0)
}

/**
 * The numbers of a criterion, all of which ISO/IEC 27001 leaves to the firm: lengths, failures, days, months, scores and how often.
 * A deadline or a time of keeping is also a threshold, and is named once.
 */
export function openNumbers({ thresholds = [], duties = [] }: Pick<Criterion, 'thresholds' | 'duties'>): Words[] {
  return [...thresholds.map(thresholdWords), ...duties.filter((duty) => 'cadence' in duty).map(dutyWords)]
}

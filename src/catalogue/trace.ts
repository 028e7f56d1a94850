import type { Change } from './changes.ts'

/** The five things that can become of a criterion, in the order in which they are shown. */
export const CHANGE_KINDS = ['kept', 'reworded', 'moved', 'new', 'gone'] as const
export type ChangeKind = Change['change']

/** How many criteria were kept, reworded, moved, new and gone. The first four add up to the criteria of the newer edition. */
export function countChanges(changes: readonly Change[]): Record<ChangeKind, number> {
  const counts = { kept: 0, reworded: 0, moved: 0, new: 0, gone: 0 }
  for (const { change } of changes) counts[change] += 1
  return counts
}

/** What a criterion of the newer edition came from. Nothing for a number that the newer edition does not have. */
export function originOf(changes: readonly Change[], number: string): Change | undefined {
  return changes.find((change) => change.change !== 'gone' && change.to === number)
}

/** What became of a criterion of the older edition: several where it was split, one `gone` where nothing is left. */
export function successorsOf(changes: readonly Change[], number: string): Change[] {
  return changes.filter((change) => fromOf(change).includes(number))
}

/** The numbers of the older edition that a change starts from; none where it is new. */
export function fromOf(change: Change): readonly string[] {
  return change.change === 'new' ? [] : change.from
}

/** The number in the newer edition; none where it is gone. */
export function toOf(change: Change): string | undefined {
  return change.change === 'gone' ? undefined : change.to
}

/** The sentence that says what changed; none where the criterion was kept. */
export function noteOf(change: Change): { ja: string; en: string } | undefined {
  return change.change === 'kept' ? undefined : { ja: change.note, en: change.en }
}

/** What became of one field or cell. Only `take-theirs` changes what is stored; a `conflict` changes nothing until a person decides. */
export type MergeOutcome = 'unchanged' | 'take-theirs' | 'keep-ours' | 'same-change' | 'conflict'

/** Whether ours and theirs are still what went out, or what came in the last time, and whether they say the same. */
export function mergeOutcome(oursKept: boolean, theirsKept: boolean, agree: boolean): MergeOutcome {
  if (oursKept && theirsKept) return 'unchanged'
  if (theirsKept) return 'keep-ours'
  if (oursKept) return 'take-theirs'
  return agree ? 'same-change' : 'conflict'
}

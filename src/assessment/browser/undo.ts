import { ask } from '../../ui/browser/session.ts'
import type { Receipt } from './saving.ts'

/** A change that can be taken back: what the form said before it, and the revision that the change became. */
type Change = { criterion: string; action: string; before: [string, string][]; revision: number }

const changes: Change[] = []

/** Remembers a change of this page, for `undo`. */
export function remember(change: Change): void {
  changes.push(change)
}

/** Forgets the changes of a criterion, where somebody else's came after them. */
function forget(criterion: string): void {
  for (let at = changes.length - 1; at >= 0; at -= 1) if (changes[at]?.criterion === criterion) changes.splice(at, 1)
}

/**
 * Says again what stood before the last change of this page, as a new version: nothing is erased. Gives what became of it, with its
 * criterion; nothing where no change is left, and no receipt where it could not be taken back.
 */
export async function undo(): Promise<{ criterion: string; receipt: Receipt | undefined } | undefined> {
  const change = changes.pop()
  if (!change) return undefined
  const { criterion, action, before, revision } = change
  const entries = before.map(([name, value]): [string, string] => [name, name === 'revision' ? String(revision) : value])
  const answer = await ask(action, { method: 'POST', body: new URLSearchParams(entries) })
  if (!answer?.ok) {
    if (answer) forget(criterion)
    else changes.push(change)
    return { criterion, receipt: undefined }
  }
  const receipt = (await answer.json()) as Receipt
  const earlier = changes.findLast((one) => one.criterion === criterion)
  if (earlier) earlier.revision = receipt.revision
  return { criterion, receipt }
}

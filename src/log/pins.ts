import { type Note, parseCheckpoint, parseNote } from './checkpoint.ts'
import type { Damage, Holder } from './damage.ts'
import type { Hash } from './merkle.ts'

/** What vouches for a log, such as a checkpoint whose signature is sound: at that size the log had that root. */
export type Pin = { size: number; root: Hash; holder: Holder }

/**
 * Reads checkpoints and judges their signatures. What is not sound pins nothing, and is a damage of its own. Pins that need no signature
 * may be given besides.
 */
export function readPins(
  notes: readonly { holder: Holder; note: string; size: number }[],
  origin: string,
  judge: (note: Note, name: string) => 'sound' | 'altered' | 'foreign',
  given: readonly Pin[] = [],
): { pins: Pin[]; damages: Damage[] } {
  const pins: Pin[] = [...given]
  const damages: Damage[] = []
  for (const { holder, note, size } of notes) {
    const parsed = parseNote(note)
    const said = parsed && parseCheckpoint(parsed.text)
    if (!said) {
      damages.push({ kind: 'illegible', position: size, holder })
      continue
    }
    const worth = judge(parsed, origin)
    const other = said.origin !== origin
    if (worth === 'sound' && !other) pins.push({ size: said.size, root: Buffer.from(said.root, 'base64'), holder })
    else if (worth === 'altered') damages.push({ kind: 'signature', position: said.size, holder })
    else damages.push({ kind: other ? 'otherLog' : 'key', position: said.size, holder })
  }
  return { pins: pins.toSorted((one, next) => one.size - next.size), damages }
}

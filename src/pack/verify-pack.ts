import { RECORD, readSums, SUM_OF_SUMS, SUMS } from './list.ts'

/** A file as it was found in a pack, or in the folder that one was unpacked into. `text` is there for the few that speak of others. */
export type Found = { path: string; sha256: string; text?: string }

/** What is wrong with a pack. `path` is the file that it is about. */
export type Finding =
  /** It is no pack, or its directory cannot be read. */
  | { kind: 'unreadable' }
  /** Something between the contents is not as a pack has it: a name, a size, a date, a byte too many. */
  | { kind: 'container'; path: string | null }
  /** The list of hashes is not the one whose hash is noted, in the pack or by whoever asks. */
  | { kind: 'list' | 'other-list' }
  | { kind: 'changed' | 'missing' | 'unlisted'; path: string }

export type PackVerdict = {
  sound: boolean
  /** Files whose content is here and fits its hash. */
  files: number
  /** Files that are named by their hash alone, and stay with whoever keeps them. */
  kept: number
  /** SHA-256 of the list of hashes as it is here: to be compared with what was told by another way. */
  list: string | null
  findings: Finding[]
}

/** The texts of a pack that its own verification reads. */
export const SPEAKING: readonly string[] = [SUMS, SUM_OF_SUMS, RECORD]

/**
 * Compares what was found with what the pack's list of hashes says. `told` is the hash of that list where somebody has it from
 * elsewhere: without it a pack is only shown to agree with itself. `before` are faults of the container that it came in.
 */
export function verifyFound(found: readonly Found[], told: string | undefined, before: readonly Finding[] = []): PackVerdict {
  const byPath = new Map(found.map((file) => [file.path, file]))
  const list = byPath.get(SUMS)
  const sums = list?.text === undefined ? undefined : readSums(list.text)
  if (!list || !sums)
    return { sound: false, files: 0, kept: 0, list: list?.sha256 ?? null, findings: [...before, { kind: 'unreadable' }] }
  const kept = keptBy(byPath.get(RECORD)?.text)
  const findings: Finding[] = [...before]
  if (byPath.get(SUM_OF_SUMS)?.text !== `${list.sha256}  ${SUMS}\n`) findings.push({ kind: 'list' })
  if (told !== undefined && told !== list.sha256) findings.push({ kind: 'other-list' })
  let files = 0
  let away = 0
  for (const [path, sha256] of sums) {
    const file = byPath.get(path)
    if (file?.sha256 === sha256) files += 1
    else if (file) findings.push({ kind: 'changed', path })
    else if (kept.get(path) === sha256) away += 1
    else findings.push({ kind: 'missing', path })
  }
  for (const { path } of found) {
    if (!sums.has(path) && path !== SUMS && path !== SUM_OF_SUMS) findings.push({ kind: 'unlisted', path })
  }
  return { sound: findings.length === 0, files, kept: away, list: list.sha256, findings }
}

/** The files that the record says stay elsewhere, with their hashes. */
function keptBy(record: string | undefined): Map<string, string> {
  const kept = new Map<string, string>()
  for (const piece of piecesIn(record)) {
    if (typeof piece !== 'object' || piece === null || !('content' in piece)) continue
    const { content } = piece
    if (
      typeof content !== 'object' ||
      content === null ||
      !('path' in content) ||
      !('sha256' in content) ||
      'here' in content === false
    )
      continue
    if (content.here === false && typeof content.path === 'string' && typeof content.sha256 === 'string')
      kept.set(content.path, content.sha256)
  }
  return kept
}

function piecesIn(record: string | undefined): unknown[] {
  try {
    const read: unknown = JSON.parse(record ?? '')
    return typeof read === 'object' && read !== null && 'pieces' in read && Array.isArray(read.pieces) ? read.pieces : []
  } catch {
    return []
  }
}

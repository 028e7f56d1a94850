/** The files of a pack that speak of the others. */
export const INDEX = 'index.html'
export const TABLE = 'evidence.csv'
export const RECORD = 'evidence.json'
/** What `sha256sum -c` reads: the hash of every other file, of those too that stay with whoever keeps them. */
export const SUMS = 'SHA256SUMS'
/** The hash of that list: this one number says what the whole pack holds. */
export const SUM_OF_SUMS = 'SHA256SUMS.sha256'

/** A file named in a list of hashes: its SHA-256 in lower-case hex, and its path from where the list lies. */
export type Sum = { path: string; sha256: string }

/** The list as GNU coreutils write it. No path of a pack has a line break or a backslash, so none is escaped. */
export function toSums(sums: readonly Sum[]): string {
  return sums.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('')
}

/** Reads such a list; undefined where a line is none, or a path stands twice or leads out of the pack. */
export function readSums(text: string): Map<string, string> | undefined {
  if (text !== '' && !text.endsWith('\n')) return undefined
  const sums = new Map<string, string>()
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256 = '', path = ''] = /^([0-9a-f]{64}) [ *]([^\\\r]+)$/.exec(line) ?? []
    if (sha256 === '' || sums.has(path) || leadsOut(path)) return undefined
    sums.set(path, sha256)
  }
  return sums
}

function leadsOut(path: string): boolean {
  return path.startsWith('/') || path.split('/').some((part) => part === '..' || part === '.' || part === '')
}

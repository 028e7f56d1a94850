/** What is wrong with a pack; `path` is the file that it is about. */
export type PackFinding = {
  kind: 'unreadable' | 'container' | 'list' | 'other-list' | 'changed' | 'missing' | 'unlisted'
  path?: string
}

/** `files` are here and fit, `kept` are named by their hash alone; `list` is the SHA-256 of the list of hashes. */
export type PackResult = { sound: boolean; files: number; kept: number; list: string | undefined; findings: PackFinding[] }

export function verifyPack(path: string, told?: string): Promise<PackResult>
export function verifySource(
  read: (from: number, length: number) => Promise<Buffer>,
  size: number,
  told?: string,
): Promise<PackResult>
export function isPack(path: string): Promise<boolean>

/** One entry of the journal that `torture/recorder.mjs` writes. Paths are relative to the data folder. */
export type Entry =
  | { op: 'start' }
  | { op: 'open'; fd: number; path: string; truncate: boolean }
  | { op: 'close'; fd: number }
  | { op: 'write'; fd: number; at: number | null; data: Buffer }
  | { op: 'file'; path: string; data: Buffer }
  | { op: 'fsync'; fd: number }
  | { op: 'truncate'; fd?: number; path?: string; size: number }
  | { op: 'rename'; from: string; path: string }
  | { op: 'remove'; path: string }
  | { op: 'folder'; path: string }

/** What a power cut leaves of what was not fsynced: nothing; any pages of 4 KiB in any order; any sectors of 512 bytes; all of it. */
export type Fate = 'lost' | 'pages' | 'sectors' | 'kept'
export const FATES: readonly Fate[] = ['lost', 'pages', 'sectors', 'kept']

type Change = { at: number; data: Buffer } | { size: number }
type File = { live: Buffer; durable: Buffer; pending: Change[]; named: number }
type Naming = (names: Map<string, File>, folders: Set<string>) => unknown

/**
 * A disk with what the operating system holds back: what is written into a file is safe after its fsync. Names change in order, as
 * on file systems with a journal: an fsync of a folder makes all changes before it safe, one of a file those until it got its name.
 */
export class Disk {
  readonly #names = new Map<string, File>()
  readonly #folders = new Set<string>()
  readonly #safeNames = new Map<string, File>()
  readonly #safeFolders = new Set<string>()
  #pending: Naming[] = []
  /** How many changes of names are safe, of all that there were. */
  #safe = 0
  readonly #open = new Map<number, { path: string; file: File | undefined; position: number }>()

  /** A disk on which all of that is safe. */
  constructor(files: ReadonlyMap<string, Buffer>, folders: Iterable<string>) {
    for (const [path, content] of files) {
      const file = { live: Buffer.from(content), durable: Buffer.from(content), pending: [], named: 0 }
      this.#names.set(path, file)
      this.#safeNames.set(path, file)
    }
    for (const folder of folders) {
      this.#folders.add(folder)
      this.#safeFolders.add(folder)
    }
  }

  apply(entry: Entry): void {
    switch (entry.op) {
      case 'start':
        this.#open.clear()
        return
      case 'open': {
        const folder = this.#folders.has(entry.path) || entry.path === '.'
        const file = folder ? undefined : (this.#names.get(entry.path) ?? this.#create(entry.path))
        if (file && entry.truncate) change(file, { size: 0 })
        this.#open.set(entry.fd, { path: entry.path, file, position: 0 })
        return
      }
      case 'close':
        this.#open.delete(entry.fd)
        return
      case 'write': {
        const open = this.#open.get(entry.fd)
        if (!open?.file) throw new Error(`a write to ${open?.path ?? entry.fd}`)
        const at = entry.at ?? open.position
        change(open.file, { at, data: entry.data })
        if (entry.at === null) open.position += entry.data.length
        return
      }
      case 'file': {
        const file = this.#names.get(entry.path) ?? this.#create(entry.path)
        change(file, { size: 0 })
        if (entry.data.length > 0) change(file, { at: 0, data: entry.data })
        return
      }
      case 'fsync': {
        const file = this.#open.get(entry.fd)?.file
        for (const one of file?.pending ?? []) if (file) file.durable = changed(file.durable, one)
        if (file) file.pending = []
        this.#keepNames(file?.named ?? this.#safe + this.#pending.length)
        return
      }
      case 'truncate': {
        const file = entry.path === undefined ? this.#open.get(entry.fd ?? -1)?.file : this.#names.get(entry.path)
        if (file) change(file, { size: entry.size })
        return
      }
      case 'rename': {
        const file = this.#names.get(entry.from)
        const naming: Naming = (names, folders) => rename(names, folders, entry.from, entry.path)
        this.#name(naming)
        if (file) file.named = this.#safe + this.#pending.length
        return
      }
      case 'remove':
        this.#name((names, folders) => remove(names, folders, entry.path))
        return
      case 'folder':
        this.#name((_, folders) => folders.add(entry.path))
        return
    }
  }

  /** The files as a running program sees them. */
  live(): Map<string, Buffer> {
    return new Map([...this.#names].map(([path, { live }]) => [path, live]))
  }

  /** What is there after the power came back. `chance` gives numbers from 0 to below 1. */
  afterPowerCut(fate: Fate, chance: () => number): { files: Map<string, Buffer>; folders: Set<string> } {
    const names = new Map(this.#safeNames)
    const folders = new Set(this.#safeFolders)
    const all = this.#pending.length
    const survived = { lost: 0, kept: all, pages: Math.floor(chance() * (all + 1)), sectors: Math.floor(chance() * (all + 1)) }
    for (const naming of this.#pending.slice(0, survived[fate])) naming(names, folders)
    const files = new Map([...names].map(([path, file]) => [path, contentAfter(file, fate, chance)]))
    return { files, folders }
  }

  #create(path: string): File {
    const file: File = { live: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [], named: 0 }
    this.#name((names) => names.set(path, file))
    file.named = this.#safe + this.#pending.length
    return file
  }

  #name(naming: Naming): void {
    naming(this.#names, this.#folders)
    this.#pending.push(naming)
  }

  #keepNames(until: number): void {
    if (until <= this.#safe) return
    for (const naming of this.#pending.splice(0, until - this.#safe)) naming(this.#safeNames, this.#safeFolders)
    this.#safe = until
  }
}

const GRAIN = { pages: 4096, sectors: 512 }

function contentAfter(file: File, fate: Fate, chance: () => number): Buffer {
  if (fate === 'lost' || file.pending.length === 0) return file.durable
  if (fate === 'kept') return file.live
  let content: Buffer = Buffer.from(file.durable)
  for (const one of file.pending) {
    if ('size' in one) {
      if (chance() < 0.5) content = changed(content, one)
      continue
    }
    for (let from = 0; from < one.data.length; ) {
      const until = Math.min(one.data.length, (Math.floor((one.at + from) / GRAIN[fate]) + 1) * GRAIN[fate] - one.at)
      if (chance() < 0.5) content = changed(content, { at: one.at + from, data: one.data.subarray(from, until) })
      from = until
    }
  }
  // A file may have got its length without what was to stand there.
  return file.live.length > content.length && chance() < 0.5 ? changed(content, { size: file.live.length }) : content
}

function change(file: File, one: Change): void {
  file.live = changed(file.live, one)
  file.pending.push(one)
}

/** The content after a change; it may be the same buffer, written into. */
function changed(content: Buffer, one: Change): Buffer {
  const needed = 'size' in one ? one.size : Math.max(content.length, one.at + one.data.length)
  const room = needed === content.length ? content : Buffer.alloc(needed)
  if (room !== content) content.copy(room)
  if (!('size' in one)) one.data.copy(room, one.at)
  return room
}

function rename(names: Map<string, File>, folders: Set<string>, from: string, to: string): void {
  for (const [path, file] of [...names]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue
    names.delete(path)
    names.set(to + path.slice(from.length), file)
  }
  for (const path of [...folders]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue
    folders.delete(path)
    folders.add(to + path.slice(from.length))
  }
}

function remove(names: Map<string, File>, folders: Set<string>, path: string): void {
  for (const one of [...names.keys()]) if (one === path || one.startsWith(`${path}/`)) names.delete(one)
  for (const one of [...folders]) if (one === path || one.startsWith(`${path}/`)) folders.delete(one)
}

import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded before the server (`--import`): writes down, in the order in which they happen, all writes, fsyncs and changes of names in
 * its data folder. What an entry looks like is read by `torture/journal.ts`. An acknowledgement that a client has seen comes after
 * everything that stands in the journal by then.
 */
const { TORTURE_JOURNAL: journal, HOSHITORI_DATA: data = '' } = process.env
if (isMainThread && journal) record(journal, resolve(data))

function record(path, home) {
  const real = { ...fs }
  const file = real.openSync(path, 'a')
  const recorded = new Set()
  const inside = (name) => {
    const within = relative(home, resolve(String(name)))
    return within === '' || !within.startsWith('..')
  }
  const note = (entry, bytes = Buffer.alloc(0)) => {
    const head = Buffer.from(JSON.stringify({ ...entry, bytes: bytes.length }))
    const size = Buffer.alloc(4)
    size.writeUInt32LE(head.length)
    real.writeSync(file, Buffer.concat([size, head, bytes]))
  }
  const within = (name) => join('.', relative(home, resolve(String(name))))

  const patched = {
    openSync(name, flags = 'r', mode = undefined) {
      const fd = real.openSync(name, flags, mode)
      if (!inside(name)) return fd
      recorded.add(fd)
      const has = (letter, bit) => (typeof flags === 'string' ? flags.startsWith(letter) : (flags & bit) !== 0)
      note({ op: 'open', fd, path: within(name), truncate: has('w', fs.constants.O_TRUNC) })
      return fd
    },
    closeSync(fd) {
      real.closeSync(fd)
      if (recorded.delete(fd)) note({ op: 'close', fd })
    },
    writeSync(fd, what, offset, length, position) {
      const written = real.writeSync(fd, what, offset, length, position)
      if (!recorded.has(fd)) return written
      const bytes = typeof what === 'string' ? Buffer.from(what) : bytesOf(what).subarray(offset ?? 0, (offset ?? 0) + written)
      note({ op: 'write', fd, at: typeof position === 'number' ? position : null }, bytes)
      return written
    },
    writeFileSync(name, what, options) {
      real.writeFileSync(name, what, options)
      if (typeof name === 'number' || !inside(name)) return
      note({ op: 'file', path: within(name) }, typeof what === 'string' ? Buffer.from(what) : bytesOf(what))
    },
    fsyncSync(fd) {
      real.fsyncSync(fd)
      if (recorded.has(fd)) note({ op: 'fsync', fd })
    },
    ftruncateSync(fd, size = 0) {
      real.ftruncateSync(fd, size)
      if (recorded.has(fd)) note({ op: 'truncate', fd, size })
    },
    truncateSync(name, size = 0) {
      real.truncateSync(name, size)
      if (inside(name)) note({ op: 'truncate', path: within(name), size })
    },
    renameSync(from, to) {
      real.renameSync(from, to)
      if (inside(to)) note({ op: 'rename', from: within(from), path: within(to) })
    },
  }
  for (const [name, op] of [
    ['unlinkSync', 'remove'],
    ['rmSync', 'remove'],
    ['rmdirSync', 'remove'],
    ['mkdirSync', 'folder'],
  ]) {
    patched[name] = (target, options) => {
      const made = real[name](target, options)
      if (inside(target)) note({ op, path: within(target) })
      return made
    }
  }
  Object.assign(fs, patched)
  syncBuiltinESMExports()
  note({ op: 'start' })
}

function bytesOf(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength)
}

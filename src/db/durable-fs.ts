import { closeSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Node = { mode: number }
type Stream = { node: Node; nfd?: number }
type EmscriptenNodeFs = { realPath(node: Node): string; stream_ops: { fsync?: (stream: Stream) => number } }

/** How often the embedded database has asked the disk to keep what was written, since the process began. */
export const fsyncs = { count: 0 }

/**
 * A folder on disk whose writes survive a power cut. PGlite's own NodeFS answers fsync without doing it: after a simulated
 * power cut most databases could not be opened again.
 */
export class DurableNodeFs extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const ready = await super.init(pg, options)
    const keep = (module: unknown) => {
      const nodefs = (module as { NODEFS: EmscriptenNodeFs }).NODEFS
      nodefs.stream_ops.fsync = (stream) => {
        fsyncs.count += 1
        if (stream.nfd !== undefined) fsyncSync(stream.nfd)
        else syncFolder(nodefs.realPath(stream.node))
        return 0
      }
    }
    const { emscriptenOpts } = ready
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), keep] } }
  }
}

/**
 * PGlite's own start parameters without `-F`, which would switch fsync off. Its memory is this process's: the 128 MB of buffers that a
 * server takes would be kept beside what the operating system keeps of the same files.
 */
export function durableStart(defaults: readonly string[]): string[] {
  const settings = ['fsync=on', 'wal_sync_method=fsync', 'shared_buffers=32MB']
  return [...defaults.filter((parameter) => parameter !== '-F'), ...settings.flatMap((setting) => ['-c', setting])]
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

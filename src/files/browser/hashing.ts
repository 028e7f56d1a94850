import type { HashAnswer } from './hash-worker.ts'

/** The file cannot be read: it was changed or moved since it was chosen. */
export class Unreadable extends Error {}

/** The SHA-256 of a file in hexadecimal, computed in a thread of its own, which ends with it or by `signal`. */
export function hashOf(worker: string, file: File, signal: AbortSignal, progress: (bytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const thread = new Worker(worker, { type: 'module' })
    const end = (finish: () => void) => {
      thread.terminate()
      finish()
    }
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true })
    thread.addEventListener('error', () => end(() => reject(new Error('the hash could not be computed'))))
    thread.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => {
      if ('done' in data) return progress(data.done)
      end(() => ('sha256' in data ? resolve(data.sha256) : reject(new Unreadable())))
    })
    thread.postMessage(file)
  })
}

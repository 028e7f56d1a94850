import { once } from 'node:events'
import { connect } from 'node:net'
import { lookupFor } from '../guarded-lookup.ts'
import type { Destinations } from '../kernel/destinations.ts'
import { inChunks } from './chunks.ts'
import type { ScannerAddress } from './scanner-address.ts'

const CHUNK_BYTES = 256 * 1024
/** For how long nothing may come or go, in milliseconds: clamd answers once it has looked at all of a large file. */
const PATIENCE = 5 * 60_000
const LONGEST_ANSWER = 4096

/**
 * Has clamd look at content as it comes, by its protocol INSTREAM: chunks, each with its length before it, the last one empty. Gives what
 * was found, or nothing. Throws where clamd did not look at all of it to the end: no answer, an error, more than it takes.
 */
export async function scan(
  to: ScannerAddress,
  source: AsyncIterable<Uint8Array>,
  { destinations, patience = PATIENCE }: { destinations?: Destinations | undefined; patience?: number } = {},
): Promise<string | undefined> {
  const lookup = 'host' in to ? lookupFor(to.host, destinations) : undefined
  const socket = connect({ ...to, ...(lookup && { lookup }) })
  socket.setTimeout(patience, () => socket.destroy(new Error('clamd does not answer')))
  let answer = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text
    if (answer.length > LONGEST_ANSWER) socket.destroy(new Error('clamd does not end its answer'))
  })
  const closed = once(socket, 'close')
  // It is awaited at the end; a fault before that is not without anybody who hears it.
  closed.catch(() => undefined)
  try {
    await once(socket, 'connect')
    const write = async (bytes: Uint8Array) => {
      if (!socket.write(bytes) && !socket.destroyed) await Promise.race([once(socket, 'drain'), closed])
    }
    await write(Buffer.from('zINSTREAM\0'))
    for await (const chunk of inChunks(source, CHUNK_BYTES)) {
      // Whoever answers before the end has seen enough, or takes no more.
      if (answer !== '' || socket.destroyed) break
      await write(lengthOf(chunk.length))
      await write(chunk)
    }
    await write(lengthOf(0))
    await closed
  } finally {
    socket.destroy()
  }
  const [, found, clean] = /^stream: (?:(.{1,200}) FOUND|(OK))\0$/.exec(answer) ?? []
  if (found === undefined && clean === undefined) throw new Error(`clamd answered: ${JSON.stringify(answer.slice(0, 200))}`)
  return found
}

function lengthOf(bytes: number): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

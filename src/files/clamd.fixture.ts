import { createServer, type Socket } from 'node:net'

/** The test string of EICAR, in two parts: whole, a scanner would take this file away. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

type Judge = (content: Buffer, socket: Socket) => string | undefined

/**
 * A peer that speaks clamd's INSTREAM on a port of its own: reads the chunks, gives their lengths, and answers by what `answer` says of
 * all that came; refuses more than `most` bytes, as clamd does.
 */
export async function startClamd(answer: Judge = judge, most = 30 * 1024 * 1024) {
  const seen: number[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let waiting = Buffer.alloc(0)
    const parts: Buffer[] = []
    let named = false
    let bytes = 0
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      waiting = Buffer.concat([waiting, piece as Buffer])
      if (!named && waiting.includes(0)) {
        named = waiting.subarray(0, 10).toString() === 'zINSTREAM\0'
        waiting = waiting.subarray(10)
        if (!named) return socket.end('UNKNOWN COMMAND\0')
      }
      while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32BE(0)) {
        const length = waiting.readUInt32BE(0)
        parts.push(waiting.subarray(4, 4 + length))
        waiting = waiting.subarray(4 + length)
        seen.push(length)
        bytes += length
        if (bytes > most) return socket.end('INSTREAM size limit exceeded. ERROR\0')
        if (length > 0) continue
        const said = answer(Buffer.concat(parts), socket)
        if (said !== undefined) socket.end(said)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  return { to: { host: '127.0.0.1', port: typeof at === 'object' && at ? at.port : 0 }, seen, stop }
}

const judge: Judge = (content) => (content.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')

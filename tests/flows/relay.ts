import { connect, createServer, type Socket } from 'node:net'

export type Relay = {
  port: number
  /** Where new connections lead from now on; those that are there stay. */
  to(port: number): void
  /** Passes nothing on and says nothing of it, as a machine that lost its power does. */
  freeze(): void
  /** Passes on again, over new connections alone. */
  thaw(): void
  close(): void
}

/** A port of loopback that leads to another one: the address of a server behind which servers may change. */
export async function startRelay(target: number): Promise<Relay> {
  let port = target
  let frozen = false
  const open = new Set<Socket>()
  const relay = createServer((here) => {
    const there = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      open.add(from)
      from.on('data', (bytes) => !frozen && to.write(bytes))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const address = relay.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    to: (other) => {
      port = other
    },
    freeze: () => {
      frozen = true
    },
    thaw: () => {
      cut()
      frozen = false
    },
    close: () => {
      cut()
      relay.close()
    },
  }
}

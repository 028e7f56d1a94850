import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../src/root.ts'

export const program = join(root, 'bin/hoshitori')

/** The built server as a process of its own, on the embedded database of a data folder. */
export type Server = {
  address: string
  /** Asks as a browser does that stays where it is: a redirection is an answer. */
  ask(path: string, request?: RequestInit): Promise<Response>
  /** What `/metrics` says now, by name; figures with labels are left out. */
  figures(): Promise<Record<string, number>>
  stop(): Promise<void>
}

export async function startServer(data: string): Promise<Server> {
  const env = { ...process.env, PORT: '0', HOSHITORI_DATA: data, DATABASE_URL: '' }
  const child = spawn(program, ['serve'], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const address = await addressOf(child)
  const ask = (path: string, { headers, ...request }: RequestInit = {}) =>
    fetch(`${address}${path}`, { redirect: 'manual', ...request, headers: { origin: address, ...headers } })
  return {
    address,
    ask,
    figures: async () => {
      const lines = (await (await ask('/metrics')).text()).split('\n')
      const plain = lines.map((line) => /^(\w+) (\S+)$/.exec(line)).filter((found) => found !== null)
      return Object.fromEntries(plain.map(([, name, figure]) => [name, Number(figure)]))
    },
    stop: async () => {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server stopped')))
    child.stdout?.on('data', (chunk: Buffer) => {
      const [address] = /http:\/\/localhost:\d+/.exec(chunk.toString()) ?? []
      if (address) resolve(address)
    })
  })
}

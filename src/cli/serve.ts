import { createAdaptorServer } from '@hono/node-server'
import { readConfig } from '../config.ts'
import { FolderInUse } from '../db/folder-lock.ts'
import { openDb } from '../db/open.ts'
import { realClock } from '../ground.ts'
import { buildApp } from '../http/app.tsx'
import { features } from '../http/features.ts'
import { root } from '../root.ts'
import { BadInput, type Command, type Terminal } from './command.ts'

/** `hoshitori serve`: the product in the browser, on this machine alone, until it is told to stop. */
export function serveCommand(env: Record<string, string | undefined>): Command {
  return {
    name: 'serve',
    usage: ['serve'],
    about: '画面を開けるようにする (このパソコンからだけ使えます)',
    run: async (_args, terminal) => {
      const config = readConfig(env, root)
      if (!config.ok) throw new BadInput(config.refusals.map((refusal) => refusal.words.ja).join('\n'))
      const db = await open(config.value)
      try {
        const { edition, changes } = terminal
        const app = buildApp({ db, edition, changes, ...realClock() }, features, (line) => terminal.err(JSON.stringify(line)))
        const server = createAdaptorServer({ fetch: app.fetch })
        await listen(server, config.value.port)
        announce(server.address(), terminal)
        await untilToldToStop()
        terminal.err('止めています… / stopping…')
        await stop(server)
      } finally {
        await db.close()
      }
      return 0
    },
  }
}

async function open(config: Parameters<typeof openDb>[0]): ReturnType<typeof openDb> {
  try {
    return await openDb(config)
  } catch (fault) {
    if (!(fault instanceof FolderInUse)) throw fault
    throw new BadInput(
      `データのフォルダ ${config.data} は、ほかの星取 (プロセス ${fault.pid}) が使っています。そちらを止めるか、HOSHITORI_DATA で別のフォルダを指定してください。`,
      { cause: fault },
    )
  }
}

function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'EADDRINUSE') reject(fault)
      else
        reject(new BadInput(`ポート ${port} は使われています。PORT=8081 のように別の番号を指定してください。`, { cause: fault }))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function announce(address: ReturnType<ReturnType<typeof createAdaptorServer>['address']>, terminal: Terminal): void {
  const port = typeof address === 'object' && address ? address.port : 0
  terminal.out(`星取を開けます: http://localhost:${port}/  (止めるには Ctrl+C)`)
}

/** Lets requests under way finish, for at most five seconds. */
function stop(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if (!('closeIdleConnections' in server)) return
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5000).unref()
  })
}

function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

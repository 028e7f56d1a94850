import { createServer, type Server, type Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What a mail server was handed: the envelope, the letter taken apart, and its bytes. */
type Received = { from: string; to: string[]; user: string | undefined; secure: boolean; raw: string; mail: ParsedMail }

type TestMailServer = { port: number; received: Received[]; stop(): Promise<void> }

/** A real mail server on loopback that keeps what it is handed. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<TestMailServer> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      const raw = Buffer.concat(chunks)
      const { mailFrom, rcptTo } = session.envelope
      received.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map((one) => one.address),
        user: session.user,
        secure: session.secure,
        raw: raw.toString('utf8'),
        mail: await simpleParser(raw),
      })
      done()
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { port: portOf(server.server), received, stop: () => new Promise((resolve) => server.close(resolve)) }
}

/** A server that takes connections and never says a word. */
export async function startSilentServer(): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  return { port: portOf(server), stop }
}

/** A port of loopback on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = await startSilentServer()
  await server.stop()
  return server.port
}

function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server has no port')
  return address.port
}

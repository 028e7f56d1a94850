import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import { lookupFor, type Resolve } from '../guarded-lookup.ts'
import type { Destinations } from '../kernel/destinations.ts'
import type { MailServer } from './mail-server.ts'
import type { Sender } from './sender.ts'
import { AboutThisLetter, type Transport } from './transport.ts'

/** How long to wait for the connection, for a word of the server, and for the whole letter, in milliseconds. */
type Patience = { connection: number; answer: number; letter: number }

const PATIENCE: Patience = { connection: 15_000, answer: 30_000, letter: 120_000 }

type GetSocket = (fault: Error | null, made: { connection: Socket } | false) => void
type Ways = { ca?: string; destinations?: Destinations | undefined; patience?: Patience; resolve?: Resolve }

/**
 * Mail by SMTP, through `nodemailer`. `host` is the name of this installation, for Message-ID and greeting; `ca` a certificate to trust.
 * With a list of destinations the name of the server may lead to addresses of the list alone.
 */
export function smtpTransport(
  server: MailServer,
  from: Sender,
  host: string,
  { ca, destinations, patience = PATIENCE, resolve }: Ways = {},
): Transport {
  const lookup = lookupFor(server.host, destinations, resolve)
  const mailer = createTransport({
    host: server.host,
    port: server.port,
    name: host,
    secure: server.tls === 'always',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    ...(server.login ? { auth: { user: server.login.user, pass: server.login.password } } : {}),
    connectionTimeout: patience.connection,
    greetingTimeout: patience.answer,
    socketTimeout: patience.answer,
    dnsTimeout: patience.connection,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(lookup && {
      getSocket: (_: unknown, done: GetSocket) => {
        const { host, port } = server
        connected(connect({ host, port, lookup, timeout: patience.connection })).then(
          (connection) => done(null, { connection }),
          (fault: Error) => done(fault, false),
        )
      },
    }),
  })
  return {
    send: async (letter, now, cut) => {
      const limit = AbortSignal.timeout(patience.letter)
      try {
        await mailer.sendMail({
          from,
          to: { name: '', address: letter.to },
          subject: letter.subject,
          text: letter.text,
          date: new Date(now),
          messageId: `<${letter.id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: cut ? AbortSignal.any([limit, cut]) : limit,
        })
      } catch (fault) {
        throw isAboutThisLetter(fault) ? new AboutThisLetter(fault.message, { cause: fault }) : fault
      }
    },
  }
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const stop = () => socket.destroy(new Error('the mail server does not answer'))
    socket.once('timeout', stop).once('error', reject)
    socket.once('connect', () => {
      socket.off('timeout', stop).off('error', reject).setTimeout(0)
      resolve(socket)
    })
  })
}

/** An address or a text that the server refuses; a connection, a certificate or a login that fails is about all of them. */
function isAboutThisLetter(fault: unknown): fault is Error {
  return fault instanceof Error && 'code' in fault && (fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE')
}

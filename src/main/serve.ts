import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { CatalogueTerminal } from '../catalogue/index.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { configOf, contextOf } from '../cli/context.ts'
import type { Config, Environment } from '../config.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/db.ts'
import { FolderInUse } from '../db/folder-lock.ts'
import { WrongSchema } from '../db/migrate.ts'
import { openDb } from '../db/open.ts'
import { DatabaseUnavailable } from '../db/unavailable.ts'
import { writeDigests } from '../digest/jobs.ts'
import type { S3Address } from '../files/index.ts'
import { type Lang, speakerOf, type Words } from '../kernel/refusal.ts'
import { readTraces } from '../log/actions.ts'
import { judgeOf, originOf, parseNote, syslogCollector } from '../log/index.ts'
import { publishAllDoubts } from '../records/actions.ts'
import { toFaultLine } from '../web/fault-line.ts'
import { closeServer, createNodeServer } from '../web/node-server.ts'
import { buildApp, metricsOf } from './app.ts'
import { openControl } from './control.ts'
import { features } from './features.ts'
import { serverJobs } from './jobs.ts'
import { library } from './library.ts'
import { logLines } from './log-lines.ts'
import { type JobReport, startJobs } from './schedule.ts'
import { createWorkerPool } from './worker-pool.ts'

/** How long requests and jobs under way may take to finish when the server is told to stop, in milliseconds. */
const FINISH_WITHIN = 10_000

/** `hoshitori serve`: the product in the browser until it is told to stop; on this machine alone unless HOSHITORI_URL says otherwise.
 * `all` commands can reach it meanwhile. */
export function serveCommand(env: Environment, all: () => readonly Command<CatalogueTerminal>[]): Command<CatalogueTerminal> {
  return {
    name: 'serve',
    usage: ['serve'],
    about: {
      ja: '画面を開けるようにする (HOSHITORI_URL を指定しなければ、このパソコンからだけ使えます)',
      en: 'Serve the pages (to this computer alone, unless HOSHITORI_URL is given)',
    },
    run: async (_args, terminal) => {
      const config = configOf(env)
      const db = await open(config).catch((fault: unknown) => {
        if (!(fault instanceof DatabaseUnavailable)) throw fault
        terminal.err(
          `${NO_DATABASE[terminal.lang ?? 'ja']} (${fault.cause instanceof Error ? fault.cause.message : fault.message})`,
        )
      })
      if (db === undefined) return 1
      try {
        await serve(config, db, terminal, all())
      } finally {
        await db.close()
      }
      return 0
    },
  }
}

async function serve(
  config: Config,
  db: Db,
  terminal: CatalogueTerminal,
  all: readonly Command<CatalogueTerminal>[],
): Promise<void> {
  const lang = terminal.lang ?? 'ja'
  let answer: (request: Request, env: object) => unknown = () => new Response(null, { status: 503 })
  const keys = config.tls === undefined ? undefined : keysIn(config.tls)
  const server = createNodeServer((request, binding) => answer(request, binding), undefined, keys)
  const port = await listen(server, config)
  const workers = createWorkerPool()
  const lines = logLines(terminal.err)
  try {
    const { edition, changes } = terminal
    const context = { ...(await contextOf({ ...config, port }, db)), edition, changes, ...library, workers }
    if (config.filesAt) await requireFiles(context, config.filesAt)
    if (!(await isKnownSecret(context))) terminal.err(UNKNOWN_SECRET[lang])
    const metrics = metricsOf(context, { watchProcess: true })
    const jobs = startJobs(
      serverJobs(await transportOf(config, context), {
        digests: (stopping) => writeDigests(context, stopping),
        doubts: (stopping) => publishAllDoubts(context, stopping),
        collector: config.syslog && syslogCollector(config.syslog, { destinations: config.destinations }),
        logLetter: config.logLetter,
      }),
      context,
      (report) => {
        metrics.job(report.job, !('fault' in report), context.now())
        const line = toJobLine(report)
        if (line) lines.add({ at: context.now(), ...line })
      },
    )
    let stopping = false
    const app = buildApp(context, features, lines.add, {
      metrics,
      metricsToken: config.metricsToken,
      stopping: () => stopping,
      lettersWait: () => jobs.nudge('mail'),
    })
    answer = (request, binding) => app.fetch(request, binding)
    const control = await openControl(context, all, config.data)
    terminal.out(announcement(config, context.settings.origin, port, lang))
    await untilToldToStop()
    lines.flush()
    terminal.err(speakerOf(lang)('止めています…', 'Stopping…'))
    stopping = true
    await Promise.all([closeServer(server, FINISH_WITHIN), jobs.stop(FINISH_WITHIN)])
    await control.close()
    await jobs.finish()
  } finally {
    if (server.listening) await closeServer(server, 0)
    workers.close()
    lines.flush()
  }
}

/** Whether the logs of this database were signed with this installation's secret. Another one could not read what was sealed, either. */
async function isKnownSecret(context: Context): Promise<boolean> {
  const judge = judgeOf(context.secrets.publicKeys)
  const traces = await readTraces(context)
  return traces.every(({ tenant, note }) => {
    const signed = note === null ? undefined : parseNote(note)
    return signed === undefined || judge(signed, originOf(tenant)) !== 'foreign'
  })
}

/** Throws BadInput where the store of files does not answer, or not to this key. */
async function requireFiles({ blobs }: Context, { endpoint, bucket }: S3Address): Promise<void> {
  try {
    for await (const _ of blobs.list()) return
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : ''
    throw new BadInput(
      `ファイルの置き場所 ${bucket} (${endpoint}) を開けません: ${why}。HOSHITORI_FILES と AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY を確かめてください。`,
      `The store of files ${bucket} (${endpoint}) does not open: ${why}. See HOSHITORI_FILES, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
      { cause },
    )
  }
}

async function open(config: Config): Promise<Db> {
  try {
    return await openDb(config)
  } catch (fault) {
    if (fault instanceof WrongSchema) throw new BadInput(fault.words.ja, fault.words.en, { cause: fault })
    if (!(fault instanceof FolderInUse)) throw fault
    throw new BadInput(
      `データのフォルダ ${config.data} は、ほかの星取 (プロセス ${fault.pid}) が使っています。そちらを止めるか、HOSHITORI_DATA で別のフォルダを指定してください。`,
      `The data folder ${config.data} is in use by another Hoshitori (process ${fault.pid}). Stop that one, or name another folder by HOSHITORI_DATA.`,
      { cause: fault },
    )
  }
}

/** Resolves to the port that it got. */
function listen(server: Server, { port, listen: address }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => {
      const words = CANNOT_LISTEN[fault.code ?? '']?.(port, address)
      reject(words === undefined ? fault : new BadInput(words.ja, words.en, { cause: fault }))
    })
    server.listen(port, address, () => {
      const got = server.address()
      resolve(typeof got === 'object' && got ? got.port : port)
    })
  })
}

const CANNOT_LISTEN: Record<string, (port: number, address: string) => Words> = {
  EADDRINUSE: (port) => ({
    ja: `ポート ${port} は使われています。PORT=8081 のように別の番号を指定してください。`,
    en: `Port ${port} is in use. Name another one, such as PORT=8081.`,
  }),
  EACCES: (port) => ({
    ja: `ポート ${port} を使う権限がありません。PORT=8080 のように1024以上の番号を指定してください。`,
    en: `This user may not listen on port ${port}. Name one from 1024 on, such as PORT=8080.`,
  }),
  EADDRNOTAVAIL: (_, address) => ({
    ja: `このパソコンに ${address} というアドレスはありません。HOSHITORI_LISTEN を 127.0.0.1 などに直してください。`,
    en: `This computer has no address ${address}. Give HOSHITORI_LISTEN another one, such as 127.0.0.1.`,
  }),
}

function keysIn(folder: string): { key: string; cert: string } {
  return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') }
}

async function transportOf({ mail, destinations }: Config, { settings }: Context) {
  if (!mail) return undefined
  const { smtpTransport } = await import('../mail/smtp.ts')
  return smtpTransport(mail.server, mail.from, new URL(settings.origin).hostname, { destinations })
}

function toJobLine(report: JobReport): object | undefined {
  if ('fault' in report) return { job: report.job, ...toFaultLine(report.fault) }
  const did = report.did ?? {}
  return Object.values(did).some((count) => count > 0) ? { job: report.job, ...did } : undefined
}

function announcement(config: Config, origin: string, port: number, lang: Lang): string {
  const t = speakerOf(lang)
  const where = config.local ? '' : t(`${config.listen}:${port} で待っています。`, `listening on ${config.listen}:${port}; `)
  return t(`星取を開けます: ${origin}/  (${where}止めるには Ctrl+C)`, `Hoshitori is at ${origin}/  (${where}Ctrl+C stops it)`)
}

const NO_DATABASE: Words = {
  ja: 'データベースにつながりません。DATABASE_URL と、PostgreSQL が動いていることを確かめてください。',
  en: 'The database cannot be reached. See DATABASE_URL, and whether PostgreSQL runs.',
}

const UNKNOWN_SECRET: Words = {
  ja: `注意: 秘密の値が、このデータを作ったときのものと違います。二段階認証は使えず、これまでの記録の署名も確かめられません。
  もとの HOSHITORI_SECRET か、データのフォルダの secret ファイルに戻してください。`,
  en: `Warning: this is not the secret that this data was made with. Second factors do not work, and the signatures of the logs cannot be verified.
  Give HOSHITORI_SECRET or the file secret of the data folder back.`,
}

function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

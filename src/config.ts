import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Environment, FILE_VARIABLES, readSecretFiles } from './config-files.ts'
import * as values from './config-values.ts'
import { decideFilesAt, decideScanner, type S3Address, type ScannerAddress } from './files/index.ts'
import type { Destinations } from './kernel/destinations.ts'
import { accept, type Outcome, type Refusal, refuse } from './kernel/refusal.ts'
import { decideMailServer, decideSender, type MailServer, type Sender } from './mail/index.ts'

/** The settings of a running server, from the environment. */
export type Config = {
  port: number
  /** Folder of the embedded database and of files. */
  data: string
  /** PostgreSQL instead of the embedded database. */
  databaseUrl: string | undefined
  /** How many bytes one file may have, and all files of an organisation. */
  fileLimits: { file: number; organisation: number }
  /** Who looks at uploaded files for malware. */
  scanner: ScannerAddress | undefined
  /** An S3-compatible store for files instead of the data folder. */
  filesAt: S3Address | undefined
  /** Who owns the tables there, where requests have a login of their own. */
  databaseOwnerUrl: string | undefined
  /** Who takes a copy of the log as it is written. */
  syslog: values.SyslogServer | undefined
  /** The file that says where the logs stand, outside the database; nothing for `log-anchor` in the data folder. */
  logAnchor: string | undefined
  /** Who is written where the logs stand, and how often. */
  logLetter: values.LogLetter | undefined
  /** The address to listen on. */
  listen: string
  /** The origin that people reach it at; nothing for `http://localhost` with the port that it got. */
  origin: string | undefined
  /** Only this machine reaches it. Otherwise it is reached by https, through a proxy. */
  local: boolean
  proxies: number
  registration: boolean
  mail: { server: MailServer; from: Sender } | undefined
  /** Base64 of 32 bytes, where several nodes share one database; otherwise it is in the data folder. */
  secret: string | undefined
  metricsToken: string | undefined
  /** Whom the server may reach; nothing for the settings' own servers and any public provider. */
  destinations: Destinations | undefined
  /** The folder of key.pem, cert.pem and ca.pem: the proxy and PostgreSQL are spoken to by TLS alone. */
  tls: string | undefined
}

/** Every variable that this reads, in the order in which `hoshitori settings` shows them. */
export const VARIABLES = [
  'PORT',
  'HOSHITORI_DATA',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'HOSHITORI_FILES',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'HOSHITORI_FILE_LIMITS',
  'CLAMD_URL',
  'HOSHITORI_LOG_ANCHOR',
  'HOSHITORI_LOG_LETTER',
  'HOSHITORI_SYSLOG',
  'HOSHITORI_URL',
  'HOSHITORI_LISTEN',
  'HOSHITORI_PROXIES',
  'HOSHITORI_REGISTRATION',
  'SMTP_URL',
  'MAIL_FROM',
  'HOSHITORI_SECRET',
  'HOSHITORI_METRICS_TOKEN',
  'HOSHITORI_DESTINATIONS',
  'HOSHITORI_TLS',
] as const

export type { Environment }

/**
 * Reads the settings from the environment. Refuses what cannot work, all of it at once, and any other HOSHITORI_ variable: a
 * misspelt one would be a setting that silently is not set.
 */
export function readConfig(
  given: Environment,
  home: string,
  read: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Outcome<Config> {
  const refusals: Refusal[] = values.misspelt(Object.keys(given), [...VARIABLES, ...FILE_VARIABLES])
  const taken = <T>(outcome: Outcome<T>): T | undefined => {
    if (outcome.ok) return outcome.value
    refusals.push(...outcome.refusals)
    return undefined
  }
  const env = taken(readSecretFiles(given, read)) ?? given
  const port = taken(values.decidePort(env.PORT || '8080'))
  const databaseUrl = taken(values.decideDatabase(env.DATABASE_URL || undefined))
  const databaseOwnerUrl = taken(values.decideDatabase(env.DATABASE_OWNER_URL || undefined, 'DATABASE_OWNER_URL'))
  const fileLimits = taken(values.decideFileLimits(env.HOSHITORI_FILE_LIMITS || '2G 20G'))
  const filesAt = env.HOSHITORI_FILES
    ? taken(decideFilesAt(env.HOSHITORI_FILES, env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY))
    : undefined
  const scanner = env.CLAMD_URL ? taken(decideScanner(env.CLAMD_URL)) : undefined
  const syslog = env.HOSHITORI_SYSLOG ? taken(values.decideSyslog(env.HOSHITORI_SYSLOG)) : undefined
  const reached = taken(values.decideReach(env.HOSHITORI_URL || undefined))
  const local = reached?.local ?? false
  const listen = taken(values.decideListen(env.HOSHITORI_LISTEN || '127.0.0.1', local))
  const proxies = taken(values.decideProxies(env.HOSHITORI_PROXIES || (local ? '0' : '1')))
  const registration = taken(values.decideRegistration(env.HOSHITORI_REGISTRATION || (local ? 'open' : 'closed')))
  const mail = taken(mailOf(env, reached !== undefined && !local))
  const logLetter = taken(values.decideLogLetter(env.HOSHITORI_LOG_LETTER || undefined, mail !== undefined))
  const secret = taken(values.decideSecret(env.HOSHITORI_SECRET || undefined))
  const metricsToken = taken(values.decideMetricsToken(env.HOSHITORI_METRICS_TOKEN || undefined))
  if (databaseOwnerUrl && !databaseUrl) refusals.push(values.OWNER_ALONE)
  if (reached && !local && databaseUrl && !env.HOSHITORI_SECRET) refusals.push(values.SECRET_MISSING)
  const destinations = taken(values.decideDestinations(env.HOSHITORI_DESTINATIONS || undefined))
  const databases = { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl }
  if (destinations) {
    const hosts = {
      ...databases,
      HOSHITORI_FILES: filesAt && new URL(filesAt.endpoint).hostname,
      SMTP_URL: mail?.server.host,
      HOSHITORI_SYSLOG: syslog?.host,
      CLAMD_URL: scanner && 'host' in scanner ? scanner.host : undefined,
    }
    refusals.push(...values.unlisted(destinations, hosts))
  }
  const tls = taken(values.decideTls(env.HOSHITORI_TLS || undefined, { local, databases, scanner, read }))
  const [first, ...others] = refusals
  if (first) return { ok: false, refusals: [first, ...others] }
  return accept({
    port: port ?? 0,
    data: env.HOSHITORI_DATA || join(home, 'data'),
    databaseUrl: tls && databaseUrl ? values.withAuthority(databaseUrl, tls) : databaseUrl,
    databaseOwnerUrl: tls && databaseOwnerUrl ? values.withAuthority(databaseOwnerUrl, tls) : databaseOwnerUrl,
    fileLimits: fileLimits ?? { file: 0, organisation: 0 },
    scanner,
    filesAt,
    syslog,
    logAnchor: env.HOSHITORI_LOG_ANCHOR || undefined,
    logLetter,
    listen: listen ?? '',
    origin: reached?.origin,
    local,
    proxies: proxies ?? 0,
    registration: registration ?? false,
    mail,
    secret,
    metricsToken,
    destinations,
    tls,
  })
}

function mailOf(env: Environment, needed: boolean): Outcome<Config['mail']> {
  if (!env.SMTP_URL && !needed) return accept(undefined)
  const server = env.SMTP_URL ? decideMailServer(env.SMTP_URL) : refuse('config.mail-server', values.MAIL_NEEDED)
  const from = decideSender(env.MAIL_FROM ?? '')
  if (server.ok && from.ok) return accept({ server: server.value, from: from.value })
  const refusals = [server, from].flatMap((outcome) => (outcome.ok ? [] : outcome.refusals))
  return { ok: false, refusals: [...refusals] as [Refusal, ...Refusal[]] }
}

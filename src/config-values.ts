import { isIP } from 'node:net'
import { join } from 'node:path'
import { closestMatch } from 'leven'
import { type Destinations, isListed, readDestinations } from './kernel/destinations.ts'
import { isLoopback } from './kernel/network.ts'
import { accept, type Outcome, type Refusal, refuse } from './kernel/refusal.ts'
import { isAddress } from './mail/index.ts'
import { readRing } from './secrets.ts'

export function decidePort(text: string): Outcome<number> {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65535) return accept(port)
  return refuse('config.port', {
    ja: `PORT は 0〜65535 の整数で指定してください (いまの値: ${text})`,
    en: `Set PORT to a whole number from 0 to 65535 (now: ${text})`,
  })
}

/**
 * An address of PostgreSQL. It holds a password, so it is never repeated. To another machine it says whether TLS is used: nobody
 * sends passwords and answers in the clear without having written so.
 */
export function decideDatabase(text: string | undefined, name = 'DATABASE_URL'): Outcome<string | undefined> {
  if (text === undefined) return accept(text)
  if (!/^postgres(ql)?:\/\//.test(text)) {
    return refuse('config.database', {
      ja: `${name} は postgresql:// で始まるアドレスで指定してください`,
      en: `Set ${name} to an address that begins with postgresql://`,
    })
  }
  const host = URL.canParse(text) ? new URL(text).hostname : ''
  if (host === '' || isLoopback(host) || /[?&]sslmode=[a-z]/.test(text)) return accept(text)
  return refuse('config.database-tls', {
    ja: `${name} が別のコンピューターを指しています。後ろに ?sslmode=verify-full を付けて暗号化してください (暗号化しないときは ?sslmode=disable と書きます)`,
    en: `${name} names another computer: end it with ?sslmode=verify-full for TLS (or with ?sslmode=disable to do without)`,
  })
}

/** How people reach it: an https origin, or without TLS a loopback one, which is this machine alone. */
export function decideReach(text: string | undefined): Outcome<{ origin: string | undefined; local: boolean }> {
  if (text === undefined) return accept({ origin: undefined, local: true })
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.pathname !== '/' || url.search || url.hash) {
    return refuse('config.url', {
      ja: 'HOSHITORI_URL は https://hoshitori.example.jp のように、https とホスト名だけで指定してください。後ろにフォルダーは付けられません',
      en: 'Set HOSHITORI_URL to https and a host name alone, such as https://hoshitori.example.jp; no path can follow',
    })
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return refuse('config.url', {
      ja: 'HOSHITORI_URL は https:// で始めてください。http:// は localhost だけです。暗号化しないと、パスワードと回答が途中で読まれます',
      en: 'Begin HOSHITORI_URL with https://; http:// is for localhost alone. Without TLS passwords and answers could be read on the way',
    })
  }
  return accept({ origin: url.origin, local: url.protocol === 'http:' })
}

export function decideListen(text: string, local: boolean): Outcome<string> {
  const address = text.replace(/^\[(.*)\]$/, '$1')
  if (address !== 'localhost' && isIP(address) === 0) {
    return refuse('config.listen', {
      ja: `HOSHITORI_LISTEN は 127.0.0.1 や 0.0.0.0 のような IP アドレスで指定してください (いまの値: ${text})`,
      en: `Set HOSHITORI_LISTEN to an IP address such as 127.0.0.1 or 0.0.0.0 (now: ${text})`,
    })
  }
  if (!local || isLoopback(address)) return accept(address)
  return refuse('config.listen', {
    ja: `HOSHITORI_LISTEN=${text} では、ほかのパソコンからも開けてしまいます。先に HOSHITORI_URL に https のアドレスを指定してください`,
    en: `HOSHITORI_LISTEN=${text} would open it to other machines: set HOSHITORI_URL to an https address first`,
  })
}

export function decideProxies(text: string): Outcome<number> {
  if (/^[0-5]$/.test(text)) return accept(Number(text))
  return refuse('config.proxies', {
    ja: `HOSHITORI_PROXIES は、前に置いたプロキシの数を 0〜5 で指定してください (いまの値: ${text})`,
    en: `Set HOSHITORI_PROXIES to how many proxies stand in front, 0 to 5 (now: ${text})`,
  })
}

const SIZE_UNITS = { M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 } as const

/** How many bytes one file may have, and all files of an organisation: `2G 20G`. */
export function decideFileLimits(text: string): Outcome<{ file: number; organisation: number }> {
  const sizes = text.split(' ').map((size) => {
    const [, count, unit] = /^(\d{1,5})([MGT])$/.exec(size) ?? []
    return Number(count ?? 0) * SIZE_UNITS[(unit ?? 'M') as keyof typeof SIZE_UNITS]
  })
  const [file = 0, organisation = 0] = sizes
  if (sizes.length === 2 && file > 0 && organisation >= file) return accept({ file, organisation })
  return refuse('config.file-limits', {
    ja: `HOSHITORI_FILE_LIMITS は、1つのファイルと1つの組織の合計の上限を「2G 20G」のように指定してください (いまの値: ${text})`,
    en: `Set HOSHITORI_FILE_LIMITS to the most of one file and of an organisation, such as “2G 20G” (now: ${text})`,
  })
}

/** Whether a stranger may register. */
export function decideRegistration(text: string): Outcome<boolean> {
  if (text === 'open' || text === 'closed') return accept(text === 'open')
  return refuse('config.registration', {
    ja: `HOSHITORI_REGISTRATION は open (だれでも登録できる) か closed (招待された人だけ) で指定してください (いまの値: ${text})`,
    en: `Set HOSHITORI_REGISTRATION to open (anybody may register) or closed (invited people only) (now: ${text})`,
  })
}

export function decideSecret(text: string | undefined): Outcome<string | undefined> {
  if (text === undefined || readRing(text)) return accept(text)
  return refuse('config.secret', {
    ja: 'HOSHITORI_SECRET は 32 バイトの base64 で指定してください。openssl rand -base64 32 で作れます。替えるときは「2:新しい値 1:前の値」と並べます',
    en: 'Set HOSHITORI_SECRET to the base64 of 32 bytes; openssl rand -base64 32 makes one. To change it, write “2:NEW 1:OLD”',
  })
}

export function decideMetricsToken(text: string | undefined): Outcome<string | undefined> {
  if (text === undefined || /^[A-Za-z0-9._~+/=-]{20,200}$/.test(text)) return accept(text)
  return refuse('config.metrics-token', {
    ja: 'HOSHITORI_METRICS_TOKEN は、英数字で20文字以上にしてください。openssl rand -hex 24 で作れます',
    en: 'Set HOSHITORI_METRICS_TOKEN to 20 letters and digits or more; openssl rand -hex 24 makes one',
  })
}

/** A collector of syslog messages: by TLS (RFC 5425), or in the clear on this very machine (RFC 6587, counted octets). */
export type SyslogServer = { host: string; port: number; tls: boolean }

/** Reads HOSHITORI_SYSLOG: `tls://logs.example.jp:6514`, or `tcp://127.0.0.1:601` for a collector on this machine. */
export function decideSyslog(text: string): Outcome<SyslogServer> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const known = url && (url.protocol === 'tls:' || (url.protocol === 'tcp:' && isLoopback(host)))
  if (!known || host === '' || url.username || url.password || url.pathname.length > 1 || url.search || url.hash) {
    return refuse('config.syslog', {
      ja: 'HOSHITORI_SYSLOG は tls://logs.example.jp:6514 のように指定してください。tcp:// が使えるのは、このサーバー自身 (127.0.0.1) の収集プログラムにだけです',
      en: 'Set HOSHITORI_SYSLOG to an address such as tls://logs.example.jp:6514; tcp:// is for a collector on this very machine alone',
    })
  }
  const tls = url.protocol === 'tls:'
  return accept({ host, port: url.port === '' ? (tls ? 6514 : 601) : Number(url.port), tls })
}

/** A mailbox outside the server that is told where the logs stand, and how often. */
export type LogLetter = { every: 'daily' | 'weekly'; to: string }

/** Reads HOSHITORI_LOG_LETTER: `weekly kanri@example.co.jp`. Nobody is written without a mail server. */
export function decideLogLetter(text: string | undefined, hasMail: boolean): Outcome<LogLetter | undefined> {
  if (text === undefined) return accept(undefined)
  const [every, to = '', ...rest] = text.trim().split(/\s+/)
  if ((every !== 'daily' && every !== 'weekly') || !isAddress(to) || rest.length > 0) {
    return refuse('config.log-letter', {
      ja: 'HOSHITORI_LOG_LETTER は「weekly kanri@example.co.jp」のように、daily か weekly と、宛先を1つ指定してください',
      en: 'Set HOSHITORI_LOG_LETTER to daily or weekly and one address, such as “weekly keeper@example.co.jp”',
    })
  }
  if (hasMail) return accept({ every, to })
  return refuse('config.log-letter', {
    ja: 'HOSHITORI_LOG_LETTER は、SMTP_URL と MAIL_FROM といっしょに使います',
    en: 'HOSHITORI_LOG_LETTER goes with SMTP_URL and MAIL_FROM',
  })
}

export const OWNER_ALONE: Refusal = {
  code: 'config.database',
  words: {
    ja: 'DATABASE_OWNER_URL は DATABASE_URL といっしょに使います。ログインが1つだけなら、DATABASE_URL だけを指定してください',
    en: 'DATABASE_OWNER_URL goes with DATABASE_URL. With one login alone, set DATABASE_URL',
  },
}

/** A list of whom the server may reach, complete: what the other settings name stands on it, too. */
export function decideDestinations(text: string | undefined): Outcome<Destinations | undefined> {
  if (text === undefined) return accept(undefined)
  const read = readDestinations(text)
  if (!('unknown' in read)) return accept(read)
  return refuse('config.destinations', {
    ja: `HOSHITORI_DESTINATIONS の「${read.unknown}」を読めません。smtp.example.jp、.okta.com、10.1.0.0/16 のように、カンマで区切って書きます`,
    en: `HOSHITORI_DESTINATIONS: ${read.unknown} is no host, domain or network. Write smtp.example.jp, .okta.com, 10.1.0.0/16, with commas between`,
  })
}

/** The settings that name a host which is not on the list; this machine needs no place on it. */
export function unlisted(destinations: Destinations, hosts: Record<string, string | undefined>): Refusal[] {
  return Object.entries(hosts).flatMap(([setting, value]) => {
    const host = value !== undefined && URL.canParse(value) ? new URL(value).hostname : value
    if (!host || isLoopback(host) || isListed(destinations, host)) return []
    return {
      code: 'config.destinations',
      words: {
        ja: `${setting} のサーバー ${host} が HOSHITORI_DESTINATIONS にありません。書き加えるか、どちらかを直してください`,
        en: `${setting} names ${host}, which HOSHITORI_DESTINATIONS does not list: add it, or correct one of them`,
      },
    }
  })
}

/** The folder of the keys for TLS inside: refused where one of them is missing, or a way would stay plain. */
export function decideTls(
  folder: string | undefined,
  inside: {
    local: boolean
    databases: Record<string, string | undefined>
    scanner?: { host: string } | object | undefined
    read(path: string): string
  },
): Outcome<string | undefined> {
  if (folder === undefined) return accept(undefined)
  if (inside.local) {
    return refuse('config.tls', {
      ja: 'HOSHITORI_TLS は、HOSHITORI_URL に https のアドレスを指定したときに使います',
      en: 'HOSHITORI_TLS is for a server: set HOSHITORI_URL to its https address',
    })
  }
  const databases = Object.entries(inside.databases).filter(([, address]) => address !== undefined)
  const plain = databases.find(([, address = '']) => !/[?&]sslmode=verify-full(&|$)/.test(address))?.[0]
  if (plain !== undefined) {
    return refuse('config.tls', {
      ja: `HOSHITORI_TLS を使うときは、${plain} の後ろに ?sslmode=verify-full を付けてください`,
      en: `With HOSHITORI_TLS, end ${plain} with ?sslmode=verify-full`,
    })
  }
  const { scanner } = inside
  if (scanner && 'host' in scanner && !isLoopback(scanner.host)) {
    return refuse('config.tls', {
      ja: 'HOSHITORI_TLS を使うときは、CLAMD_URL にこのサーバー自身の clamd を指定してください。clamd は暗号化できません',
      en: 'With HOSHITORI_TLS, let CLAMD_URL name a clamd on this very machine: it knows no TLS',
    })
  }
  const missing = ['key.pem', 'cert.pem', ...(databases.length === 0 ? [] : ['ca.pem'])].find((name) => {
    try {
      return !inside.read(join(folder, name)).includes('-----BEGIN ')
    } catch {
      return true
    }
  })
  if (missing === undefined) return accept(folder)
  return refuse('config.tls', {
    ja: `HOSHITORI_TLS のフォルダー ${folder} に、PEM 形式の ${missing} がないか、読めません`,
    en: `HOSHITORI_TLS: ${missing} is missing in ${folder}, cannot be read, or is no PEM`,
  })
}

/** The address of the database, believed by the certificate authority of that folder alone. */
export function withAuthority(databaseUrl: string, folder: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('sslrootcert', join(folder, 'ca.pem'))
  return url.href
}

export const SECRET_MISSING: Refusal = {
  code: 'config.secret',
  words: {
    ja: 'HOSHITORI_URL と DATABASE_URL を使うときは HOSHITORI_SECRET も指定してください。どのサーバにも同じ値が要ります。openssl rand -base64 32 で作り、失わないように保管します',
    en: 'With HOSHITORI_URL and DATABASE_URL, set HOSHITORI_SECRET too, the same on every node. Make it by openssl rand -base64 32, and keep it safe',
  },
}

export const MAIL_NEEDED = {
  ja: 'HOSHITORI_URL を使うときは SMTP_URL と MAIL_FROM も指定してください。登録の確認や招待をメールで送ります',
  en: 'With HOSHITORI_URL, set SMTP_URL and MAIL_FROM too: confirmations and invitations go out by mail',
}

/** Variables of ours by their beginning that are none of the known ones, each with the nearest known. */
export function misspelt(names: readonly string[], known: readonly string[]): Refusal[] {
  return names
    .filter((name) => name.startsWith('HOSHITORI_') && !known.includes(name))
    .map((name) => {
      const nearest = closestMatch(name, known)
      return {
        code: 'config.unknown',
        words: {
          ja: `${name} という設定はありません。${nearest} のことなら、名前を直してください`,
          en: `There is no setting ${name}. If it should be ${nearest}, correct the name`,
        },
      }
    })
}

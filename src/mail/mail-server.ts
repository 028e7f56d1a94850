import { isLoopback } from '../kernel/network.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** A mail server that takes our letters. `tls`: from the first byte, by STARTTLS or not at all, or none. */
export type MailServer = {
  host: string
  port: number
  tls: 'always' | 'starttls' | 'none'
  login: { user: string; password: string } | undefined
}

/**
 * Reads SMTP_URL: `smtp://user:password@host:587` (STARTTLS, or nothing is sent) or `smtps://` (TLS from the start). To a server on this
 * very machine plain SMTP is the default, `?tls=required` asks for STARTTLS there too; `?tls=none` does without it elsewhere, but
 * never with a password.
 */
export function decideMailServer(text: string): Outcome<MailServer> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '' || url.pathname.length > 1) {
    return refuse('config.mail-server', {
      ja: 'SMTP_URL は smtp://利用者:パスワード@サーバ:587 か smtps:// で始まるアドレスで指定してください。記号は %40 のように書き換えます',
      en: 'Set SMTP_URL to an address such as smtp://user:password@host:587 or smtps://…; write special characters as %40',
    })
  }
  const wanted = url.searchParams.get('tls')
  if (
    [...url.searchParams.keys()].some((name) => name !== 'tls') ||
    (wanted !== null && wanted !== 'none' && wanted !== 'required')
  ) {
    return refuse('config.mail-server', {
      ja: 'SMTP_URL の ? の後ろに書けるのは tls=required か tls=none だけです',
      en: 'After the ? of SMTP_URL there may be tls=required or tls=none, nothing else',
    })
  }
  const always = url.protocol === 'smtps:'
  const near = isLoopback(url.hostname)
  const tls = always ? 'always' : wanted === 'none' || (near && wanted !== 'required') ? 'none' : 'starttls'
  const login = loginOf(url)
  if (login === 'unreadable' || (always && wanted === 'none')) {
    return refuse('config.mail-server', {
      ja: 'SMTP_URL を読み取れません。利用者名とパスワードの記号は %40 のように書き換え、smtps:// に tls=none は付けないでください',
      en: 'SMTP_URL cannot be read: write special characters of user and password as %40, and no tls=none with smtps://',
    })
  }
  if (login && tls === 'none' && !near) {
    return refuse('config.mail-server', {
      ja: 'SMTP_URL にパスワードがあるときは tls=none にできません。暗号化しないと、パスワードが途中で読まれます',
      en: 'SMTP_URL has a password: tls=none would send it in the clear',
    })
  }
  const port = url.port === '' ? (always ? 465 : 587) : Number(url.port)
  return accept({ host: url.hostname.replace(/^\[|\]$/g, ''), port, tls, login })
}

function loginOf(url: URL): MailServer['login'] | 'unreadable' {
  if (url.username === '') return url.password === '' ? undefined : 'unreadable'
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  } catch {
    return 'unreadable'
  }
}

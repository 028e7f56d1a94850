import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** Where clamd listens: a host and port, or a socket of this machine. */
export type ScannerAddress = { host: string; port: number } | { path: string }

/** Reads CLAMD_URL: `clamd://127.0.0.1:3310`, or `unix:///run/clamav/clamd.ctl`. */
export function decideScanner(text: string): Outcome<ScannerAddress> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain = url && !url.username && !url.password && !url.search && !url.hash
  if (plain && url.protocol === 'unix:' && url.host === '' && /^\/[\w./-]{1,100}$/.test(url.pathname))
    return accept({ path: url.pathname })
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  if (plain && url.protocol === 'clamd:' && host !== '' && url.pathname.length <= 1)
    return accept({ host, port: url.port === '' ? 3310 : Number(url.port) })
  return refuse('config.scanner', {
    ja: 'CLAMD_URL は clamd://127.0.0.1:3310 か unix:///run/clamav/clamd.ctl のように指定してください',
    en: 'Set CLAMD_URL to clamd://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl',
  })
}

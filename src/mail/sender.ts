import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { isAddress } from './letter.ts'

/** Whom our letters come from. */
export type Sender = { name: string; address: string }

/** Reads MAIL_FROM: `hoshitori@example.co.jp` or `星取 <hoshitori@example.co.jp>`. */
export function decideSender(text: string): Outcome<Sender> {
  const [, name = '', address = ''] = /^([^<>]*)<([^<>]*)>\s*$/u.exec(text) ?? ['', '', text.trim()]
  const unquoted = name.trim().replace(/^"(.*)"$/, '$1')
  if (isAddress(address) && address.includes('.') && !/[\p{Cc}\u2028\u2029]/u.test(text) && !/["<>]/.test(unquoted))
    return accept({ name: unquoted, address })
  return refuse('config.mail-from', {
    ja: 'MAIL_FROM は hoshitori@example.co.jp か「星取 <hoshitori@example.co.jp>」の形で指定してください',
    en: 'Set MAIL_FROM to an address such as hoshitori@example.co.jp, or Name <address>',
  })
}

import { HOTP, Secret, TOTP } from 'otpauth'
import { toString as toText } from 'qrcode'
import { unixSeconds } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** How long one code of an authenticator app lasts, in seconds. */
const STEP = 30
const DIGITS = 6

/** A key of 20 bytes (160 bits, as RFC 4226 advises for SHA-1) in base32, from at least as many random ones. */
export function toTotpKey(random: Uint8Array): string {
  return new Secret({ buffer: new Uint8Array(random.subarray(0, 20)).buffer }).base32
}

/** What the QR code says to an authenticator app: the key, and under which names the app shows it. */
export function totpAddress(key: string, { issuer, label }: { issuer: string; label: string }): string {
  const address = new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(key),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: STEP,
  })
  return address.toString()
}

/**
 * The same as SVG: attributes alone, no style, so that the browser's content policy lets it be drawn. A screen is never torn: the lowest
 * correction makes the largest dots.
 */
export function toQrCode(text: string): Promise<string> {
  return toText(text, { type: 'svg', margin: 4, errorCorrectionLevel: 'L' })
}

/** The key in groups of four, as a person types it. */
export function inFours(key: string): string {
  return key.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** A code as typed: full-width digits, blanks and hyphens are put right. Nothing unless six digits are left. */
export function readTotpCode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replaceAll(/[\s\p{Pd}−]/gu, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}

/**
 * The 30-second step to which a code belongs: that of `at` or one beside it, for clocks that differ. Nothing for a wrong code, and
 * for a step that is not later than the last one used: a code counts once (RFC 6238, 5.2), also when our clock goes back, since
 * then it would show the time of codes that were used.
 */
export function findStep(key: string, code: string, at: Instant, last: number | null): number | undefined {
  const secret = Secret.fromBase32(key)
  const now = Math.floor(unixSeconds(at) / STEP)
  return [now - 1, now, now + 1].find(
    (step) =>
      step > (last ?? -1) &&
      HOTP.validate({ token: code, secret, algorithm: 'SHA1', digits: DIGITS, counter: step, window: 0 }) === 0,
  )
}

/** For what the key is sealed: that of one account is of no use to another. */
export function totpPurpose(account: AccountId): string {
  return `totp ${account}`
}

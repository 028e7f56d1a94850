import type { AccountId } from '../../kernel/ids.ts'

/** How many recovery codes make a set. */
export const RECOVERY_CODES = 10
/** From how many codes left on the owner is told to make new ones. */
export const FEW_CODES = 3

/** Base32 of Crockford: no letter that looks like another one or like a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10

/** A recovery code of 50 bits, from at least ten random bytes. */
export function toRecoveryCode(random: Uint8Array): string {
  if (random.length < LENGTH) throw new Error(`a recovery code needs ${LENGTH} random bytes, not ${random.length}`)
  return Array.from(random.subarray(0, LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** A code as it is written down: two groups of five. */
export function inGroups(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/**
 * A recovery code as typed: full-width and small letters, blanks, hyphens and whatever looks like one are put right, and so are
 * O, I and L, which no code has. Nothing unless a whole code is left.
 */
export function readRecoveryCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}−ー_.]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined
}

/** For what a code is marked: that of one account is of no use to another. */
export function recoveryPurpose(account: AccountId): string {
  return `recovery ${account}`
}

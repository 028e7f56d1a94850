import { decideForm, type Typed } from '../../kernel/form.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import { NEW_PASSWORD, ownWords, refuseGuessable } from './password.ts'
import { guessOf } from './password-guess.ts'
import { hashPassword, isPassword, type PasswordHash, turns } from './password-hash.ts'

/** Words that the owner of a password would be guessed by: their names and organisation, and their address. */
type Own = { names: readonly string[]; email: string }

/** Reads a new password. Refuses what is too short or too long, and what would be guessed early. */
async function checkNewPassword(typed: Typed<typeof NEW_PASSWORD>, own: Own): Promise<Outcome<string>> {
  const decided = decideForm(NEW_PASSWORD, typed)
  if (!decided.ok) return decided
  const { password } = decided.value
  const guessable = refuseGuessable(await guessOf(password, ownWords(own)))
  return guessable.ok ? accept(password) : guessable
}

/**
 * Takes a new password and gives what is kept of it. `current` is what is kept of the present one. Refuses what `checkNewPassword`
 * refuses, the present password again, and, as `busy`, when too many wait for a password to be looked at.
 */
export async function takeNewPassword(
  typed: Typed<typeof NEW_PASSWORD>,
  own: Own,
  current: string | null = null,
): Promise<Outcome<PasswordHash>> {
  const password = await checkNewPassword(typed, own)
  if (!password.ok) return password
  const turn = await turns.take(async () => {
    if (current !== null && (await isPassword(current, password.value))) return refuse('password.same', SAME, 'password')
    return accept(await hashPassword(password.value))
  })
  return turn?.done ?? BUSY
}

const SAME = {
  ja: 'いまのパスワードと同じです。別のパスワードにしてください。',
  en: 'This is the present password. Choose another one.',
}
/** What is said when too many wait for a password to be looked at. */
export const BUSY = refuse('busy', {
  ja: 'ただいま混み合っています。少し待ってから、もう一度送ってください。まだ何も変わっていません。',
  en: 'We are busy. Please wait a moment and send it again. Nothing has changed.',
})

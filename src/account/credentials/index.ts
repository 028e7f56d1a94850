export { deviceWords } from './device-words.ts'
export { ADDRESS, decideEmail, type Email, emailField } from './email.ts'
export { browserWords } from './event-words.ts'
export {
  accountClosed,
  emailAsked,
  emailChanged,
  emailUndone,
  profileChanged,
  provedAgain,
  provedWrongly,
  sessionBegun,
  sessionsEnded,
  signInFailed,
  signInLocked,
  signInsRefused,
  signInUnlocked,
} from './events.ts'
export { FACTORS, type Factor, factorWords, isFactor } from './factor.ts'
export { toLetter } from './letters.ts'
export { NEW_PASSWORD } from './password.ts'
export { hashPassword, isOutdated, isPassword, type PasswordHash, turns, warmUp } from './password-hash.ts'

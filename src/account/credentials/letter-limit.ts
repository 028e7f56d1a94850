import { refuse } from '../../kernel/refusal.ts'

/** What a client is told that asked for too many letters. */
export const MANY_LETTERS = refuse('letters.many', {
  ja: '短い間に何度も送られたので、しばらくメールを送りません。1時間ほど待ってから、もう一度お試しください。',
  en: 'Too many mails were asked for in a short time. Please wait about an hour and try again.',
})

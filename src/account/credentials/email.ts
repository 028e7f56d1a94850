import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'

/** An address for mail as people type it (full-width letters and blanks are put right), and its key: what makes two the same. */
export type Email = { address: string; key: string }

/** Reads a mail address. Refuses what no mail server would take. */
export function decideEmail(text: string, field = 'email'): Outcome<Email> {
  const address = text.normalize('NFKC').replaceAll(/\s/g, '')
  if (
    !/^[^@\p{Cc}<>(),;:\\"[\]]{1,64}@[^@\p{Cc}.<>(),;:\\"[\]]+(\.[^@\p{Cc}.<>(),;:\\"[\]]+)+$/u.test(address) ||
    address.length > 254
  ) {
    return refuse(
      'email.malformed',
      {
        ja: 'メールアドレスを、taro@example.co.jp のような形で入力してください。',
        en: 'Enter a mail address such as taro@example.co.jp.',
      },
      field,
    )
  }
  return accept({ address, key: address.toLowerCase() })
}

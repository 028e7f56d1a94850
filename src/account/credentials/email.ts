import { z } from 'zod'
import { field } from '../../kernel/form.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'

/** An address for mail as people type it (full-width letters and blanks are put right), and its key: what makes two the same. */
export type Email = { address: string; key: string }

/** Reads a mail address. Refuses what no mail server would take. */
export function decideEmail(text: string, name = 'email'): Outcome<Email> {
  const address = text.normalize('NFKC').replaceAll(/\s/g, '')
  if (
    !/^[^@\p{Cc}<>(),;:\\"[\]]{1,64}@[^@\p{Cc}.<>(),;:\\"[\]]+(\.[^@\p{Cc}.<>(),;:\\"[\]]+)+$/u.test(address) ||
    address.length > LONGEST
  ) {
    return refuse(
      'email.malformed',
      {
        ja: 'メールアドレスを、taro@example.co.jp のような形で入力してください。',
        en: 'Enter a mail address such as taro@example.co.jp.',
      },
      name,
    )
  }
  return accept({ address, key: address.toLowerCase() })
}

/** The field of a form for a mail address, which has to be there. */
export function emailField(name = 'email') {
  return field({ required: true, longest: LONGEST }, (typed) => decideEmail(typed, name))
}

/** RFC 5321, 4.5.3.1.3: a path of 256 octets, with its brackets. */
const LONGEST = 254

/** The field of a form that asks for an address alone, or to sign in by. */
export const ADDRESS = z.object({ email: emailField() })

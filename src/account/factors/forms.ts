import { z } from 'zod'
import { field, plainField } from '../../kernel/form.ts'
import { accept } from '../../kernel/refusal.ts'
import { nameField } from '../../roles/person.ts'

/** What the owner calls a passkey. */
export const PASSKEY = z.object({ name: nameField('name', 60) })

/**
 * The code of an authenticator app, and one that was written down, as they are typed: blanks and full-width digits are put right where
 * they are compared, and a wrong one is counted there.
 */
const APP_CODE = z.object({ code: typedCode() })

/** The form of the second step: of the two codes, it sends the one that is asked for where it stands. */
export const SECOND_STEP = APP_CODE.extend({ recovery: z.array(typedCode()) })

/** The form that turns an app on: the key that waits, sealed, and the first code. */
export const TOTP = APP_CODE.extend({ setup: plainField(String) })

function typedCode() {
  return field({ required: true, longest: 20 }, accept<string>)
}

import { z } from 'zod'
import { field } from '../../kernel/form.ts'
import { accept } from '../../kernel/refusal.ts'
import { nameField } from '../../roles/person.ts'

/** What the owner calls a passkey. */
export const PASSKEY = z.object({ name: nameField('name', 60) })

/**
 * The code of an authenticator app, and one that was written down, as they are typed: blanks and full-width digits are put right where
 * they are compared, and a wrong one is counted there.
 */
export const APP_CODE = z.object({ code: typedCode() })
export const RECOVERY_CODE = z.object({ recovery: typedCode() })

/** The form that turns an app on: the key that waits, sealed, and the first code. */
export const TOTP = APP_CODE.extend({ setup: field({}, accept<string>) })

function typedCode() {
  return field({ required: true, longest: 20 }, accept<string>)
}

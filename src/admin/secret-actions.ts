import { totpKeys, voidOldRecoveryCodes } from '../account/factors/actions.ts'
import type { Context } from '../context.ts'
import { readerLinks } from '../documents/actions.ts'
import { fileKeys, uploadKeys } from '../files/actions.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { signLogsAnew } from '../log/actions.ts'
import { sealedLetters } from '../mail/actions.ts'
import { clientSecrets } from '../provider/actions.ts'
import { requestLinks } from '../records/actions.ts'
import { withNewSecret, withoutOldSecrets } from '../secrets.ts'
import { type Sealed, sealAnew } from './seal-actions.ts'

/** What was sealed with the newest version of the secret, and how many logs were signed with it. */
type MadeAnew = Sealed & { logs: number }

/**
 * Seals and signs with the newest version of the secret all that an older one did, whatever moment the one before left it at. The
 * server does so at its start and every hour.
 */
export async function makeAllAnew(context: Context): Promise<MadeAnew> {
  const made: MadeAnew = { anew: 0, unreadable: 0, logs: 0 }
  for (const column of [totpKeys, clientSecrets, sealedLetters, fileKeys, uploadKeys, readerLinks, requestLinks]) {
    const { anew, unreadable } = await sealAnew(context, column)
    made.anew += anew
    made.unreadable += unreadable
  }
  return { ...made, logs: await signLogsAnew(context) }
}

/**
 * Makes a new secret and goes on with it: all is sealed and signed anew. The former one is kept, to read what browsers and people hold
 * of it, until `forgetOldSecrets`. Refuses where the secret is given from outside: it is changed there.
 */
export async function changeSecret(context: Context): Promise<Outcome<MadeAnew & { version: number }>> {
  const { secrets } = context
  if (!secrets.replace) return refuse('secret.outside', OUTSIDE)
  secrets.replace(withNewSecret(secrets.ring))
  return accept({ version: secrets.version, ...(await makeAllAnew(context)) })
}

/**
 * Forgets every version of the secret but the newest; what verifies their signatures stays. Recovery codes that were made with them are
 * removed, and their owners told. Refuses while something is sealed with one that cannot be read, and where there is none.
 */
export async function forgetOldSecrets(context: Context): Promise<Outcome<{ recoveryCodes: number }>> {
  const { secrets } = context
  if (!secrets.replace) return refuse('secret.outside', OUTSIDE)
  if (secrets.ring.every((one) => one.version === secrets.version || !('master' in one))) return refuse('secret.alone', ALONE)
  const { unreadable } = await makeAllAnew(context)
  if (unreadable > 0) return refuse('secret.unreadable', unreadableWords(unreadable))
  const recoveryCodes = await voidOldRecoveryCodes(context)
  secrets.replace(withoutOldSecrets(secrets.ring))
  return accept({ recoveryCodes })
}

const OUTSIDE = {
  ja: '秘密の値は HOSHITORI_SECRET で渡されています。そこで「2:新しい値 1:前の値」と並べて、すべてのサーバを起動し直してください(サーバが2台以上なら、先に「1:前の値 2:新しい値」で一巡させます)。封をし直すのは、起動したサーバがします。',
  en: 'The secret is given by HOSHITORI_SECRET. Write “2:NEW 1:OLD” there and restart every server (with more than one, first go round with “1:OLD 2:NEW”). A server that starts seals everything anew.',
}
const ALONE = { ja: '前の秘密の値はありません。', en: 'There is no former secret.' }

function unreadableWords(count: number) {
  return {
    ja: `いまある秘密の値のどれでも読めないものが${count}件あります。前の値はそのままにしました。`,
    en: `${count} seals cannot be read with any secret that is kept. The former ones stay.`,
  }
}

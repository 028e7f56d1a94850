import type { Words } from '../../kernel/refusal.ts'
import { FEW_CODES } from './recovery-code.ts'

/** What happened to the second factors of an account. Its owner is told of each by a letter, and the log keeps each. */
export type FactorEvent =
  | { kind: 'totp.add' | 'totp.replace' | 'totp.remove' | 'recovery.make' | 'recovery.void' | 'factor.lock' }
  | { kind: 'recovery.use'; left: number }
  | { kind: 'passkey.add' | 'passkey.remove' | 'passkey.copy'; passkey: string }

/** What it is called: in the log with the name of the account, in a letter without. */
export function eventWords(event: FactorEvent): Words {
  switch (event.kind) {
    case 'totp.add':
      return { ja: '認証アプリを加えました', en: 'An authenticator app was added' }
    case 'totp.replace':
      return { ja: '認証アプリを別のものに替えました', en: 'The authenticator app was replaced' }
    case 'totp.remove':
      return { ja: '認証アプリを外しました', en: 'The authenticator app was removed' }
    case 'recovery.make':
      return {
        ja: '新しい回復コードを作りました。前の回復コードは使えません',
        en: 'New recovery codes were made; earlier ones no longer work',
      }
    case 'recovery.void':
      return {
        ja: 'サーバの秘密の鍵が新しくなったため、回復コードが使えなくなりました',
        en: 'The secret of the server was changed, so your recovery codes no longer work',
      }
    case 'recovery.use':
      return { ja: `回復コードを1つ使いました。残りは${event.left}個です`, en: `A recovery code was used; ${event.left} left` }
    case 'passkey.add':
      return { ja: `パスキー「${event.passkey}」を加えました`, en: `The passkey “${event.passkey}” was added` }
    case 'passkey.remove':
      return { ja: `パスキー「${event.passkey}」を外しました`, en: `The passkey “${event.passkey}” was removed` }
    case 'passkey.copy':
      return {
        ja: `パスキー「${event.passkey}」の使用回数が戻っていたので、サインインを断りました。写しを持つ人がいるかもしれません`,
        en: `The passkey “${event.passkey}” was refused because its counter went back: somebody may hold a copy`,
      }
    case 'factor.lock':
      return {
        ja: '違うコードが続けて入力されたので、コードでの確認をしばらく止めました',
        en: 'Wrong codes were entered many times, so codes are not looked at for a while',
      }
  }
}

/** What its owner should do about it, beyond noticing that it was not them. */
export function eventAdvice(event: FactorEvent): Words | undefined {
  switch (event.kind) {
    case 'recovery.use':
      return event.left > FEW_CODES ? undefined : FEW_LEFT
    case 'recovery.void':
      return { ja: '新しい回復コードを作って、手元に控えてください。', en: 'Make new ones and keep them at hand.' }
    case 'factor.lock':
      return {
        ja: '入力した人は、パスワードを知っています。ご自身でなければ、すぐにパスワードを変えてください。',
        en: 'Whoever entered them knows your password. If it was not you, change it at once.',
      }
    case 'passkey.copy':
      return {
        ja: 'そのパスキーを外し、新しく作り直してください。',
        en: 'Remove that passkey and make a new one.',
      }
    default:
      return undefined
  }
}

const FEW_LEFT = {
  ja: '残りが少なくなりました。新しい回復コードを作って、手元に控えてください。',
  en: 'Few are left. Make new ones and keep them at hand.',
}

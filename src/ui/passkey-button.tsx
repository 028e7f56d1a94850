import type { Child, FC } from 'hono/jsx'
import type { View } from './view.ts'

/**
 * A button that asks the browser for a passkey. It works with a script alone, and says so without one. `ask` gives the question,
 * `answer` takes the answer and says where to go; with `form`, the form of that id is sent instead. `host` is the name at which
 * passkeys are made, and `origin` the address to open where the browser is elsewhere.
 */
export const PasskeyButton: FC<{
  view: View
  ask: string
  answer: string
  origin: string
  next?: string | undefined
  form?: string | undefined
  /** Offers passkeys in the list that the browser shows below a field for the address. */
  autofill?: boolean
  plain?: boolean
  children?: Child
}> = ({ view, ask, answer, origin, next, form, autofill, plain, children }) => (
  <div
    class="passkey"
    data-passkey="get"
    data-ask={ask}
    data-answer={answer}
    data-next={next}
    data-form={form}
    data-autofill={autofill ? '' : undefined}
    {...passkeyWords(view, origin)}
  >
    <button type="button" class={plain ? 'second' : undefined} disabled>
      {children}
    </button>
    <p class="said" role="status"></p>
    <noscript>
      <p class="quiet">{view.say(NEEDS_SCRIPT)}</p>
    </noscript>
  </div>
)

/** What the script says of a passkey, in the words of the page. */
export function passkeyWords(view: View, origin: string): Record<string, string> {
  return {
    'data-host': new URL(origin).hostname,
    'data-elsewhere': view.t(
      `パスキーは ${origin} で開いたときに使えます。アドレスを打ち直してください。`,
      `Passkeys work at ${origin}. Please open that address.`,
    ),
    'data-unsupported': view.t('このブラウザではパスキーを使えません。', 'This browser has no passkeys.'),
    'data-cancelled': view.t(
      '取り消されたか、時間が切れました。もう一度押すとやり直せます。',
      'It was cancelled or took too long. Press again to retry.',
    ),
    'data-known': view.t('この機器のパスキーは、もう登録されています。', 'This device has a passkey here already.'),
    'data-failed': view.t(
      'うまくいきませんでした。通信を確かめて、もう一度お試しください。',
      'That did not work. Check your connection and try again.',
    ),
  }
}

export const NEEDS_SCRIPT = {
  ja: 'パスキーを使うには、ブラウザのJavaScriptを有効にしてください。',
  en: 'Passkeys need JavaScript: please switch it on in your browser.',
}

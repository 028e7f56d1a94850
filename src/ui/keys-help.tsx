import type { FC } from 'hono/jsx'
import type { Words } from '../kernel/refusal.ts'
import type { View } from './view.ts'

/** Keys of a page and what they do, in words. */
export type KeyHelp = Words & { keys: readonly string[] }

/** What the keys do on this page; it opens in front of it, by `KeysButton` or the key that the script knows. */
export const KeysHelp: FC<{ view: View; keys: readonly KeyHelp[] }> = ({ view, keys: each }) => (
  <div popover="auto" id="keys-help" class="dialog keys-help" role="dialog" aria-labelledby="keys-title">
    <h2 id="keys-title">{view.t('キーボードの使い方', 'Keyboard')}</h2>
    <dl class="facts">
      {each.map(({ keys, ...words }) => (
        <>
          <dt>
            {keys.map((key) => (
              <kbd>{key}</kbd>
            ))}
          </dt>
          <dd>{view.say(words)}</dd>
        </>
      ))}
    </dl>
    <button type="button" class="second" popovertarget="keys-help" popovertargetaction="hide">
      {view.t('閉じる', 'Close')}
    </button>
  </div>
)

/** The button that opens the help; without a script there are no keys, and it stays hidden. */
export const KeysButton: FC<{ view: View }> = ({ view }) => (
  <button type="button" class="text keys" popovertarget="keys-help" hidden>
    {view.t('キーボードの使い方', 'Keyboard')}
  </button>
)

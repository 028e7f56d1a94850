import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'

/** What the keys do on the pages of many tasks; the script shows the button that opens it. */
export const TaskKeys: FC<{ view: View }> = ({ view }) => (
  <div popover="auto" id="keys-help" class="keys-help" role="dialog" aria-labelledby="keys-title">
    <h2 id="keys-title">{view.t('キーボードの使い方', 'Keyboard')}</h2>
    <dl class="facts">
      {KEYS.map(({ keys, ja, en }) => (
        <>
          <dt>
            {keys.map((key) => (
              <kbd>{key}</kbd>
            ))}
          </dt>
          <dd>{view.t(ja, en)}</dd>
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

const KEYS = [
  { keys: ['↑', '↓'], ja: '前・次の対応へ', en: 'Previous or next task' },
  { keys: ['←', '→'], ja: '隣の列へ(ボード)', en: 'Column beside (board)' },
  { keys: ['Enter'], ja: '開く', en: 'Open' },
  { keys: ['1', '2', '3', '4'], ja: 'これから・進行中・終える・しない', en: 'To do, in progress, finish, drop' },
  { keys: ['X'], ja: '印をつける・外す(一覧)', en: 'Tick or untick (list)' },
  { keys: ['?'], ja: 'この説明', en: 'This help' },
]

import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'

/** Where the script says what became of a change, with a way back. */
export const Toast: FC<{ view: View }> = ({ view }) => (
  <div
    class="toast"
    id="toast"
    hidden
    data-changed={view.t('に変えました', ' is saved')}
    data-undone={view.t('に戻しました', ' stands again')}
    data-unsaved={view.t(
      '元に戻せませんでした。ほかの人が先に変更したか、つながっていません。履歴から戻せます。',
      'It could not be taken back: somebody changed it since, or there is no connection. The history can bring it back.',
    )}
  >
    <output aria-live="polite"></output>
    <button type="button" class="second">
      {view.t('元に戻す', 'Undo')}
    </button>
  </div>
)

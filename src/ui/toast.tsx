import type { Child, FC } from 'hono/jsx'
import { Icon } from './icon.tsx'
import type { View } from './view.ts'

/** What became of the form that was just sent, on the page that follows it: said aloud, and gone with the next page. */
export const SavedNote: FC<{ children?: Child }> = ({ children }) => (
  <p class="saved-note" role="status">
    <Icon name="check-circle" />
    <span>{children}</span>
  </p>
)

/** Where the script of a page says what became of a change, with a way back. */
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
    <button type="button" class="second small">
      {view.t('元に戻す', 'Undo')}
    </button>
  </div>
)

import type { FC } from 'hono/jsx'
import type { View } from './view.ts'

/** Shows what is typed into a password field, for as long as it is pressed in; without a script there is none. */
export const Reveal: FC<{ view: View; of: string }> = ({ view, of }) => (
  <button type="button" class="second small scripted-only" aria-controls={of} aria-pressed="false" data-reveals={of}>
    {view.t('表示', 'Show')}
    <span class="visually-hidden">{view.t('(入力したパスワードを見る)', ' what I typed')}</span>
  </button>
)

/** Copies the address of a page of ours, whole; without a script there is none. `path` as in `view.to`. */
export const CopyLink: FC<{ view: View; path: string }> = ({ view, path }) => (
  <span class="copy-link scripted-only">
    <button type="button" class="text small" data-copies={view.to(path)}>
      {view.t('リンクをコピー', 'Copy link')}
    </button>{' '}
    <span role="status" class="quiet" data-done={view.t('コピーしました', 'Copied')}></span>
  </span>
)

import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { mediaKindOf } from '../media.ts'
import type { Content } from '../piece.ts'
import { PREVIEW_BYTES } from '../preview.ts'

type FileContent = Extract<Content, { type: 'file' }>

/**
 * Where a file is shown, once somebody opens it: looking is told to the log. A picture is an image; everything else is a page that the
 * server made of its text or drew of it, in a frame that can run nothing and ask nobody for anything.
 */
export const Preview: FC<{ view: View; title: string; base: string; content: FileContent }> = ({
  view,
  title,
  base,
  content,
}) => {
  const kind = mediaKindOf(content.mediaType)
  const label = view.t(`「${title}」の中身`, `Content of “${title}”`)
  if (kind === 'other' || content.bytes > PREVIEW_BYTES) {
    return (
      <p class="quiet">
        {kind === 'other'
          ? view.t(
              'この種類のファイルは、画面には表示しません。ダウンロードして確かめてください。',
              'Files of this kind are not shown here. Download it to look at it.',
            )
          : view.t(
              '大きなファイルなので、画面には表示しません。ダウンロードして確かめてください。',
              'The file is too large to be shown here. Download it to look at it.',
            )}
      </p>
    )
  }
  return (
    <details class="evidence-preview">
      <summary>{view.t('画面で見る', 'Look at it here')}</summary>
      {kind === 'picture' ? (
        <img src={`${base}/preview`} alt={label} loading="lazy" />
      ) : (
        <iframe src={`${base}/preview`} title={label} sandbox="" loading="lazy" referrerpolicy="same-origin"></iframe>
      )}
    </details>
  )
}

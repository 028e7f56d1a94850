import type { FC } from 'hono/jsx'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import type { View } from './view.ts'

/** An internal rule that waits for whoever looks to approve it, `by` whom it was put: on their home and on the page of management. */
export const WaitingRule: FC<{
  view: View
  rule: { document: string; number: number; title: string; putAt: Instant }
  by: string
}> = ({ view, rule: { document, number, title, putAt }, by }) => (
  <span>
    <a href={view.to(`/documents/${document}/versions/${number}`)}>
      {view.t(`社内ルール「${title}」第${number}版の承認`, `Approve the internal rule “${title}”, version ${number}`)}
    </a>{' '}
    <small class="quiet">
      {view.t(`${by}さんが ${toWordsInJapan(putAt)} に出しました`, `put by ${by}, ${toWordsInJapan(putAt, 'en')}`)}
    </small>
  </span>
)

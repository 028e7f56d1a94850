import type { FC } from 'hono/jsx'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import type { View } from './view.ts'

type Source = { source: string; sha256: string; importedAt: Instant; importedBy: string }

/** Where imported wording came from: file, hash, when and by whom. */
export const WordingSource: FC<{ view: View; from: Source }> = ({ view, from }) => (
  <dl class="facts quiet">
    <dt>{view.t('ファイル', 'File')}</dt>
    <dd>{from.source}</dd>
    <dt>SHA-256</dt>
    <dd>
      <code>{from.sha256}</code>
    </dd>
    <dt>{view.t('取り込み', 'Imported')}</dt>
    <dd>{`${toWordsInJapan(from.importedAt, view.lang)} ${from.importedBy}`}</dd>
  </dl>
)

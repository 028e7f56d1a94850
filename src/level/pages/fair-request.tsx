import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { schemeFacts } from '../scheme-facts.ts'
import { Fact } from './source-mark.tsx'

/** How a buyer may ask a partner for a ★ without breaking 独占禁止法 or 取適法; folded away until it is wanted, or `open`. */
export const FairRequest: FC<{ view: View; open?: boolean }> = ({ view, open }) => (
  <details open={open} class="fair-request">
    <summary>
      {view.t('取引先に求めるときの約束(独占禁止法・取適法)', 'Asking a partner fairly (antimonopoly and subcontracting law)')}
    </summary>
    <p>
      {view.t(
        '対策を求めること自体は問題ありません。次のことを守り、記録に残します。',
        'To ask for security is no problem in itself. Keep to these rules, and keep a record.',
      )}
    </p>
    <ul>
      {schemeFacts.fairRequest.map((rule) => (
        <li>
          <Fact view={view} fact={rule} />
        </li>
      ))}
    </ul>
  </details>
)

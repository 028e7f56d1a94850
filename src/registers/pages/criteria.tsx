import type { FC } from 'hono/jsx'
import { DEFAULT_EDITION } from '../../catalogue/index.ts'
import type { View } from '../../ui/view.ts'

/** Numbers of criteria, each leading to its text. */
export const Criteria: FC<{ view: View; numbers: readonly string[] }> = ({ view, numbers }) => (
  <span class="criteria-of">
    {numbers.map((number) => (
      <>
        <a href={view.to(`/catalogue/${DEFAULT_EDITION}/${number}`)}>{number}</a>{' '}
      </>
    ))}
  </span>
)

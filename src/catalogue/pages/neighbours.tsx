import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import type { EditionId } from '../edition.ts'

/** Links to the criterion or requirement before and after this one. */
export const Neighbours: FC<{ view: View; edition: EditionId; all: readonly { id: string }[]; current: string }> = ({
  view,
  edition,
  all,
  current,
}) => {
  const place = all.findIndex(({ id }) => id === current)
  const [previous, next] = [all[place - 1], all[place + 1]]
  return (
    <nav class="neighbours" aria-label={view.t('前と次', 'Previous and next')}>
      {previous ? <a rel="prev" href={view.to(`/catalogue/${edition}/${previous.id}`)}>{`← ${previous.id}`}</a> : <span></span>}
      {next ? <a rel="next" href={view.to(`/catalogue/${edition}/${next.id}`)}>{`${next.id} →`}</a> : null}
    </nav>
  )
}

import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import type { Change } from '../changes.ts'
import type { EditionId, EditionTexts } from '../edition.ts'
import { fromOf, noteOf, originOf, successorsOf, toOf } from '../trace.ts'
import { ChangeMark } from './marks.tsx'

/** How the other edition has this criterion: its number there, and what changed. */
export const OtherEdition: FC<{
  view: View
  edition: EditionTexts
  other: EditionTexts
  changes: readonly Change[]
  number: string
}> = ({ view, edition, other, changes, number }) => {
  const newer = edition.status === 'final'
  const origin = originOf(changes, number)
  const traces = newer ? (origin ? [origin] : []) : successorsOf(changes, number)
  if (traces.length === 0) return null
  return (
    <section class="card other-edition">
      <h2>
        {newer
          ? view.t('草案（2025-12-26）では', 'In the draft of 2025-12-26')
          : view.t('最終版（2026-03-27）では', 'In the final of 2026-03-27')}
      </h2>
      {traces.map((change) => (
        <Trace view={view} change={change} other={other.id} numbers={newer ? fromOf(change) : [toOf(change) ?? []].flat()} />
      ))}
      <p>
        <a href={view.to(`/catalogue/changes#n-${newer ? number : (traces.map(toOf).find(Boolean) ?? `gone-${number}`)}`)}>
          {view.t('両方の文を並べて見る', 'See both texts side by side')}
        </a>
      </p>
    </section>
  )
}

const Trace: FC<{ view: View; change: Change; other: EditionId; numbers: readonly string[] }> = ({
  view,
  change,
  other,
  numbers,
}) => {
  const note = noteOf(change)
  const see = change.change === 'gone' ? (change.see ?? []) : []
  return (
    <div class="trace">
      <p>
        <ChangeMark view={view} change={change.change} />{' '}
        {numbers.map((number) => (
          <>
            <a href={view.to(`/catalogue/${other}/${number}`)}>{number}</a>{' '}
          </>
        ))}
      </p>
      {note ? <p>{view.say(note)}</p> : <p>{view.t('番号も内容も同じです。', 'Same number, same meaning.')}</p>}
      {see.length > 0 ? (
        <p>
          {view.t('関わりのある評価基準: ', 'See: ')}
          {see.map((number) => (
            <>
              <a href={view.to(`/catalogue/${other}/${number}`)}>{number}</a>{' '}
            </>
          ))}
        </p>
      ) : null}
    </div>
  )
}

import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { KIND_WORDS, type Link, type Piece, type Target, toTargetText } from '../piece.ts'
import { mayWithEvidence } from '../sight.ts'
import { reachOf, stateOf } from '../state.ts'
import { StateMark, sayPeriod } from './words.tsx'

/** What is attached to an answer or a task, on its own page; and the ways to attach more. */
export const EvidencePanel: FC<{
  view: View
  target: Target
  attached: readonly { piece: Piece; link: Link }[]
  today: string
}> = ({ view, target, attached, today }) => {
  const writes = view.viewer !== undefined && mayWithEvidence(view.viewer, 'evidence.write')
  const query = new URLSearchParams({ target: toTargetText(target) })
  return (
    <section class="evidence-panel" id="attached" aria-labelledby="attached-title">
      <h2 id="attached-title">{view.t('証跡', 'Evidence')}</h2>
      {attached.length === 0 ? <p class="quiet">{view.t('まだ結び付いていません。', 'None is attached yet.')}</p> : null}
      <ul class="rows">
        {attached.map(({ piece, link }) => (
          <li>
            <span>
              <a href={view.to(`/evidence/${piece.id}`)}>{piece.title}</a>{' '}
              <small>{[view.say(KIND_WORDS[piece.kind]), sayPeriod(view, piece)].filter(Boolean).join(' ・ ')}</small>
            </span>
            <StateMark view={view} state={stateOf(reachOf(piece, link), today)} />
          </li>
        ))}
      </ul>
      {attached.length > 0 && target.kind === 'criterion' ? (
        <p>
          <a href={view.to(`/evidence?criterion=${target.target}`)}>
            {view.t('この評価基準の証跡を一覧で見る', 'All evidence of this criterion')}
          </a>
        </p>
      ) : null}
      {writes ? (
        <p class="actions no-print">
          <a class="button second" href={view.to(`/evidence/new?${query}`)}>
            {view.t('証跡を加える', 'Add evidence')}
          </a>
          <a href={view.to(`/evidence/attach?${query}`)}>{view.t('あるものから選ぶ', 'Choose what is there')}</a>
        </p>
      ) : null}
    </section>
  )
}

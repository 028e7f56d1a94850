import type { FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { Empty, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import { QUESTIONS } from '../decide-level.ts'
import type { LevelDecision } from '../store.ts'
import { toFields } from '../wish.ts'
import { Explanation, headingOf, Verdict } from './outcome.tsx'
import { QUESTION_WORDS } from './question-words.ts'

/** Every decision that the organisation kept, the newest first. */
export const DecisionsPage: FC<{ view: View; decisions: LevelDecision[] }> = ({ view, decisions }) => (
  <Page view={view} title={view.t('★の判断の記録', 'Decisions on the ★')} area="level">
    <Trail
      view={view}
      steps={[{ href: view.to('/level'), words: view.t('★3か★4かを決める', '★3 or ★4?') }]}
      here={view.t('★の判断の記録', 'Decisions on the ★')}
    />
    <h1>{view.t('★の判断の記録', 'Decisions on the ★')}</h1>
    {decisions.length === 0 ? (
      <Empty icon="inbox" title={view.t('残した判断は、まだありません。', 'No decision has been kept yet.')} />
    ) : (
      <Table
        label={view.t('★の判断の記録', 'Decisions on the ★')}
        columns={[
          { words: view.t('判断', 'Decision'), kind: 'head' },
          { words: view.t('理由になったこと', 'Because of') },
          { words: view.t('判断した人', 'Decided by') },
          { words: view.t('日時', 'When') },
        ]}
        rows={decisions.map((decision) => ({
          cells: [
            <a href={view.to(`/level/decisions/${decision.id}`)}>{headingOf(view, decision)}</a>,
            yesOf(view, decision),
            decision.decidedByName,
            toWordsInJapan(decision.decidedAt, view.lang),
          ],
        }))}
      />
    )}
    <div class="actions">
      <a class="button" href={view.to('/level')}>
        {view.t('自社の★を判断する', 'Decide on our own ★')}
      </a>
      <a class="button second" href={view.to('/level?subject=partner')}>
        {view.t('取引先に求める★を判断する', 'Decide what to ask of a partner')}
      </a>
    </div>
  </Page>
)

/** One kept decision. It is never changed; whoever thinks otherwise today decides anew. */
export const DecisionPage: FC<{ view: View; decision: LevelDecision; counts: Edition['counts'] }> = ({
  view,
  decision,
  counts,
}) => (
  <Page view={view} title={headingOf(view, decision)} area="level">
    <Trail
      view={view}
      steps={[
        { href: view.to('/level'), words: view.t('★3か★4かを決める', '★3 or ★4?') },
        { href: view.to('/level/decisions'), words: view.t('★の判断の記録', 'Decisions on the ★') },
      ]}
      here={headingOf(view, decision)}
    />
    <p class="chip">{takenBy(view, decision)}</p>
    <Verdict view={view} wish={decision} />
    <p class="no-print">
      <a href={view.to(`/level?${new URLSearchParams(toFields(decision))}`)}>{view.t('いまの考えで判断し直す', 'Decide anew')}</a>
    </p>
    <Explanation view={view} wish={decision} counts={counts} />
  </Page>
)

function takenBy(view: View, decision: LevelDecision): string {
  const when = toWordsInJapan(decision.decidedAt, view.lang)
  return view.t(`${when}に${decision.decidedByName}さんが判断`, `Decided by ${decision.decidedByName}, ${when}`)
}

function yesOf(view: View, decision: LevelDecision): string {
  const yes = QUESTIONS.filter((question) => decision.answers[question])
  if (yes.length === 0) return view.t('すべて「いいえ」', 'three times no')
  return yes.map((question) => view.say(QUESTION_WORDS[question].short)).join(view.t('、', ', '))
}

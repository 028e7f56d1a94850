import type { FC } from 'hono/jsx'
import type { Edition, Target } from '../../catalogue/index.ts'
import type { View } from '../../ui/view.ts'
import { type SchemeFact, schemeFacts } from '../scheme-facts.ts'
import { Fact } from './source-mark.tsx'

type Counts = Edition['counts']

/** What a ★3 or ★4 asks, how it is won and how long it stands. */
export const LevelMeaning: FC<{ view: View; level: Target; counts: Counts }> = ({ view, level, counts }) => {
  const { validity, procedure, for: meant } = schemeFacts.levels[level]
  return (
    <section aria-labelledby="meaning" class="level-section">
      <h2 id="meaning">{view.t(`★${level}とは`, `What ★${level} is`)}</h2>
      <dl class="facts">
        <dt>{view.t('ねらい', 'Aim')}</dt>
        <dd>
          <Fact view={view} fact={meant} />
        </dd>
        <dt>{view.t('求められること', 'What it asks')}</dt>
        <dd>
          <Fact view={view} fact={countsOf(level, counts)} />
        </dd>
        <dt>{view.t('手続', 'Procedure')}</dt>
        <dd>
          <Fact view={view} fact={procedure} />
        </dd>
        <dt>{view.t('有効期間', 'Validity')}</dt>
        <dd>
          <Fact view={view} fact={validity} />
        </dd>
      </dl>
      <ul>
        {notesFor(level).map((note) => (
          <li>
            <Fact view={view} fact={note} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What ★1, ★2 and ★5 are. */
export const OtherStars: FC<{ view: View }> = ({ view }) => (
  <section aria-labelledby="others" class="level-section">
    <h2 id="others">{view.t('ほかの★は？', 'And the other ★?')}</h2>
    <dl class="facts">
      {(['1', '2', '5'] as const).map((star) => (
        <>
          <dt>★{star}</dt>
          <dd>
            <Fact view={view} fact={schemeFacts.others[star]} />
          </dd>
        </>
      ))}
    </dl>
  </section>
)

/** The facts that a page about `level` shows: for its list of sources. */
export function shownFacts(level: Target): SchemeFact[] {
  return [...Object.values(schemeFacts.levels[level]), ...Object.values(schemeFacts.others), ...notesFor(level)]
}

function notesFor(level: Target): SchemeFact[] {
  const { voluntary, direct, direction, order, factors } = schemeFacts.notes
  return level === 4 ? [direct, voluntary, direction, order] : [voluntary, factors, direction, order]
}

function countsOf(level: Target, counts: Counts): SchemeFact {
  const source = { sources: ['X1'], certainty: 'H' }
  if (level === 3) {
    const { star3Requirements, star3 } = counts
    return {
      ja: `要求事項 ${star3Requirements}、評価基準 ${star3}`,
      en: `${star3Requirements} requirements, ${star3} criteria`,
      ...source,
    }
  }
  const { requirements, star3, star4 } = counts
  return {
    ja: `要求事項 ${requirements}、評価基準 ${star3 + star4}(★3の${star3}に、★4で${star4}が加わります)`,
    en: `${requirements} requirements, ${star3 + star4} criteria (the ${star3} of ★3 and ${star4} more)`,
    ...source,
  }
}

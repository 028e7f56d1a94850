import type { FC } from 'hono/jsx'
import type { Criterion } from '../../catalogue/index.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { StandingChip } from '../../standing/chip.tsx'
import type { View } from '../../ui/view.ts'
import type { AnswerVersion, Cause } from '../answer-store.ts'
import { FieldFacts } from './field-facts.tsx'

/** The history of one answer, newest first: who, when, and what it said then. */
export const Versions: FC<{
  view: View
  criterion: Criterion
  versions: AnswerVersion[]
  people: ReadonlyMap<string, string>
  /** Where the whole history is, for when only the newest versions are here. */
  whole: string
}> = ({ view, criterion, versions, people, whole }) =>
  versions.length === 0 ? null : (
    <details class="versions" id="versions">
      <summary>{view.t(`履歴 (${versions[0]?.revision})`, `History (${versions[0]?.revision})`)}</summary>
      <ol>
        {versions.map((version) => (
          <li>
            <p>
              <strong>{toWordsInJapan(version.changedAt, view.lang)}</strong> {people.get(version.changedBy) ?? ''}{' '}
              <span class="chip">{view.t(CAUSE_WORDS[version.cause].ja, CAUSE_WORDS[version.cause].en)}</span>{' '}
              <StandingChip view={view} standing={version.status ?? 'unanswered'} confirmed={version.confirmed} />
            </p>
            <FieldFacts view={view} content={version} criterion={criterion} people={people} />
          </li>
        ))}
      </ol>
      {(versions.at(-1)?.revision ?? 1) > 1 ? (
        <p>
          <a href={whole}>{view.t('もっと古い履歴も見る', 'Show the older history too')}</a>
        </p>
      ) : null}
    </details>
  )

const CAUSE_WORDS: Record<Cause, { ja: string; en: string }> = {
  answer: { ja: '回答', en: 'Answered' },
  confirm: { ja: '該当なしの確認', en: 'Confirmed' },
  assign: { ja: '担当の割り当て', en: 'Assigned' },
  import: { ja: '取り込み', en: 'Imported' },
  quick: { ja: 'クイックアセスメントから', en: 'From the quick assessment' },
  move: { ja: '版の移行', en: 'Moved to another edition' },
}

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
  /** Where a version is brought back; nothing for whoever may not answer. */
  restore: string | undefined
}> = ({ view, criterion, versions, people, whole, restore }) =>
  versions.length === 0 ? null : (
    <details class="versions" id="versions">
      <summary>{view.t(`履歴 (${versions[0]?.revision})`, `History (${versions[0]?.revision})`)}</summary>
      <ol>
        {versions.map((version, index) => (
          <li>
            <p>
              <strong>{toWordsInJapan(version.changedAt, view.lang)}</strong> {people.get(version.changedBy) ?? ''}{' '}
              <span class="chip">{view.t(CAUSE_WORDS[version.cause].ja, CAUSE_WORDS[version.cause].en)}</span>{' '}
              <StandingChip view={view} standing={version.status ?? 'unanswered'} confirmed={version.confirmed} />
            </p>
            <FieldFacts view={view} content={version} criterion={criterion} people={people} />
            {index > 0 && restore ? (
              <form method="post" action={restore}>
                <input type="hidden" name="from" value={String(versions[0]?.revision)} />
                <button type="submit" class="second" name="revision" value={String(version.revision)}>
                  {view.t('この版に戻す', 'Bring this version back')}
                </button>
              </form>
            ) : null}
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
  restore: { ja: '前の版に戻した', en: 'Brought back' },
  unimport: { ja: '取り込みの取り消し', en: 'Import taken back' },
  task: { ja: '対応の案から', en: 'From a task' },
  move: { ja: '版の移行', en: 'Moved to another edition' },
}

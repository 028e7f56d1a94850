import type { TenantId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import type { Words } from '../kernel/refusal.ts'
import { fillLetter, type Letter, withoutLinks } from '../mail/index.ts'
import letters from './letters.json'
import { RHYTHM_WORDS, type Rhythm } from './rhythm.ts'

/** How much of each kind waits for somebody in an organisation. */
export type Counts = Record<
  | 'overdue'
  | 'week'
  | 'dutiesLate'
  | 'dutiesWeek'
  | 'dutiesEscalated'
  | 'decide'
  | 'approve'
  | 'confirm'
  | 'assigned'
  | 'changed',
  number
>
/** `pressing`: one of the duties has to be told in this letter, so that they are a reason for one. */
type Seat = { tenant: TenantId; organisation: string; counts: Counts; pressing: boolean }
type Reader = { email: string; name: string; lang: 'ja' | 'en' }

const LINES: readonly (readonly [keyof Counts, Words])[] = [
  ['overdue', { ja: '期限を過ぎた対応', en: 'Tasks overdue' }],
  ['week', { ja: '今週が期限の対応', en: 'Tasks due this week' }],
  ['dutiesLate', { ja: '期日を過ぎた繰り返し作業', en: 'Duties that are late' }],
  ['dutiesWeek', { ja: '1週間以内が期日の繰り返し作業', en: 'Duties due within a week' }],
  ['dutiesEscalated', { ja: 'ほかの人の、遅れている繰り返し作業', en: 'Duties of others that are late' }],
  ['decide', { ja: '決めてほしい対応計画', en: 'Plans that wait for your decision' }],
  ['approve', { ja: '承認してほしい社内ルール', en: 'Internal rules that wait for your approval' }],
  ['confirm', { ja: '確認してほしい「該当なし」', en: '“Not applicable” that waits for your confirmation' }],
  ['assigned', { ja: 'あなたの担当でまだの評価基準', en: 'Criteria assigned to you, still open' }],
  ['changed', { ja: '変わった回答', en: 'Answers that changed' }],
]

/**
 * The one letter about all that waits for somebody, by organisation: how much of what, and where to see it. What is missing is not named:
 * a mailbox is no place for it. Nothing where nothing waits, or duties alone of which the letters before told.
 */
export function digestLetter(reader: Reader, rhythm: Rhythm, seats: readonly Seat[], origin: string): Letter | undefined {
  const { name, lang, email: to } = reader
  const telling = seats.filter(({ counts }) => LINES.some(([kind]) => counts[kind] > 0))
  if (!telling.some(isReason)) return undefined
  const summary = telling.map(({ tenant, organisation, counts }) => {
    const lines = LINES.filter(([kind]) => counts[kind] > 0).map(([kind, words]) =>
      lang === 'ja' ? `・${words.ja} ${counts[kind]}件` : `- ${words.en}: ${counts[kind]}`,
    )
    return [`■ ${withoutLinks(organisation)}`, ...lines, `${origin}${toAddress(tenant, '/')}`].join('\n')
  })
  const facts = {
    name: withoutLinks(name),
    summary: summary.join('\n\n'),
    rhythm: RHYTHM_WORDS[rhythm],
    link: `${origin}/account/letters`,
  }
  return fillLetter(letters[lang], { to, lang }, facts, origin)
}

/** Whether what waits in an organisation is a reason for a letter: duties alone are one on their days, and not for ever. */
function isReason({ counts, pressing }: Seat): boolean {
  return pressing || LINES.some(([kind]) => counts[kind] > 0 && !kind.startsWith('duties'))
}

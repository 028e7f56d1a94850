import { type CarriedAnswer, SHEET_FIELDS, type SheetKey, standingOf } from '../assessment/index.ts'
import { type Criterion, KIND_WORDS, type Kind } from '../catalogue/index.ts'
import { dayInJapan, type Instant, toJapaneseDate } from '../kernel/instant.ts'
import type { Lang, Words } from '../kernel/refusal.ts'
import type { Standing } from '../standing/status.ts'
import { MARK, STANDING_WORDS } from '../standing/status.ts'

/** An answer as the report needs it: as files carry it, and how it stands. */
export type ReportAnswer = CarriedAnswer & {
  criterion: string
  /** Whether a second person has confirmed a 該当なし. */
  confirmed: boolean
  /** What speaks against it, in the language of the report: then a 満たす is to be confirmed. */
  doubts?: readonly string[]
  changedAt: Instant | null
}

/**
 * Where a criterion stands as the report shows it. 該当なし counts only once it is confirmed, so it is two things here; and so is 満たす,
 * which something may speak against.
 */
export type Place = Exclude<Standing, 'notApplicable'> | 'doubted' | 'confirmedAbsent' | 'awaitingConfirmation'

/** Every place, in the order in which the report counts them. */
export const PLACES = [
  'met',
  'doubted',
  'confirmedAbsent',
  'partial',
  'unmet',
  'planned',
  'awaitingConfirmation',
  'unanswered',
] as const

export const PLACE_WORDS: Record<Place, { mark: string; words: Words }> = {
  met: { mark: MARK.met, words: STANDING_WORDS.met },
  doubted: { mark: `${MARK.met}?`, words: { ja: '満たす(要確認)', en: 'Met (to be confirmed)' } },
  confirmedAbsent: { mark: MARK.notApplicable, words: { ja: '該当なし(確認済み)', en: 'Not applicable (confirmed)' } },
  partial: { mark: MARK.partial, words: STANDING_WORDS.partial },
  unmet: { mark: MARK.unmet, words: STANDING_WORDS.unmet },
  planned: { mark: MARK.planned, words: STANDING_WORDS.planned },
  awaitingConfirmation: {
    mark: `${MARK.notApplicable}?`,
    words: { ja: '該当なし(確認待ち)', en: 'Not applicable (unconfirmed)' },
  },
  unanswered: { mark: MARK.unanswered, words: STANDING_WORDS.unanswered },
}

/** A field of an answer that the report shows under its name: how things are, what is to be done, or who does it. */
export type ReportField = { key: Exclude<SheetKey, 'status'>; label: string; width: number; tells: 'now' | 'next' | 'who' }

/** What the report shows of an answer beside the status, which is the place. */
export function reportFields(lang: Lang): ReportField[] {
  return SHEET_FIELDS.flatMap((field) =>
    field.kind === 'status'
      ? []
      : [{ key: field.key, label: field.words[lang], width: field.width, tells: field.kind === 'text' ? field.tells : 'who' }],
  )
}

/** One criterion with its answer: a line of the appendix, and the context that every number of the report stands on. */
export type CriterionRow = {
  id: string
  level: 3 | 4
  kind: Kind
  kindWords: string
  question: string
  place: Place
  mark: string
  words: string
  /** What was written into each field; empty where nothing was. */
  said: Record<ReportField['key'], string>
  /** Why a 満たす is to be confirmed; empty where nothing speaks against it. */
  doubts: readonly string[]
  /** The day of the last change in words, 2026年11月23日 or 2026-11-23. */
  changedOn: string | null
}

/** A line of the report in the language that the criterion is given in. */
export function toCriterionRow(criterion: Criterion, answer: ReportAnswer | undefined, lang: Lang): CriterionRow {
  const place = placeOf(answer)
  const changed = answer?.changedAt ? dayInJapan(answer.changedAt) : null
  return {
    id: criterion.id,
    level: criterion.level,
    kind: criterion.kind,
    kindWords: KIND_WORDS[criterion.kind][lang],
    question: criterion.question,
    place,
    mark: PLACE_WORDS[place].mark,
    words: PLACE_WORDS[place].words[lang],
    said: Object.fromEntries(reportFields(lang).map(({ key }) => [key, answer?.[key] ?? ''])) as CriterionRow['said'],
    doubts: place === 'doubted' ? (answer?.doubts ?? []) : [],
    changedOn: changed && lang === 'ja' ? toJapaneseDate(changed) : changed,
  }
}

/** Met, be it to be confirmed, or 該当なし that a second person has confirmed. Everything else is a gap. */
export function isSettled(row: Pick<CriterionRow, 'place'>): boolean {
  return row.place === 'met' || row.place === 'doubted' || row.place === 'confirmedAbsent'
}

function placeOf(answer: ReportAnswer | undefined): Place {
  const standing = standingOf(answer)
  if (standing === 'met' && (answer?.doubts ?? []).length > 0) return 'doubted'
  if (standing !== 'notApplicable') return standing
  return answer?.confirmed ? 'confirmedAbsent' : 'awaitingConfirmation'
}

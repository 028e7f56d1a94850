import { type CarriedAnswer, FIELD, SHEET_FIELDS } from '../assessment/index.ts'
import { EditionId, type Target } from '../catalogue/index.ts'
import { type AssessmentId, type ExportId, parseId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { STANDING_WORDS, type Status } from '../standing/status.ts'

/** One line of an export: the criterion in our words and what was answered. */
export type ExportRow = {
  criterion: string
  level: 3 | 4
  requirement: string
  question: string
  answer: CarriedAnswer
}

/** What an export says of itself, so that the file is recognised when it comes back and merged against what went out. */
export type OwnMark = {
  exportId: ExportId
  assessmentId: AssessmentId
  edition: EditionId
  target: Target
  exportedAt: Instant
}

export type OwnExport = { mark: OwnMark; organisation: string; editionTitle: string; rows: readonly ExportRow[] }

/** The table of an export, header first. Both the sheet and the CSV file have exactly these columns. */
export function toTable(rows: readonly ExportRow[], statusLabel: (status: Status) => string): string[][] {
  const labelOf = (status: Status | null) => (status === null ? '' : statusLabel(status))
  return [
    COLUMNS.map(({ header }) => header),
    ...rows.map(({ criterion, level, requirement, question, answer }) => [
      criterion,
      `★${level}`,
      requirement,
      question,
      ...SHEET_FIELDS.map(({ key }) => (key === 'status' ? labelOf(answer.status) : answer[key])),
    ]),
  ]
}

export function toStatusWord(status: Status): string {
  return STANDING_WORDS[status].ja
}

/** The columns of an export, with their width in characters. */
export const COLUMNS = [
  { header: '番号', width: 10 },
  { header: '★', width: 6 },
  { header: '要求事項', width: 22 },
  { header: '問い', width: 46 },
  ...SHEET_FIELDS.map(({ words, width }) => ({ header: words.ja, width })),
]

export const STATUS_COLUMN = COLUMNS.findIndex(({ header }) => header === FIELD.status.words.ja)

/** The version of the table and its mark. A reader that knows a lower one only must not guess. */
const OWN_VERSION = 1
export const OWN_FORMAT = 'hoshitori-answers'

/** A mark as texts by key, as it is written. */
export function markToTexts(mark: OwnMark): [string, string][] {
  return [
    ['format', OWN_FORMAT],
    ['version', String(OWN_VERSION)],
    ['export', mark.exportId],
    ['assessment', mark.assessmentId],
    ['edition', mark.edition],
    ['target', String(mark.target)],
    ['exportedAt', mark.exportedAt],
  ]
}

/** What a file says of itself: nothing, a mark, or one that cannot be used (`damaged`, or `newer` than this product). */
export type MarkReading = { mark: OwnMark | null; trouble: 'damaged' | 'newer' | null }

export function markFromTexts(texts: ReadonlyMap<string, string>): MarkReading {
  if (texts.get('format') !== OWN_FORMAT) return { mark: null, trouble: null }
  if (Number(texts.get('version')) > OWN_VERSION) return { mark: null, trouble: 'newer' }
  const exportId = parseId<ExportId>(texts.get('export'))
  const assessmentId = parseId<AssessmentId>(texts.get('assessment'))
  const edition = EDITIONS.find((id) => id === texts.get('edition'))
  const target = TARGETS.find((level) => String(level) === texts.get('target'))
  const exportedAt = texts.get('exportedAt')
  if (!exportId || !assessmentId || !edition || !target || !exportedAt || Number.isNaN(Date.parse(exportedAt))) {
    return { mark: null, trouble: 'damaged' }
  }
  return { mark: { exportId, assessmentId, edition, target, exportedAt }, trouble: null }
}

const EDITIONS = EditionId.options
const TARGETS = [3, 4] as const

import type { Criterion } from './criterion.ts'
import { type Edition, requirementOf } from './edition.ts'
import { pointLine } from './lines.ts'
import { AUDIENCE_WORDS, CSF_WORDS, dutyWords, KIND_WORDS, thresholdWords } from './words.ts'

/** An edition as a table in Japanese, header first: one row per criterion, lists within a cell on lines of their own. */
export function toCriteriaTable(edition: Edition): string[][] {
  const names = new Map(edition.requirements.map(({ id, name }) => [id, name]))
  return [HEADER, ...edition.criteria.map((criterion) => toRow(edition.id, criterion, names))]
}

/**
 * The same for CSV, which cannot say that a cell is a text: a spreadsheet would make the day 2001-01-01 of the requirement 1-1-1, so that
 * it is written `No.1-1-1`, also where a criterion refers to it. Numbers of criteria are days to nobody.
 */
export function toCsvTable(edition: Edition): string[][] {
  return toCriteriaTable(edition).map((row, index) =>
    row.map((text, column) => (index > 0 && NUMBERED.has(column) ? text.replaceAll(REQUIREMENT, 'No.$&') : text)),
  )
}

const HEADER = [
  '版',
  '要求事項No.',
  '要求事項名',
  '評価基準No.',
  '★',
  'CSF',
  '種類',
  '問い',
  '確認項目',
  '条件',
  '数値',
  'いつ',
  '対象の人',
  '参照',
  '補足',
  '証跡の例',
  'なぜ',
  'よくある進め方',
]

/** The columns of numbers of requirements, which other columns name within their texts alone. */
const NUMBERED = new Set(['要求事項No.', '参照'].map((name) => HEADER.indexOf(name)))
const REQUIREMENT = /(?<![\d-])\d-\d-\d(?![\d-])/g

function toRow(edition: string, criterion: Criterion, names: ReadonlyMap<string, string>): string[] {
  const requirement = requirementOf(criterion.id)
  const { condition, thresholds = [], duties = [], audience = [], refs = [], notes = [] } = criterion
  return [
    edition,
    requirement,
    names.get(requirement) ?? '',
    criterion.id,
    `★${criterion.level}`,
    CSF_WORDS[criterion.csf].ja,
    KIND_WORDS[criterion.kind].ja,
    criterion.question,
    criterion.points.map(pointLine).join('\n'),
    condition?.when ?? '',
    thresholds.map((threshold) => thresholdWords(threshold).ja).join('\n'),
    duties.map((duty) => dutyWords(duty).ja).join('\n'),
    audience.map((one) => AUDIENCE_WORDS[one].ja).join('、'),
    refs.join('、'),
    notes.join('\n'),
    criterion.evidence.join('\n'),
    criterion.why,
    criterion.closing.join('\n'),
  ]
}

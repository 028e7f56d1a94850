import { toWordsInJapan } from '../kernel/instant.ts'
import { cellAt, type Sheet } from '../sheets/grid.ts'
import { type SheetSpec, writeWorkbook } from '../sheets/write-workbook.ts'
import { MARK, STATUSES, type Status } from '../standing/status.ts'
import {
  COLUMNS,
  type MarkReading,
  markFromTexts,
  markToTexts,
  type OwnExport,
  STATUS_COLUMN,
  toStatusWord,
  toTable,
} from './own-table.ts'

/** The sheet that is filled in, the sheet that says how, and the hidden sheet with the mark. */
const ANSWER_SHEET = '回答'
export const GUIDE_SHEET = '使い方'
export const MARK_SHEET = 'hoshitori'

/** Writes the workbook that is filled in offline and comes back as a lossless twin. */
export function writeOwnWorkbook(own: OwnExport): Promise<Uint8Array> {
  return writeWorkbook([answerSheet(own), guideSheet(own), markSheet(own)], own.mark.exportedAt)
}

/** Reads the mark of our own workbook from its hidden sheet. */
export function readOwnMark(sheets: readonly Sheet[]): MarkReading {
  const sheet = sheets.find(({ name }) => name === MARK_SHEET)
  if (!sheet) return { mark: null, trouble: null }
  return markFromTexts(new Map(sheet.cells.map((_, row) => [cellAt(sheet, row, 0).text, cellAt(sheet, row, 1).text])))
}

/** The mark of the 星取表 beside its word: `○ 満たす`. */
function toStatusLabel(status: Status): string {
  return `${MARK[status]} ${toStatusWord(status)}`
}

function answerSheet({ rows }: OwnExport): SheetSpec {
  return {
    name: ANSWER_SHEET,
    rows: toTable(rows, toStatusLabel),
    widths: COLUMNS.map(({ width }) => width),
    headerRows: 1,
    frozenColumns: 1,
    lists: [{ column: STATUS_COLUMN, choices: STATUSES.map(toStatusLabel) }],
    filter: true,
  }
}

function guideSheet({ mark, organisation, editionTitle, rows }: OwnExport): SheetSpec {
  const lines = [
    ['組織', organisation],
    ['評価基準', `${editionTitle} (${mark.edition})`],
    ['目標', `★${mark.target} (評価基準 ${rows.filter(({ level }) => level <= mark.target).length}件)`],
    ...(mark.target === 3
      ? [['★4の行', 'めざす★が★3のあいだは、★4の行は空のままでかまいません。「★」の列でしぼり込めます。']]
      : []),
    ['書き出した日時', toWordsInJapan(mark.exportedAt)],
    ['', ''],
    ['書くところ', `シート「${ANSWER_SHEET}」の「評価」から右の列に書きます。ほかの列は書き換えても取り込みません。`],
    ['評価', `${STATUSES.map(toStatusLabel).join('、')} から選びます。○・△・× だけでもかまいません。空のままは未回答です。`],
    ['該当なし', '「理由」にわけを書いてください。別の人が確かめるまでは、満たした数に入りません。'],
    ['取り込み', 'このファイルをそのまま星取に取り込みます。書き出した後に画面で変わった答えとは、欄ごとに突き合わせます。'],
    ['両方で変わった欄', '両方の文を並べて見せます。どちらを残すか選ぶまで、何も上書きしません。'],
    ['並べ替え', '行の並べ替え、行や列の追加、列の入れ替えをしてもかまいません。見出しと番号は残してください。'],
    ['数式', '数式は計算しません。値を書いてください。'],
  ]
  return { name: GUIDE_SHEET, rows: lines, widths: [18, 90] }
}

function markSheet({ mark }: OwnExport): SheetSpec {
  return { name: MARK_SHEET, hidden: true, rows: markToTexts(mark).map(([key, value]) => [key, value]), widths: [16, 44] }
}

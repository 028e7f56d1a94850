import type { Words } from '../kernel/refusal.ts'
import type { ColumnReading, LeftOut, Problem } from './understood.ts'

function of(code: string, severity: Problem['severity'], seen: string, words: Words): Problem {
  return { code, severity, cell: null, seen, words }
}

/** What is told of whole sheets and columns. */
export const SHEET_PROBLEMS = {
  columnIgnored: ({ name, header }: ColumnReading, filled: number): Problem => ({
    code: 'column-ignored',
    severity: 'attention',
    cell: null,
    seen: header === '' ? name : header,
    words: {
      ja: `${name}列${header === '' ? '' : `「${header}」`}は何の列か分からないため、読みませんでした(文字のあるセル ${filled}個)。`,
      en: `Column ${name}${header === '' ? '' : ` “${header}”`} is not known and was not read (${filled} filled cells).`,
    },
  }),
  noStatusColumn: (sheet: string): Problem => ({
    code: 'no-status-column',
    severity: 'attention',
    cell: null,
    seen: sheet,
    words: {
      ja: '評価(○・△・×)の列が見つかりません。見出しに「自己評価」と書いてください。評価は変えません。',
      en: 'No column of statuses (○, △, ×) was found. Name its header 自己評価. Statuses stay as they are.',
    },
  }),
  rowsCut: (sheet: string, rows: number, columns: number): Problem => ({
    code: 'sheet-cut',
    severity: 'attention',
    cell: null,
    seen: sheet,
    words: {
      ja: `シート「${sheet}」は${rows}行・${columns}列までしか読みませんでした。その先のセルは取り込みません。`,
      en: `Only the first ${rows} rows and ${columns} columns of sheet “${sheet}” were read. Cells past them were not taken.`,
    },
  }),
  columnLeftOut: ({ name, header, sheet }: ColumnReading, why: LeftOut, filled: number): Problem =>
    of('column-left-out', 'attention', header, {
      ja: `${sheet ? `シート「${sheet}」の` : ''}${name}列「${header}」は、${LEFT_OUT[why].ja}読みませんでした(文字のあるセル ${filled}個)。`,
      en: `Column ${name} “${header}”${sheet ? ` of sheet “${sheet}”` : ''} was not read: ${LEFT_OUT[why].en} (${filled} filled cells).`,
    }),
  columnJoined: ({ name, header }: ColumnReading): Problem =>
    of('column-joined', 'ignored', header, {
      ja: `${name}列「${header}」は、同じ種類の前の列に続けて読みました。`,
      en: `Column ${name} “${header}” was read behind the earlier column of its kind.`,
    }),
  sheetIgnored: (name: string): Problem =>
    of('sheet-ignored', 'ignored', name, {
      ja: `シート「${name}」は回答の表ではないため、読みませんでした。`,
      en: `Sheet “${name}” holds no answers and was not read.`,
    }),
  sheetEmpty: (name: string, found: number): Problem =>
    of('sheet-empty', 'ignored', name, {
      ja: `シート「${name}」にも評価基準の番号が${found}件ありますが、何も記入されていないため、読みませんでした。`,
      en: `Sheet “${name}” also has ${found} criterion numbers, but nothing is filled in. It was not read.`,
    }),
  sheetLeftOut: (name: string, answers: number, why: 'example' | 'hidden' | null): Problem =>
    of('sheet-left-out', why === 'hidden' ? 'ignored' : 'attention', name, {
      ja: `シート「${name}」にも記入が${answers}件ありますが、${why === null ? '選ばれていない' : SHEET_LEFT_OUT[why].ja}ため、読みませんでした。必要なら、このシートを選んでもう一度取り込んでください。`,
      en: `Sheet “${name}” also has ${answers} answers and was not read: ${why === null ? 'it was not chosen' : SHEET_LEFT_OUT[why].en}. If you need it, choose that sheet and import again.`,
    }),
  noAnswers: (): Problem =>
    of('no-answers', 'attention', '', {
      ja: '回答が1件も書かれていません。記入したファイルを保存してから選んだか、確かめてください。',
      en: 'Not a single answer is filled in. Check that you saved the file that you filled in, and chose that one.',
    }),
}

const LEFT_OUT: Record<LeftOut, Words> = {
  earlier: { ja: '前の回や前の年のものなので', en: 'it is of an earlier time' },
  later: { ja: '目標や見込みのものなので', en: 'it is what is aimed at or expected' },
  others: { ja: '自社ではなく監査・確認する側のものなので', en: 'it belongs to an auditor or reviewer' },
  hidden: { ja: '隠れている列なので', en: 'it is hidden' },
  second: { ja: 'ほかの列を同じものとして読んだので', en: 'another column was read for the same' },
  'not-chosen': { ja: '選ばれていないので', en: 'it was not chosen' },
}
const SHEET_LEFT_OUT: Record<'example' | 'hidden', Words> = {
  example: { ja: '名前から見て記入例や前のものと思われる', en: 'its name says that it is an example or an earlier one' },
  hidden: { ja: '隠れている', en: 'it is hidden' },
}

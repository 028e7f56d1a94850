import { LONGEST_TEXT } from '../assessment/index.ts'
import type { Words } from '../kernel/refusal.ts'
import { lengthOf } from '../sheets/text.ts'
import { SHEET_PROBLEMS } from './sheet-problems.ts'
import { type Problem, rowKey, type UnderstoodAnswer } from './understood.ts'

/** A problem with one cell; `attention` unless told otherwise. */
function at(code: string, cell: string, seen: string, words: Words, criterion?: string): Problem {
  return { code, severity: 'attention', cell, seen, words, ...(criterion === undefined ? {} : { criterion }) }
}

export const PROBLEMS = {
  ...SHEET_PROBLEMS,
  statusNotUnderstood: (cell: string, seen: string, criterion: string) =>
    at(
      'status-not-understood',
      cell,
      seen,
      {
        ja: 'この評価は読み取れませんでした。○・△・×・該当なしのどれかに直すか、画面で選んでください。評価は変えません。',
        en: 'This status was not understood. Write ○, △, × or 該当なし, or choose it on the screen. The status stays as it is.',
      },
      criterion,
    ),
  /** `words` are those behind the status, which go to the reason. */
  statusDoubtful: (cell: string, seen: string, read: Words, criterion: string, words?: string) =>
    at(
      'status-doubtful',
      cell,
      seen,
      words === undefined
        ? {
            ja: `「${read.ja}」と読みました。違うときは画面で直してください。`,
            en: `Read as “${read.en}”. Correct it on the screen if that is wrong.`,
          }
        : {
            ja: `「${read.ja}」と読み、続きの「${words}」は理由に入れました。違うときは画面で直してください。`,
            en: `Read as “${read.en}”; “${words}” goes to the reason. Correct it on the screen if that is wrong.`,
          },
      criterion,
    ),
  statusByChoice: (cell: string, seen: string, count: number, read: Words): Problem => ({
    ...at('status-by-choice', cell, seen, {
      ja: `「${seen}」${count}件を、決めたとおり「${read.ja}」と読みました。`,
      en: `“${seen}” (${count}) was read as “${read.en}”, as chosen.`,
    }),
    severity: 'ignored',
  }),
  ticksNotUnderstood: (cell: string, seen: string, criterion: string) =>
    at(
      'ticks-not-understood',
      cell,
      seen,
      {
        ja: '評価の列のどれか1つに印が付いている形として読めません。印を1つにするか、画面で選んでください。評価は変えません。',
        en: 'One of the columns of statuses should hold a mark. Leave one mark, or choose on the screen. The status stays as it is.',
      },
      criterion,
    ),
  struckOut: (cell: string, seen: string, criterion: string) =>
    at(
      'struck-out',
      cell,
      seen,
      {
        ja: '取り消し線が引かれているか、表示されない書式のため、取り込みません。必要なら、画面で入力してください。',
        en: 'This is struck through or hidden by its format, and was not taken. Enter it on the screen if it is needed.',
      },
      criterion,
    ),
  struckPartly: (cell: string, seen: string, criterion: string) =>
    at(
      'struck-partly',
      cell,
      seen,
      {
        ja: '取り消し線の引かれた部分を除いて取り込みます。',
        en: 'What is struck through is left out; the rest is taken.',
      },
      criterion,
    ),
  rowStruckOut: (cell: string, seen: string) =>
    at('row-struck-out', cell, seen, {
      ja: '評価基準の番号に取り消し線が引かれているため、この行は取り込みません。',
      en: 'The number of the criterion is struck through. The row was not taken.',
    }),
  formula: (cell: string, seen: string, criterion: string) =>
    at(
      'formula',
      cell,
      seen,
      {
        ja: '数式が入っています。数式は計算しないため、取り込みません。値を入力し直してください。',
        en: 'This cell holds a formula. Formulas are never evaluated, so it was not taken. Type the value instead.',
      },
      criterion,
    ),
  errorValue: (cell: string, seen: string, criterion: string) =>
    at(
      'error-value',
      cell,
      seen,
      {
        ja: 'エラーの値が入っているため、取り込みません。値を入力し直してください。',
        en: 'This cell holds an error value and was not taken. Type the value instead.',
      },
      criterion,
    ),
  textTooLong: (cell: string, seen: string, criterion: string) =>
    at(
      'text-too-long',
      cell,
      seen,
      {
        ja: `${lengthOf(seen)}文字あります。${LONGEST_TEXT}文字までのため、取り込みません。短くしてから取り込んでください。`,
        en: `${lengthOf(seen)} characters; at most ${LONGEST_TEXT} fit, so it was not taken. Shorten it and import again.`,
      },
      criterion,
    ),
  dateRead: (cell: string, seen: string, criterion: string) =>
    at(
      'date-read',
      cell,
      seen,
      {
        ja: '日付の値だったので、この形で取り込みます。「1-1-1」のような文字がExcelで日付に変わったものなら、直してください。',
        en: 'This was a date value and is taken in this form. If Excel made it of a text such as 1-1-1, correct it.',
      },
      criterion,
    ),
  mergedFilled: (cell: string, seen: string, criteria: readonly string[]) =>
    at('merged-filled', cell, seen, {
      ja: `結合されたセルの値を、${criteria.join('、')} のすべてに当てはめました。`,
      en: `The value of this merged cell was taken for each of ${criteria.join(', ')}.`,
    }),
  reasonMissing: (cell: string, criterion: string) =>
    at(
      'reason-missing',
      cell,
      '該当なし',
      {
        ja: '該当なしには理由が要ります。理由を書き足してください。',
        en: 'Not applicable needs a reason. Please add one.',
      },
      criterion,
    ),
  rowWithoutNumber: (cell: string, seen: string) =>
    at('row-without-number', cell, seen, {
      ja: '評価基準の番号がない行に文字があります。どの評価基準か分からないため、取り込みません。',
      en: 'This row has text but no criterion number. It cannot be told which criterion it belongs to, so it was not taken.',
    }),
  numberNotUnderstood: (cell: string, seen: string) =>
    at('number-not-understood', cell, seen, {
      ja: '評価基準の番号(例: 1-2-1-1)として読めません。番号を直してから取り込んでください。この行は取り込みません。',
      en: 'This is no criterion number (such as 1-2-1-1). Correct it and import again. The row was not taken.',
    }),
  noSuchCriterion: (cell: string, answer: UnderstoodAnswer, edition: string, otherEdition: string | undefined): Problem => ({
    ...at(
      otherEdition ? 'criterion-of-another-edition' : 'no-such-criterion',
      cell,
      answer.criterion,
      otherEdition
        ? {
            ja: `${answer.criterion} は ${otherEdition} 版の評価基準で、${edition} 版にはありません。この行は取り込みません。`,
            en: `${answer.criterion} is a criterion of edition ${otherEdition}, not of ${edition}. The row was not taken.`,
          }
        : {
            ja: `${answer.criterion} という評価基準は ${edition} 版にありません。番号を確かめてください。この行は取り込みません。`,
            en: `Edition ${edition} has no criterion ${answer.criterion}. Check the number. The row was not taken.`,
          },
      answer.criterion,
    ),
    candidates: [answer],
  }),
  duplicateSame: (cell: string, criterion: string, rows: readonly number[]): Problem => ({
    ...at(
      'duplicate-same',
      cell,
      criterion,
      {
        ja: `${criterion} が${rows.join('・')}行目にあり、内容が同じか片方が空のため、1件として取り込みます。`,
        en: `${criterion} stands in rows ${rows.join(', ')} with the same content or empty, and is taken once.`,
      },
      criterion,
    ),
    severity: 'ignored',
  }),
  duplicateDifferent: (cell: string, criterion: string, candidates: UnderstoodAnswer[]): Problem => ({
    ...at(
      'duplicate-different',
      cell,
      criterion,
      {
        ja: `${criterion} が${placesOf(candidates)}にあり、内容が違います。どちらかを選ぶまで、どちらも取り込みません。`,
        en: `${criterion} stands in rows ${candidates.map(rowKey).join(', ')} with different content. None is taken until you choose one.`,
      },
      criterion,
    ),
    candidates,
  }),
  commentsLeft: (): Problem => ({
    code: 'comments-not-read',
    severity: 'attention',
    cell: null,
    seen: '',
    words: {
      ja: 'セルに付けたメモ(コメント)は読みません。必要な内容は、セルに書き写してください。',
      en: 'Notes (comments) on cells are not read. Copy what matters into a cell.',
    },
  }),
  madeForEdition: (chosen: string, made: string): Problem => ({
    code: 'made-for-another-edition',
    severity: 'attention',
    cell: null,
    seen: made,
    words: {
      ja: `このファイルは ${made} 版の評価として書き出されました。取り込み先は ${chosen} 版です。同じ番号でも内容が違うことがあります。`,
      en: `This file was exported from an assessment of edition ${made}; this one is of ${chosen}. The same number can mean something else.`,
    },
  }),
  markDamaged: (): Problem => ({
    code: 'mark-damaged',
    severity: 'attention',
    cell: null,
    seen: '',
    words: {
      ja: '書き出したときの印が壊れています。書き出した時点とは突き合わせず、いまの答えと違うところを並べて見せます。',
      en: 'The mark of the export is damaged. The file is compared with the present answers only; differences are shown side by side.',
    },
  }),
  editionMismatch: (chosen: string, better: string, own: number, other: number): Problem => ({
    code: 'edition-mismatch',
    severity: 'attention',
    cell: null,
    seen: better,
    words: {
      ja: `この表の番号は ${chosen} 版(${own}件)より ${better} 版(${other}件)に合います。版を確かめてください。`,
      en: `The numbers fit edition ${better} (${other}) better than ${chosen} (${own}). Check the edition.`,
    },
  }),
} as const

/** `2・7行目`, or with their sheets `1章の2行目・2章の7行目`. */
function placesOf(candidates: readonly UnderstoodAnswer[]): string {
  const sheets = candidates.some(({ sheet }) => sheet !== undefined)
  return sheets
    ? candidates.map(({ sheet, row }) => `${sheet}の${row}行目`).join('・')
    : `${candidates.map(({ row }) => row).join('・')}行目`
}

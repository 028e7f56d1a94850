import type { Words } from '../kernel/refusal.ts'
import type { StatementProblem } from './statement.ts'

/** What is said of a statement of applicability where it was not understood, or was understood with a doubt. */
export const STATEMENT_PROBLEMS = {
  noNumbers: () =>
    problem('no-controls', '', '', {
      ja: '管理策の番号 (5.1、A.5.1 など) のある列が見つかりません。適用宣言書のシートを選んでください。',
      en: 'No column with numbers of controls (5.1, A.5.1) was found. Choose the sheet of the statement of applicability.',
    }),
  noApplicable: () =>
    problem('no-applicable-column', '', '', {
      ja: '適用か適用除外かを書いた列が見つかりません。見出しを「適用」「適用除外」などにしてから選び直してください。適用は不明としました。',
      en: 'No column says whether a control is applicable. Name it “Applicable” or “適用” and choose the file again. It stays unknown.',
    }),
  olderEdition: (cell: string, seen: string, count: number) =>
    problem('edition-2013', cell, seen, {
      ja: `2013年版の番号 (${seen} など${count}件) の適用宣言書です。番号が別の管理策を指すため、何も取り込んでいません。2022年版のものを選んでください。`,
      en: `This statement has numbers of the edition of 2013 (${count}, such as ${seen}), which mean other controls: nothing was taken. Choose one of 2022.`,
    }),
  olderNumber: (cell: string, seen: string) =>
    problem('number-of-2013', cell, seen, {
      ja: '2013年版の番号のようです。この行は取り込んでいません。2022年版の番号に直してください。',
      en: 'This looks like a number of the edition of 2013. The row was not taken. Write the number of 2022.',
    }),
  noControl: (cell: string, seen: string) =>
    problem(
      'no-control',
      cell,
      seen,
      {
        ja: '管理策の番号で始まらない行なので、取り込んでいません。',
        en: 'The row does not begin with the number of a control, and was not taken.',
      },
      'ignored',
    ),
  unknownControl: (cell: string, seen: string) =>
    problem('unknown-control', cell, seen, {
      ja: '附属書Aの93の管理策にない番号です。この行は取り込んでいません。番号を確かめてください。',
      en: 'None of the 93 controls of Annex A has this number. The row was not taken. Check the number.',
    }),
  lostZero: (cell: string, seen: string, control: string) =>
    problem(
      'lost-zero',
      cell,
      seen,
      {
        ja: `前の行の続きなので、${control}と読みました。表計算ソフトは${control}を数として扱うと終わりの0を落とします。`,
        en: `Read as ${control}, which follows the row before: a spreadsheet drops the last 0 of ${control} where it takes it for a number.`,
      },
      'ignored',
    ),
  twice: (cell: string, seen: string, first: string) =>
    problem('control-twice', cell, seen, {
      ja: `同じ管理策が${first}にもあります。はじめの行を使い、この行は取り込んでいません。`,
      en: `The same control stands at ${first}. The first row counts, and this one was not taken.`,
    }),
  unclear: (cell: string, seen: string) =>
    problem('not-understood', cell, seen, {
      ja: 'この書き方だけでは決められないので、不明としました。○か×、または「適用」「実施済」などの言葉に直してください。',
      en: 'This cannot be told for sure and stays unknown. Write ○ or ×, or a word such as “applicable” or “implemented”.',
    }),
  contrary: (cell: string, seen: string) =>
    problem('contrary', cell, seen, {
      ja: '適用と適用除外の両方に印があるので、不明としました。どちらかを消してください。',
      en: 'Both applicable and excluded are marked, so it stays unknown. Remove one of them.',
    }),
}

function problem(
  code: string,
  cell: string,
  seen: string,
  words: Words,
  severity: StatementProblem['severity'] = 'attention',
): StatementProblem {
  return { code, severity, cell, seen, words }
}

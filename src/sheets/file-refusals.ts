import { refuse } from '../kernel/refusal.ts'
import { MAX_SHEETS } from './limits.ts'

type No = ReturnType<typeof refuse>

/** The file breaks off, or its parts do not fit together. */
export function damaged(): No {
  return refuse('damaged-file', {
    ja: 'ファイルが壊れているため開けません。Excelで開けるか確かめ、保存し直してから選んでください。何も取り込んでいません。',
    en: 'The file is damaged and cannot be opened. Check that Excel opens it, save it again and retry. Nothing was imported.',
  })
}

/** The entries of the file are encrypted. */
export function encrypted(): No {
  return refuse('encrypted-file', {
    ja: 'パスワードの付いたファイルは読めません。パスワードを外して保存し直してください。何も取り込んでいません。',
    en: 'A file with a password cannot be read. Remove the password, save it again and retry. Nothing was imported.',
  })
}

/** The file would inflate beyond the limits. */
export function bomb(): No {
  return refuse('inflates-too-far', {
    ja: '展開すると大きくなりすぎるファイルのため、開くのをやめました。回答のシートだけを新しいブックに移して保存してください。何も取り込んでいません。',
    en: 'This file inflates beyond what is safe, so it was not opened. Move the sheet with the answers to a new workbook. Nothing was imported.',
  })
}

/** A ZIP file, but no Excel workbook; says what it is where its entries tell. */
export function notAWorkbook(names: readonly string[]): No {
  if (names.some((name) => /\.(?:xls[xmb]?|csv|tsv|txt|json)$/i.test(name))) {
    return refuse('not-a-workbook', {
      ja: 'ファイルをまとめたZIPです。展開して、中のファイルを1つずつ選んでください。何も取り込んでいません。',
      en: 'This is a ZIP file with other files in it. Extract it, and choose them one by one. Nothing was imported.',
    })
  }
  const kind = KINDS.find(({ sign }) => names.some((name) => sign.test(name)))
  return refuse('not-a-workbook', {
    ja: `${kind ? `${kind.ja}です。` : 'Excelのブックではありません。'}Excelブック(.xlsx)で保存し直してから選んでください。何も取り込んでいません。`,
    en: `${kind ? `This is ${kind.en}.` : 'This is no Excel workbook.'} Save it as an Excel workbook (.xlsx) and retry. Nothing was imported.`,
  })
}

const KINDS = [
  { sign: /^xl\/workbook\.bin$/i, ja: 'Excelバイナリブック(.xlsb)', en: 'an Excel binary workbook (.xlsb)' },
  { sign: /^word\//i, ja: 'Wordの文書', en: 'a Word document' },
  { sign: /^ppt\//i, ja: 'PowerPointの資料', en: 'a PowerPoint presentation' },
  {
    sign: /^META-INF\/manifest\.xml$/i,
    ja: 'LibreOfficeなどのファイル(.odsなど)',
    en: 'an OpenDocument file (.ods or the like)',
  },
]

/** More sheets or cells than are read. */
export function tooMuch(): No {
  return refuse('workbook-too-large', {
    ja: `ブックの中身が多すぎます(シートは${MAX_SHEETS}枚まで、セルはおよそ50万個まで)。回答のシートだけを新しいブックに移して保存してください。何も取り込んでいません。`,
    en: `The workbook holds too much (at most ${MAX_SHEETS} sheets and about half a million cells). Move the sheet with the answers to a new workbook. Nothing was imported.`,
  })
}

/** The parser gave up. */
export function unreadable(): No {
  return refuse('unreadable-workbook', {
    ja: 'ブックの中身が読めません。Excelで開いて、Excelブック(.xlsx)で保存し直してください。何も取り込んでいません。',
    en: 'The content of the workbook cannot be read. Open it in Excel, save it as .xlsx and retry. Nothing was imported.',
  })
}

import { type Lang, type Outcome, type Refusal, type Speak, speakerOf } from '../kernel/refusal.ts'
import { decodeText } from '../sheets/code-page.ts'
import { parseCsv } from '../sheets/csv.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { readDocument } from './docx.ts'
import type { MediaKind } from './media.ts'
import { drawPdf } from './pdf.ts'

/** Larger files are not shown: they are read as a whole, in a thread with bounds. */
export const PREVIEW_BYTES = 10 * 1024 * 1024

/** A file to be shown. */
export type Shown = { kind: MediaKind; bytes: Uint8Array; lang: Lang }

const MOST_CHARACTERS = 200_000
const MOST_ROWS = 300
const MOST_COLUMNS = 40
const MOST_SHEETS = 5

/** The style of a preview, whole: its page may fetch nothing. The policy that it is served under names its hash. */
export const PREVIEW_STYLE =
  'body{margin:1rem;font:0.875rem/1.7 system-ui,sans-serif;color:#1a1a1c;background:#fff;overflow-wrap:anywhere}pre{white-space:pre-wrap;font:inherit}table{border-collapse:collapse;margin-block:.5rem 1.5rem}td{border:1px solid #d8d8db;padding:.125rem .5rem;vertical-align:top;white-space:pre-wrap}img{display:block;max-width:100%;border:1px solid #d8d8db;margin-block:0 1rem}.note{color:#626264}'

/**
 * A file as a page of its own: text that was read out of it and escaped, or pictures that were drawn of it. Nothing of the file itself
 * reaches a browser. What cannot be read is said there in words.
 */
export async function previewPage(shown: Shown): Promise<string> {
  const t = speakerOf(shown.lang)
  const body = await READ[shown.kind](shown.bytes, t)
  if (body.ok) return pageOf(body.value, shown.lang)
  // The readers are those of imports, whose words speak of importing.
  const own = body.refusals.filter(({ code }) => code === 'evidence.no-preview')
  return refusedPage(own.length > 0 ? own : [body.refusals[0].code === 'inflates-too-far' ? TOO_FAR : UNREADABLE], shown.lang)
}

const TOO_FAR: Refusal = {
  code: 'evidence.no-preview',
  words: {
    ja: '展開すると大きくなりすぎるファイルのため、画面には表示しません。出どころを確かめてください。',
    en: 'Unpacked, this file would be far too large, and it is not shown. Make sure where it comes from.',
  },
}
const UNREADABLE: Refusal = {
  code: 'evidence.no-preview',
  words: {
    ja: 'このファイルは、壊れているか、パスワードが付いているため、画面に表示できません。ダウンロードして確かめてください。',
    en: 'This file is broken or has a password, and cannot be shown here. Download it to look at it.',
  },
}

/** The same page where nothing can be shown: why, and what to do. */
export function refusedPage(refusals: readonly Refusal[], lang: Lang): string {
  return pageOf(refusals.map(({ words }) => `<p>${escaped(words[lang])}</p>`).join(''), lang)
}

function pageOf(body: string, lang: Lang): string {
  const title = speakerOf(lang)('中身', 'Content')
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title><style>${PREVIEW_STYLE}</style></head><body>${body}</body></html>`
}

type Read = (bytes: Uint8Array, t: Speak) => Promise<Outcome<string>> | Outcome<string>

const READ: Record<MediaKind, Read> = {
  picture: (_, t) => ({ ok: true, value: note(t('画像は、この枠の外に表示します。', 'Pictures are shown outside this frame.')) }),
  other: (_, t) => ({
    ok: true,
    value: note(t('この種類のファイルは、画面には表示しません。', 'Files of this kind are not shown.')),
  }),
  text: (bytes, t) => {
    const text = decodeText(bytes)
    if (!text.ok) return text
    const start = [...text.value.text.slice(0, MOST_CHARACTERS * 2)].slice(0, MOST_CHARACTERS).join('')
    const rest = start.length < text.value.text.length ? note(cut(t)) : ''
    return { ok: true, value: `<pre>${escaped(start)}</pre>${rest}` }
  },
  table: (bytes, t) => {
    const text = decodeText(bytes)
    if (!text.ok) return text
    const rows = parseCsv(text.value.text)
    return rows.ok ? { ok: true, value: tableOf(rows.value.rows, t) } : rows
  },
  workbook: async (bytes, t) => {
    const book = await readWorkbook(bytes)
    if (!book.ok) return book
    const sheets = book.value.sheets.slice(0, MOST_SHEETS).map(({ name, cells }) => {
      const rows = cells
        .slice(0, MOST_ROWS + 1)
        .map((row) => Array.from(row.slice(0, MOST_COLUMNS + 1), (cell) => cell?.text ?? ''))
      return `<h2>${escaped(name)}</h2>${tableOf(rows, t)}`
    })
    const rest = book.value.sheets.length > MOST_SHEETS ? note(cut(t)) : ''
    return { ok: true, value: sheets.join('') + rest }
  },
  document: async (bytes, t) => {
    const read = await readDocument(bytes)
    if (!read.ok) return read
    const about = t(
      '文書から文字だけを取り出しました。体裁は、ダウンロードして確かめてください。',
      'Its text alone. Download it to see its looks.',
    )
    const lines = read.value.paragraphs.map(({ heading, text }) =>
      heading ? `<h2>${escaped(text)}</h2>` : `<pre>${escaped(text)}</pre>`,
    )
    return { ok: true, value: note(about) + lines.join('') + (read.value.cut ? note(cut(t)) : '') }
  },
  pdf: async (bytes, t) => {
    const drawn = await drawPdf(bytes)
    if (!drawn.ok) return drawn
    const { pictures, pages } = drawn.value
    const drawings = pictures.map((picture, index) => {
      const data = Buffer.from(picture).toString('base64')
      return `<img src="data:image/png;base64,${data}" alt="${t(`${index + 1}ページ目`, `Page ${index + 1}`)}">`
    })
    const rest =
      pages > pictures.length
        ? note(t(`全${pages}ページの、はじめの${pictures.length}ページです。`, `The first ${pictures.length} of ${pages} pages.`))
        : ''
    return { ok: true, value: rest + drawings.join('') }
  },
}

function tableOf(rows: readonly (readonly string[])[], t: Speak): string {
  const shown = rows.slice(0, MOST_ROWS).map((row) => row.slice(0, MOST_COLUMNS))
  const isCut = rows.length > MOST_ROWS || rows.some((row) => row.length > MOST_COLUMNS)
  const lines = shown.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell.slice(0, 2000))}</td>`).join('')}</tr>`)
  return `<table>${lines.join('')}</table>${isCut ? note(cut(t)) : ''}`
}

function cut(t: Speak): string {
  return t('続きは、ダウンロードして見てください。', 'Download it for the rest.')
}

function note(words: string): string {
  return `<p class="note">${escaped(words)}</p>`
}

/** Text as it stands in HTML; signs that turn the order of reading round are shown, not obeyed. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { utf16Of } from './code-page.ts'
import { MAX_FILE_BYTES } from './limits.ts'

/** What a file is by its content; its name says nothing. */
type FileKind = 'workbook' | 'json' | 'text'

/** Tells a workbook from JSON and other text by the first bytes. Refuses empty and oversized files and everything else, by name. */
export function kindOf(bytes: Uint8Array): Outcome<FileKind> {
  if (bytes.length === 0) {
    return refuse('empty-file', {
      ja: 'ファイルが空です。中身のあるファイルを選んでください。',
      en: 'The file is empty. Choose a file with content.',
    })
  }
  if (bytes.length > MAX_FILE_BYTES) return tooLarge(bytes.length)
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096))
  if (head.subarray(0, 4).equals(ZIP)) return accept('workbook')
  if (head.subarray(0, 8).equals(OLE)) return oldExcel(bytes)
  const stranger = STRANGERS.find(({ magic }) => head.toString('latin1', 0, 16).startsWith(magic))
  if (stranger) return notReadable(stranger.ja, stranger.en)
  const utf16 = utf16Of(bytes)
  if (!utf16 && head.includes(0)) return notReadable('文字のファイルではないもの', 'not a text file')
  const start = new TextDecoder(utf16 ?? 'utf-8').decode(head).trimStart()
  const text = TEXTS.find(({ sign }) => sign.test(start))
  if (text) return notReadable(text.ja, text.en, text.hint)
  return accept(start.startsWith('{') ? 'json' : 'text')
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const STRANGERS = [
  { magic: '%PDF', ja: 'PDF', en: 'a PDF' },
  { magic: '{\\rtf', ja: 'リッチテキスト', en: 'rich text' },
  { magic: '\x89PNG', ja: '画像', en: 'an image' },
  { magic: '\xff\xd8\xff', ja: '画像', en: 'an image' },
  { magic: 'GIF8', ja: '画像', en: 'an image' },
  { magic: 'PK\x05\x06', ja: '空の圧縮ファイル', en: 'an empty archive' },
  { magic: '7z\xbc\xaf', ja: '圧縮ファイル', en: 'an archive' },
  { magic: 'Rar!', ja: '圧縮ファイル', en: 'an archive' },
  { magic: '\x1f\x8b', ja: '圧縮ファイル', en: 'an archive' },
]

const SAVE_AS_XLSX = {
  ja: 'Excelで開き、Excelブック(.xlsx)で保存し直してから選んでください。',
  en: 'Open it in Excel, save it as a workbook (.xlsx), and choose that file.',
}
const CHOOSE_ANOTHER = {
  ja: 'Excelブック(.xlsx)、CSV、星取のJSONのどれかを選んでください。',
  en: 'Choose an Excel workbook (.xlsx), a CSV file or a JSON file of Hoshitori.',
}

/** Texts that are no table. What looks like a table in them says how to get a file of it. */
const TEXTS = [
  {
    sign: /^\{(?=[^{}]*\}\s*$)[^{}]*"(?:url|doc_id|resource_id)"\s*:/,
    ja: 'Googleドライブの場所を指すだけのもの(.gsheetなど)',
    en: 'only a pointer to Google Drive (.gsheet or the like)',
    hint: {
      ja: 'Googleスプレッドシートで開き、「ファイル」→「ダウンロード」→「Microsoft Excel (.xlsx)」で保存してから選んでください。',
      en: 'Open it in Google Sheets, download it as Microsoft Excel (.xlsx), and choose that file.',
    },
  },
  {
    sign: /^(?:MIME-Version:|From: ?<Saved by|Content-Type: ?multipart\/related)/i,
    ja: '1つのファイルにまとめたWebページ(MHT)',
    en: 'a web page in one file (MHT)',
    hint: SAVE_AS_XLSX,
  },
  {
    sign: /^<\?xml[^>]*>\s*<\?mso-application[^>]*Excel\.Sheet|^<\?xml[^>]*>\s*<(?:ss:)?Workbook\b/i,
    ja: 'XMLスプレッドシート 2003',
    en: 'an XML spreadsheet of 2003',
    hint: SAVE_AS_XLSX,
  },
  {
    sign: /^<(?:!doctype|html|\?xml|head|body|table|svg|meta)/i,
    ja: 'Webページ(HTML)かXML',
    en: 'a web page (HTML) or XML',
    hint: SAVE_AS_XLSX,
  },
  {
    sign: /^\|[^\r\n]*\|[ \t]*\r?\n[ \t]*\|[:| \t]*-[-:| \t]*\|/m,
    ja: 'Markdownの表',
    en: 'a table in Markdown',
    hint: {
      ja: '表をExcelに貼り付け、Excelブック(.xlsx)で保存してから選んでください。',
      en: 'Paste the table into Excel, save it as a workbook (.xlsx), and choose that file.',
    },
  },
]

/** Excel puts a workbook with a password into the same envelope as its format of before 2007. */
function oldExcel(bytes: Uint8Array): ReturnType<typeof refuse> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? refuse('encrypted-file', {
        ja: 'パスワードの付いたブックは読めません。パスワードを外して保存し直してください。何も取り込んでいません。',
        en: 'A workbook with a password cannot be read. Remove the password, save it again and retry. Nothing was imported.',
      })
    : refuse('old-excel-file', {
        ja: '古い形式(.xls)などのOfficeファイルです。Excelブック(.xlsx)で保存し直してから選んでください。何も取り込んでいません。',
        en: 'This is an Office file of the old format (.xls). Save it as an Excel workbook (.xlsx) and retry. Nothing was imported.',
      })
}

function notReadable(ja: string, en: string, hint = CHOOSE_ANOTHER): ReturnType<typeof refuse> {
  return refuse('not-readable', {
    ja: `このファイルの中身は${ja}です。${hint.ja}何も取り込んでいません。`,
    en: `The content of this file is ${en}. ${hint.en} Nothing was imported.`,
  })
}

/** Refuses a file for its size, in bytes; for whoever sees the size before the content. */
export function tooLarge(size: number): ReturnType<typeof refuse> {
  const [limit, own] = [MAX_FILE_BYTES, size].map((bytes) => Math.ceil(bytes / 1024 / 1024))
  return refuse('file-too-large', {
    ja: `ファイルが大きすぎます(約${own} MB、${limit} MBまで)。回答のシートだけを新しいブックに移し、画像などを除いて保存してください。何も取り込んでいません。`,
    en: `The file is too large (about ${own} MB; at most ${limit} MB). Move the sheet with the answers to a new workbook without pictures. Nothing was imported.`,
  })
}

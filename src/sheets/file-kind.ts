import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
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
  const start = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
  if (/^<(?:!doctype|html|\?xml|head|body|table|svg|meta)/i.test(start))
    return notReadable('Webページ(HTML)かXML', 'a web page (HTML) or XML')
  if (start.startsWith('{')) return accept('json')
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  if (!utf16 && head.includes(0)) return notReadable('文字のファイルではないもの', 'not a text file')
  return accept('text')
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

function notReadable(ja: string, en: string): ReturnType<typeof refuse> {
  return refuse('not-readable', {
    ja: `このファイルの中身は${ja}です。Excelブック(.xlsx)、CSV、星取のJSONのどれかを選んでください。何も取り込んでいません。`,
    en: `The content of this file is ${en}. Choose an Excel workbook (.xlsx), a CSV file or a JSON file of Hoshitori. Nothing was imported.`,
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

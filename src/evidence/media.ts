/** What a file is shown as: by its first bytes; its name decides only between kinds of the same bytes. Its own word counts nowhere. */
export type MediaKind = 'picture' | 'pdf' | 'workbook' | 'document' | 'table' | 'text' | 'other'

/** The media type of a file, of the few that we name; everything else is bytes. `head`: its first bytes, some thousand of them. */
export function mediaTypeOf(head: Uint8Array, name: string): string {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 16)).toString('latin1')
  const magic = MAGIC.find(({ sign }) => sign.test(start))
  if (magic) return magic.type
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (start.startsWith('PK\u0003\u0004')) return ZIPPED[ending] ?? 'application/zip'
  if (head.subarray(0, 4096).includes(0) && !/^\xff\xfe|^\xfe\xff/.test(start)) return 'application/octet-stream'
  return ending === 'csv' || ending === 'tsv' ? 'text/csv' : 'text/plain'
}

/** What is shown of a file with a media type that `mediaTypeOf` gave. */
export function mediaKindOf(mediaType: string): MediaKind {
  return KIND_OF[mediaType] ?? 'other'
}

/** A PDF may begin within its first kilobyte; what begins later is none here: a file that is two things is shown as neither. */
const MAGIC = [
  { sign: /^\x89PNG\r\n/, type: 'image/png' },
  { sign: /^\xff\xd8\xff/, type: 'image/jpeg' },
  { sign: /^GIF8[79]a/, type: 'image/gif' },
  { sign: /^RIFF[\s\S]{4}WEBP/, type: 'image/webp' },
  { sign: /^%PDF-/, type: 'application/pdf' },
]

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const ZIPPED: Record<string, string> = { xlsx: WORKBOOK, xlsm: WORKBOOK, docx: DOCUMENT, docm: DOCUMENT }
const KIND_OF: Record<string, MediaKind> = {
  'image/png': 'picture',
  'image/jpeg': 'picture',
  'image/gif': 'picture',
  'image/webp': 'picture',
  'application/pdf': 'pdf',
  [WORKBOOK]: 'workbook',
  [DOCUMENT]: 'document',
  'text/csv': 'table',
  'text/plain': 'text',
}

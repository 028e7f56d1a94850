import { toFileName } from '../kernel/file-name.ts'
import type { Day } from '../kernel/instant.ts'
import { type Lang, speakerOf } from '../kernel/refusal.ts'
import { canonicalJson } from '../log/index.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { INDEX, RECORD, SUM_OF_SUMS, SUMS, type Sum, TABLE, toSums } from './list.ts'

/** One piece of evidence as a pack tells of it; what is said in words is in the language of the pack. */
export type Piece = {
  /** Its number in the pack, from 1. */
  number: number
  title: string
  kind: string
  from: Day | null
  to: Day | null
  issuedOn: Day | null
  source: string
  custodian: string
  confidentiality: string
  validUntil: Day | null
  /** The criteria whose answers it proves. */
  criteria: readonly string[]
  content: Content
}

/** A file, be it in the pack or (`here` false) named by its hash alone; what is kept by somebody as paper or elsewhere; or an address. */
export type Content =
  | { type: 'file'; name: string; bytes: number; sha256: string; here: boolean }
  | { type: 'kept'; where: string; sha256: string | null }
  | { type: 'link'; href: string }

/** What a pack is about. */
export type Head = {
  organisation: string
  assessment: string
  edition: string
  /** The day as of which it tells: of the newest fact in it, so that the same facts make the same pack. */
  asOf: Day
  lang: Lang
}

/** A file of a pack: either a text that is made here, or stored content by its hash. */
export type PackFile = { path: string; sha256: string } & ({ text: string } | { bytes: number })

/** The files of a pack in the order in which they lie in it. `page` draws the index; `sha256` is of a text, in hex. */
export function packFiles(
  head: Head,
  pieces: readonly Piece[],
  page: (head: Head, pieces: readonly Piece[]) => string,
  sha256: (text: string) => string,
): PackFile[] {
  const texts = [
    { path: INDEX, text: page(head, pieces) },
    { path: TABLE, text: toCsvFile(toTable(head, pieces)) },
    { path: RECORD, text: `${canonicalJson(toRecord(head, pieces))}\n` },
  ].map((file) => ({ ...file, sha256: sha256(file.text) }))
  const listed: Sum[] = pieces.flatMap((piece) => {
    const path = pathOf(piece)
    return path === undefined || piece.content.type === 'link' || piece.content.sha256 === null
      ? []
      : [{ path, sha256: piece.content.sha256 }]
  })
  const stored = pieces.flatMap((piece) => {
    const path = pathOf(piece)
    return path !== undefined && piece.content.type === 'file' && piece.content.here
      ? [{ path, sha256: piece.content.sha256, bytes: piece.content.bytes }]
      : []
  })
  const sums = toSums([...texts, ...listed])
  const sumOfSums = toSums([{ path: SUMS, sha256: sha256(sums) }])
  return [
    ...texts,
    ...stored,
    { path: SUMS, text: sums, sha256: sha256(sums) },
    { path: SUM_OF_SUMS, text: sumOfSums, sha256: sha256(sumOfSums) },
  ]
}

/** Where the content of a piece lies in the pack, or would; undefined where it has none that could be hashed. */
export function pathOf({ number, title, content }: Piece): string | undefined {
  if (content.type === 'link' || content.sha256 === null) return undefined
  return `files/${String(number).padStart(4, '0')}_${toFileName(content.type === 'file' ? content.name : title)}`
}

function toRecord(head: Head, pieces: readonly Piece[]) {
  const { lang, ...about } = head
  return {
    format: 'hoshitori-evidence-pack',
    version: 1,
    ...about,
    pieces: pieces.map((piece) => {
      const path = pathOf(piece)
      const here = piece.content.type === 'file' && piece.content.here
      return { ...piece, content: { ...piece.content, ...(path === undefined ? {} : { path, here }) } }
    }),
  }
}

function toTable({ lang }: Head, pieces: readonly Piece[]): string[][] {
  const t = speakerOf(lang)
  const header = [
    t('番号', 'No.'),
    t('名前', 'Title'),
    t('種類', 'Kind'),
    t('対象期間(から)', 'Covers from'),
    t('対象期間(まで)', 'Covers to'),
    t('発行日', 'Issued on'),
    t('作成元', 'Source'),
    t('保管者', 'Custodian'),
    t('機密区分', 'Confidentiality'),
    t('有効期限', 'Valid until'),
    t('評価基準', 'Criteria'),
    t('置き場所', 'Where'),
    'SHA-256',
  ]
  return [
    header,
    ...pieces.map((piece) => [
      String(piece.number),
      piece.title,
      piece.kind,
      piece.from ?? '',
      piece.to ?? '',
      piece.issuedOn ?? '',
      piece.source,
      piece.custodian,
      piece.confidentiality,
      piece.validUntil ?? '',
      piece.criteria.join(' '),
      whereOf(piece, lang),
      piece.content.type === 'link' ? '' : (piece.content.sha256 ?? ''),
    ]),
  ]
}

/** Where its content is to be found: a path of the pack, an address, or with whom. */
export function whereOf(piece: Piece, lang: Lang): string {
  const t = speakerOf(lang)
  const { content } = piece
  if (content.type === 'link') return content.href
  if (content.type === 'kept') return content.where
  return content.here ? (pathOf(piece) ?? '') : t('この束には入れず、手元に保管', 'Not in this pack: kept by the organisation')
}

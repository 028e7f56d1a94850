import type { EditionId } from '../catalogue/index.ts'
import type { DocumentId, DocumentVersionId, PersonId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Lang, Words } from '../kernel/refusal.ts'

/** A paragraph of a document, with the criteria of each edition that it serves. `check`: a box to tick off. */
export type DocumentClause = {
  id: string
  text: string
  criteria: Partial<Record<EditionId, string[]>>
  /** No criterion asks for it. */
  advice: boolean
  check: boolean
}

export type DocumentSection = {
  id: string
  title: string
  clauses: DocumentClause[]
  /** A table to be filled in by hand: its columns, and how many empty rows. */
  table: { columns: string[]; rows: number } | null
}

/** What a document says. */
export type DocumentContent = {
  title: string
  /** The template that it began from: which kind of document it is. */
  template: string | null
  lang: Lang
  edition: EditionId
  sections: DocumentSection[]
  /** After how many months it is to be reviewed. */
  reviewMonths: number
}

/** A 社内ルール as it stands now. */
export type Document = DocumentContent & {
  id: DocumentId
  /** What was answered to the questions of its template. */
  answers: Record<string, string>
  /** The day on which a review falls due; null while nothing is published. */
  reviewOn: Day | null
  createdBy: PersonId
  changedBy: PersonId
  changedAt: Instant
  revision: number
}

/** What became of a version: approved; sent back; taken back by whoever put it. */
export type Outcome = 'approved' | 'returned' | 'withdrawn'

/** A document as it was put to an officer. What it says never changes. */
export type DocumentVersion = {
  id: DocumentVersionId
  document: DocumentId
  /** Counted within its document, from 1. */
  number: number
  /** Canonical JSON (RFC 8785) of a `DocumentContent`, and its SHA-256 in hexadecimal. */
  content: string
  sha256: string
  message: string
  officer: PersonId
  putBy: PersonId
  putAt: Instant
  decision: { outcome: Outcome; word: string; by: PersonId; at: Instant } | null
  publication: { by: PersonId; at: Instant } | null
}

/**
 * How a document stands: being written, waiting for an officer, approved and not yet published, in force, or in force while a next version
 * is being written.
 */
type DocumentState = 'draft' | 'waiting' | 'approved' | 'published' | 'revising'

export const STATE_WORDS: Record<DocumentState, Words> = {
  draft: { ja: '作成中', en: 'Draft' },
  waiting: { ja: '承認待ち', en: 'Waiting for approval' },
  approved: { ja: '承認済み・公開前', en: 'Approved, not published' },
  published: { ja: '公開中', en: 'In force' },
  revising: { ja: '公開中・改定を作成中', en: 'In force, next version being written' },
}

/** How a document stands. `versions`: the newest first; `now`: its content as it would be frozen. */
export function stateOf(now: string, versions: readonly DocumentVersion[]): DocumentState {
  const [latest] = versions.filter(({ decision }) => decision === null || decision.outcome === 'approved')
  if (latest?.decision === null) return 'waiting'
  if (latest && latest.publication === null && latest.content === now) return 'approved'
  const published = publishedOf(versions)
  if (!published) return 'draft'
  return published.content === now ? 'published' : 'revising'
}

/** The version in force: the newest that is published. */
export function publishedOf(versions: readonly DocumentVersion[]): DocumentVersion | undefined {
  return versions.find(({ publication }) => publication !== null)
}

/** What would be frozen of a document now. */
export function contentOf(document: DocumentContent): DocumentContent {
  const { title, template, lang, edition, sections, reviewMonths } = document
  return { title, template, lang, edition, sections, reviewMonths }
}

/** The content of a version. */
export function readContent(version: Pick<DocumentVersion, 'content'>): DocumentContent {
  return JSON.parse(version.content) as DocumentContent
}

/** The criteria of an edition that a document serves, in their order; by default of its own. */
export function criteriaOf({ sections, edition: own }: DocumentContent, edition: EditionId = own): string[] {
  const ids = sections.flatMap(({ clauses }) => clauses.flatMap(({ criteria }) => criteria[edition] ?? []))
  return [...new Set(ids)].toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
}

/** How a blank stands in the text of a clause: with the example that goes there. */
const BLANK = /＿＿\(([^)＿]*)\)＿＿/g

export function toBlank(example: string): string {
  return `＿＿(${example.replaceAll(/[()＿]/g, ' ')})＿＿`
}

/** A clause as pieces: what stands there, and blanks with their examples. */
export function spansOf(text: string): { text: string; blank: boolean }[] {
  return text
    .split(BLANK)
    .map((piece, at) => ({ text: piece, blank: at % 2 === 1 }))
    .filter(({ text: piece }) => piece !== '')
}

/** How many blanks still show an example. */
export function blanksIn({ sections }: Pick<DocumentContent, 'sections'>): number {
  return sections.flatMap(({ clauses }) => clauses).reduce((sum, { text }) => sum + (text.match(BLANK)?.length ?? 0), 0)
}

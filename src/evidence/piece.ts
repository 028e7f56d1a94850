import type { AssessmentId, EvidenceId, FileId, PersonId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

export const KINDS = ['rule', 'register', 'record', 'setting', 'log', 'photo', 'contract', 'certificate', 'other'] as const
export type Kind = (typeof KINDS)[number]
export const KIND_WORDS: Record<Kind, Words> = {
  rule: { ja: '規程・手順書', en: 'Rule or procedure' },
  register: { ja: '台帳・一覧', en: 'Register or list' },
  record: { ja: '実施の記録', en: 'Record of something done' },
  setting: { ja: '設定・画面', en: 'Setting or screen' },
  log: { ja: 'ログ', en: 'Log' },
  photo: { ja: '写真', en: 'Photo' },
  contract: { ja: '契約・覚書', en: 'Contract or memorandum' },
  certificate: { ja: '証明書・認証', en: 'Certificate' },
  other: { ja: 'その他', en: 'Other' },
}

export const CONFIDENTIALITIES = ['public', 'internal', 'confidential', 'strict'] as const
export type Confidentiality = (typeof CONFIDENTIALITIES)[number]
export const CONFIDENTIALITY_WORDS: Record<Confidentiality, Words> = {
  public: { ja: '公開', en: 'Public' },
  internal: { ja: '社内', en: 'Internal' },
  confidential: { ja: '秘', en: 'Confidential' },
  strict: { ja: '極秘', en: 'Strictly confidential' },
}

/**
 * Where the content of a version is: a stored file with its SHA-256 in hexadecimal, its size in bytes and the media type that its first
 * bytes tell; an address; or a place where somebody keeps it, with its hash where one is known.
 */
export type Content =
  | { type: 'file'; file: FileId; name: string; mediaType: string; bytes: number; sha256: string }
  | { type: 'link'; href: string }
  | { type: 'kept'; place: string; keeper: string; sha256: string | null }

export const CONTENT_TYPES = ['file', 'link', 'kept'] as const

/** What people say of a piece of evidence (証跡). */
export type Said = {
  title: string
  kind: Kind
  /** The first and the last day that it tells of. */
  periodFrom: Day | null
  periodTo: Day | null
  issuedOn: Day | null
  source: string
  custodian: string
  confidentiality: Confidentiality
  /** The last day on which it counts; null where it does not run out. */
  validUntil: Day | null
  /** No engaged expert sees it. */
  insidersOnly: boolean
}

/** A piece of evidence with its newest version. */
export type Piece = Said & {
  id: EvidenceId
  version: number
  content: Content
  withdrawn: { reason: string; by: PersonId; at: Instant } | null
  createdBy: PersonId
  createdAt: Instant
  changedBy: PersonId
  changedAt: Instant
  revision: number
}

/** A version: a fact, never overwritten. */
export type Version = { number: number; content: Content; note: string; by: PersonId; at: Instant }

/** What a piece of evidence can be linked to. A record of a register will be a third kind. */
export type Target = { kind: 'criterion' | 'task'; assessment: AssessmentId; target: string }

/** A link, and the version that somebody checked for it. */
export type Link = Target & {
  by: PersonId
  at: Instant
  checked: { version: number; by: PersonId; at: Instant } | null
}

/** A target as a form or an address says it, `criterion <assessment> 4-1-1-1`. */
export function toTargetText({ kind, assessment, target }: Target): string {
  return `${kind} ${assessment} ${target}`
}

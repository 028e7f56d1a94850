import type { DocumentId, DocumentVersionId, ReaderId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

/** The four classes of people whom the criteria name. */
export const CLASSES = ['officers', 'employees', 'dispatched-workers', 'seconded-workers'] as const
export type ReaderClass = (typeof CLASSES)[number]

export const CLASS_WORDS: Record<ReaderClass, Words> = {
  officers: { ja: '役員', en: 'Officer' },
  employees: { ja: '従業員', en: 'Employee' },
  'dispatched-workers': { ja: '派遣社員', en: 'Dispatched worker' },
  'seconded-workers': { ja: '受入出向者', en: 'Seconded worker' },
}

/** Somebody to whom a document is announced. Without an address they read it by a printed card. */
export type Reader = {
  id: ReaderId
  document: DocumentId
  name: string
  email: string | null
  class: ReaderClass
  expiresAt: Instant
  revokedAt: Instant | null
  told: { version: DocumentVersionId; at: Instant } | null
}

/** A reader with when they acknowledged the version in force; null while they have not. */
export type AskedReader = Reader & { acknowledgedAt: Instant | null }

/** Who counts: whoever's link was not taken back. */
export function countAcknowledged(readers: readonly AskedReader[]): { asked: number; acknowledged: number } {
  const asked = readers.filter(({ revokedAt }) => revokedAt === null)
  return { asked: asked.length, acknowledged: asked.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length }
}

/** A class as people write it in a list: its word in either language, or nothing. */
export function readClass(text: string): ReaderClass | undefined {
  const word = text.normalize('NFKC').trim().toLowerCase()
  return CLASSES.find((one) => [one, CLASS_WORDS[one].ja, CLASS_WORDS[one].en.toLowerCase()].includes(word))
}

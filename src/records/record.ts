import type { AssessmentId, EvidenceId, PersonId, RecordId, RecordRequestId, TaskId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

/** What a check came to. What was found goes on as a task (対応), or as an incident. */
export const RESULTS = ['nothing-found', 'found'] as const
export type Result = (typeof RESULTS)[number]

export const RESULT_WORDS: Record<Result, Words> = {
  'nothing-found': { ja: '問題なし', en: 'Nothing found' },
  found: { ja: '見つかったことがある', en: 'Something found' },
}

/** How a record came to be: written by a person here, by somebody through their own link, or by what was done elsewhere in the product. */
export const WAYS = ['person', 'link', 'acknowledgement', 'event', 'register'] as const
export type Way = (typeof WAYS)[number]

export const WAY_WORDS: Record<Way, Words> = {
  person: { ja: '本人が記録', en: 'Written here' },
  link: { ja: '専用リンクから', en: 'By a personal link' },
  acknowledgement: { ja: '周知の確認から', en: 'From acknowledgements' },
  event: { ja: 'できごとのチェックから', en: 'From the checklist of an event' },
  register: { ja: '台帳の棚卸から', en: 'From a stocktaking of a register' },
}

/** What a record is of: a duty of an edition, and for what recurs the day for which it is scheduled. */
export type DutyAt = { edition: string; duty: string; scheduled: Day | null }

/** Somebody who was asked to a training, and whether they came. */
export type Attendee = { name: string; class: string; attended: boolean }

/** What somebody says was done. `found` is empty exactly where nothing was found. */
export type Done = {
  doneOn: Day
  /** Their name as it was then. */
  doneBy: string
  /** The days that it covers, both included. */
  periodFrom: Day | null
  periodTo: Day | null
  lookedAt: string
  result: Result
  found: string
}

/** A 運用記録: a fact. It is never changed; another one that names it in `corrects` takes its place. */
export type OperationRecord = DutyAt &
  Done & {
    id: RecordId
    /** The task that was begun for what was found. */
    task: { assessment: AssessmentId; task: TaskId } | null
    /** Of a training: everybody who was asked. */
    attendance: Attendee[] | null
    /** It counts once a second person has signed it. */
    asksSignature: boolean
    signature: { by: PersonId; at: Instant } | null
    via: Way
    request: RecordRequestId | null
    corrects: RecordId | null
    /** Why it corrects that one. */
    correction: string
    /** Who wrote it down; null for somebody without an account, and where no person did. */
    recordedBy: PersonId | null
    recordedAt: Instant
  }

/** A piece of evidence of a record, in the version that it had when it was attached. */
export type Shown = { evidence: EvidenceId; version: number }

/** The records that hold: without those that a newer one corrects. */
export function holding<T extends Pick<OperationRecord, 'id' | 'corrects'>>(records: readonly T[]): T[] {
  const corrected = new Set(records.map(({ corrects }) => corrects))
  return records.filter(({ id }) => !corrected.has(id))
}

/** The criterion of a duty: `1-2-1-3` of `1-2-1-3/1`. */
export function criterionOf(duty: string): string {
  return duty.slice(0, duty.indexOf('/'))
}

/** Whether a record proves what it says: signed, where it asks for that. */
export function counts({ asksSignature, signature }: Pick<OperationRecord, 'asksSignature' | 'signature'>): boolean {
  return !asksSignature || signature !== null
}

import type { IncidentEntryId, IncidentId, PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

/** The stages that criterion 6-1-1-1 names, in their order. */
export const STAGES = ['discovery', 'first-response', 'investigation', 'recovery', 'final-report'] as const
export type Stage = (typeof STAGES)[number]

/** What an entry tells of: a stage; somebody who was called; a case that was shared with departments (6-1-1-6). */
export const ENTRY_KINDS = [...STAGES, 'contact', 'lesson'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]
/** What is written after the discovery that an incident begins with. */
export const LATER_KINDS = ENTRY_KINDS.filter((kind): kind is Exclude<EntryKind, 'discovery'> => kind !== 'discovery')

export const KIND_WORDS: Record<EntryKind, Words> = {
  discovery: { ja: '発見報告', en: 'Report of discovery' },
  'first-response': { ja: '初動', en: 'First response' },
  investigation: { ja: '調査・対応', en: 'Investigation and handling' },
  recovery: { ja: '復旧', en: 'Recovery' },
  'final-report': { ja: '最終報告', en: 'Final report' },
  contact: { ja: '連絡', en: 'Contact' },
  lesson: { ja: '事例の共有', en: 'Case shared' },
}

/** What was found or done, when and by whom. It never changes. */
export type Entry = {
  id: IncidentEntryId
  kind: EntryKind
  happenedAt: Instant
  doneBy: string
  body: string
  /** What it concerns: devices, services, information; of a contact and a shared case whom it reached. */
  concerns: string
  /** The level that was decided with it, by the name that it had then. */
  level: { level: number; name: string } | null
  corrects: IncidentEntryId | null
  correction: string
  writtenBy: PersonId
  writtenAt: Instant
}

/** An incident, or a drill of one, with its entries in the order in which things happened. */
export type Incident = {
  id: IncidentId
  drill: boolean
  reportedBy: PersonId
  reportedAt: Instant
  entries: readonly Entry[]
}

/** The entries that hold: those that no other one corrects. */
export function standing({ entries }: Pick<Incident, 'entries'>): Entry[] {
  const corrected = new Set(entries.map(({ corrects }) => corrects))
  return entries.filter(({ id }) => !corrected.has(id))
}

/** How far an incident has come: the furthest stage of which something holds. */
export function stageOf(incident: Pick<Incident, 'entries'>): Stage {
  const there = new Set(standing(incident).map(({ kind }) => kind))
  return STAGES.findLast((stage) => there.has(stage)) ?? 'discovery'
}

/** Whether the final report is there: only shared cases, contacts and corrections come after it. */
export function isClosed(incident: Pick<Incident, 'entries'>): boolean {
  return stageOf(incident) === 'final-report'
}

/** The level as it was decided last, by when it was decided; nothing before it was. */
export function levelOf(incident: Pick<Incident, 'entries'>): Entry['level'] {
  return standing(incident).findLast(({ level }) => level !== null)?.level ?? null
}

/** The stages of which nothing is written yet and that come before the final report. */
export function missingStages(incident: Pick<Incident, 'entries'>): Stage[] {
  const there = new Set(standing(incident).map(({ kind }) => kind))
  return STAGES.filter((stage) => stage !== 'final-report' && !there.has(stage))
}

/** What an incident is called: the first line of what was found. */
export function titleOf(incident: Pick<Incident, 'entries'>): string {
  const [line = ''] = (standing(incident).find(({ kind }) => kind === 'discovery')?.body ?? '').split('\n')
  const letters = [...line]
  return letters.length > LONGEST_TITLE ? `${letters.slice(0, LONGEST_TITLE - 1).join('')}…` : line
}

const LONGEST_TITLE = 60

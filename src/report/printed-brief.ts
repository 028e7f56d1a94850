import type { Instant } from '../kernel/instant.ts'
import type { Lang } from '../kernel/refusal.ts'

/** One page for management, in words: what `brief.typ` sets on an A4. */
export type PrintedBrief = {
  lang: Lang
  asOf: Instant
  documentTitle: string
  scheme: string
  organisation: string
  /** What the page is called, of which assessment, and when. */
  name: string
  title: string
  asOfWords: string
  settled: number
  total: number
  percent: string
  sentence: string
  sections: readonly BriefSection[]
  /** The coverage to come: shares from 0 to 1 at places from 0 to 1, what marks a day, and the same in words; null without a plan. */
  forecast: {
    points: readonly { at: number; value: number; low: number; high: number }[]
    mark: { at: number; words: string } | null
    from: string
    to: string
    words: string
  } | null
  notice: string
  demo: string | null
}

/** A part of the page: its heading and its lines, the first of which says most. */
export type BriefSection = { key: 'when' | 'cost' | 'overdue' | 'decide' | 'nothing'; heading: string; lines: readonly string[] }

import { daysBetween } from '../kernel/calendar.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { type Day, dayInJapan, type Instant } from '../kernel/instant.ts'
import type { Refusal, Words } from '../kernel/refusal.ts'
import type { Sight } from './viewer.ts'

/** What an expert is engaged for. Source: the project's brochure, kinds of engagement. */
export const ENGAGEMENT_KINDS = ['sounding', 'quick', 'star3', 'star4'] as const
export type EngagementKind = (typeof ENGAGEMENT_KINDS)[number]
export const ENGAGEMENT_WORDS: Record<EngagementKind, Words & { about: Words }> = {
  sounding: {
    ja: '壁打ち',
    en: 'Sounding board',
    about: { ja: '相談相手として、見ながら話します。', en: 'Somebody to think aloud with.' },
  },
  quick: {
    ja: 'クイックアセスメント',
    en: 'Quick assessment',
    about: { ja: '短い時間で、いまの様子を一緒に確かめます。', en: 'A short look at how things stand.' },
  },
  star3: {
    ja: '★3対策',
    en: 'Work on ★3',
    about: { ja: '★3の自己評価を確かめ、助言します。', en: 'Checks and advises on the self-evaluation for ★3.' },
  },
  star4: {
    ja: '★4対策',
    en: 'Work on ★4',
    about: { ja: '★4に向けた対策と書類を手伝います。', en: 'Helps with measures and documents for ★4.' },
  },
}

export const SIGHTS = ['numbers', 'answers', 'everything'] as const
export const SIGHT_WORDS: Record<Sight, Words> = {
  numbers: { ja: '全体像の数字だけ', en: 'The numbers alone' },
  answers: { ja: '回答まで(証跡とメモは見せない)', en: 'Answers, without evidence and notes' },
  everything: { ja: '証跡とメモも含めてすべて', en: 'Everything, evidence and notes included' },
}

/** An engagement as it stands. It is over when somebody ended it, or when its last day has passed. */
export type Engagement = {
  kind: EngagementKind
  expertName: string
  /** The assessments it covers; null for all. */
  assessments: AssessmentId[] | null
  sight: Sight
  mayAnswer: boolean
  note: string
  begins: Day
  ends: Day
}
export type EngagementState = 'coming' | 'current' | 'over'

/** Where an engagement stands at a moment; its first and last day both count, in Japan. */
export function stateOf(engagement: { begins: Day; ends: Day; endedAt: Instant | null }, now: Instant): EngagementState {
  const today = dayInJapan(now)
  if (engagement.endedAt !== null || engagement.ends < today) return 'over'
  return engagement.begins > today ? 'coming' : 'current'
}

/** What of a wished engagement is ruled together; what is missing of it was refused by itself. `assessments` is null for all. */
type Wished = {
  [Key in 'begins' | 'ends' | 'sight' | 'mayAnswer']?: Engagement[Key] | undefined
} & { assessments?: readonly string[] | null | undefined }

/**
 * What is against an engagement as it is wished: a period of over three years or that ends before it begins, answering without seeing
 * everything, and assessments of which none is known.
 */
export function againstEngagement(
  { begins, ends, sight, mayAnswer, assessments }: Wished,
  known: readonly AssessmentId[],
): Refusal[] {
  return [
    ...(begins && ends && (ends < begins || daysBetween(begins, ends) > LONGEST) ? [PERIOD] : []),
    ...(assessments && !known.some((id) => assessments.includes(id)) ? [NONE_CHOSEN] : []),
    ...(mayAnswer && sight && sight !== 'everything' ? [BLIND] : []),
  ]
}

/** In days. */
const LONGEST = 3 * 366

const PERIOD: Refusal = {
  code: 'engagement.period',
  field: 'ends',
  words: {
    ja: '終わる日は、始まる日から3年以内の日にしてください。',
    en: 'The last day must lie within three years of the first.',
  },
}
const NONE_CHOSEN: Refusal = {
  code: 'engagement.assessments',
  field: 'assessments',
  words: { ja: '見せる評価を1つ以上選んでください。', en: 'Choose at least one assessment.' },
}
const BLIND: Refusal = {
  code: 'engagement.blind',
  field: 'sight',
  words: { ja: '回答を任せるには、すべてを見せる必要があります。', en: 'Whoever answers has to see everything.' },
}

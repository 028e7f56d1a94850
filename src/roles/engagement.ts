import { daysBetween, readDay } from '../kernel/calendar.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { type Day, dayInJapan, type Instant } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal, type RefusalCode, type Words } from '../kernel/refusal.ts'
import { decideName } from './person.ts'
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

/** Reads what was typed. Refuses a missing name, days that are none, a period of over three years, and answering without seeing. */
export function decideEngagement(
  typed: { [field in keyof Engagement]: unknown },
  known: readonly AssessmentId[],
): Outcome<Engagement> {
  const name = decideName(String(typed.expertName ?? ''), 200, 'expertName')
  const kind = ENGAGEMENT_KINDS.find((one) => one === typed.kind)
  const sight = SIGHTS.find((one) => one === typed.sight)
  const [begins, ends] = [toDay(typed.begins), toDay(typed.ends)]
  const chosen = Array.isArray(typed.assessments) ? known.filter((id) => (typed.assessments as unknown[]).includes(id)) : null
  const refusals: Refusal[] = [
    ...(name.ok ? [] : name.refusals),
    ...(kind ? [] : [refusal('engagement.kind', 'kind', '契約の種類を選んでください。', 'Choose the kind of engagement.')]),
    ...(sight ? [] : [refusal('engagement.sight', 'sight', 'どこまで見せるかを選んでください。', 'Choose what they may see.')]),
    ...(begins ? [] : [refusal('engagement.begins', 'begins', '始まる日を選んでください。', 'Choose the first day.')]),
    ...(ends ? [] : [refusal('engagement.ends', 'ends', '終わる日を選んでください。', 'Choose the last day.')]),
    ...(chosen?.length === 0
      ? [
          refusal(
            'engagement.assessments',
            'assessments',
            '見せる評価を1つ以上選んでください。',
            'Choose at least one assessment.',
          ),
        ]
      : []),
  ]
  if (begins && ends && (ends < begins || daysBetween(begins, ends) > LONGEST)) {
    const words = [
      '終わる日は、始まる日から3年以内の日にしてください。',
      'The last day must lie within three years of the first.',
    ] as const
    refusals.push(refusal('engagement.period', 'ends', ...words))
  }
  if (typed.mayAnswer === true && sight !== 'everything') {
    const words = ['回答を任せるには、すべてを見せる必要があります。', 'Whoever answers has to see everything.'] as const
    refusals.push(refusal('engagement.blind', 'sight', ...words))
  }
  const [first, ...rest] = refusals
  if (first || !name.ok || !kind || !sight || !begins || !ends) {
    return { ok: false, refusals: [first ?? refusal('engagement.kind', 'kind', '', ''), ...rest] }
  }
  return accept({
    kind,
    expertName: name.value,
    assessments: chosen,
    sight,
    mayAnswer: typed.mayAnswer === true,
    note: String(typed.note ?? '')
      .trim()
      .slice(0, 1000),
    begins,
    ends,
  })
}

function toDay(value: unknown): Day | undefined {
  return typeof value === 'string' ? readDay(value) : undefined
}

function refusal(code: RefusalCode, field: string, ja: string, en: string): Refusal {
  return { code, field, words: { ja, en } }
}

/** In days. */
const LONGEST = 3 * 366

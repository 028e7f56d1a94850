import type { Words } from '../kernel/refusal.ts'
import type { Level, Question, Subject } from './decide-level.ts'

/** The reason for a level in short sentences: what was answered with yes, then what follows from it. */
export function becauseOf({ level, because }: Level, subject: Subject): Words[] {
  return [
    ...because.map((question) => YES[subject][question]),
    ...(level === 4 ? AIM_AT_FOUR : [ALL_NO[subject], ...REST_AT_THREE]),
  ]
}

const YES: Record<Subject, Record<Question, Words>> = {
  self: {
    confidential: {
      ja: '発注元の重要な機密情報を、自社のIT基盤で扱っています。',
      en: 'Important confidential information of the customer is handled on our own IT.',
    },
    continuity: {
      ja: '自社が止まると、発注元の仕事に許容できない遅れが出ます。',
      en: 'If we stop, the customer’s work is delayed more than it can bear.',
    },
    access: {
      ja: '自社の環境から、発注元の社内システムに入れます。',
      en: 'The customer’s internal system can be reached from our environment.',
    },
  },
  partner: {
    confidential: {
      ja: 'この取引先は、自社の重要な機密情報を取引先のIT基盤で扱っています。',
      en: 'This partner handles important confidential information of ours on its IT.',
    },
    continuity: {
      ja: 'この取引先が止まると、自社の仕事に許容できない遅れが出ます。',
      en: 'If this partner stops, our work is delayed more than we can bear.',
    },
    access: {
      ja: 'この取引先の環境から、自社の社内システムに入れます。',
      en: 'Our internal system can be reached from this partner’s environment.',
    },
  },
}

const AIM_AT_FOUR: Words[] = [
  { ja: '3つの質問のうち1つでも「はい」なら、★4が目安です。', en: 'One yes out of the three questions points to ★4.' },
]

const ALL_NO: Record<Subject, Words> = {
  self: {
    ja: '3つの質問がすべて「いいえ」なので、★3が目安です。',
    en: 'All three answers are no, which points to ★3.',
  },
  partner: {
    ja: '3つの質問がすべて「いいえ」なので、求めるとしても★3が目安です。',
    en: 'All three answers are no: if a ★ is asked for at all, ★3 is the one.',
  },
}

const REST_AT_THREE: Words[] = [
  {
    ja: '★3は、どの会社にも勧められる最低限の水準です。取得は任意で、求めるかどうかは発注元が決めます。',
    en: '★3 is the minimum recommended to every firm. It is voluntary; whether it is asked for is the buyer’s choice.',
  },
]

import type { FeatureWording } from '../log/index.ts'
import type { DutyEvent } from './events.ts'
import { PERIOD_WORDS } from './words.ts'

/** How the log says what happened to duties. */
export const dutyWording: FeatureWording<DutyEvent> = {
  acts: {
    'duty.change': ({ subject }) => ({
      ja: `繰り返し作業「${subject.name}」の担当か日の決め方を変えました。`,
      en: `Changed who does the duty “${subject.name}”, or when.`,
    }),
    'duty.move': ({ subject, details: { scheduled } }) => ({
      ja: `繰り返し作業「${subject.name}」の${scheduled}の回の期日を動かしました。`,
      en: `Moved the due day of the duty “${subject.name}” that is scheduled on ${scheduled}.`,
    }),
    'duty.year': () => ({
      ja: '繰り返し作業を数える事業年度の始まる月を変えました。',
      en: 'Changed the month in which the business year begins, by which duties are counted.',
    }),
    'duty.calendar': ({ details: { whose } }) => ({
      ja: `${whose === '' ? '組織' : `${whose}さん`}のカレンダーのアドレスを作りました。前のアドレスは使えません。`,
      en: `Made the address of the calendar of ${whose === '' ? 'the organisation' : whose}. The one before works no more.`,
    }),
    'duty.calendar-end': ({ details: { whose } }) => ({
      ja: `${whose === '' ? '組織' : `${whose}さん`}のカレンダーのアドレスをやめました。`,
      en: `Ended the address of the calendar of ${whose === '' ? 'the organisation' : whose}.`,
    }),
  },
  fields: {
    assignee: { words: { ja: '担当', en: 'In charge' } },
    substitute: { words: { ja: '代わりの人', en: 'Substitute' } },
    every: { words: { ja: '間隔', en: 'How often' }, codes: PERIOD_WORDS },
    first: { words: { ja: '数え始める日', en: 'Counted from' } },
    nextWorkday: { words: { ja: '休みの日は次の平日に', en: 'Days off move to the next working day' } },
    due: { words: { ja: '期日', en: 'Due' } },
    reason: { words: { ja: '理由', en: 'Reason' } },
    month: { words: { ja: '事業年度の始まる月', en: 'Month in which the business year begins' } },
  },
}

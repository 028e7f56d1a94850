import type { Day } from '../kernel/instant.ts'
import { type Refusal, refuse } from '../kernel/refusal.ts'

export const NO_PERSON: Refusal = {
  code: 'duty.person',
  words: { ja: '担当を選び直してください。', en: 'Choose the person again.' },
}

export const SAME_PERSON: Refusal = {
  code: 'duty.same-person',
  field: 'substitute',
  words: {
    ja: '代わりの人は、担当とは別の人にしてください。',
    en: 'Choose somebody else than the person in charge as the substitute.',
  },
}

export const NO_DAY: Refusal = {
  code: 'duty.day',
  words: { ja: '日付を、2027-03-31 のように入力してください。', en: 'Write the day like 2027-03-31.' },
}

export const NO_PERIOD: Refusal = {
  code: 'duty.every',
  words: { ja: 'どのくらいの間隔で行うかを選んでください。', en: 'Choose how often it is done.' },
}

export const NO_MONTH: Refusal = {
  code: 'duty.month',
  words: { ja: '事業年度の始まる月を選んでください。', en: 'Choose the month in which the business year begins.' },
}

export const noReason = () =>
  refuse('duty.reason', { ja: '期日を動かす理由を入力してください。', en: 'Write why the due day is moved.' }, 'reason')

export const rarer = () =>
  refuse(
    'duty.every',
    {
      ja: '評価基準が求めるより間隔を空けることはできません。短い間隔を選んでください。',
      en: 'It cannot be done more rarely than the criterion asks. Choose a shorter time.',
    },
    'every',
  )

export const noPerson = (field: string) => ({ ok: false as const, refusals: [{ ...NO_PERSON, field }] as [Refusal] })

export const tooEarly = () =>
  refuse(
    'duty.day',
    { ja: '数え始める日は、10年前より新しい日にしてください。', en: 'Choose a day within the last ten years.' },
    'first',
  )

export const tooLate = (most: Day) =>
  refuse(
    'duty.day',
    {
      ja: `評価基準が求める間隔を守るには、数え始める日を${most}までの日にしてください。`,
      en: `To keep to what the criterion asks, choose a day up to ${most}.`,
    },
    'first',
  )

export const outside = (after: Day, before: Day) =>
  refuse(
    'duty.move',
    {
      ja: `期日は、前の回(${after})よりあと、次の回(${before})より前の日に動かせます。`,
      en: `The due day can be moved to a day after the time before (${after}) and before the next one (${before}).`,
    },
    'due',
  )

export const unmoved = () =>
  refuse(
    'duty.move',
    { ja: 'いまの期日と同じ日です。別の日を選んでください。', en: 'It is due on that day already. Choose another.' },
    'due',
  )

export const changed = () =>
  refuse('duty.changed', {
    ja: 'ほかの人が先に変えました。いまの内容を確かめて、もう一度保存してください。入力したものは残っています。',
    en: 'Somebody else changed it first. Check what stands now, and save again. What you typed is kept.',
  })

import { type Outcome, refuse, type Words } from '../kernel/refusal.ts'

type Refused = Extract<Outcome<never>, { ok: false }>
const says = (ja: string, en: string): Words => ({ ja, en })

export const NO_KIND = { code: 'event.kind', words: says('何が起きたかを選んでください。', 'Choose what happens.') } as const

export const noDay = (): Refused =>
  refuse('event.day', says('日付を、2027-03-31 のように入力してください。', 'Write the day like 2027-03-31.'))

export const noAbout = (): Refused =>
  refuse('event.about', says('だれ・何のことかを書いてください。', 'Write whom or what it is about.'))

export const noReason = (): Refused =>
  refuse('event.reason', says('行わない理由を書いてください。', 'Say why it is not done.'), 'reason')

export const stillOpen = (count: number): Refused =>
  refuse(
    'event.open',
    says(
      `まだ${count}件が残っています。行うか、行わない理由を書いてから閉じてください。`,
      `${count} are still open. Do them, or say why they are not done, before closing.`,
    ),
    'reason',
  )

export const closed = (): Refused =>
  refuse('event.closed', says('このできごとは、すでに閉じられています。', 'This event is closed already.'))

export const noDuties = (): Refused =>
  refuse(
    'event.no-duties',
    says('めざす★の評価基準には、このできごとで行うことがありません。', 'The criteria of your ★ ask for nothing at this event.'),
    'kind',
  )

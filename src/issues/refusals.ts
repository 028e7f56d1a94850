import { changedFirst, type Words } from '../kernel/refusal.ts'

export const CHANGED = changedFirst({ ja: 'この課題', en: 'this issue' })
export const NO_CRITERION: Words = {
  ja: 'この評価で求められる評価基準に、1つは印をつけてください。',
  en: 'Tick at least one criterion that this assessment asks for.',
}
export const NO_NAME: Words = { ja: '新しい課題の名前を入力してください。', en: 'Enter a name for the new issue.' }
export const ONE_CHOSEN: Words = {
  ja: 'まとめる課題を2つ以上選ぶか、まとめ先を別の課題にしてください。',
  en: 'Tick two issues or more, or choose another one to merge into.',
}
export const IS_ASIDE: Words = {
  ja: '見送りにした課題は、まとめられません。先に「また取り組む」を押してください。',
  en: 'An issue that is set aside cannot be merged. Take it up again first.',
}
export const ALL_MOVED: Words = {
  ja: '課題には、評価基準を1つは残してください。すべて移すときは、一覧で課題どうしをまとめてください。',
  en: 'Leave at least one criterion in the issue. To move all of them, merge the issues in the list.',
}

export function toNowhere(criteria: readonly string[]): Words {
  return {
    ja: `${criteria.join('、')} は、ほかの課題に入っていません。移す先を選んでください。取り組まないときは、課題を見送りにします。`,
    en: `${criteria.join(', ')} stand in no other issue. Choose where they go; to leave them, set the issue aside.`,
  }
}

export const NO_REASON: Words = { ja: '見送る理由を書いてください。', en: 'Say why it is set aside.' }

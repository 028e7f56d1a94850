import { refuse } from '../kernel/refusal.ts'
import { KIND_WORDS, type Stage } from './incident.ts'

export const noBody = () =>
  refuse('incident.body', {
    ja: '何があったか(したか)を書いてください。分かる範囲で、一言でかまいません。',
    en: 'Write what happened, or what was done. A few words are enough.',
  })

export const noTime = () =>
  refuse('incident.time', {
    ja: '日時を 2027-03-31 09:30 のように入力してください。',
    en: 'Enter the time like 2027-03-31 09:30.',
  })

export const future = () =>
  refuse(
    'incident.future',
    {
      ja: 'これから先の日時は書けません。したあとで書いてください。',
      en: 'A time to come cannot be written. Write it once it is done.',
    },
    'happenedAt',
  )

export const NO_KIND = {
  code: 'incident.kind' as const,
  words: { ja: '何について書くかを選んでください。', en: 'Choose what you write about.' },
}

export const noLevel = () =>
  refuse(
    'incident.level',
    { ja: 'そのレベルは決められていません。一覧から選んでください。', en: 'There is no such level. Choose one of the list.' },
    'level',
  )

export const noCorrection = () =>
  refuse('incident.correction', {
    ja: '訂正の理由を書いてください。もとの記載も残ります。',
    en: 'Write why it is corrected. What was written stays readable.',
  })

export const corrected = () =>
  refuse('incident.corrected', {
    ja: 'この記載は、ほかの人が先に訂正しました。新しい方を見て、それを訂正してください。',
    en: 'Somebody corrected this entry first. Look at the new one and correct that.',
  })

export const unready = (missing: readonly Stage[]) =>
  refuse(
    'incident.unready',
    {
      ja: `最終報告の前に、${missing.map((stage) => `「${KIND_WORDS[stage].ja}」`).join('')}を書いてください。することがなかったときは、その理由を書きます。`,
      en: `Before the final report, write: ${missing.map((stage) => KIND_WORDS[stage].en).join(', ')}. Where nothing had to be done, say why.`,
    },
    'kind',
  )

export const undecided = () =>
  refuse(
    'incident.undecided',
    { ja: '最終報告の前に、レベルを決めてください。', en: 'Decide the level before the final report.' },
    'level',
  )

export const closed = () =>
  refuse(
    'incident.closed',
    {
      ja: '最終報告のあとに書けるのは、連絡・事例の共有・訂正です。続きが起きたときは、新しく報告してください。',
      en: 'After the final report come contacts, shared cases and corrections. Report anew what happens again.',
    },
    'kind',
  )

export const settingChanged = () =>
  refuse('incident.setting', {
    ja: 'ほかの人が先に変えました。開き直して、見比べてからもう一度保存してください。',
    en: 'Somebody changed this first. Open it again, compare, and save once more.',
  })

export const levelNumber = () =>
  refuse('incident.level-number', {
    ja: 'レベルは1から9までの数で、同じ数は一度だけ使ってください。',
    en: 'Number levels from 1 to 9, each once.',
  })

export const noNames = () =>
  refuse('incident.name', {
    ja: '名前のない行があります。名前を書くか、行をすべて空にしてください。',
    en: 'A row has no name. Name it, or leave the whole row blank.',
  })

import type { FeatureWording } from '../log/index.ts'
import type { RecordEvent } from './events.ts'
import { RESULT_WORDS, WAY_WORDS } from './record.ts'

/** How the log says what happened to records. */
export const recordWording: FeatureWording<RecordEvent> = {
  acts: {
    'record.add': ({ details: { duty, scheduled, via, task, people, attended } }) => {
      const way = WAY_WORDS[via as keyof typeof WAY_WORDS] ?? { ja: via, en: via }
      const of = people > 0 ? { ja: `、${people}人のうち${attended}人が出席`, en: `; ${attended} of ${people} attended` } : EMPTY
      const then = task === '' ? EMPTY : { ja: `、対応「${task}」を始めました`, en: `; began the task “${task}”` }
      return {
        ja: `${dayOf(scheduled).ja}${duty} の運用記録を残しました(${way.ja}${of.ja})${then.ja}。`,
        en: `Recorded ${duty}${dayOf(scheduled).en} (${way.en.toLowerCase()}${of.en})${then.en}.`,
      }
    },
    'record.correct': ({ details: { duty, scheduled } }) => ({
      ja: `${dayOf(scheduled).ja}${duty} の運用記録を訂正しました。`,
      en: `Corrected the record of ${duty}${dayOf(scheduled).en}.`,
    }),
    'record.sign': ({ details: { duty, scheduled } }) => ({
      ja: `${dayOf(scheduled).ja}${duty} の運用記録に署名しました。`,
      en: `Signed the record of ${duty}${dayOf(scheduled).en}.`,
    }),
    'record.ask': ({ details: { duty, scheduled, name } }) => ({
      ja: `${dayOf(scheduled).ja}${duty} の実施を、${name}さんに頼みました。`,
      en: `Asked ${name} to do ${duty}${dayOf(scheduled).en}.`,
    }),
    'record.revoke': ({ details: { duty, scheduled, name } }) => ({
      ja: `${dayOf(scheduled).ja}${duty} の実施を頼んだ${name}さんのリンクを止めました。`,
      en: `Shut the link by which ${name} records ${duty}${dayOf(scheduled).en}.`,
    }),
    'record.setting': ({ details: { duty, asksSignature } }) =>
      asksSignature
        ? {
            ja: `${duty} の運用記録に、2人目の署名を要ることにしました。`,
            en: `Records of ${duty} need a second signature from now on.`,
          }
        : {
            ja: `${duty} の運用記録に、2人目の署名を要らないことにしました。`,
            en: `Records of ${duty} need no second signature any more.`,
          },
  },
  fields: {
    doneOn: { words: { ja: '実施した日', en: 'Done on' } },
    doneBy: { words: { ja: '実施した人', en: 'Done by' } },
    periodFrom: { words: { ja: '対象期間(から)', en: 'Covers from' } },
    periodTo: { words: { ja: '対象期間(まで)', en: 'Covers until' } },
    lookedAt: { words: { ja: '見たもの', en: 'Looked at' } },
    result: { words: { ja: '結果', en: 'Result' }, codes: RESULT_WORDS },
    found: { words: { ja: '見つかったこと', en: 'Found' } },
    correction: { words: { ja: '訂正の理由', en: 'Why corrected' } },
    evidence: { words: { ja: '証跡', en: 'Evidence' } },
  },
}

const EMPTY = { ja: '', en: '' }

function dayOf(scheduled: string) {
  return scheduled === '' ? EMPTY : { ja: `${scheduled} 予定の `, en: `, scheduled for ${scheduled}` }
}

import type { FeatureWording } from '../log/index.ts'
import type { IncidentEvent } from './events.ts'
import { type EntryKind, KIND_WORDS } from './incident.ts'
import type { SettingName } from './settings.ts'

const SETTING_WORDS: Record<SettingName, { ja: string; en: string }> = {
  levels: { ja: 'インシデントのレベル', en: 'levels of incidents' },
  contacts: { ja: '緊急連絡先', en: 'contacts for incidents' },
  'first-hour': { ja: '最初の1時間にすること', en: 'steps of the first hour' },
}

/** How the log says what happened in incidents, and in drills as drills. */
export const incidentWording: FeatureWording<IncidentEvent> = {
  acts: {
    'incident.report': ({ subject, details: { drill } }) => ({
      ja: `${mark(drill).ja}「${subject.name}」の発見を報告しました。`,
      en: `${mark(drill).en}Reported the discovery of “${subject.name}”.`,
    }),
    'incident.enter': ({ subject, details: { drill, kind } }) => ({
      ja: `${mark(drill).ja}「${subject.name}」の${wordsOf(kind).ja}を書きました。`,
      en: `${mark(drill).en}Wrote in “${subject.name}”: ${wordsOf(kind).en.toLowerCase()}.`,
    }),
    'incident.correct': ({ subject, details: { drill, kind } }) => ({
      ja: `${mark(drill).ja}「${subject.name}」の${wordsOf(kind).ja}を訂正しました。`,
      en: `${mark(drill).en}Corrected in “${subject.name}”: ${wordsOf(kind).en.toLowerCase()}.`,
    }),
    'incident.export': ({ subject, details: { drill, form } }) => ({
      ja: `${mark(drill).ja}「${subject.name}」の報告書を出力しました(${form})。`,
      en: `${mark(drill).en}Took along the report of “${subject.name}” (${form}).`,
    }),
    'incident.setting': ({ details: { setting } }) => {
      const words = SETTING_WORDS[setting as SettingName] ?? { ja: setting, en: setting }
      return { ja: `${words.ja}を決めました。`, en: `Decided the ${words.en}.` }
    },
  },
  fields: {
    happenedAt: { words: { ja: '日時', en: 'When' } },
    doneBy: { words: { ja: '人', en: 'Who' } },
    body: { words: { ja: '内容', en: 'What' } },
    concerns: { words: { ja: 'かかわるもの', en: 'Concerns' } },
    level: { words: { ja: 'レベル', en: 'Level' } },
    correction: { words: { ja: '訂正の理由', en: 'Why corrected' } },
    setting: { words: { ja: '決めたこと', en: 'Decided' } },
  },
}

function mark(drill: boolean) {
  return drill ? { ja: '【訓練】', en: '[Drill] ' } : { ja: 'インシデント', en: 'Incident: ' }
}

function wordsOf(kind: string) {
  return KIND_WORDS[kind as EntryKind] ?? { ja: kind, en: kind }
}

import type { FeatureWording } from '../log/index.ts'
import type { FactEvent } from './events.ts'
import { HANDLED_WORDS } from './kept.ts'

/** How the log says what happened to technical facts. */
export const factWording: FeatureWording<FactEvent> = {
  acts: {
    'facts.add': ({ subject, details: { devices, findings } }) => ({
      ja: `検査の結果「${subject.name}」を取り込みました(機器${devices}台・評価基準にかかわるもの${findings}件)。`,
      en: `Took in “${subject.name}”, results of a tool (${devices} devices, ${findings} findings that bear on criteria).`,
    }),
    'facts.handle': ({ subject, details: { device, handled, on } }) => {
      const words = Object.entries(HANDLED_WORDS).find(([how]) => how === handled)?.[1]
      return {
        ja: `${device}の「${subject.name}」を「${words ? `${words.ja}(${on})` : '未対応'}」にしました。`,
        en: `Marked “${subject.name}” on ${device} as: ${words ? `${words.en} (${on})` : 'not handled'}.`,
      }
    },
  },
  fields: {},
}

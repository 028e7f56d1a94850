import type { FeatureWording } from '../log/index.ts'
import type { PlanEvent } from './events.ts'

/** How the log says what happened to plans. */
export const planWording: FeatureWording<PlanEvent> = {
  acts: {
    'plan.make': ({ subject, details: { tasks, begun, moved } }) => ({
      ja: `評価「${subject.name}」の対応計画をつくりました(対応${tasks}件、うち新しく加えた対応${begun}件、日が動いた対応${moved}件)。`,
      en: `Made the plan of “${subject.name}” (${tasks} tasks, ${begun} of them new, ${moved} moved).`,
    }),
    'effort.change': ({ subject }) => ({
      ja: `対策「${subject.name}」にかかる日数の、会社の見積りを変えました。`,
      en: `Changed the organisation’s own estimate of what the measure “${subject.name}” takes.`,
    }),
  },
  fields: {
    low: { words: { ja: '少なめ', en: 'Low' }, number: toDays },
    likely: { words: { ja: 'ふつう', en: 'Likely' }, number: toDays },
    high: { words: { ja: '多め', en: 'High' }, number: toDays },
    from: { words: { ja: '始める日', en: 'First day' } },
    by: { words: { ja: '期日', en: 'Ready by' } },
    hours: {
      words: { ja: '週に使える時間', en: 'Hours a week' },
      number: (hours) => ({ ja: `${hours}時間`, en: `${hours} hours` }),
    },
    reached: { words: { ja: 'すべてを示せる見込みの日', en: 'Everything can be shown on' } },
  },
}

function toDays(days: number) {
  return { ja: `${days}人日`, en: `${days} person-days` }
}

import type { DecisionId } from '../kernel/ids.ts'
import type { FeatureWording, LogEvent } from '../log/index.ts'

/** What the log is told of decisions on ★. `subject` of the details: ourselves, or a partner, whose name is the subject's. */
type LevelEvent = LogEvent<'level.decide', { whose: string; level: number }>

export function decided({
  id,
  subject,
  partner,
  level,
}: {
  id: DecisionId
  subject: string
  partner: string
  level: number
}): LevelEvent {
  return { act: 'level.decide', subject: { kind: 'decision', id, name: partner }, details: { whose: subject, level } }
}

/** How the log says it. */
export const levelWording: FeatureWording<LevelEvent> = {
  acts: {
    'level.decide': ({ subject: { name }, details: { whose, level } }) => ({
      ja: `${whose === 'self' ? '自社' : name}の★を★${level}と決めました。`,
      en: `Decided on ★${level} for ${whose === 'self' ? 'ourselves' : name}.`,
    }),
  },
  fields: {},
}

import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { View } from '../../ui/view.ts'
import { type Entry, type Incident, KIND_WORDS, levelOf, stageOf } from '../incident.ts'
import { levelWords } from '../settings.ts'

/** A moment in Japan, as the screen's language writes it. */
export function sayMoment(view: View, moment: string): string {
  return toWordsInJapan(moment, view.lang)
}

/** A moment as a field of the type `datetime-local` holds it, by the clocks of Japan. */
export function toField(moment: string): string {
  const [day = '', time = ''] = toWordsInJapan(moment, 'en').split(' ')
  return `${day}T${time}`
}

export function sayLevel(view: View, level: Entry['level']): string {
  return level ? view.say(levelWords(level)) : view.t('レベルは未定', 'No level yet')
}

/** Where an incident stands, and that a drill is one. */
export const Standing: FC<{ view: View; incident: Incident }> = ({ view, incident }) => (
  <p class="incident-standing">
    {incident.drill ? <strong class="drill">{view.t('訓練', 'Drill')}</strong> : null}
    <span class="stage">{view.say(KIND_WORDS[stageOf(incident)])}</span> <span>{sayLevel(view, levelOf(incident))}</span>
  </p>
)

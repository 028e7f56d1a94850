import type { FC } from 'hono/jsx'
import { toSizeWords } from '../../files/index.ts'
import { sayDay, type View } from '../../ui/view.ts'
import type { Content, Said } from '../piece.ts'
import { STATE_WORDS, type State } from '../state.ts'

/** A state by its mark and its word, in its colour. */
export const StateMark: FC<{ view: View; state: State }> = ({ view, state }) => (
  <span class={`evidence-state ${state}`}>
    <b aria-hidden="true">{STATE_WORDS[state].mark}</b> {view.say(STATE_WORDS[state])}
  </span>
)

/** The days that a piece tells of; nothing where nobody said. */
export function sayPeriod(view: View, { periodFrom, periodTo }: Pick<Said, 'periodFrom' | 'periodTo'>): string | undefined {
  const [from, to] = [periodFrom, periodTo].map((day) => (day ? sayDay(view, day) : ''))
  if (!from && !to) return undefined
  return from === to ? from : view.t(`${from}〜${to}`, `${from} – ${to}`)
}

/** Where the content is, in a few words. */
export function sayContent(view: View, content: Content): string {
  if (content.type === 'link') return content.href
  if (content.type === 'file') return `${content.name}(${toSizeWords(content.bytes)})`
  return [content.place, content.keeper].filter(Boolean).join(view.t('、', ', '))
}

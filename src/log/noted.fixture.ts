import { logWording } from './event-words.ts'
import type { AnyEvent } from './facts.ts'
import { composeWording } from './wording.ts'

/** An event for the tests of the log itself: its words are the name of its subject. */
export function noted(about: string, words = `回答 ${about}`, changes: AnyEvent['changes'] = []): AnyEvent {
  return { act: 'answer.record', subject: { kind: 'criterion', id: about, name: words }, changes }
}

/** The wording of such events. */
export const notedWording = composeWording([
  logWording,
  {
    acts: {
      'answer.record': ({ subject: { name } }: AnyEvent) => ({ ja: name, en: `In English: ${name}` }),
    },
    fields: {
      status: { words: { ja: '状態', en: 'Status' }, codes: { met: { ja: '満たす', en: 'Met' } } },
      reason: { words: { ja: '理由', en: 'Reason' } },
    },
  },
])

import { type FeatureWording, named } from '../log/index.ts'
import { EVENT_WORDS } from './event.ts'
import type { HappeningEvent } from './events.ts'

/** How the log says what happened with events. */
export const eventWording: FeatureWording<HappeningEvent> = {
  acts: {
    'event.begin': ({ subject, details: { kind, day, items } }) => ({
      ja: `できごと「${named(EVENT_WORDS, kind).ja}: ${subject.name}」(${day})のチェックリスト${items}件を始めました。`,
      en: `Began the checklist of ${items} for “${named(EVENT_WORDS, kind).en}: ${subject.name}” (${day}).`,
    }),
    'event.item': ({ subject, details: { kind, duty, outcome } }) =>
      outcome === 'done'
        ? {
            ja: `できごと「${named(EVENT_WORDS, kind).ja}: ${subject.name}」の ${duty} を行いました。`,
            en: `Did ${duty} of “${named(EVENT_WORDS, kind).en}: ${subject.name}”.`,
          }
        : {
            ja: `できごと「${named(EVENT_WORDS, kind).ja}: ${subject.name}」の ${duty} を行わないことにしました。`,
            en: `Set ${duty} of “${named(EVENT_WORDS, kind).en}: ${subject.name}” aside.`,
          },
    'event.close': ({ subject, details: { kind, done, aside } }) => ({
      ja: `できごと「${named(EVENT_WORDS, kind).ja}: ${subject.name}」を閉じました(実施${done}件、行わない${aside}件)。`,
      en: `Closed “${named(EVENT_WORDS, kind).en}: ${subject.name}” (${done} done, ${aside} set aside).`,
    }),
  },
  fields: {
    note: { words: { ja: 'メモ', en: 'Note' } },
    reason: { words: { ja: '理由', en: 'Reason' } },
  },
}

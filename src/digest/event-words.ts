import type { FeatureWording } from '../log/index.ts'
import type { DigestEvent } from './events.ts'
import { RHYTHM_WORDS } from './rhythm.ts'

/** How the log says what happened to letters about what waits. */
export const digestWording: FeatureWording<DigestEvent> = {
  acts: {
    'account.digest': ({ subject: { name } }) => ({
      ja: `${name}さんが、まとめのメールを受け取る回数を変えました`,
      en: `${name} changed how often the letter about what waits is sent`,
    }),
  },
  fields: { digest: { words: { ja: 'まとめのメール', en: 'Letter about what waits' }, codes: RHYTHM_WORDS } },
}

import type { FeatureWording } from '../log/index.ts'
import type { PackEvent } from './events.ts'

/** How the log says that a pack was made. */
export const packWording: FeatureWording<PackEvent> = {
  acts: {
    'evidence.pack': ({ subject, details: { files, pieces, list } }) => ({
      ja: `評価「${subject.name}」の証跡${pieces}件の束を作りました(${{ all: 'すべてのファイル', 'not-strict': '極秘のほかのファイル', none: 'ハッシュだけ' }[files]}、一覧のSHA-256 ${list})。`,
      en: `Made a pack of the ${pieces} pieces of evidence of “${subject.name}” (${{ all: 'all files', 'not-strict': 'files not strictly confidential', none: 'hashes alone' }[files]}, SHA-256 of the list ${list}).`,
    }),
  },
  fields: {},
}

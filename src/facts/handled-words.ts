import type { Words } from '../kernel/refusal.ts'
import type { Handled } from './store.ts'

/** What can be done about a finding, as people read it; the four mitigations as 4-4-4-2 names them. */
export const HANDLED_WORDS: Readonly<Record<Handled, Words>> = {
  applied: { ja: '更新を適用した', en: 'Update applied' },
  'function-off': { ja: '悪用の対象となる機能を無効にした', en: 'The function that is abused is off' },
  workaround: { ja: 'ベンダー推奨の回避策をとった', en: 'The vendor’s workaround is in place' },
  isolated: { ja: '対象の機器をネットワークから分離した', en: 'The device is cut off from the network' },
  blocked: { ja: '悪用する通信を監視・遮断している', en: 'Traffic that abuses it is watched and blocked' },
  unused: { ja: '対象の機能や設定を使っていない', en: 'The function or setting is not in use' },
}

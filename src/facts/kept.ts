import type { FactFileId, PersonId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Note } from './fact.ts'
import type { Suggestion } from './suggest.ts'

/** What was done about a finding: applied, one of the four mitigations of 4-4-4-2, or the function is not in use. */
export const HANDLED = ['applied', 'function-off', 'workaround', 'isolated', 'blocked', 'unused'] as const
export type Handled = (typeof HANDLED)[number]

/** A file as it was added. */
export type AddedFile = {
  id: FactFileId
  name: string
  sha256: string
  format: string
  seenOn: Day | null
  devices: number
  findings: number
  suggestions: Suggestion[]
  notUnderstood: Note[]
  addedBy: PersonId
  addedAt: Instant
}

/** A finding as it is kept, with the file that said it last. */
export type KeptFinding = {
  id: string
  device: string
  port: string | null
  title: string
  criteria: string[]
  released: Day | null
  detected: Day | null
  due: Day | null
  dueFrom: string | null
  handled: Handled | null
  handledOn: Day | null
  revision: number
  place: string
  file: string
  sha256: string
}

/** What can be done about a finding, as people read it; the four mitigations as 4-4-4-2 names them. */
export const HANDLED_WORDS: Readonly<Record<Handled, Words>> = {
  applied: { ja: '更新を適用した', en: 'Update applied' },
  'function-off': { ja: '悪用の対象となる機能を無効にした', en: 'The function that is abused is off' },
  workaround: { ja: 'ベンダー推奨の回避策をとった', en: 'The vendor’s workaround is in place' },
  isolated: { ja: '対象の機器をネットワークから分離した', en: 'The device is cut off from the network' },
  blocked: { ja: '悪用する通信を監視・遮断している', en: 'Traffic that abuses it is watched and blocked' },
  unused: { ja: '対象の機能や設定を使っていない', en: 'The function or setting is not in use' },
}

import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import { toWords } from './damage.ts'
import type { VerificationResult } from './verify-log.ts'

/** How many damages of a log are told one by one. */
const SHOWN = 20

/** What came of a verification, in lines for a terminal. */
export function toLines(log: { tenant: TenantId; name: string | null }, verdict: VerificationResult): string[] {
  const { entries, ended, from, to, checkpoint, damages, count } = verdict
  const span = from === null || to === null ? '' : `、${toWordsInJapan(from)}〜${toWordsInJapan(to)}`
  const gone = ended > 0 ? `、うち内容を消したもの ${ended}件` : ''
  const shown = damages.slice(0, SHOWN)
  return [
    `${toName(log)}: ${verdict.sound ? '問題なし' : `壊れています (問題 ${count}件)`}`,
    `  記録 ${entries}件${gone}${span}`,
    ...(checkpoint ? [`  チェックポイント: ${checkpoint.size}件、ルート ${checkpoint.root}`] : []),
    ...shown.map((damage) => `  - ${toWords(damage).ja}`),
    ...(count > shown.length ? [`  - ほか${count - shown.length}件`] : []),
  ]
}

/** Whose log it is. An organisation that was removed leaves its log behind. */
function toName({ tenant, name }: { tenant: TenantId; name: string | null }): string {
  if (tenant === INSTALLATION) return 'この星取全体の記録 (installation)'
  return name === null ? `なくなった組織 (${tenant})` : `${name} (${tenant})`
}

import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import { toWords } from './damage.ts'
import type { StateVerdict, VerificationResult } from './verify-log.ts'

/** How many damages of a log are told one by one. */
const SHOWN = 20

/** What came of a verification, and of comparing what is there with the log, in lines for a terminal. */
export function toLines(
  log: { tenant: TenantId; name: string | null },
  verdict: VerificationResult,
  states: StateVerdict = { same: 0, unknown: 0, damages: [] },
): string[] {
  const { entries, ended, from, to, checkpoint, damages, count } = verdict
  const span = from === null || to === null ? '' : `、${toWordsInJapan(from)}〜${toWordsInJapan(to)}`
  const gone = ended > 0 ? `、うち内容を消したもの ${ended}件` : ''
  const shown = [...damages.map(toWords), ...states.damages].slice(0, SHOWN)
  const wrong = count + states.damages.length
  const answers = states.same + states.unknown > 0 ? [toAnswers(states)] : []
  return [
    `${toName(log)}: ${wrong === 0 ? '問題なし' : `壊れています (問題 ${wrong}件)`}`,
    `  記録 ${entries}件${gone}${span}`,
    ...(checkpoint ? [`  チェックポイント: ${checkpoint.size}件、ルート ${checkpoint.root}`] : []),
    ...answers,
    ...shown.map(({ ja }) => `  - ${ja}`),
    ...(wrong > shown.length ? [`  - ほか${wrong - shown.length}件`] : []),
  ]
}

function toAnswers({ same, unknown }: StateVerdict): string {
  const rest = unknown > 0 ? `、記録に突き合わせるものがない回答 ${unknown}件` : ''
  return `  記録のとおりの回答 ${same}件${rest}`
}

/** Whose log it is. An organisation that was removed leaves its log behind. */
function toName({ tenant, name }: { tenant: TenantId; name: string | null }): string {
  if (tenant === INSTALLATION) return 'この星取全体の記録 (installation)'
  return name === null ? `なくなった組織 (${tenant})` : `${name} (${tenant})`
}

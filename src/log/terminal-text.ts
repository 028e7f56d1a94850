import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
import { toWords } from './damage.ts'
import type { StateVerdict, VerificationResult } from './verify-log.ts'

/** How many damages of a log are told one by one. */
const SHOWN = 20

/** What came of a verification, and of comparing what is there with the log, in lines for a terminal. */
export function toLines(
  log: { tenant: TenantId; name: string | null },
  verdict: VerificationResult,
  lang: Lang = 'ja',
  states: StateVerdict = { same: 0, unknown: 0, damages: [] },
): string[] {
  const t = speakerOf(lang)
  const { entries, ended, from, to, checkpoint, damages, count } = verdict
  const comma = t('、', ', ')
  const span =
    from === null || to === null ? '' : `${comma}${toWordsInJapan(from, lang)}${t('〜', ' – ')}${toWordsInJapan(to, lang)}`
  const gone = ended > 0 ? t(`、うち内容を消したもの ${ended}件`, `, of which with contents erased: ${ended}`) : ''
  const shown = [...damages.map(toWords), ...states.damages].slice(0, SHOWN)
  const wrong = count + states.damages.length
  const answers = states.same + states.unknown > 0 ? [toAnswers(states, t)] : []
  return [
    `${toName(log, t)}: ${wrong === 0 ? t('問題なし', 'sound') : t(`壊れています (問題 ${wrong}件)`, `damaged (${wrong} found)`)}`,
    `  ${t(`記録 ${entries}件`, `Entries: ${entries}`)}${gone}${span}`,
    ...(checkpoint
      ? [
          t(
            `  チェックポイント: ${checkpoint.size}件、ルート ${checkpoint.root}`,
            `  Checkpoint: ${checkpoint.size} entries, root ${checkpoint.root}`,
          ),
        ]
      : []),
    ...answers,
    ...shown.map((words) => `  - ${words[lang]}`),
    ...(wrong > shown.length ? [t(`  - ほか${wrong - shown.length}件`, `  - and ${wrong - shown.length} more`)] : []),
  ]
}

function toAnswers({ same, unknown }: StateVerdict, t: Speak): string {
  const rest =
    unknown > 0 ? t(`、記録に突き合わせるものがない回答 ${unknown}件`, `; those of which the log says nothing: ${unknown}`) : ''
  return `  ${t(`記録のとおりの回答 ${same}件`, `Answers as the log says: ${same}`)}${rest}`
}

/** Whose log it is. An organisation that was removed leaves its log behind. */
function toName({ tenant, name }: { tenant: TenantId; name: string | null }, t: Speak): string {
  if (tenant === INSTALLATION) return `${t('この星取全体の記録', 'Log of this installation')} (installation)`
  return `${name ?? t('なくなった組織', 'An organisation that is gone')} (${tenant})`
}

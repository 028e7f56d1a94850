import type { Words } from '../kernel/refusal.ts'
import { STANDING_WORDS, STANDINGS } from '../standing/status.ts'
import type { ColumnOption, Meaning, Question } from './understood.ts'

const SKIP_WORDS: Words = { ja: '取り込まない(評価は変えません)', en: 'Do not take (the status stays)' }
/** What a spelling can be said to mean, as it is shown. */
export const MEANINGS: readonly { meaning: Meaning; words: Words }[] = [
  ...STANDINGS.map((meaning) => ({ meaning, words: STANDING_WORDS[meaning] })),
  { meaning: 'skip', words: SKIP_WORDS },
]

/** What is asked, in one sentence. */
export function questionWords(question: Question): Words {
  if (question.kind === 'sheets') {
    return { ja: 'どのシートに回答がありますか。', en: 'Which sheets hold the answers?' }
  }
  if (question.kind === 'statusColumn') {
    return {
      ja: `シート「${question.sheet}」で、自社の評価(○・△・×)はどの列ですか。`,
      en: `Which column of sheet “${question.sheet}” holds your own status?`,
    }
  }
  return { ja: '評価の列にある次の書き方は、何を意味しますか。', en: 'What do these spellings of a status mean?' }
}

/** A column as it is offered: its letters, its header, whether it is hidden, and what stands in it. */
export function columnWords({ name, header, hidden, seen }: ColumnOption): Words {
  const title = header.replaceAll('\n', ' ')
  return {
    ja: `${name}列${title === '' ? '' : `「${title}」`}${hidden ? '(隠れた列)' : ''}: ${seen.join('、')}`,
    en: `Column ${name}${title === '' ? '' : ` “${title}”`}${hidden ? ' (hidden)' : ''}: ${seen.join(', ')}`,
  }
}

/** `満たす`, `met`, `○` and 取り込まない → what is meant. */
export function meaningFrom(text: string): Meaning | undefined {
  const wanted = text.trim().toLowerCase()
  if (wanted === '取り込まない') return 'skip'
  return MEANINGS.find(
    ({ meaning, words }) => meaning.toLowerCase() === wanted || words.ja === wanted || words.en.toLowerCase() === wanted,
  )?.meaning
}

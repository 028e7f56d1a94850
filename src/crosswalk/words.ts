import type { Words } from '../kernel/refusal.ts'
import type { Strength } from './control.ts'
import type { Prospect } from './proposal.ts'

/** Said wherever the crosswalk is shown or handed out. */
export const UNOFFICIAL_WORDS: Words = {
  ja: '星取が独自に作った非公式の対応表です。管理策の題も理由も星取の言葉で、規格の文ではありません。どの関係も見込みであり、満たすかどうかは人が確かめます。ISMSの適用範囲の外については何も言えません。',
  en: 'A crosswalk of Hoshitori’s own, and unofficial. Titles and reasons are in our words, not those of the standard. Every link is a presumption; people check whether a criterion is met. It says nothing of what lies outside the scope of the ISMS.',
}

export const STRENGTH_WORDS: Record<Strength, Words> = {
  covers: { ja: 'おおむね満たしている見込み', en: 'Most likely fulfilled' },
  helps: { ja: '一部がある見込み', en: 'Part is likely there' },
  theme: { ja: 'テーマが同じだけ', en: 'Same theme only' },
}

/** The sign beside the words of a strength; none of those that a status has. */
export const STRENGTH_MARK: Record<Strength, string> = { covers: '●', helps: '◐', theme: '◌' }

/** What a statement makes likely for a criterion: a presumption, in words that no status has. */
export const PROSPECT_WORDS: Record<Prospect, Words> = {
  likely: { ja: 'もうありそう', en: 'Likely there' },
  partly: { ja: '一部ありそう', en: 'Partly there' },
  new: { ja: '新しくすること', en: 'New' },
}

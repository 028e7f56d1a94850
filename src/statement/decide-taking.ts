import { type Answer, type AnswerContent, contentFrom, EMPTY_ANSWER } from '../assessment/index.ts'
import type { Proposal } from '../crosswalk/index.ts'
import type { PersonId } from '../kernel/ids.ts'
import { accept, type Lang, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import { basisOf } from './basis.ts'
import type { Taken } from './forms.ts'
import type { StatementFile } from './read-statement.ts'

/** What stands when somebody takes proposals: the statement, the answers, and who takes them in which language. */
type Standing = {
  statement: { fileName: string; reading: StatementFile }
  answers: ReadonlyMap<string, Answer>
  person: PersonId
  lang: Lang
}

/**
 * The answers that taking proposals would write: each with the verdict that was chosen, and what the proposal stands on below whatever its
 * reason says already. What the same person wrote by the same press before is left out. Refuses where nothing was chosen, where the file
 * can still be read in more than one way, and where an answer changed since it was seen.
 */
export function decideTaking(
  taken: readonly (Taken & { proposal: Proposal })[],
  { statement: { fileName, reading }, answers, person, lang }: Standing,
): Outcome<{ criterion: string; from: number; content: AnswerContent }[]> {
  if (reading.questions.some(({ open }) => open)) return refuse('statement.open-question', OPEN_QUESTION)
  if (taken.length === 0) return refuse('statement.none-chosen', NONE_CHOSEN)
  const wishes = taken.map(({ criterion, verdict, from, proposal }) => {
    const before = answers.get(criterion)
    const said = before ? contentFrom(({ key }) => before[key]) : EMPTY_ANSWER
    const basis = basisOf(proposal, reading.lines, fileName, lang)
    return { criterion, from, verdict, said, basis, before }
  })
  const fresh = wishes.filter(
    ({ before, verdict, basis }) => !(before?.changedBy === person && before.status === verdict && before.reason.endsWith(basis)),
  )
  const changed = fresh.filter(({ before, from }) => (before?.status ?? null) !== null || (before?.revision ?? 0) !== from)
  if (changed.length > 0) return refuse('statement.answered', changedSince(changed.map(({ criterion }) => criterion)))
  return accept(
    fresh.map(({ criterion, from, verdict, said, basis }) => {
      const reason = said.reason === '' ? basis : `${said.reason}\n${basis}`
      return { criterion, from, content: { ...said, status: verdict, reason } }
    }),
  )
}

export const OPEN_QUESTION: Words = {
  ja: 'ファイルの読み方が、まだ決まっていません。下の質問にすべて答えてください。',
  en: 'How the file is to be read is still open. Answer every question below.',
}
const NONE_CHOSEN: Words = {
  ja: '書き込む評価基準を選んでください。1件でもかまいません。',
  en: 'Choose a status for the criteria that you want to answer: one is enough.',
}

function changedSince(criteria: readonly string[]): Words {
  return {
    ja: `${criteria.join('、')} は、この画面を開いたあとに変わりました。いまの回答を確かめてください。まだ何も書き込んでいません。ほかに選んだものは残っています。`,
    en: `Changed since you opened this page: ${criteria.join(', ')}. Look at what they say now. Nothing has been written; what else you chose is kept.`,
  }
}

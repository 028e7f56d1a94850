import type { StartingAnswer } from '../assessment/index.ts'
import type { Edition } from '../catalogue/index.ts'
import { type QuickAnswer, type QuickSheet, questionsFor } from './quick-answers.ts'

/**
 * The answers with which a full assessment starts. A quick answer is about a whole requirement, at a glance: it can claim no
 * criterion met, and a no does not say which criterion fails. So every criterion of the target stays 未回答 and carries what was
 * said as a note. A requirement without an answer leaves nothing.
 */
export function startingAnswers(edition: Edition, sheet: QuickSheet): StartingAnswer[] {
  return questionsFor(edition, sheet.target).flatMap((requirement) => {
    const answer = sheet.answers.get(requirement.id)
    if (!answer) return []
    return requirement.criteria
      .filter((criterion) => criterion.level <= sheet.target)
      .map((criterion) => ({ criterion: criterion.id, status: null, note: NOTES[answer] }))
  })
}

const NOTES: Record<QuickAnswer, string> = {
  yes: 'クイックアセスメントでは、この要求事項に「できている」と答えました。この評価基準を満たすかは、まだ確かめていません。',
  partly: 'クイックアセスメントでは、この要求事項に「一部できている」と答えました。この評価基準がどちらかを確かめてください。',
  no: 'クイックアセスメントでは、この要求事項に「できていない」と答えました。この評価基準だけでもできていることがないか、確かめてください。',
  unknown: 'クイックアセスメントでは、この要求事項に「分からない」と答えました。知っている人に聞いてください。',
}

import { readHeader } from './headers.ts'
import { wordKey } from './status-words.ts'
import type { Question, ReadingChoices } from './understood.ts'

/** What was said of a file, and what is said now: the later holds, spelling by spelling. */
export function withAnswers(before: ReadingChoices, said: ReadingChoices): ReadingChoices {
  return {
    ...before,
    ...(said.sheets === undefined ? {} : { sheets: said.sheets }),
    ...(said.statusColumn === undefined ? {} : { statusColumn: said.statusColumn }),
    words: { ...before.words, ...said.words },
  }
}

/** The header of the chosen column, as it is remembered, where no header of its kind is known. */
export function unknownHeader(questions: readonly Question[], chosen: string | undefined): string | undefined {
  const options = questions.flatMap((question) => (question.kind === 'statusColumn' ? question.options : []))
  const header = options.find(({ name }) => name === chosen)?.header ?? ''
  return header === '' || readHeader(header).role !== undefined ? undefined : wordKey(header)
}

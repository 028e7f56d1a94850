import { z } from 'zod'
import { charactersIn, familyField, field, fileField, plainField } from '../kernel/form.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Decisions, MergeChoice } from './resolve-import.ts'

/** The form that brings a file, and says which of its sheets to read. */
export const UPLOAD = z.object({
  file: fileField({
    code: 'import.no-file',
    words: { ja: '取り込むファイルを選んでください。', en: 'Choose a file to import.' },
  }),
  sheet: field({ longest: 1000 }, decideSheets),
})

/** The form that brings the official workbook. */
export const WORKBOOK = z.object({
  file: fileField({
    code: 'wording.no-file',
    words: { ja: '取り込むブックを選んでください。', en: 'Choose the workbook to import.' },
  }),
})

/** The forms in which an assessment leaves: the twin workbook, CSV in either encoding, our JSON. */
export const FORMS = ['xlsx', 'csv', 'csv-shift-jis', 'json'] as const
export type Form = (typeof FORMS)[number]

/** The form that takes answers out: its buttons are the forms that there are. */
export const EXPORT = z.object({ form: plainField((sent) => FORMS.find((one) => one === sent)) })

/** The form that takes the last import back, by its moment. */
export const TAKE_BACK = z.object({ at: plainField(String) })

/**
 * The form that accepts an import: the revision that was seen, what is kept of every conflict at once or of each (`1-1-1-1 plan`), and the
 * row to take where a criterion stands in the file twice.
 */
export const ACCEPTANCE = z.object({
  seen: plainField(Number),
  all: plainField(choiceIn),
  choice: familyField(plainField(choiceIn)),
  row: familyField(plainField(String)),
})

/** What a form says of the import that it accepts. */
export function decisionsIn({ all, choice, row }: Omit<z.output<typeof ACCEPTANCE>, 'seen'>): Decisions {
  return {
    choice: (criterion, field) => all ?? choice[`${criterion} ${field}`],
    row: (criterion) => row[criterion] || undefined,
  }
}

function choiceIn(sent: string): MergeChoice | undefined {
  return (['ours', 'theirs', 'both'] as const).find((one) => one === sent)
}

/** One name in each line; すべて are all that hold answers. A name that no sheet has is for the reader to refuse. */
function decideSheets(typed: string): Outcome<string[] | 'all' | undefined> {
  const names = typed
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (charactersIn(typed.trim()) > 1000) return refuse('text.long', TOO_LONG)
  if (names.length === 0) return accept(undefined)
  return accept(names.some((name) => /^(?:すべて|全て|all)$/i.test(name)) ? 'all' : names)
}

const TOO_LONG = {
  ja: '読むシートの名前は、合わせて1000文字までにしてください。',
  en: 'Use at most 1000 characters for the names of sheets.',
}

import { z } from 'zod'
import { familyField, fileField, listField, plainField } from '../kernel/form.ts'
import { parseId, type StatementId } from '../kernel/ids.ts'
import { accept } from '../kernel/refusal.ts'
import type { StatementChoices } from './read-statement.ts'

/** The form that brings a 適用宣言書. */
export const UPLOAD = z.object({
  file: fileField({
    code: 'statement.no-file',
    words: { ja: '適用宣言書のファイルを選んでください。', en: 'Choose the file of the statement of applicability.' },
  }),
})

/** The form that says how the file is to be read: its sheets, and the columns by sheet and role. */
export const READING = z.object({
  sheets: listField((typed) => accept([...typed])),
  column: familyField(plainField(String)),
})

/** What a form says of how a file is to be read. */
export function choicesIn({ sheets, column }: z.output<typeof READING>): StatementChoices {
  return { sheets, columns: column }
}

/** What somebody may say of a proposal: the same words as everywhere, without those that need more than one press. */
export const VERDICTS = ['met', 'partial', 'unmet'] as const
export type Verdict = (typeof VERDICTS)[number]

/** The form that takes proposals: the statement that was seen, and by criterion the verdict and the revision of the answer, `met 0`. */
export const TAKING = z.object({
  statement: plainField((sent) => parseId<StatementId>(sent)),
  verdict: familyField(
    plainField((sent) => {
      const [, verdict, from] = /^([a-z]+) ([0-9]{1,7})$/.exec(sent) ?? []
      const known = VERDICTS.find((one) => one === verdict)
      return known && from !== undefined ? { verdict: known, from: Number(from) } : undefined
    }),
  ),
})

/** A proposal that somebody takes: which criterion, as what, and the revision of its answer that they saw. */
export type Taken = { criterion: string; verdict: Verdict; from: number }

/** What a form says of the proposals that are taken; a row that was left for later is none. */
export function takenIn({ verdict }: Pick<z.output<typeof TAKING>, 'verdict'>): Taken[] {
  return Object.entries(verdict).flatMap(([criterion, said]) => (said ? [{ criterion, ...said }] : []))
}

import { z } from 'zod'
import { CriterionNumber, RequirementNumber } from './criterion.ts'

const Words = z.string().trim().min(1)

/**
 * How criteria of one edition became criteria of the next.
 * `kept`: same number and same meaning · `reworded`: same number, the meaning or scope changed ·
 * `moved`: another number (`note` says whether the meaning changed too) · `new` · `gone`.
 * A criterion that was split appears in the `from` of each part, and one that was merged beside others in the same `from`.
 */
export const Change = z.union([
  z.strictObject({ change: z.literal('kept'), from: z.tuple([CriterionNumber]), to: CriterionNumber }),
  z.strictObject({
    change: z.literal('reworded'),
    from: z.array(CriterionNumber).min(1),
    to: CriterionNumber,
    note: Words,
    en: Words,
  }),
  z.strictObject({
    change: z.literal('moved'),
    from: z.array(CriterionNumber).min(1),
    to: CriterionNumber,
    reworded: z.boolean().optional(),
    note: Words,
    en: Words,
  }),
  z.strictObject({ change: z.literal('new'), to: CriterionNumber, note: Words, en: Words }),
  z.strictObject({
    change: z.literal('gone'),
    from: z.tuple([CriterionNumber]),
    /** Criteria of the newer edition that now carry what is left of it. */
    see: z.array(CriterionNumber).optional(),
    note: Words,
    en: Words,
  }),
])
export type Change = z.infer<typeof Change>
export const Changes = z.array(Change)

/** `requirements.yaml`: how the sentence of a requirement itself changed. One that is not named says the same in both editions. */
export const RequirementChanges = z.array(z.strictObject({ requirement: RequirementNumber, note: Words, en: Words }))

/** What became of the criteria of an edition in the next, in the order of the newer one, and of its requirements. */
export type EditionChanges = { criteria: Change[]; requirements: z.infer<typeof RequirementChanges> }

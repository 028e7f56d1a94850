import { z } from 'zod'
import { CriterionNumber, EditionId } from '../catalogue/index.ts'

const Words = z.string().trim().min(1)

/** The number of a control in Annex A of ISO/IEC 27001:2022, for example `5.1`. */
const ControlNumber = z.string().regex(/^[5-8]\.[1-9]\d?$/)

/**
 * What a control says of a criterion. `covers`: a firm that really fulfils the control almost surely fulfils the criterion ·
 * `helps`: part of it is likely there · `theme`: both are about the same thing, and nothing follows.
 */
const Strength = z.enum(['covers', 'helps', 'theme'])
export type Strength = z.infer<typeof Strength>

/** From a control to a criterion. `because`: what the control usually brings, and what the criterion asks beyond it. */
const Edge = z.strictObject({ id: CriterionNumber, strength: Strength, because: Words })
export type Edge = z.infer<typeof Edge>

/** `title` and `en` are our own words, never those of the standard. */
const HEAD = { id: ControlNumber, title: Words, en: Words }
/** With its edges to criteria of the final edition, or the reason why it has none. */
const Control = z.union([z.strictObject({ ...HEAD, criteria: z.array(Edge).min(1) }), z.strictObject({ ...HEAD, none: Words })])
export type Control = z.infer<typeof Control>

/** One YAML file: the controls of a theme, which is the first part of their numbers. */
export const Theme = z.strictObject({
  theme: z.number().int().min(5).max(8),
  name: Words,
  en: Words,
  controls: z.array(Control).min(1),
})
export type Theme = z.infer<typeof Theme>

/** `editions/<edition>.yaml`: edges to criteria of an older edition which the map of changes does not give, or gives with another reason. */
export const OwnEdges = z.strictObject({
  edition: EditionId,
  controls: z.array(z.strictObject({ control: ControlNumber, criteria: z.array(Edge).min(1) })),
})
export type OwnEdges = z.infer<typeof OwnEdges>

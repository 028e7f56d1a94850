import { z } from 'zod'

/** The number of a criterion within its edition, for example `4-4-4-2`. */
export const CriterionNumber = z.string().regex(/^[1-7]-[1-9]-[1-9]-[1-9][0-9]?$/)
/** The number of a requirement within its edition, for example `4-4-4`. */
export const RequirementNumber = z.string().regex(/^[1-7]-[1-9]-[1-9]$/)
/** The number of a group (中分類) within its edition, for example `4-4`. */
const GroupNumber = z.string().regex(/^[1-7]-[1-9]$/)

/** What sort of thing the criterion asks for. It decides the icon, the filter and the advice. */
export const Kind = z.enum(['rule', 'notice', 'operation', 'check', 'record', 'setting', 'organisation'])
export type Kind = z.infer<typeof Kind>

/** NIST CSF 2.0 function, as the last column of the official workbook gives it. */
export const CsfFunction = z.enum(['GV', 'ID', 'PR', 'DE', 'RS', 'RC'])
export type CsfFunction = z.infer<typeof CsfFunction>

/** Whom the criterion covers or who must be told. The first four are the scheme's 役員、従業員、派遣社員及び受入出向者. */
export const Audience = z.enum([
  'officers',
  'employees',
  'dispatched-workers',
  'seconded-workers',
  'executives',
  'officer-in-charge',
  'security-department',
  'administrators',
  'developers',
  'remote-workers',
  'confidential-handlers',
  'newcomers',
  'leavers',
  'partners',
  'providers',
])
export type Audience = z.infer<typeof Audience>

const Words = z.string().trim().min(1)
const PointId = z.string().regex(/^[a-z][a-z0-9-]*$/)

/** One thing that can be ticked, as a plain-form clause without a full stop: `製造元が分かる`. */
const Check = z.strictObject({ id: PointId, text: Words })
/** Holds when at least one of the options holds. */
const AnyOf = z.strictObject({ id: PointId, text: Words, anyOf: z.array(Check).min(2) })
/** Holds when `first` holds; or, `where` that is not possible, when `instead` holds. */
const Fallback = z.strictObject({
  id: PointId,
  first: z.union([Check, AnyOf]),
  where: Words,
  instead: z.union([Check, AnyOf]),
})
/** What a point may say beside its boxes. */
const ASIDE = {
  /** The sentence of a firm that has none of what the point is about: `サーバがない`. The point is then settled, and the sentence is its reason. */
  absent: Words.optional(),
  /** A box of another point of the same criterion that settles this one as well. */
  impliedBy: PointId.optional(),
}
export const Point = z.union([Check.extend(ASIDE), AnyOf.extend(ASIDE), Fallback.extend(ASIDE)])
export type Check = z.infer<typeof Check>
export type AnyOf = z.infer<typeof AnyOf>
export type Fallback = z.infer<typeof Fallback>
export type Point = z.infer<typeof Point>

/** A number that the text sets. `en` names what is measured, with its unit: `Password length in characters`. */
const Threshold = z.union([
  z.strictObject({ what: Words, en: Words, atLeast: z.number(), unit: Words }),
  z.strictObject({ what: Words, en: Words, atMost: z.number(), unit: Words }),
  /** After how many failures what is named is locked. The text says neither that it is a floor nor that it is a ceiling. */
  z.strictObject({ what: Words, en: Words, failures: z.number() }),
])
export type Threshold = z.infer<typeof Threshold>

export const Trigger = z.enum([
  'joining',
  'leaving',
  'before-work-starts',
  'contract-end',
  'disposal',
  'serious-incident',
  'incident',
  'policy-change',
  'rule-change',
  'leak-suspected',
  'no-longer-needed',
  'start-of-use',
  'request',
])
export type Trigger = z.infer<typeof Trigger>
/** When something has to be done: every so often, by a deadline, for as long as, or whenever something happens. Durations are ISO 8601. */
const Duty = z.union([
  z.strictObject({ cadence: z.enum(['P1Y', 'P1M']) }),
  z.strictObject({ deadline: z.enum(['P14D']), from: Words, en: Words }),
  z.strictObject({ retention: z.enum(['P6M']), of: Words, en: Words }),
  z.strictObject({ trigger: Trigger }),
])
export type Duty = z.infer<typeof Duty>

/** A case in which the criterion does not bite; `otherwise` is the reason that a 該当なし then carries. */
const Condition = z.strictObject({ when: Words, otherwise: Words })

export const Criterion = z.strictObject({
  id: CriterionNumber,
  level: z.union([z.literal(3), z.literal(4)]),
  csf: CsfFunction,
  kind: Kind,
  /** The question that a self-assessor answers, in plain Japanese, ending in か。 */
  question: Words.endsWith('か。', 'a question ends in か。'),
  /** The same meaning in one English line. */
  en: Words,
  points: z.array(Point).min(1),
  condition: Condition.optional(),
  thresholds: z.array(Threshold).optional(),
  duties: z.array(Duty).optional(),
  audience: z.array(Audience).optional(),
  /** Other criteria or requirements that the text names. */
  refs: z.array(z.union([CriterionNumber, RequirementNumber])).optional(),
  /** Notes of the text that are neither points nor conditions: examples, definitions, what counts. */
  notes: z.array(Words).optional(),
  evidence: z.array(Words).min(1),
  why: Words,
  closing: z.array(Words).min(1),
})
export type Criterion = z.infer<typeof Criterion>

export const Requirement = z.strictObject({
  id: RequirementNumber,
  name: Words,
  en: Words,
  /** The requirement itself in our words, one sentence. */
  summary: Words,
  /** The one plain question of the quick assessment, a hint for it, and what to do first when the answer is no. */
  quick: z.strictObject({ question: Words, hint: Words, first: Words }),
  criteria: z.array(Criterion).min(1),
})
export type Requirement = z.infer<typeof Requirement>

/** One YAML file: a group (中分類) with its requirements. */
export const Group = z.strictObject({
  id: GroupNumber,
  name: Words,
  en: Words,
  requirements: z.array(Requirement).min(1),
})
export type Group = z.infer<typeof Group>

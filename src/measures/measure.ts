import { z } from 'zod'
import { CriterionNumber, EditionId } from '../catalogue/index.ts'

const Words = z.string().trim().min(1)
/** A name for programs, which never changes: `device-register`. */
const Id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)

/** Whose work it usually is. */
export const By = z.enum(['executive', 'officer', 'security-department', 'it', 'general-affairs', 'purchasing', 'workplaces'])
export type By = z.infer<typeof By>

/** A document to fill in, by its id. */
export const TemplateId = z.enum([
  'security-policy',
  'organisation-and-contacts',
  'laws-and-requirements',
  'confidentiality-rule',
  'confidentiality-pledge',
  'partner-rule',
  'contract-clauses',
  'contract-end-checklist',
  'external-service-rule',
  'device-and-software-rule',
  'information-handling',
  'leaving-checklist',
  'disposal-record',
  'remote-work-rule',
  'carrying-rule',
  'id-and-access-rule',
  'entry-rule',
  'vulnerability-rule',
  'malware-rule',
  'network-boundary-rule',
  'log-rule',
  'incident-procedure',
  'incident-report',
  'training-plan',
  'backup-and-restore',
  'recovery-plan',
])
export type TemplateId = z.infer<typeof TemplateId>

/** A register (台帳) that the organisation keeps, by its id. */
export const RegisterId = z.enum([
  'devices',
  'networks',
  'software',
  'external-services',
  'user-ids',
  'confidential-information',
  'partners',
  'people',
  'rooms-and-keys',
])
export type RegisterId = z.infer<typeof RegisterId>

/** The number of people in the firms that efforts are estimated for. */
export const FIRM_SIZES = [30, 100, 300] as const
export type FirmSize = (typeof FIRM_SIZES)[number]

/** Low, likely, high: person-days inside the firm, to the first time that the measure is done. Our estimate. */
const Days = z.tuple([z.number().positive(), z.number().positive(), z.number().positive()])
export type Days = readonly [low: number, likely: number, high: number]

/** Something that one does and then ticks, as a plain clause without a full stop. `only`: in that edition alone. */
const Step = z.strictObject({ id: Id, text: Words, only: EditionId.optional() })
export type Step = z.infer<typeof Step>

export const Measure = z.strictObject({
  id: Id,
  /** As people say it, a verb in it: `重要な更新を14日以内に入れる`. */
  name: Words,
  en: Words,
  why: Words,
  /** The criteria that are met once it is done, by edition; none where an edition does not ask for it. */
  closes: z.strictObject({ '2026-03-27': z.array(CriterionNumber), '2025-12-26': z.array(CriterionNumber) }),
  steps: z.array(Step).min(3),
  /** What counts as done, in one sentence. */
  done: Words,
  /** What helps although no criterion asks for it; screens say so. */
  advice: z.array(Words).min(1).optional(),
  /** Ids of measures whose work comes before. What these still have to prove by time (`maturesOf`) is not waited for. */
  needs: z.array(Id).min(1).optional(),
  by: By,
  days: z.strictObject({ 30: Days, 100: Days, 300: Days }),
  /** Whether money is usually spent outside the firm. */
  outside: z.literal(true).optional(),
  templates: z.array(TemplateId).min(1).optional(),
  registers: z.array(RegisterId).min(1).optional(),
})
export type Measure = z.infer<typeof Measure>

/** One YAML file: a theme with its measures. */
export const Theme = z.strictObject({ id: Id, name: Words, en: Words, measures: z.array(Measure).min(1) })
export type Theme = z.infer<typeof Theme>

/** The JSON Schema of the files under `catalogue/measures/`. */
export function measuresSchema(): object {
  return { ...z.toJSONSchema(Theme), title: 'Hoshitori measures' }
}

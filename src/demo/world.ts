import { z } from 'zod'
import { ADVICE_KINDS, ANSWER_TEXTS, type AnswerText, type CarriedAnswer, FIELDS, type FieldKind } from '../assessment/index.ts'
import { EditionId } from '../catalogue/index.ts'
import { KINDS } from '../evidence/index.ts'
import { FIRM_SIZES, RegisterId } from '../measures/index.ts'
import { ENGAGEMENT_KINDS, SIGHTS } from '../roles/engagement.ts'
import { isKind, isRole, type OrganisationKind, type Role } from '../roles/permissions.ts'
import { STATUSES } from '../standing/status.ts'

/** A moment as the files write it: days before the day of use (`-68 14:05`) or a date, both in Japan. */
const When = z.string().regex(/^(-\d{1,3}|\d{4}-\d{2}-\d{2}) \d{2}:\d{2}$/)
const Text = z.string().trim().min(1)
const Key = z.string().regex(/^[a-z0-9-]+$/)
const CriterionId = z.string().regex(/^\d-\d-\d-\d{1,2}$/)
const Words = z.strictObject({ ja: Text, en: Text })
const Reply = z.strictObject({ answer: z.enum(['yes', 'no']), reason: z.string() })

/** How a file writes a field of each kind: people by key. Where it has no ticks the status decides, see `content.ts`. */
const WRITTEN: Record<FieldKind, z.ZodType> = {
  status: z.enum(STATUSES),
  text: z.string(),
  person: Key,
  ticks: z.array(z.string()),
}

/** What a person writes into an answer; what is left out stays as it was. */
export type Fill = Partial<CarriedAnswer>
const Fill = z.strictObject(
  Object.fromEntries(FIELDS.map(({ key, kind }) => [key, WRITTEN[kind].optional()])),
) as unknown as z.ZodType<Fill>

/** One person at one time: many answers from a sheet, single changes on the screen, confirmations of 該当なし. */
const Sitting = z.strictObject({
  by: Key,
  when: When,
  fills: z.record(CriterionId, Fill).default({}),
  changes: z.record(CriterionId, Fill).default({}),
  confirms: z.array(CriterionId).default([]),
})
export type Sitting = z.infer<typeof Sitting>

/** `<assessment>.yaml`: what was answered, the oldest first. */
export const Answers = z.strictObject({ sittings: z.array(Sitting) })

const Scope = z.strictObject({
  site: z.array(Text),
  system: z.array(Text),
  cloud: z.array(Text),
  exclusions: z.array(z.strictObject({ name: Text, reason: Text })),
})

/** What was made of what is missing: a plan of so many days, put before management. `assign`: who does which measures. */
const Improvement = z.strictObject({
  by: Key,
  when: When,
  days: z.number().int().positive(),
  size: z.literal(FIRM_SIZES),
  hours: z.number().positive(),
  assign: z.record(Key, z.array(Key)),
  message: Text,
})
export type DemoImprovement = z.infer<typeof Improvement>

/** A piece of evidence: a small file of text, or kept somewhere. `covers`: so many days before it was added; `lasts`: after. */
const Evidence = z.strictObject({
  by: Key,
  when: When,
  title: Text,
  kind: z.enum(KINDS),
  criteria: z.array(CriterionId),
  custodian: Text,
  covers: z.number().int().positive().optional(),
  lasts: z.number().int().positive().optional(),
  checkedBy: Key.optional(),
  insidersOnly: z.boolean().default(false),
  file: z.strictObject({ name: Text, text: Text }).optional(),
  place: Text.optional(),
})
export type DemoEvidence = z.infer<typeof Evidence>

const Assessment = z.strictObject({
  key: Key,
  title: Text,
  edition: EditionId,
  target: z.literal([3, 4]),
  by: Key,
  when: When,
  scope: Scope.optional(),
  /** The quick assessment that it was taken over from, by requirement. */
  quick: z.record(z.string(), z.enum(['yes', 'partly', 'no', 'unknown'])).optional(),
  improvement: Improvement.optional(),
  evidence: z.array(Evidence).default([]),
})

/** The rows of a register, which somebody wrote at once: cells by the ids of their columns. */
const DemoRegister = z.strictObject({
  register: RegisterId,
  by: Key,
  when: When,
  rows: z.array(z.record(z.string(), z.string())).min(1),
})
export type DemoRegister = z.infer<typeof DemoRegister>

const Decision = z.strictObject({
  subject: z.enum(['self', 'partner']),
  partner: Text.optional(),
  by: Key,
  when: When,
  confidential: Reply,
  continuity: Reply,
  access: Reply,
})
export type Decision = z.infer<typeof Decision>

/** Something that the expert or one of the firm's people said of a criterion. */
const Said = z.strictObject({
  assessment: Key,
  criterion: CriterionId,
  by: Key,
  when: When,
  kind: z.enum(ADVICE_KINDS),
  field: z.enum(ANSWER_TEXTS as [AnswerText, ...AnswerText[]]).optional(),
  body: Text,
})

/** Who does which duty, in which month the company's year starts, and what was recorded: each of the first day that was due then or later. */
const Duties = z.strictObject({
  by: Key,
  when: When,
  yearStarts: z.number().int().min(1).max(12).optional(),
  assign: z.record(Key, z.array(z.string())).default({}),
  /** In the order of time. `late`: of the last day that was due before. */
  records: z
    .array(
      z.strictObject({
        duty: z.string(),
        by: Key,
        when: When,
        lookedAt: Text,
        found: Text.optional(),
        late: z.boolean().default(false),
      }),
    )
    .default([]),
})
export type DemoDuties = z.infer<typeof Duties>

/** An expert of another firm at work here, for some days from when they were asked. */
const Engagement = z.strictObject({
  expert: Key,
  person: Key,
  kind: z.enum(ENGAGEMENT_KINDS),
  by: Key,
  when: When,
  days: z.number().int().positive(),
  sight: z.enum(SIGHTS),
  mayAnswer: z.boolean(),
  note: Text,
  /** In the order of time. */
  advice: z.array(Said).default([]),
})
export type DemoEngagement = z.infer<typeof Engagement>

const CastPerson = z.strictObject({
  key: Key,
  name: Text,
  position: Text,
  roles: z.array(z.custom<Role>((role) => typeof role === 'string' && isRole(role))).min(1),
  about: Words,
})
export type CastPerson = z.infer<typeof CastPerson>

const CastFirm = z.strictObject({
  key: Key,
  name: Text,
  begun: When,
  about: Words,
  kinds: z.array(z.custom<OrganisationKind>((kind) => typeof kind === 'string' && isKind(kind))).default(['applicant']),
  /** The first of them begins the organisation. */
  people: z.array(CastPerson).min(1),
  /** Both in the order of time. */
  decisions: z.array(Decision).default([]),
  registers: z.array(DemoRegister).default([]),
  assessments: z.array(Assessment).default([]),
  engagements: z.array(Engagement).default([]),
  duties: Duties.optional(),
  /** What a visitor may try, each in one of the assessments. */
  tries: z.array(z.strictObject({ words: Words, assessment: Key, path: z.string() })).default([]),
})

/** `cast.yaml`: the firms in the order in which they appear. */
export const Cast = z.strictObject({ firms: z.array(CastFirm).min(1) })

export type DemoAssessment = z.infer<typeof Assessment> & { sittings: Sitting[] }
export type Firm = Omit<z.infer<typeof CastFirm>, 'assessments'> & { assessments: DemoAssessment[] }
/** The whole demo world as data: made-up firms with their people, decisions and assessments. */
export type World = { firms: Firm[] }

import { z } from 'zod'
import { EditionId } from '../catalogue/index.ts'
import { readDay } from '../kernel/calendar.ts'

const Id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
const Words = z.string().trim().min(1)
/** A text with `{question}` where an answer goes: one paragraph, without any markup. */
const Text = Words.refine((text) => !/[\n\r]/.test(text), 'is one paragraph')
const Criteria = z.partialRecord(EditionId, z.array(z.string().regex(/^\d(-\d{1,2}){3}$/)).min(1))
const Choice = z.strictObject({ value: Id, text: Words })

/** A small question whose answer goes into the text, or decides which clauses stand in it. `because`: the criterion that sets the bounds. */
const Question = z.discriminatedUnion('kind', [
  z.strictObject({ id: Id, ask: Words, kind: z.enum(['text', 'person']), example: Words, because: z.string().optional() }),
  z.strictObject({
    id: Id,
    ask: Words,
    kind: z.literal('date'),
    example: z.string().refine((text) => readDay(text) !== undefined),
  }),
  z.strictObject({
    id: Id,
    ask: Words,
    kind: z.literal('number'),
    unit: Words.optional(),
    min: z.int(),
    max: z.int(),
    default: z.int(),
    because: z.string().optional(),
  }),
  z.strictObject({
    id: Id,
    ask: Words,
    kind: z.literal('choice'),
    of: z.array(Choice).min(2),
    default: Id,
    because: z.string().optional(),
  }),
])
export type Question = z.infer<typeof Question>

const Clause = z.strictObject({
  id: Id,
  text: Text,
  /** The criteria that it serves; without any it frames the text. */
  criteria: Criteria.optional(),
  /** Nothing asks for it: our advice, which can be left out. */
  advice: z.literal(true).optional(),
  /** Stands in the text only with these answers of choices. */
  when: z.record(Id, Id).optional(),
  /** Stands in the text only where that edition asks for it. */
  only: EditionId.optional(),
})
export type Clause = z.infer<typeof Clause>

const Section = z.strictObject({
  id: Id,
  title: Words,
  clauses: z.array(Clause).min(1).optional(),
  /** Things to tick off. */
  checks: z.array(Clause).min(1).optional(),
  /** Rows to write in. */
  table: z.strictObject({ columns: z.array(Words).min(1).max(12), rows: z.int().min(1).max(40) }).optional(),
})

const KINDS = ['policy', 'rule', 'procedure', 'plan', 'form', 'checklist', 'clauses'] as const

/** A 社内ルール to begin with, as it stands in `catalogue/templates/`. */
export const Template = z.strictObject({
  id: Id,
  name: Words,
  kind: z.enum(KINDS),
  about: Words,
  /** Who usually approves it. */
  approver: z.enum(['executive', 'security-department']),
  /** Whom it has to be made known to. */
  audience: z.array(z.enum(['officers', 'employees', 'dispatched-workers', 'seconded-workers'])),
  /** How often a criterion asks to review it. */
  review: z.enum(['P1Y', 'P1M']).optional(),
  questions: z.array(Question),
  sections: z.array(Section).min(1),
})
export type Template = z.infer<typeof Template>

/** All templates in the order of their identifiers, and the same in English. */
export type Templates = { templates: Template[]; english: Template[] }

const Texts = z.record(Id, Words)

/** The English of a template, by the same identifiers. */
export const English = z.strictObject({
  name: Words,
  about: Words,
  questions: Texts.default({}),
  choices: z.record(Id, Texts).default({}),
  units: Texts.default({}),
  sections: z.record(
    Id,
    z.strictObject({
      title: Words,
      clauses: Texts.default({}),
      checks: Texts.default({}),
      columns: z.array(Words).default([]),
    }),
  ),
})
export type English = z.infer<typeof English>

/** The English of examples, by their Japanese. */
export const Examples = z.record(Words, Words)

/** The same template in English. Throws where the English lacks a text. */
export function inEnglish(template: Template, english: English, examples: z.infer<typeof Examples>): Template {
  const of = (texts: Record<string, string>, id: string, what: string): string => {
    const text = texts[id]
    if (text === undefined) throw new Error(`${template.id} has no English of ${what} ${id}`)
    return text
  }
  const clause = (texts: Record<string, string>, section: string) => (one: Clause) => ({
    ...one,
    text: of(texts, one.id, `${section}:`),
  })
  return {
    ...template,
    name: english.name,
    about: english.about,
    questions: template.questions.map((question) => questionIn(question, english, examples, of)),
    sections: template.sections.map(({ id, clauses, checks, table, ...rest }) => {
      const own = english.sections[id]
      if (!own) throw new Error(`${template.id} has no English of section ${id}`)
      if (table && own.columns.length !== table.columns.length)
        throw new Error(`${template.id}: columns of ${id} differ in English`)
      return {
        ...rest,
        id,
        title: own.title,
        ...(clauses && { clauses: clauses.map(clause(own.clauses, id)) }),
        ...(checks && { checks: checks.map(clause(own.checks, id)) }),
        ...(table && { table: { ...table, columns: own.columns } }),
      }
    }),
  }
}

function questionIn(
  question: Question,
  english: English,
  examples: Record<string, string>,
  of: (texts: Record<string, string>, id: string, what: string) => string,
): Question {
  const ask = of(english.questions, question.id, 'question')
  if (question.kind === 'choice') {
    const texts = english.choices[question.id] ?? {}
    return { ...question, ask, of: question.of.map(({ value }) => ({ value, text: of(texts, value, `choice ${question.id}`) })) }
  }
  if (question.kind === 'number') {
    return { ...question, ask, ...(question.unit && { unit: of(english.units, question.id, 'unit') }) }
  }
  const { example } = question
  return { ...question, ask, example: question.kind === 'date' ? example : of(examples, example, 'example') }
}

import { z } from 'zod'
import { EditionId, type Target } from '../catalogue/index.ts'
import { boxesField, choiceField, field, plainField } from '../kernel/form.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { nameField } from '../roles/person.ts'
import { STATUSES } from '../standing/status.ts'
import { type AnswerContent, contentFrom, FIELD, FIELDS, type Field, type FieldKind, type FieldValues } from './fields.ts'

const TITLE = nameField('title', 200)
const TARGET = field({ required: true }, (typed): Outcome<Target> => {
  const target = ([3, 4] as const).find((level) => String(level) === typed)
  return target ? accept(target) : { ok: false, refusals: [NO_TARGET] }
})

/** The form of a new assessment. An edition stays with its assessment for life. */
export const NEW_ASSESSMENT = z.object({
  title: TITLE,
  target: TARGET,
  edition: choiceField(EditionId.options, {
    code: 'assessment.edition',
    words: { ja: '評価基準の版を選んでください。', en: 'Choose an edition of the criteria.' },
  }),
})

/** The form of its settings. */
export const SETTINGS = z.object({ title: TITLE, target: TARGET })

/** The form that removes it: its title as it stands is for the action to compare. */
export const REMOVAL = z.object({ typedTitle: field({ required: true, longest: 200 }, (typed) => accept(typed.trim())) })

const NO_TARGET: Refusal = {
  code: 'assessment.target',
  words: { ja: 'めざす★として、★3か★4を選んでください。', en: 'Choose ★3 or ★4 as the target.' },
}
/** What is said of a person who is not of the organisation, or not any more. */
export const NO_SUCH_PERSON = { ja: '割り当てる人を選び直してください。', en: 'Choose the person again.' }
const NOBODY_CHOSEN = { ja: 'だれに割り当てるかを選んでください。', en: 'Choose whom to assign them to.' }

const READ: { [Kind in FieldKind]: (field: Extract<Field, { kind: Kind }>) => z.ZodType<FieldValues[Kind], Sent<Kind>> } = {
  status: () => plainField((sent) => STATUSES.find((status) => status === sent) ?? null),
  text: ({ longest }) => field({ longest }, accept<string>),
  person: () => plainField((sent) => parseId<PersonId>(sent) ?? null),
  ticks: () => z.array(z.string()),
}
type Sent<Kind extends FieldKind> = Kind extends 'ticks' ? string[] : string
type AnswerFields = { [F in Field as F['key']]: z.ZodType<FieldValues[F['kind']], Sent<F['kind']>> }

/**
 * The form of an answer, its fields from their table: what they may hold is for `decideAnswer` to say, as it is of a file. `revision` is
 * what it was made on, nothing where the answer's fields were not sent at all; `as` who opened the page, `button` the one that was pressed.
 */
export const ANSWER = z
  .object(Object.fromEntries(FIELDS.map((one) => [one.key, READ[one.kind](one as never)])) as AnswerFields)
  .extend({ revision: revisionField(), as: plainField(String), button: plainField(String) })

/** The form that confirms 該当なし, with the answer where one was open: the revision that was read, and where one goes on to. */
export const CONFIRMATION = ANSWER.extend({ confirmed: revisionField(), after: plainField(String) })

/** The form that takes an earlier version back: which, and the revision that it was made on. */
export const RESTORATION = z.object({ revision: revisionField(), from: revisionField() })

/** What a form says of an answer. */
export function answerIn(read: z.output<typeof ANSWER>): AnswerContent {
  return contentFrom(({ key }) => read[key])
}

/**
 * The form of one verdict for several criteria: each box says its criterion and the revision that the person saw (0 for none). An empty
 * reason leaves each its own. `after` says where one goes on to: `list` for the rows that were ticked there.
 */
export const MANY = z.object({
  criteria: boxesField(
    (value) => {
      const [, criterion, from] = /^([0-9]+(?:-[0-9]+){3}) ([0-9]{1,7})$/.exec(value) ?? []
      return criterion && from ? { criterion, from: Number(from) } : undefined
    },
    { code: 'answer.none-chosen', words: { ja: '回答する評価基準に印をつけてください。', en: 'Tick the criteria to answer.' } },
  ),
  status: choiceField(STATUSES, {
    code: 'answer.none-chosen',
    words: { ja: '評価を1つ選んでください。', en: 'Choose a status.' },
  }),
  reason: field({ longest: FIELD.reason.longest }, accept<string>),
  after: plainField(String),
})
export type ManyWish = Omit<z.output<typeof MANY>, 'after'>

/** The form that hands criteria to a person, or to nobody. */
export const ASSIGNMENT = z.object({
  criteria: boxesField<string>((value) => value, {
    code: 'assignment.criteria',
    words: { ja: '割り当てる評価基準を選んでください。', en: 'Choose the criteria to assign.' },
  }),
  assignee: field({ required: true }, (typed): Outcome<PersonId | null> => {
    if (typed === '') return refuse('assignment.person', NOBODY_CHOSEN)
    const person = typed === 'nobody' ? null : parseId<PersonId>(typed)
    return person === undefined ? refuse('assignment.person', NO_SUCH_PERSON) : accept(person)
  }),
})

/** A revision as a page carries it: at most what the database's number holds; nothing where it is no number. */
function revisionField(): z.ZodType<number | undefined, string> {
  return plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : undefined))
}

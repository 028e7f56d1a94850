import type { PersonId } from '../kernel/ids.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Status } from '../standing/status.ts'

/** What a field of each kind holds: `ticks` are the ids of the criterion's points that were ticked. */
export type FieldValues = { status: Status | null; text: string; person: PersonId | null; ticks: string[] }
export type FieldKind = keyof FieldValues

type Shape = {
  /** Its name in code, in forms and in JSON. */
  key: string
  /** What every screen, file, report and log entry calls it. */
  words: Words
  /** Its column in the tables `answer` and `answer_version`. */
  column: string
  /** The version of our JSON that brought it. For a field that is added: one more than `VERSION` of `src/exchange/json.ts`. */
  since: number
  /** Which experts are shown it: those who see answers, or those who see everything. */
  sight: 'answers' | 'everything'
  /** The width of its column in workbooks, in characters; null where only JSON carries it, and no report. */
  width: number | null
} & (
  | { kind: Exclude<FieldKind, 'text'> }
  /** `longest` in characters; `lines` is the height of its box in the form; `tells` how things are, or what is to be done. */
  | { kind: 'text'; help: Words; longest: number; lines: number; tells: 'now' | 'next' }
)

/** The longest text that a field takes, in characters. */
export const LONGEST_TEXT = 4000

/**
 * Every field of an answer, in the order of files: the one place where they are listed. Forms, storing, history, sight, search, the
 * merge, files, the log, the report and the made-up world go through it. A field that is added comes with a migration and
 * `src/db/tables.ts`; `src/report/every-field.db.test.tsx` takes each through every way.
 */
export const FIELDS = [
  {
    key: 'status',
    kind: 'status',
    words: { ja: '評価', en: 'Status' },
    column: 'status',
    since: 1,
    sight: 'answers',
    width: 14,
  },
  {
    key: 'state',
    kind: 'text',
    words: { ja: 'いまの状態', en: 'State' },
    help: { ja: 'いま、どうなっているかを書きます。', en: 'How things are now.' },
    column: 'state',
    since: 1,
    longest: LONGEST_TEXT,
    lines: 2,
    tells: 'now',
    sight: 'answers',
    width: 34,
  },
  {
    key: 'reason',
    kind: 'text',
    words: { ja: '理由', en: 'Reason' },
    help: {
      ja: 'そう評価した理由を書きます。「該当なし」のときは必ず書きます。',
      en: 'Why this status. Required for “not applicable”.',
    },
    column: 'reason',
    since: 1,
    longest: LONGEST_TEXT,
    lines: 2,
    tells: 'now',
    sight: 'answers',
    width: 34,
  },
  {
    key: 'evidence',
    kind: 'text',
    words: { ja: '証跡', en: 'Evidence' },
    help: {
      ja: '文書名・保管場所・画面など、確かめられるものの在りかを書きます。',
      en: 'Where the proof is: a document, a place, a screen.',
    },
    column: 'evidence',
    since: 1,
    longest: LONGEST_TEXT,
    lines: 1,
    tells: 'now',
    sight: 'everything',
    width: 30,
  },
  {
    key: 'plan',
    kind: 'text',
    words: { ja: 'これからすること', en: 'Next step' },
    help: { ja: '足りないことをどう埋めるか、いつまでか。', en: 'How and by when the gap will be closed.' },
    column: 'plan',
    since: 1,
    longest: LONGEST_TEXT,
    lines: 2,
    tells: 'next',
    sight: 'answers',
    width: 30,
  },
  {
    key: 'note',
    kind: 'text',
    words: { ja: 'メモ', en: 'Note' },
    help: { ja: '覚え書き。報告書の付録にも載ります。', en: 'A note. It appears in the report too.' },
    column: 'note',
    since: 1,
    longest: LONGEST_TEXT,
    lines: 1,
    tells: 'now',
    sight: 'everything',
    width: 24,
  },
  {
    key: 'assignee',
    kind: 'person',
    words: { ja: '担当', en: 'Assignee' },
    column: 'assignee',
    since: 1,
    sight: 'answers',
    width: 14,
  },
  {
    key: 'ticked',
    kind: 'ticks',
    words: { ja: '当てはまるもの', en: 'What is true' },
    column: 'ticked',
    since: 1,
    sight: 'answers',
    width: null,
  },
] as const satisfies readonly Shape[]

export type Field = (typeof FIELDS)[number]
export type FieldKey = Field['key']
/** The keys of the fields of a kind. */
export type KeyOf<Kind extends FieldKind> = Extract<Field, { kind: Kind }>['key']
/** The keys of the fields that a table of an export has a column for. */
export type SheetKey = Extract<Field, { width: number }>['key']

/** What a person says about one criterion. A missing status is 未回答, which may still have an assignee and a note. */
export type AnswerContent = { [F in Field as F['key']]: FieldValues[F['kind']] }
/** The fields that are free text; empty means not written. */
export type AnswerText = KeyOf<'text'>

/** Every field by its key. */
export const FIELD = Object.fromEntries(FIELDS.map((field) => [field.key, field])) as { [F in Field as F['key']]: F }

/** The fields of a kind, in their order. */
export function fieldsOf<Kind extends FieldKind>(kind: Kind): Extract<Field, { kind: Kind }>[] {
  return FIELDS.filter((field): field is Extract<Field, { kind: Kind }> => field.kind === kind)
}

export const TEXT_FIELDS = fieldsOf('text')
export const ANSWER_TEXTS: readonly AnswerText[] = TEXT_FIELDS.map(({ key }) => key)
/** The fields that a table of an export has a column for. */
export const SHEET_FIELDS = FIELDS.filter((field) => field.width !== null)

/** An answer as files carry it: people by name, nobody as an empty text. */
export type CarriedAnswer = { [F in Field as F['key']]: F['kind'] extends 'person' ? string : FieldValues[F['kind']] }

/** An answer as files carry it, people by the name that `nameOf` gives. */
export function carriedFrom(content: AnswerContent, nameOf: (person: PersonId) => string): CarriedAnswer {
  const said = FIELDS.map(({ key, kind }) => {
    const value = content[key]
    return [key, kind === 'person' ? (value === null ? '' : nameOf(value as PersonId)) : value]
  })
  return Object.fromEntries(said)
}

const EMPTY: FieldValues = { status: null, text: '', person: null, ticks: [] }
/** What stands where nobody has said anything. */
export const EMPTY_ANSWER = contentFrom((field) => EMPTY[field.kind])

/** An answer whose every field is what `read` gives for it; the kinds are the caller's to keep. */
export function contentFrom(read: (field: Field) => FieldValues[FieldKind]): AnswerContent {
  return Object.fromEntries(FIELDS.map((field) => [field.key, read(field)])) as AnswerContent
}

/** Whether two values of a field say the same; the order of ticks says nothing. */
export function sameValue(one: FieldValues[FieldKind], other: FieldValues[FieldKind]): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.every((id) => other.includes(id)) && other.every((id) => one.includes(id))
}

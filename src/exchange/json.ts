import { z } from 'zod'
import { type CarriedAnswer, FIELDS, type FieldKind, LONGEST_TEXT } from '../assessment/index.ts'
import { EditionId } from '../catalogue/index.ts'
import { type AssessmentId, type ExportId, parseId } from '../kernel/ids.ts'
import { isTooDeep } from '../kernel/json-depth.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { MAX_ROWS } from '../sheets/limits.ts'
import { cleanText } from '../sheets/text.ts'
import { STATUSES } from '../standing/status.ts'
import type { MarkReading, OwnMark } from './own-table.ts'
import { PROBLEMS } from './problems.ts'
import { resolveRepeated } from './repeated.ts'
import type { Editions, Problem, Understanding, UnderstoodAnswer } from './understood.ts'

/** An answer for JSON. `confirmed` is told, never imported: confirming a 該当なし is a second person's own act. */
export type JsonAnswer = CarriedAnswer & { criterion: string; confirmed: boolean }

/** Writes an assessment as JSON: for other programs, for keeping, and for coming back. */
export function writeJson(mark: OwnMark, organisation: string, answers: readonly JsonAnswer[]): string {
  const { exportId, assessmentId, edition, target, exportedAt } = mark
  const head = { format: FORMAT, version: VERSION, edition, target, organisation, exportedAt, exportId, assessmentId }
  const inOrder = answers.map((answer) => {
    const said = Object.fromEntries(FIELDS.map(({ key }) => [key, answer[key]]))
    return { criterion: answer.criterion, ...said, confirmed: answer.confirmed }
  })
  return `${JSON.stringify({ ...head, answers: inOrder }, null, 2)}\n`
}

/** Reads our JSON. Refuses what is not JSON, not this format, or of a newer version, and names the first place that does not fit. */
export function readJson(text: string, editions: Editions): Outcome<MarkReading & { understanding: Understanding }> {
  const parsed = parse(text)
  if (parsed === undefined) return notOurs('', '')
  const known = Format.safeParse(parsed)
  if (known.success && known.data.version > VERSION) return newer()
  const read = AssessmentJson.safeParse(parsed)
  if (!read.success) {
    const [issue] = read.error.issues
    return notOurs(known.success ? (issue?.path.join('.') ?? '') : '', issue?.message ?? '')
  }
  const { edition, target, exportedAt, version } = read.data
  const answers: AnswerRead[] = []
  for (const [index, given] of read.data.answers.entries()) {
    const answer = AnswerJson.safeParse(version === 1 ? inWordsOfToday(given) : given)
    if (!answer.success) {
      const [issue] = answer.error.issues
      return notOurs(['answers', index, ...(issue?.path ?? [])].join('.'), issue?.message ?? '')
    }
    answers.push(answer.data)
  }
  const [exportId, assessmentId] = [parseId<ExportId>(read.data.exportId), parseId<AssessmentId>(read.data.assessmentId)]
  const mark = exportId && assessmentId ? { exportId, assessmentId, edition, target, exportedAt } : null
  const problems: Problem[] = edition === editions.chosen.id ? [] : [PROBLEMS.madeForEdition(editions.chosen.id, edition)]
  const understood = answers.map((answer, index) => toUnderstood(answer, index, problems))
  const settled = resolveRepeated(understood, editions, ({ row }) => `answers[${row - 1}]`)
  return accept({
    mark,
    trouble: null,
    understanding: {
      edition: editions.chosen.id,
      sheet: '',
      columns: [],
      answers: settled.answers,
      problems: [...settled.problems, ...problems],
      questions: [],
    },
  })
}

const FORMAT = 'hoshitori-assessment'
/** 1 had the assignee under `owner`; it is read like 2. A field that came later is absent from older files: it changes nothing. */
const VERSION = Math.max(2, ...FIELDS.map(({ since }) => since))
const Format = z.object({ format: z.literal(FORMAT), version: z.number() })
/** More boxes than any criterion has: what follows is not looked at. */
const MAX_TICKS = 1000
/** How JSON says a field of each kind: people by name. */
const VALUES: Record<FieldKind, z.ZodType> = {
  status: z.enum(STATUSES).nullable(),
  text: z.string(),
  person: z.string(),
  ticks: z.array(z.unknown()).max(MAX_TICKS).pipe(z.array(z.string())),
}
type AnswerRead = Partial<CarriedAnswer> & { criterion: string }
const AnswerJson = z.strictObject({
  criterion: z.string().max(40),
  ...Object.fromEntries(FIELDS.map(({ key, kind, since }) => [key, since > 2 ? VALUES[kind].optional() : VALUES[kind]])),
  confirmed: z.boolean(),
}) as unknown as z.ZodType<AnswerRead>
/** Answers are counted before any is looked at, and the first that does not fit is the last: each may be wrong in many ways. */
const AssessmentJson = z.strictObject({
  format: z.literal(FORMAT),
  version: z.int().min(1).max(VERSION),
  edition: EditionId,
  target: z.union([z.literal(3), z.literal(4)]),
  organisation: z.string(),
  exportedAt: z.iso.datetime(),
  exportId: z.string().optional(),
  assessmentId: z.string().optional(),
  answers: z.array(z.unknown()).max(MAX_ROWS),
})

function inWordsOfToday(given: unknown): unknown {
  const first = z.looseObject({ owner: z.unknown() }).safeParse(given)
  if (!first.success) return given
  const { owner, ...answer } = first.data
  return { ...answer, assignee: owner }
}

function parse(text: string): unknown {
  try {
    return isTooDeep(text) ? undefined : JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

function toUnderstood({ criterion, ...answer }: AnswerRead, index: number, problems: Problem[]): UnderstoodAnswer {
  const understood: UnderstoodAnswer = { criterion, row: index + 1, texts: {}, cells: {}, raw: {} }
  for (const { key, kind } of FIELDS) {
    const place = `answers[${index}].${key}`
    const said = answer[key]
    if (said === undefined) continue
    understood.cells[key] = place
    if (said && said.length > 0) understood.raw[place] = String(said)
    if (kind !== 'text') Object.assign(understood, { [key]: said })
    else {
      const text = cleanText(String(said))
      if (text.length > LONGEST_TEXT) problems.push(PROBLEMS.textTooLong(place, text, criterion))
      else understood.texts[key] = text
    }
  }
  return understood
}

function notOurs(place: string, message: string): ReturnType<typeof refuse> {
  return refuse('not-our-json', {
    ja: `星取のJSONとして読めません${place === '' ? '' : `(${place})`}。星取から書き出したJSONを選んでください。何も取り込んでいません。`,
    en: `This is no JSON of Hoshitori${place === '' ? '' : ` (${place}: ${message})`}. Choose a JSON file exported from Hoshitori. Nothing was imported.`,
  })
}

/** Also for a workbook or CSV file whose mark is newer than this product. */
export function newer(): ReturnType<typeof refuse> {
  return refuse('newer-format', {
    ja: 'より新しい星取で書き出したファイルです。星取を新しくしてから取り込んでください。何も取り込んでいません。',
    en: 'This file was exported by a newer Hoshitori. Update Hoshitori and import again. Nothing was imported.',
  })
}

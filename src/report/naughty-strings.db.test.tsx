import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { begin, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, typedIn, visitor } from '../../tests/web.ts'
import { createAssessment, readAssessment, recordImported } from '../assessment/actions.ts'
import { ANSWER_TEXTS, EMPTY_ANSWER } from '../assessment/fields.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { acceptImport, exportAnswers, readImport, readPreview } from '../exchange/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import { root } from '../root.ts'
import { cleanText } from '../sheets/text.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { readGapReport, setPdf } from './actions.ts'
import { toPrintable } from './printable.ts'
import { toWorkbook } from './workbook.ts'

/** Five strings to a criterion, one in each of its texts: what people and attackers type, through everything that a text comes out of. */
const { strings } = z
  .object({ strings: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'conformance/naughty-strings.json'), 'utf8')))
const database = testDatabase()
let context: ReturnType<typeof testContext>
let boss: Viewer
let assessment: AssessmentId
/** What each text should say, by criterion and field: as typed, but for blanks at its ends and line ends. */
let typed: Map<string, Record<string, string>>

const newAssessment = async () => done(await createAssessment(context, boss, { title: '本社', edition: '2026-03-27', target: 4 }))
const textsOf = async (id: AssessmentId) => {
  const found = await readAssessment(context, boss, id)
  return new Map([...(found?.answers ?? [])].map(([criterion, answer]) => [criterion, answer]))
}
const tidy = (text: string) => text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim()

/** What a file cannot carry is left out of it: characters that XML does not know. */
const carriable = (text: string) => cleanText(text).trim()

beforeAll(async () => {
  context = testContext(database.db)
  boss = await begin(context, '青山精機', '青山 太郎')
  assessment = await newAssessment()
  const criteria = context.edition('2026-03-27').criteria.map(({ id }) => id)
  const size = ANSWER_TEXTS.length
  const contents = Array.from({ length: Math.ceil(strings.length / size) }, (_, index) => {
    const own = strings.slice(index * size, (index + 1) * size)
    const texts = Object.fromEntries(ANSWER_TEXTS.map((text, at) => [text, own[at] ?? '']))
    return { criterion: criteria[index] ?? '', from: 0, content: { ...EMPTY_ANSWER, status: 'met' as const, ...texts } }
  })
  typed = new Map(
    contents.map(({ criterion, content }) => [
      criterion,
      Object.fromEntries(ANSWER_TEXTS.map((text) => [text, tidy(content[text])])),
    ]),
  )
  const written = await recordImported(context, boss, assessment, contents)
  expect(written).toEqual({ ok: true, value: { written: 103 } })
})

test('the database keeps each as it was typed', async () => {
  const stored = await textsOf(assessment)
  for (const [criterion, texts] of typed) expect([criterion, stored.get(criterion)]).toMatchObject([criterion, texts])
})

describe.each(['xlsx', 'csv', 'json'] as const)('the file %s', (form) => {
  test('carries each out and in', async () => {
    const made = await exportAnswers(context, boss, assessment, form)
    const bytes = made?.ok ? made.value.bytes : new Uint8Array()
    const other = await newAssessment()
    const draft = await readImport(context, boss, other, { name: 'a', bytes })
    const preview = draft?.ok ? await readPreview(context, boss, other, draft.value) : undefined
    if (!draft?.ok || !preview) throw new Error('no preview')
    const decided = { choice: () => undefined, row: () => undefined, seen: preview.seen }
    expect(await acceptImport(context, boss, other, draft.value, decided)).toMatchObject({ ok: true, value: { written: 103 } })
    const carried = await textsOf(other)
    const wrong = [...typed].flatMap(([criterion, texts]) =>
      ANSWER_TEXTS.map((text) => [carriable(texts[text] ?? ''), carried.get(criterion)?.[text]]).filter(
        ([was, is]) => was !== is,
      ),
    )
    expect(wrong).toEqual([])
  })
})

test('a page shows each as text: in its box as it was typed, and no tag of its own', async () => {
  const who = visitor(testApp(context, [assessmentRoutes()]), boss)
  for (const [criterion, texts] of typed) {
    if (!Object.values(texts).some((text) => /[<>&"']/.test(text))) continue
    const { page } = await who.get(`/assessments/${assessment}/criteria/${criterion}`)
    for (const text of ANSWER_TEXTS) expect([criterion, typedIn(page, text)]).toEqual([criterion, [texts[text]]])
    expect(
      page.match(/<(script|img|iframe|svg|object|embed|style|marquee)\b[^>]*/gi)?.filter((tag) => !OURS.test(tag)) ?? [],
    ).toEqual([])
  }
})
/** Tags that the page itself has. */
const OURS = /^<(script (type="module" )?src="\/assets\/|svg |style>)/i

test('the workbook of the report holds each as text', async () => {
  const report = await readGapReport(context, boss, assessment, context.now())
  const read = report && (await readWorkbook(await toWorkbook(report)))
  if (!read?.ok) throw new Error('unreadable')
  const cells = new Set(read.value.sheets.flatMap(({ cells }) => cells.flatMap((row) => row.map(({ text }) => text.trim()))))
  const texts = [...typed.values()].flatMap((texts) => Object.values(texts)).map((text) => carriable(toPrintable(text)))
  const missing = texts.filter((text) => text !== '' && !cells.has(text))
  expect(missing).toEqual([])
})

test('the PDF is set from each as it is fit for print, whatever it looks like to its typesetter', async () => {
  const report = await readGapReport(context, boss, assessment, context.now())
  if (!report) throw new Error('no report')
  const source = JSON.stringify(toPrintable(report))
  for (const texts of typed.values()) {
    for (const text of Object.values(texts)) expect(source).toContain(JSON.stringify(toPrintable(text)).slice(1, -1))
  }
  const pdf = await setPdf(report)
  expect(pdf.ok && Buffer.from(pdf.value.subarray(0, 5)).toString()).toBe('%PDF-')
})

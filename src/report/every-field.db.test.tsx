import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import { toldOf } from '../../tests/told.ts'
import { testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { createAssessment, readAnswer } from '../assessment/actions.ts'
import { type AnswerContent, contentFrom, FIELDS, type Field, SHEET_FIELDS } from '../assessment/fields.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { acceptImport, exportAnswers, readImport, readPreview } from '../exchange/actions.ts'
import { FORMS } from '../exchange/forms.ts'
import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { readGapReport, setPdf } from './actions.ts'
import { toWorkbook } from './workbook.ts'

// pdftotext reads the report.
mayCost({ processes: 1 })

/** Every field of the table, through every way that an answer takes; each with a value that no other field has. */
const database = testDatabase()
const CRITERION = '1-2-1-1'
let context: ReturnType<typeof testContext>
let boss: Viewer
let people: PersonId[]
let names: string[]
let who: Visitor
let assessment: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  boss = await begin(context, '青山精機', '青山 太郎')
  names = ['佐藤 花子', '村田 浩']
  people = []
  for (const name of names) people.push((await colleague(context, boss, name, 'staff')).person)
  who = visitor(
    testApp(context, [assessmentRoutes()], () => {}),
    boss,
  )
  assessment = await newAssessment()
  for (const round of [0, 1]) expect((await save(round)).status).toBe(303)
})

const newAssessment = async () => done(await createAssessment(context, boss, { title: '本社', edition: '2026-03-27', target: 3 }))

/** What a field says in the first round and in the second: never the same. */
function saidIn({ key, kind }: Field, round: number): AnswerContent[Field['key']] {
  if (kind === 'status') return round === 0 ? 'unmet' : 'partial'
  if (kind === 'person') return people[round] ?? null
  return kind === 'ticks' ? [`${key}-${round}`, `${key}-both`] : `${key} の ${round}回目`
}

const contentOf = (round: number) => contentFrom((field) => saidIn(field, round))

function save(round: number) {
  const typed = Object.fromEntries(FIELDS.map((field) => [field.key, (saidIn(field, round) ?? '') as string | string[]]))
  return who.post(`/assessments/${assessment}/answers/${CRITERION}`, { ...typed, revision: String(round) })
}

const stored = async (id: AssessmentId) => (await readAnswer(context, boss, id, CRITERION))?.answer

test('what the form sends is stored, over what stood there, and each version keeps its own', async () => {
  const found = await readAnswer(context, boss, assessment, CRITERION)
  expect(found?.answer).toMatchObject(contentOf(1))
  expect(found?.versions).toMatchObject([contentOf(1), contentOf(0)])
})

test('the form shows it again, under its name; the history tells it', async () => {
  const { page } = await who.get(`/assessments/${assessment}/criteria/${CRITERION}`)
  for (const field of FIELDS.filter(({ kind }) => kind !== 'ticks')) {
    expect([field.key, typedIn(page, field.key)]).toEqual([field.key, [saidIn(field, 1)]])
    expect(page).toContain(`${field.words.ja}<`)
  }
  expect(page).toContain('name="ticked"')
  const history = page.slice(page.indexOf('id="versions"'))
  for (const field of FIELDS) {
    const said = field.kind === 'person' ? names[0] : saidIn(field, 0)
    if (field.kind !== 'status') expect(history).toContain(Array.isArray(said) ? said.join('\n') : said)
  }
})

test('the log tells both sides of it', async () => {
  const row = await database.db.read('admin', (tx) =>
    tx.selectFrom('log_entry').select('body').where('act', '=', 'answer.record').orderBy('position', 'desc').executeTakeFirst(),
  )
  const changes: { field: string; before: unknown; after: unknown }[] = JSON.parse(row?.body ?? '{}').changes
  expect(changes.map(({ field }) => field)).toEqual(FIELDS.map(({ key }) => key))
  const told = JSON.stringify(changes.map(({ before, after }) => [before, after]))
  for (const field of FIELDS) for (const round of [0, 1]) expect(told).toContain([saidIn(field, round)].flat()[0])
  expect(new Set(toldOf(row?.body).changes.map(({ what }) => what))).toEqual(new Set(FIELDS.map(({ words }) => words)))
})

test.each(FIELDS)('a change of it alone is saved: $key', async (field) => {
  const other = await newAssessment()
  const typed = (round: (one: Field) => number) =>
    Object.fromEntries(FIELDS.map((one) => [one.key, (saidIn(one, round(one)) ?? '') as string | string[]]))
  const address = `/assessments/${other}/answers/${CRITERION}`
  await who.post(address, { ...typed(() => 0), revision: '0' })
  await who.post(address, { ...typed((one) => (one.key === field.key ? 1 : 0)), revision: '1' })
  expect(await stored(other)).toMatchObject({ ...contentOf(0), [field.key]: saidIn(field, 1), revision: 2 })
})

test('a text is found by searching', async () => {
  for (const field of FIELDS.filter(({ kind }) => kind === 'text')) {
    const query = encodeURIComponent(String(saidIn(field, 1)))
    expect((await who.get(`/assessments/${assessment}/criteria?q=${query}`)).page).toContain(`c-${CRITERION}`)
  }
})

describe.each(FORMS)('the file %s', (form) => {
  test('carries it out and in, into an assessment without answers', async () => {
    const made = await exportAnswers(context, boss, assessment, form)
    const bytes = made?.ok ? made.value.bytes : new Uint8Array()
    const other = await newAssessment()
    const draft = await readImport(context, boss, other, { name: 'a', bytes })
    const id = draft?.ok ? draft.value : undefined
    const preview = id && (await readPreview(context, boss, other, id))
    if (!preview) throw new Error('no preview')
    const decided = { choice: () => undefined, row: () => undefined, seen: preview.seen }
    expect(await acceptImport(context, boss, other, id, decided)).toMatchObject({ ok: true, value: { written: 1 } })
    const carried = form === 'json' ? FIELDS : SHEET_FIELDS
    expect(await stored(other)).toMatchObject(Object.fromEntries(carried.map((field) => [field.key, saidIn(field, 1)])))
  })

  test('changes nothing where it comes back as it went out, and field by field where it was changed here', async () => {
    const made = await exportAnswers(context, boss, assessment, form)
    const bytes = made?.ok ? made.value.bytes : new Uint8Array()
    const draft = await readImport(context, boss, assessment, { name: 'a', bytes })
    const preview = draft?.ok ? await readPreview(context, boss, assessment, draft.value) : undefined
    const fields = preview?.merges.find(({ criterion }) => criterion === CRITERION)?.fields ?? []
    expect(FIELDS.map(({ key }) => key).filter((key) => !fields.some(({ field }) => field === key))).toEqual([])
    expect(fields.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([])
  })
})

describe('the report', () => {
  const shown = SHEET_FIELDS.filter(({ kind }) => kind !== 'status')
  const wordsOf = (field: Field) => String(field.kind === 'person' ? names[1] : saidIn(field, 1))
  const made = async () => {
    const report = await readGapReport(context, boss, assessment, context.now())
    if (!report) throw new Error('no report')
    return report
  }

  test('as a workbook shows it, wherever a criterion stands; the status is a mark there', async () => {
    const read = await readWorkbook(await toWorkbook(await made()))
    if (!read.ok) throw new Error('unreadable')
    for (const name of ['足りないところ', 'すべての評価基準']) {
      const sheet = read.value.sheets.find((one) => one.name === name)
      const [headers, ...rows] = sheet?.cells.map((row) => row.map(({ text }) => text)) ?? []
      const row = rows.find((cells) => cells.includes(CRITERION)) ?? []
      const found = shown.map((field) => [field.key, row[headers?.indexOf(field.words.ja) ?? -1]])
      expect(found).toEqual(shown.map((field) => [field.key, wordsOf(field)]))
    }
  })

  test('as a PDF shows it under its name, where it is a gap and in the appendix of all criteria', async () => {
    const pdf = await setPdf(await made())
    if (!pdf.ok) throw new Error('no PDF')
    const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf.value, encoding: 'utf8' }).replaceAll(/\s/g, '')
    const appendix = text.lastIndexOf('付録Bすべての評価基準')
    for (const part of [text.slice(0, appendix), text.slice(appendix)]) {
      const missing = shown.filter(
        (field) => !part.includes(field.words.ja) || !part.includes(wordsOf(field).replaceAll(' ', '')),
      )
      expect(missing.map(({ key }) => key)).toEqual([])
    }
  })
})

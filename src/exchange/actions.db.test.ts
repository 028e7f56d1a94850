import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { createAssessment } from '../assessment/actions.ts'
import { recordAnswer } from '../assessment/answer-actions.ts'
import { type AnswerContent, contentFrom, EMPTY_ANSWER } from '../assessment/fields.ts'
import { readAssessment, readHead } from '../assessment/read-actions.ts'
import type { AssessmentId, ImportId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import { acceptImport, exportAnswers, readImport, readPreview } from './actions.ts'
import { officialRow, officialWorkbook } from './exchange.fixture.ts'
import { FORMS, type Form } from './forms.ts'
import { forgetDrafts } from './jobs.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let taro: Viewer
let yumi: Viewer
let hanako: Viewer
let honsha: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  taro = await begin(context, '青山精機', '青山 太郎')
  yumi = await begin(context, '楓システムズ', '楓 由美')
  hanako = await colleague(context, taro, '佐藤 花子', 'staff')
})

beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  honsha = await started(taro)
})

const RICH: Record<string, Partial<AnswerContent>> = {
  '1-2-1-1': {
    status: 'met',
    state: '状態',
    reason: '理由\n2行目',
    evidence: '規程',
    plan: '計画',
    note: 'メモ',
    ticked: ['a', 'b'],
  },
  '1-2-1-2': { status: 'notApplicable', reason: '開発をしていない' },
  '4-4-4-2': { status: 'partial', reason: '=1+1', note: "'引用" },
  '5-1-1-1': { status: null, plan: '来月から', ticked: ['c'] },
}

describe('an export', () => {
  test.each(FORMS)('as %s keeps what went out, and by whom and when', async (form) => {
    await fill(honsha)
    context.clock.at = '2027-04-05T06:07:08.000Z'
    const made = await exported(form)
    expect(made).toMatchObject({ exportedAt: '2027-04-05T06:07:08.000Z', title: '本社 2027年度' })
    const [kept] = await exportsOf(honsha)
    expect(kept).toMatchObject({ exported_by: taro.person, exported_at: '2027-04-05T06:07:08.000Z' })
    expect(Object.keys(kept?.answers ?? {}).toSorted()).toEqual(Object.keys(RICH).toSorted())
  })

  test.each(FORMS)('as %s fills an empty assessment with all that it says', async (form) => {
    await fill(honsha)
    const { bytes } = await exported(form)
    const shisha = await started(taro)
    const draft = await read(shisha, bytes)
    expect(await accept(shisha, draft)).toMatchObject({ ok: true, value: { written: 4 } })
    const [from, to] = [await contentsOf(honsha), await contentsOf(shisha)]
    const withoutTicks = (contents: typeof from) => contents.map(([id, content]) => [id, { ...content, ticked: [] }])
    if (form === 'json') expect(to).toEqual(from)
    else expect(withoutTicks(to)).toEqual(withoutTicks(from))
  })

  test('of another organisation’s assessment there is none', async () => {
    expect(await exportAnswers(context, yumi, honsha, 'json')).toBeUndefined()
    expect(await exportsOf(honsha)).toEqual([])
  })
})

describe('reading a file', () => {
  test('keeps what was understood with the hash of the file, and touches no answer', async () => {
    await fill(honsha)
    const before = await contentsOf(honsha)
    const bytes = await official('○', '毎年')
    const draft = await read(honsha, bytes, '記入\u0000済み\n.xlsx')
    const preview = await readPreview(context, taro, honsha, draft)
    expect(preview?.draft).toMatchObject({
      fileName: '記入済み.xlsx',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      uploadedBy: taro.person,
      uploadedAt: '2027-04-01T00:00:00.000Z',
      read: { form: 'workbook', own: null },
    })
    expect(preview).toMatchObject({ seen: 4, hasBase: false })
    expect(await contentsOf(honsha)).toEqual(before)
  })

  test('a name of any length is kept to 200 characters', async () => {
    const draft = await read(honsha, await official('○'), `${'長'.repeat(300)}.xlsx`)
    expect((await readPreview(context, taro, honsha, draft))?.draft.fileName).toBe('長'.repeat(200))
  })

  test('for another organisation’s assessment, or none, is nothing', async () => {
    const file = { name: 'x.xlsx', bytes: await official('○') }
    expect(await readImport(context, yumi, honsha, file)).toBeUndefined()
    expect(await draftsOf(honsha)).toEqual([])
  })

  test('is refused where the file is, and keeps nothing', async () => {
    const refused = await readImport(context, taro, honsha, { name: 'x', bytes: new TextEncoder().encode('%PDF-1.7') })
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'not-readable' }] })
    expect(await draftsOf(honsha)).toEqual([])
  })

  test('that was read before there were questions about files asks none', async () => {
    const draft = await read(honsha, await official('○'))
    const old = sql<string>`understanding::jsonb - 'questions'`
    await database.db.transact('admin', (tx) => tx.updateTable('import_draft').set({ understanding: old }).execute())
    expect((await readPreview(context, taro, honsha, draft))?.draft.read.understanding.questions).toEqual([])
    expect(await accept(honsha, draft)).toMatchObject({ ok: true, value: { written: 3 } })
  })

  test('that nobody accepted is forgotten after a week', async () => {
    const old = await read(honsha, await official('○'))
    context.clock.at = '2027-04-07T23:59:59.000Z'
    const young = await read(honsha, await official('×'))
    expect(await readPreview(context, taro, honsha, old)).toBeDefined()
    context.clock.at = '2027-04-08T00:00:00.001Z'
    await forgetDrafts(context)
    expect(await draftsOf(honsha)).toEqual([young])
  })
})

describe('the base of a merge', () => {
  test('is the export that the file came from, though another was made since', async () => {
    await say('1-2-1-1', { status: 'partial', reason: '一' }, 0)
    const first = await exported('json')
    await say('1-2-1-1', { status: 'partial', reason: '二' }, 1)
    await exported('json')
    const draft = await read(honsha, first.bytes)
    const preview = await readPreview(context, taro, honsha, draft)
    expect(preview?.hasBase).toBe(true)
    expect(fieldOf(preview, '1-2-1-1', 'reason')).toMatchObject({ outcome: 'keep-ours', base: '一', ours: '二', theirs: '一' })
  })

  test('is none for a file of another assessment, or one whose mark was copied from another organisation', async () => {
    await say('1-2-1-1', { status: 'partial', reason: '一' }, 0)
    const { bytes } = await exported('json')
    for (const [viewer, id] of [
      [taro, await started(taro)],
      [yumi, await started(yumi)],
    ] as const) {
      const forged = new TextDecoder().decode(bytes).replace(honsha, id)
      for (const file of [bytes, new TextEncoder().encode(forged)]) {
        const outcome = await readImport(context, viewer, id, { name: 'x.json', bytes: file })
        if (!outcome?.ok) throw new Error('refused')
        const preview = await readPreview(context, viewer, id, outcome.value)
        expect(preview?.hasBase).toBe(false)
        expect(fieldOf(preview, '1-2-1-1', 'reason')).toMatchObject({ outcome: 'take-theirs', base: '' })
      }
    }
  })
})

describe('ticks of a JSON file', () => {
  const OF_EXPORT = ['a', 'b', 'server:absent']

  /** What the file would do to the ticks: exported with three, then ticked otherwise here and in the file. */
  async function merged(here: string[], file: string[]) {
    await say('1-2-1-1', { status: 'partial', ticked: OF_EXPORT }, 0)
    const { bytes } = await exported('json')
    await say('1-2-1-1', { status: 'partial', ticked: here }, 1)
    const text = new TextDecoder().decode(bytes).replace(/"ticked": \[[^\]]*\]/, `"ticked": ${JSON.stringify(file)}`)
    const draft = await read(honsha, new TextEncoder().encode(text))
    const preview = await readPreview(context, taro, honsha, draft)
    const seen = preview?.seen ?? 0
    return { draft, seen, field: fieldOf(preview, '1-2-1-1', 'ticked') }
  }
  const ticked = async () => (await readAssessment(context, taro, honsha))?.answers.get('1-2-1-1')?.ticked

  test('that differ in nothing else are offered, and written', async () => {
    const { draft, seen, field } = await merged(OF_EXPORT, ['a', 'c:absent'])
    expect(field).toMatchObject({ outcome: 'take-theirs', ours: OF_EXPORT, theirs: ['a', 'c:absent'] })
    expect(await accept(honsha, draft, seen)).toMatchObject({ ok: true, value: { written: 1 } })
    expect(await ticked()).toEqual(['a', 'c:absent'])
  })

  test('do not undo newer ones: those that the file left alone stay as they are here', async () => {
    const { field } = await merged(['b'], [...OF_EXPORT].reverse())
    expect(field).toMatchObject({ outcome: 'keep-ours', result: ['b'] })
  })

  test.each([
    ['ours', ['b', 'c']],
    ['theirs', ['a', 'b', 'd']],
    ['both', ['b', 'c', 'd']],
  ] as const)('that changed on both sides are a conflict; decided for %s', async (choice, expected) => {
    const { draft, seen, field } = await merged(['b', 'c'], ['a', 'b', 'd'])
    expect(field?.outcome).toBe('conflict')
    await acceptImport(context, taro, honsha, draft, { seen, choice: () => choice, row: () => undefined })
    expect(await ticked()).toEqual(expected)
  })
})

describe('accepting', () => {
  test('writes each answer with its version, one revision of the assessment, and forgets the draft', async () => {
    await say('1-2-1-1', { status: 'unmet' }, 0)
    const draft = await read(honsha, await official('○', '毎年'))
    context.clock.at = '2027-04-02T00:00:00.000Z'
    const outcome = await acceptImport(context, hanako, honsha, draft, {
      seen: 1,
      choice: () => 'theirs',
      row: () => undefined,
    })
    expect(outcome).toMatchObject({ ok: true, value: { written: 3 } })
    const found = await readAssessment(context, taro, honsha)
    expect(found?.head).toMatchObject({ revision: 2, changedAt: '2027-04-02T00:00:00.000Z' })
    expect(found?.answers.get('1-2-1-1')).toMatchObject({ status: 'met', reason: '毎年', revision: 2, changedBy: hanako.person })
    expect(await versionsOf(honsha)).toEqual([
      ['1-2-1-1', 1, 'answer', taro.person],
      ['1-2-1-1', 2, 'import', hanako.person],
      ['1-2-1-2', 1, 'import', hanako.person],
      ['1-3-1-1', 1, 'import', hanako.person],
    ])
    expect(await draftsOf(honsha)).toEqual([])
  })

  test('on top of what changed since is refused, and nothing is written', async () => {
    const draft = await read(honsha, await official('○'))
    await say('5-1-1-1', { status: 'met' }, 0)
    expect(await accept(honsha, draft, 0)).toMatchObject({ ok: false, refusals: [{ code: 'import.changed' }] })
    expect(await versionsOf(honsha)).toEqual([['5-1-1-1', 1, 'answer', taro.person]])
    expect(await draftsOf(honsha)).toEqual([draft])
  })

  test('of one answer that cannot be saved refuses them all', async () => {
    await say('1-3-1-1', { status: 'partial', reason: 'あ'.repeat(4000) }, 0)
    const draft = await read(honsha, await official('○', 'ファイルの理由'))
    const outcome = await accept(honsha, draft, 1)
    expect(outcome).toMatchObject({
      ok: false,
      refusals: [{ code: 'answer.long', words: { ja: expect.stringMatching(/^1-3-1-1: /) } }],
    })
    expect(await versionsOf(honsha)).toHaveLength(1)
    expect((await readHead(context, taro, honsha))?.revision).toBe(1)
  })

  test('twice at once writes once', async () => {
    const draft = await read(honsha, await official('○', '毎年'))
    const outcomes = await Promise.all([accept(honsha, draft, 0), accept(honsha, draft, 0), accept(honsha, draft, 0)])
    expect(outcomes.filter((outcome) => outcome?.ok)).toHaveLength(1)
    expect(await versionsOf(honsha)).toHaveLength(3)
    expect((await readHead(context, taro, honsha))?.revision).toBe(1)
  })

  test('while somebody saves an answer loses neither', async () => {
    const draft = await read(honsha, await official('○', 'ファイル'))
    const [outcome, saved] = await Promise.all([accept(honsha, draft, 0), say('1-2-1-1', { status: 'unmet', reason: 'ここ' }, 0)])
    const texts = (await database.db.transact('admin', (tx) => tx.selectFrom('answer_version').selectAll().execute()))
      .filter((row) => row.assessment_id === honsha)
      .map(({ reason }) => reason)
    if (outcome?.ok) expect(texts).toContain('ファイル')
    else expect(texts).not.toContain('ファイル')
    expect(saved.ok && saved.value.kind === 'saved').toBe(texts.includes('ここ'))
    expect(texts.length).toBeGreaterThan(0)
  })

  test('by another organisation finds nothing', async () => {
    const draft = await read(honsha, await official('○'))
    const decided = { seen: 0, choice: () => undefined, row: () => undefined }
    expect(await acceptImport(context, yumi, honsha, draft, decided)).toBeUndefined()
    expect(await acceptImport(context, yumi, await started(yumi), draft, decided)).toBeUndefined()
    expect(await readPreview(context, yumi, honsha, draft)).toBeUndefined()
    expect(await versionsOf(honsha)).toEqual([])
  })
})

async function started(viewer: Viewer): Promise<AssessmentId> {
  const outcome = await createAssessment(context, viewer, { title: '本社 2027年度', edition: '2026-03-27', target: 4 })
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}

async function say(criterion: string, content: Partial<AnswerContent>, from: number) {
  const wish = { assessment: honsha, criterion, from, content: { ...EMPTY_ANSWER, ...content } }
  const outcome = await recordAnswer(context, taro, wish)
  if (!outcome) throw new Error(`no criterion ${criterion}`)
  return outcome
}

async function fill(id: AssessmentId): Promise<void> {
  honsha = id
  for (const [criterion, content] of Object.entries(RICH)) {
    const assignee = criterion === '4-4-4-2' ? hanako.person : null
    expect(await say(criterion, { ...content, assignee }, 0)).toMatchObject({ ok: true })
  }
}

async function exported(form: Form) {
  const outcome = await exportAnswers(context, taro, honsha, form)
  if (!outcome?.ok) throw new Error('not exported')
  return outcome.value
}

/** The official layout with the same answer to three criteria. */
function official(...answer: string[]): Promise<Uint8Array> {
  return officialWorkbook(['1-2-1-1', '1-2-1-2', '1-3-1-1'].map((id) => officialRow(id, ...answer)))
}

async function read(id: AssessmentId, bytes: Uint8Array, name = '記入済み.xlsx'): Promise<ImportId> {
  const outcome = await readImport(context, taro, id, { name, bytes })
  if (!outcome?.ok) throw new Error(outcome?.refusals[0].code ?? 'not there')
  return outcome.value
}

function accept(id: AssessmentId, draft: ImportId, seen = 0) {
  return acceptImport(context, taro, id, draft, { seen, choice: () => 'both', row: () => undefined })
}

function fieldOf(preview: Awaited<ReturnType<typeof readPreview>>, criterion: string, name: string) {
  return preview?.merges.find((merge) => merge.criterion === criterion)?.fields.find(({ field }) => field === name)
}

async function contentsOf(id: AssessmentId): Promise<[string, AnswerContent][]> {
  const found = await readAssessment(context, taro, id)
  return [...(found?.answers ?? [])]
    .map(([criterion, answer]): [string, AnswerContent] => [criterion, contentFrom(({ key }) => answer[key])])
    .toSorted()
}

function exportsOf(id: AssessmentId) {
  return database.db.transact('admin', (tx) =>
    tx.selectFrom('sheet_export').selectAll().where('assessment_id', '=', id).execute(),
  )
}

async function draftsOf(id: AssessmentId): Promise<ImportId[]> {
  const rows = await database.db.transact('admin', (tx) =>
    tx.selectFrom('import_draft').select('id').where('assessment_id', '=', id).execute(),
  )
  return rows.map((row) => row.id)
}

async function versionsOf(id: AssessmentId) {
  const rows = await database.db.transact('admin', (tx) =>
    tx
      .selectFrom('answer_version')
      .selectAll()
      .where('assessment_id', '=', id)
      .orderBy('criterion')
      .orderBy('revision')
      .execute(),
  )
  return rows.map(({ criterion, revision, cause, changed_by }) => [criterion, revision, cause, changed_by])
}

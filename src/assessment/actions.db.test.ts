import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import * as actions from './actions.ts'
import { EMPTY_ANSWER } from './fields.ts'
import { unpack } from './packed-standings.ts'

const database = testDatabase()
let aoyama: Viewer
let kaede: Viewer
let hanako: Viewer
let context: ReturnType<typeof testContext>

beforeAll(async () => {
  context = testContext(database.db)
  aoyama = await begin(context, '青山精機', '青山 太郎')
  kaede = await begin(context, '楓システムズ', '楓 由美')
  hanako = await colleague(context, aoyama, '佐藤 花子', 'staff')
})

async function started(title = '本社 2027年度'): Promise<AssessmentId> {
  const outcome = await actions.createAssessment(context, aoyama, { title, edition: '2026-03-27', target: 3 })
  if (!outcome.ok) throw new Error(outcome.refusals[0].words.en)
  return outcome.value
}

function answer(assessment: AssessmentId, criterion: string, from: number, content: Partial<typeof EMPTY_ANSWER>, by = aoyama) {
  return actions.recordAnswer(context, by, { assessment, criterion, from, content: { ...EMPTY_ANSWER, ...content } })
}

describe('recording an answer', () => {
  test('saves it, its version, and the packed standings together', async () => {
    const id = await started()
    const outcome = await answer(id, '4-4-4-2', 0, { status: 'partial', reason: 'VPN装置は未確認' })
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'saved', answer: { revision: 1 } } })
    const read = await actions.readAssessment(context, aoyama, id)
    expect(read?.answers.get('4-4-4-2')).toMatchObject({ status: 'partial', reason: 'VPN装置は未確認', revision: 1 })
    const packed = unpack(context.edition('2026-03-27'), read?.head.standings ?? '')
    expect(packed.filter(({ status }) => status !== null)).toEqual([
      { criterion: '4-4-4-2', status: 'partial', confirmed: false, doubted: false },
    ])
    expect(read?.head.revision).toBe(1)
  })

  test('somebody else came first: nothing is written, theirs comes back, both stay in the history', async () => {
    const id = await started()
    await answer(id, '1-2-1-1', 0, { status: 'met', reason: '役員会で決めた' })
    const late = await answer(id, '1-2-1-1', 0, { status: 'unmet', reason: '決まっていない' }, hanako)
    expect(late).toMatchObject({
      ok: true,
      value: { kind: 'conflict', theirs: { status: 'met', reason: '役員会で決めた', revision: 1 } },
    })
    const again = await answer(id, '1-2-1-1', 1, { status: 'partial', reason: '決まっていない' }, hanako)
    expect(again).toMatchObject({ ok: true, value: { kind: 'saved', answer: { revision: 2 } } })
    const history = await actions.readAnswer(context, aoyama, id, '1-2-1-1')
    expect(history?.versions.map(({ revision, status, changedBy }) => [revision, status, changedBy])).toEqual([
      [2, 'partial', hanako.person],
      [1, 'met', aoyama.person],
    ])
  })

  test('saying the same again changes nothing', async () => {
    const id = await started()
    await answer(id, '1-2-1-1', 0, { status: 'met' })
    const again = await answer(id, '1-2-1-1', 0, { status: 'met' })
    expect(again).toMatchObject({ ok: true, value: { kind: 'saved', answer: { revision: 1 }, head: { revision: 1 } } })
  })

  test('a 該当なし without a reason is refused', async () => {
    const id = await started()
    const outcome = await answer(id, '1-2-1-1', 0, { status: 'notApplicable', reason: '  ' })
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'answer.reason-missing', field: 'reason' }] })
    expect((await actions.readAssessment(context, aoyama, id))?.answers.size).toBe(0)
  })

  test('a criterion that the edition lacks is not found', async () => {
    const id = await started()
    expect(await answer(id, '4-5-2-1', 0, { status: 'met' })).toBeUndefined()
  })
})

describe('confirming a 該当なし', () => {
  test('takes a second person, counts from then on, and is lost when the answer changes', async () => {
    const id = await started()
    await answer(id, '4-1-2-4', 0, { status: 'notApplicable', reason: '開発をしていない' })
    const wish = { assessment: id, criterion: '4-1-2-4', from: 1 }
    expect(await actions.confirmNotApplicable(context, aoyama, wish)).toMatchObject({
      ok: false,
      refusals: [{ code: 'confirmation.same-person' }],
    })
    expect(await actions.confirmNotApplicable(context, hanako, wish)).toMatchObject({
      ok: true,
      value: { answer: { revision: 2 } },
    })
    const confirmed = await actions.readHead(context, aoyama, id)
    expect(confirmed && actions.attainmentOf(context, confirmed)).toMatchObject({ notApplicable: 1, notApplicableConfirmed: 1 })
    await answer(id, '4-1-2-4', 2, { status: 'notApplicable', reason: '開発は委託している' })
    const changed = await actions.readHead(context, aoyama, id)
    expect(changed && actions.attainmentOf(context, changed)).toMatchObject({ notApplicable: 1, notApplicableConfirmed: 0 })
  })

  test('a note changed afterwards keeps the confirmation, and the one who answered still cannot confirm', async () => {
    const id = await started()
    const content = { status: 'notApplicable' as const, reason: '開発をしていない' }
    await answer(id, '4-1-2-4', 0, content)
    await answer(id, '4-1-2-4', 1, { ...content, note: '確かめた' }, hanako)
    const own = await actions.confirmNotApplicable(context, aoyama, { assessment: id, criterion: '4-1-2-4', from: 2 })
    expect(own).toMatchObject({ ok: false, refusals: [{ code: 'confirmation.same-person' }] })
    await actions.confirmNotApplicable(context, hanako, { assessment: id, criterion: '4-1-2-4', from: 2 })
    await answer(id, '4-1-2-4', 3, { ...content, note: '確かめた。台帳あり' })
    const head = await actions.readHead(context, aoyama, id)
    expect(head && actions.attainmentOf(context, head)).toMatchObject({ notApplicableConfirmed: 1 })
    const then = await actions.readAssessmentAt(context, aoyama, id, context.clock.at)
    expect(then?.attainment.notApplicableConfirmed).toBe(1)
  })

  test('a 該当なし that changed meanwhile is refused', async () => {
    const id = await started()
    await answer(id, '4-1-2-4', 0, { status: 'notApplicable', reason: '開発をしていない' })
    await answer(id, '4-1-2-4', 1, { status: 'notApplicable', reason: '別の理由' })
    expect(await actions.confirmNotApplicable(context, hanako, { assessment: id, criterion: '4-1-2-4', from: 1 })).toMatchObject({
      ok: false,
      refusals: [{ code: 'confirmation.changed', words: { ja: expect.stringMatching(/^ほかの人が先に/) } }],
    })
    await actions.confirmNotApplicable(context, hanako, { assessment: id, criterion: '4-1-2-4', from: 2 })
    expect(await actions.confirmNotApplicable(context, hanako, { assessment: id, criterion: '4-1-2-4', from: 2 })).toMatchObject({
      refusals: [{ code: 'confirmation.changed', words: { ja: expect.stringMatching(/^あなたが別の画面で先に/) } }],
    })
  })
})

describe('another organisation', () => {
  test('sees nothing of ours and can change nothing', async () => {
    const id = await started()
    await answer(id, '1-2-1-1', 0, { status: 'met' })
    expect(await actions.readAssessment(context, kaede, id)).toBeUndefined()
    expect(await actions.readAnswer(context, kaede, id, '1-2-1-1')).toBeUndefined()
    expect(await actions.readChanges(context, kaede, id, -1)).toBeUndefined()
    expect(await answer(id, '1-2-1-1', 1, { status: 'unmet' }, kaede)).toBeUndefined()
    expect(
      await actions.recordScope(
        context,
        kaede,
        id,
        { site: 'x', system: '', cloud: '', exclusion: [], exclusionReason: [] },
        '[]',
      ),
    ).toBeUndefined()
    expect(await actions.readAssessments(context, kaede, { limit: 10, offset: 0 })).toEqual({ assessments: [], more: false })
  })

  test('row-level security holds where a query forgets its tenant', async () => {
    await started()
    const rows = await database.db.transact({ tenant: kaede.tenant }, (tx) => tx.selectFrom('assessment').selectAll().execute())
    expect(rows).toEqual([])
    const stolen = database.db.transact({ tenant: kaede.tenant }, (tx) =>
      tx.updateTable('assessment').set({ title: '盗んだ' }).execute(),
    )
    expect((await stolen)[0]?.numUpdatedRows).toBe(0n)
  })

  test('a version of an answer cannot be changed or removed by anyone', async () => {
    await started()
    const change = database.db.transact({ tenant: aoyama.tenant }, (tx) =>
      tx.updateTable('answer_version').set({ reason: 'x' }).execute(),
    )
    await expect(change).rejects.toThrow(/permission denied/)
    const removal = database.db.transact({ tenant: aoyama.tenant }, (tx) => tx.deleteFrom('answer_version').execute())
    await expect(removal).rejects.toThrow(/permission denied/)
  })
})

describe('what changed since', () => {
  test('tells a colleague what is new, and nothing when nothing is', async () => {
    const id = await started()
    await answer(id, '1-2-1-1', 0, { status: 'met' })
    await answer(id, '1-2-1-2', 0, { status: 'unmet' })
    const since = await actions.readChanges(context, aoyama, id, 1)
    expect(since?.answers.map(({ criterion }) => criterion)).toEqual(['1-2-1-2'])
    expect((await actions.readChanges(context, aoyama, id, 2))?.answers).toEqual([])
  })
})

describe('the scope', () => {
  test('keeps its lines in order; an exclusion needs its reason', async () => {
    const id = await started()
    const form = { site: '本社\n\n 工場 ', system: '受発注', cloud: '', exclusion: ['制御系'], exclusionReason: [''] }
    expect(await actions.recordScope(context, aoyama, id, form, '[]')).toMatchObject({
      ok: false,
      refusals: [{ code: 'scope.reason-missing' }],
    })
    await actions.recordScope(
      context,
      aoyama,
      id,
      {
        ...form,
        exclusion: ['制御系'],
        exclusionReason: ['社内とつながらない'],
      },
      '[]',
    )
    expect((await actions.readAssessment(context, aoyama, id))?.scope).toEqual([
      { kind: 'site', name: '本社', reason: '' },
      { kind: 'site', name: '工場', reason: '' },
      { kind: 'system', name: '受発注', reason: '' },
      { kind: 'exclusion', name: '制御系', reason: '社内とつながらない' },
    ])
  })
})

describe('two people at one scope', () => {
  test('the later one is refused, and what the first saved stays', async () => {
    const id = await started()
    const form = { site: '本社', system: '', cloud: '', exclusion: [], exclusionReason: [] }
    await actions.recordScope(context, aoyama, id, form, '[]')
    const late = await actions.recordScope(context, aoyama, id, { ...form, site: '工場' }, '[]')
    expect(late).toMatchObject({
      ok: false,
      refusals: [{ code: 'scope.changed', words: { ja: expect.stringMatching(/^あなたが別の画面で先に/) } }],
    })
    const other = await actions.recordScope(context, hanako, id, { ...form, site: '工場' }, '[]')
    expect(other).toMatchObject({
      ok: false,
      refusals: [{ code: 'scope.changed', words: { ja: expect.stringMatching(/^ほかの人が先に/) } }],
    })
    expect((await actions.readAssessment(context, aoyama, id))?.scope).toEqual([{ kind: 'site', name: '本社', reason: '' }])
  })
})

describe('settings', () => {
  test('a new target keeps every answer and counts against more criteria', async () => {
    const id = await started()
    await answer(id, '1-2-1-1', 0, { status: 'met' })
    await actions.changeSettings(context, aoyama, id, { title: '本社 2028年度', target: 4 })
    const head = await actions.readHead(context, aoyama, id)
    expect(head).toMatchObject({ title: '本社 2028年度', target: 4 })
    expect(head && actions.attainmentOf(context, head)).toMatchObject({ total: 153, met: 1 })
  })

  test('removal asks for the title; another organisation cannot remove', async () => {
    const id = await started('消す評価')
    await answer(id, '1-2-1-1', 0, { status: 'met' })
    expect(await actions.removeAssessment(context, aoyama, id, { typedTitle: '消す' })).toMatchObject({ ok: false })
    expect(await actions.removeAssessment(context, kaede, id, { typedTitle: '消す評価' })).toBeUndefined()
    expect(await actions.readHead(context, aoyama, id)).toBeDefined()
    expect(await actions.removeAssessment(context, aoyama, id, { typedTitle: '消す評価' })).toMatchObject({ ok: true })
    expect(await actions.readHead(context, aoyama, id)).toBeUndefined()
  })
})

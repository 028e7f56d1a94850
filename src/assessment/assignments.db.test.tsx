import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import { endPerson } from '../organisation/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import * as actions from './actions.ts'
import { EMPTY_ANSWER } from './fields.ts'
import { assessmentRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let aoyama: Viewer
let taro: Visitor
let murata: Viewer
let honsha: AssessmentId
let address: string

beforeAll(async () => {
  context = testContext(database.db)
  aoyama = await begin(context, '青山精機', '青山 太郎')
  taro = visitor(testApp(context, [assessmentRoutes()]), aoyama)
  murata = await colleague(context, aoyama, '村田 浩', 'respondent')
})

/** 4-1-1-2 and 4-4-4-1 are 村田's; 1-2-1-1 is nobody's. */
beforeEach(async () => {
  const wish = { title: '本社 2027年度', edition: '2026-03-27' as const, target: 3 as const }
  honsha = done(await actions.createAssessment(context, aoyama, wish))
  address = `/assessments/${honsha}`
  await say('1-2-1-1', { status: 'met', reason: '毎年', evidence: '議事録', note: 'メモ' })
  await say('4-4-4-1', { status: 'partial' })
  await assign(['4-1-1-2', '4-4-4-1'], murata.person)
})

function say(criterion: string, content: Partial<typeof EMPTY_ANSWER>) {
  return actions.recordAnswer(context, aoyama, {
    assessment: honsha,
    criterion,
    from: 0,
    content: { ...EMPTY_ANSWER, ...content },
  })
}

function assign(criteria: string[], assignee: PersonId | null) {
  return actions.assignCriteria(context, aoyama, honsha, { criteria, assignee })
}

async function answerOf(criterion: string) {
  return (await actions.readAnswer(context, aoyama, honsha, criterion))?.answer
}

describe('assigning', () => {
  test('hands criteria to a person, each with a version and nothing of the answer lost', async () => {
    const outcome = await assign(['1-2-1-1', '1-2-1-2'], murata.person)
    expect(outcome).toEqual({ ok: true, value: { assigned: 2 } })
    expect(await answerOf('1-2-1-1')).toMatchObject({
      ...{ status: 'met', reason: '毎年', evidence: '議事録', note: 'メモ' },
      ...{ assignee: murata.person, revision: 2, changedBy: aoyama.person, statedBy: aoyama.person },
    })
    expect(await answerOf('1-2-1-2')).toMatchObject({ status: null, assignee: murata.person, revision: 1 })
    const found = await actions.readAnswer(context, aoyama, honsha, '1-2-1-1')
    expect(found?.versions.map(({ cause, assignee }) => [cause, assignee])).toEqual([
      ['assign', murata.person],
      ['answer', null],
    ])
    expect(found?.head.revision).toBe(4)
    expect(found && actions.attainmentOf(context, found.head)).toMatchObject({ met: 1, partial: 1, unanswered: 79 })
  })

  test('keeps the confirmation of a 該当なし', async () => {
    await say('4-1-2-4', { status: 'notApplicable', reason: '開発をしていない' })
    const hanako = await colleague(context, aoyama, '佐藤 花子', 'staff')
    await actions.confirmNotApplicable(context, hanako, { assessment: honsha, criterion: '4-1-2-4', from: 1 })
    await assign(['4-1-2-4'], murata.person)
    expect(await answerOf('4-1-2-4')).toMatchObject({ confirmation: { by: hanako.person }, statedBy: aoyama.person })
  })

  test('what somebody has already is left alone, named twice it counts once, and what no edition has is passed over', async () => {
    expect(await assign(['4-1-1-2', '4-4-4-1'], murata.person)).toEqual({ ok: true, value: { assigned: 0 } })
    expect(await answerOf('4-1-1-2')).toMatchObject({ revision: 1 })
    expect(await assign(['1-2-1-2', '1-2-1-2', '9-9-9-9'], murata.person)).toEqual({ ok: true, value: { assigned: 1 } })
    expect(await assign([], murata.person)).toEqual({ ok: true, value: { assigned: 0 } })
  })

  test('nobody takes them back', async () => {
    expect(await assign(['4-1-1-2'], null)).toEqual({ ok: true, value: { assigned: 1 } })
    expect(await answerOf('4-1-1-2')).toMatchObject({ assignee: null, revision: 2 })
  })

  test('refuses a person of another organisation, one who is none, and one whose access ended', async () => {
    const yumi = await begin(context, '楓システムズ', '楓 由美')
    const gone = await colleague(context, aoyama, '退職 済子', 'respondent')
    await endPerson(context, aoyama, gone.person)
    for (const assignee of [yumi.person, aoyama.tenant as string as PersonId, gone.person]) {
      const outcome = await actions.assignCriteria(context, aoyama, honsha, { criteria: ['1-2-1-1'], assignee })
      expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'assignment.person', field: 'assignee' }] })
    }
    expect(await answerOf('1-2-1-1')).toMatchObject({ assignee: null })
    expect(await actions.assignCriteria(context, yumi, honsha, { criteria: ['1-2-1-1'], assignee: yumi.person })).toBeUndefined()
  })

  describe('its page', () => {
    const path = () => `${address}/assignments`

    test('shows who has what, and takes whole requirements and single criteria', async () => {
      const { status, page } = await taro.get(path())
      expect(status).toBe(200)
      expect(page).toContain('村田 浩(回答者)')
      expect(page).toMatch(/4-4-4 [^<]*<span class="quiet">1\/\d+件に担当/)
      const sent = { criteria: ['1-2-1-1', '1-2-1-2', '1-2-1-1'], assignee: murata.person }
      expect(await taro.post(path(), sent)).toMatchObject({ status: 303, location: `${path()}?assigned=2` })
      expect((await taro.get(`${path()}?assigned=2`)).page).toContain('2件を割り当てました。')
      expect(await answerOf('1-2-1-2')).toMatchObject({ assignee: murata.person })
    })

    test('takes them back', async () => {
      expect((await taro.post(path(), { criteria: '4-1-1-2', assignee: 'nobody' })).status).toBe(303)
      expect(await answerOf('4-1-1-2')).toMatchObject({ assignee: null })
    })

    test.each<[string, Fields, string]>([
      ['no criterion', { assignee: 'nobody' }, '割り当てる評価基準を選んでください。'],
      ['nobody', { criteria: ['1-2-1-1', '4-4-4-1'], assignee: '' }, 'だれに割り当てるかを選んでください。'],
      [
        'a person who is none',
        { criteria: ['1-2-1-1', '4-4-4-1'], assignee: "' or true--" },
        '割り当てる人を選び直してください。',
      ],
    ])('with %s is refused, with every tick kept', async (_, sent, words) => {
      const before = await actions.readAssessment(context, aoyama, honsha)
      const { status, page } = await taro.post(path(), sent)
      expect(status).toBe(422)
      expect(page).toContain(words)
      expect(typedIn(page, 'criteria')).toEqual(sent.criteria ?? [])
      expect(await actions.readAssessment(context, aoyama, honsha)).toEqual(before)
    })

    test('with neither criteria nor a person is told both, each beside its field', async () => {
      const { page } = await taro.post(path(), {})
      expect([...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)).toEqual(['assignee', 'criteria'])
    })

    test('offers nobody whose access ended, and nobody of an expert’s firm', async () => {
      const gone = await colleague(context, aoyama, '退職 済太', 'respondent')
      await endPerson(context, aoyama, gone.person)
      const { seat } = await engage(context, aoyama, { email: 'other@tsubame.example', personName: '外の 専門家' })
      const { page } = await taro.get(path())
      for (const { person } of [gone, seat]) expect(page).not.toContain(`value="${person}"`)
      expect(page).toContain(`value="${murata.person}"`)
    })
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { type Cast, setUpCast } from '../../tests/cast.ts'
import { testDatabase } from '../../tests/database.ts'
import { begin, testGround } from '../../tests/ground.ts'
import { attainmentOf, createAssessment, readAnswer, readAssessment, readAssessments } from '../assessment/actions.ts'
import { ANSWER_TEXTS, STATUSES, type Status, verdictOf } from '../assessment/index.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { criteriaFor, requirementOf } from '../catalogue/index.ts'
import { buildApp } from '../http/app.tsx'
import { readLocalOrganisations, readPeople, removeDemoWorld } from '../identity/actions.ts'
import { identityRoutes } from '../identity/routes.tsx'
import { dayInJapan } from '../kernel/instant.ts'
import { readDecisions } from '../level/actions.ts'
import { createDemoWorld, readCast } from './actions.ts'
import { loadWorld } from './load.ts'
import { demoRoutes } from './routes.tsx'
import type { DemoAssessment, Firm, Sitting } from './world.ts'

const database = testDatabase()
const { firms } = loadWorld()
const all = firms.flatMap((firm) => firm.assessments.map((assessment) => ({ firm, assessment, name: assessment.key })))
let ground: ReturnType<typeof testGround>
let cast: Cast

beforeAll(async () => {
  ground = testGround(database.db)
  cast = await setUpCast(ground)
})

describe('the files of the world', () => {
  test.each(all)('$name names only criteria of its edition, people of its firm, and moments in order', ({ firm, assessment }) => {
    const people = firm.people.map(({ key }) => key)
    const known = new Set(ground.edition(assessment.edition).criteria.map(({ id }) => id))
    for (const { by, fills, changes, confirms } of assessment.sittings) {
      const filled = [...Object.values(fills), ...Object.values(changes)]
      const owners = filled.flatMap(({ owner }) => owner ?? [])
      expect(people).toEqual(expect.arrayContaining([by, ...owners]))
      expect([...Object.keys(fills), ...Object.keys(changes), ...confirms].filter((id) => !known.has(id))).toEqual([])
    }
    const days = [assessment.when, ...assessment.sittings.map(({ when }) => when)].map((when) =>
      Number(when.split(' ')[0]?.replace(/^(\d+)-(\d+)-(\d+)$/, '$1$2$3')),
    )
    expect(days).toEqual(days.toSorted((one, other) => one - other))
    expect(Math.max(...days.filter((day) => day < 1000))).toBeLessThan(0)
  })

  test('a firm has one assessment for each edition and target, by which it is found again', () => {
    for (const { assessments } of firms) {
      const kinds = assessments.map(({ edition, target }) => `${edition} ${target}`)
      expect(new Set(kinds).size).toBe(kinds.length)
    }
  })

  test('no two answers of a firm say the same in their main words', () => {
    const words = all.flatMap(({ assessment }) =>
      assessment.sittings.flatMap(({ fills }) =>
        Object.values(fills).map(({ state, reason }) => `${state ?? ''}${reason ?? ''}`),
      ),
    )
    const long = words.filter((word) => word.length > 20)
    expect(long.filter((word, index) => long.indexOf(word) !== index)).toEqual([])
    expect(long.length).toBeGreaterThan(200)
  })

  test.each(all)('$name ticks points of the criterion, and they amount to the status', async ({ firm, assessment }) => {
    const { answers } = await read(firm, assessment)
    const criteria = new Map(ground.edition(assessment.edition).criteria.map((criterion) => [criterion.id, criterion]))
    const wrong = [...answers.values()].flatMap(({ criterion, status, ticked }) => {
      const found = criteria.get(criterion)
      const verdict = found && verdictOf(found, new Set(ticked))
      const expected = status === 'planned' || status === 'unmet' ? 'partial' : status
      return verdict && verdict.status !== expected ? [`${criterion}: ${status} but ticks say ${verdict.status}`] : []
    })
    expect(wrong).toEqual([])
    const strange = [...answers.values()].filter(({ criterion, ticked }) => {
      const text = JSON.stringify(criteria.get(criterion))
      return ticked.some((id) => id !== 'condition-absent' && !text.includes(`"id":"${id}"`))
    })
    expect(strange.map(({ criterion }) => criterion)).toEqual([])
  })
})

describe('the demo world', () => {
  test.each(all)('$name stands in the database as its file says', async ({ firm, assessment }) => {
    const { head, answers } = await read(firm, assessment)
    const expected = statusesOf(assessment)
    for (const [criterion, status] of expected) expect([criterion, answers.get(criterion)?.status]).toEqual([criterion, status])
    const attainment = attainmentOf(ground, head)
    const judged = criteriaFor(ground.edition(head.edition), head.target).map(({ id }) => expected.get(id) ?? null)
    for (const status of STATUSES) expect(attainment[status]).toBe(judged.filter((one) => one === status).length)
    expect(attainment.unanswered).toBe(judged.filter((one) => one === null).length)
    expect(attainment.notApplicableConfirmed).toBe(assessment.sittings.flatMap(({ confirms }) => confirms).length)
  })

  test('the three firms stand where their introductions say', async () => {
    const covered = async (firm: string, key: string) => {
      const found = await readAssessment(ground, cast.viewer(firm, firstOf(firm)).tenant, cast.assessment(firm, key))
      return found ? attainmentOf(ground, found.head) : undefined
    }
    const aoyama = await covered('aoyama', 'aoyama-star3')
    const kaede = await covered('kaede', 'kaede-star4')
    const trial = await covered('kaede', 'kaede-trial')
    expect(aoyama).toMatchObject({ target: 3, edition: '2026-03-27', total: 81 })
    expect(aoyama?.coverage).toBeCloseTo(1 / 3, 1)
    expect(kaede).toMatchObject({ target: 4, edition: '2026-03-27', total: 153, planned: 11 })
    expect(kaede?.coverage).toBeCloseTo(0.7, 1)
    expect(trial).toMatchObject({ target: 4, edition: '2025-12-26', total: 157 })
    const minamo = await readAssessment(ground, cast.viewer('minamo', 'mori').tenant, cast.assessment('minamo', 'minamo-star3'))
    const own = new Set(firms[2]?.assessments[0]?.sittings.flatMap(({ fills }) => Object.keys(fills)))
    const taken = [...(minamo?.answers.values() ?? [])].filter(({ criterion }) => !own.has(criterion))
    expect(own.size).toBe(20)
    expect(taken.length).toBeGreaterThan(40)
    expect(taken.every(({ status, note }) => status === null && note.includes('クイックアセスメント'))).toBe(true)
  })

  test('every 該当なし has a reason; some are confirmed by a second person and some wait', async () => {
    const found = await Promise.all(all.map(({ firm, assessment }) => read(firm, assessment)))
    const absent = found.flatMap(({ answers }) => [...answers.values()].filter(({ status }) => status === 'notApplicable'))
    expect(absent.every(({ reason }) => reason.length > 10)).toBe(true)
    const confirmed = absent.filter(({ confirmation }) => confirmation !== null)
    expect(confirmed.every(({ confirmation, changedBy }) => confirmation?.by !== changedBy)).toBe(true)
    expect(confirmed.length).toBeGreaterThan(3)
    expect(absent.length - confirmed.length).toBeGreaterThan(2)
  })

  test('an answer that a second person completed keeps both versions, in the past and in order', async () => {
    const viewer = cast.viewer('aoyama', 'ito')
    const found = await readAnswer(ground, viewer.tenant, cast.assessment('aoyama', 'aoyama-star3'), '3-1-2-1')
    expect(found?.versions.map(({ status, deed, changedBy }) => [status, deed, changedBy])).toEqual([
      ['met', 'answer', cast.viewer('aoyama', 'murata').person],
      ['partial', 'import', viewer.person],
    ])
    expect(found?.versions.map(({ changedAt }) => dayInJapan(changedAt))).toEqual(['2027-02-19', '2027-01-23'])
  })

  test('every date is told, and nothing happened in the future', async () => {
    for (const { firm, assessment } of all) {
      const { head, answers } = await read(firm, assessment)
      const texts = [head.title, ...[...answers.values()].flatMap((answer) => ANSWER_TEXTS.map((text) => answer[text]))]
      expect(texts.filter((text) => /[<>]/.test(text))).toEqual([])
      expect(head.changedAt < ground.now()).toBe(true)
    }
  })

  test('each firm has its decisions, with the level that its answers lead to', async () => {
    const levels = async (firm: string) => {
      const decisions = await readDecisions(ground, cast.viewer(firm, firstOf(firm)).tenant)
      return decisions.map(({ subject, partner, level }) => `${subject} ${partner} ★${level}`)
    }
    expect(await levels('aoyama')).toEqual(['partner みなも物流 ★3', 'partner 楓システムズ ★4', 'self  ★3'])
    expect(await levels('kaede')).toEqual(['self  ★4'])
    expect(await levels('minamo')).toEqual(['self  ★3'])
  })

  test('a scope leaves things out with a reason', async () => {
    const { scope } = await read(firms[0] as Firm, firms[0]?.assessments[0] as DemoAssessment)
    expect(scope.filter(({ kind }) => kind === 'exclusion')).toHaveLength(2)
    expect(scope.every(({ kind, reason }) => kind !== 'exclusion' || reason !== '')).toBe(true)
  })
})

describe('setting up', () => {
  test('two calls, even at once, make one world', async () => {
    const [one, other] = await Promise.all([createDemoWorld(ground), createDemoWorld(ground)])
    expect([one.made, other.made]).toEqual([false, false])
    expect(one.cast.map(({ firm, tenant }) => [firm.name, tenant])).toEqual([
      ['青山精機', cast.viewer('aoyama', 'ito').tenant],
      ['楓システムズ', cast.viewer('kaede', 'kaede').tenant],
      ['みなも物流', cast.viewer('minamo', 'mori').tenant],
    ])
    await removeDemoWorld(ground)
    const [first, second] = await Promise.all([createDemoWorld(ground), createDemoWorld(ground)])
    expect([first.made, second.made]).toEqual([true, true])
    const organisations = await readLocalOrganisations(ground)
    expect(organisations.map(({ name, demo }) => [name, demo])).toEqual(firms.map(({ name }) => [name, true]))
    cast = await setUpCast(ground)
  })

  test('a fault on the way leaves nothing behind', async () => {
    await removeDemoWorld(ground)
    let left = 20
    const failing = {
      ...ground,
      newId: <T extends string>() => {
        left -= 1
        if (left < 0) throw new Error('no more identifiers')
        return ground.newId<T>()
      },
    }
    await expect(createDemoWorld(failing)).rejects.toThrow('no more identifiers')
    expect(await readLocalOrganisations(ground)).toEqual([])
    cast = await setUpCast(ground)
  })

  test('removal takes the whole demo and leaves a real organisation alone, even one of the same name', async () => {
    const own = await begin(ground, '青山精機', '本物 一郎')
    await createAssessment(ground, own, { title: '自社', edition: '2026-03-27', target: 3 })
    await removeDemoWorld(ground)
    expect(await readLocalOrganisations(ground)).toEqual([{ id: own.tenant, name: '青山精機', demo: false }])
    expect((await readPeople(ground, own.tenant)).map(({ name }) => name)).toEqual(['本物 一郎'])
    expect((await readAssessments(ground, own.tenant, { limit: 10, offset: 0 })).count).toBe(1)
    expect((await readCast(ground)).map(({ tenant }) => tenant)).toEqual([undefined, undefined, undefined])
    cast = await setUpCast(ground)
    expect(cast.viewer('aoyama', 'ito').tenant).not.toBe(own.tenant)
  })
})

describe('the page', () => {
  const app = () => buildApp(ground, [identityRoutes, assessmentRoutes, demoRoutes], () => {})
  const visit = (path: string, init: RequestInit = {}) => app().request(`http://localhost${path}`, init)

  test('setting up sits the visitor down as the first person of the first firm', async () => {
    const response = await visit('/demo', { method: 'POST' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/'])
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    const { tenant, person } = cast.viewer('aoyama', 'ito')
    expect(cookies).toEqual([`organisation=${tenant}`, `person=${person}`])
    const first = await visit('/', { headers: { Cookie: cookies.join('; ') } })
    expect(await first.text()).toMatch(/demo-banner[\s\S]*href="\/demo"[\s\S]*本社工場・第二工場 2027年度/)
  })

  test('introduces everyone with a button each, and says that all is made up', async () => {
    const html = await (await visit('/demo')).text()
    for (const { name, people } of firms) {
      expect(html).toContain(name)
      for (const person of people) expect(html).toContain(`${person.name}さんになる`)
    }
    expect(html).toContain('すべて架空です')
    expect(html).toContain('action="/demo/removal"')
    expect(html).not.toContain('style=')
  })

  test('leads into the assessments of the firm where one sits, and marks who one is', async () => {
    const { tenant, person } = cast.viewer('kaede', 'fujita')
    const html = await (await visit('/demo', { headers: { Cookie: `organisation=${tenant}; person=${person}` } })).text()
    expect(html).toContain(`/assessments/${cast.assessment('kaede', 'kaede-star4')}/criteria?status=planned`)
    expect(html).not.toContain(`/assessments/${cast.assessment('aoyama', 'aoyama-star3')}`)
    expect(html).not.toContain('藤田 恵子さんになる')
    expect(html).toContain('いまのあなた')
  })

  test('is there in English, and before the demo is set up', async () => {
    await removeDemoWorld(ground)
    const html = await (await visit('/demo?lang=en')).text()
    expect(html).toContain('All of this is made up')
    expect(html).toContain('Set up the demo')
    expect(html).not.toContain('action="/seat"')
    expect((await visit('/demo', { method: 'PUT' })).status).toBe(404)
    cast = await setUpCast(ground)
  })
})

async function read(firm: Firm, assessment: DemoAssessment) {
  const viewer = cast.viewer(firm.key, firstOf(firm.key))
  const found = await readAssessment(ground, viewer.tenant, cast.assessment(firm.key, assessment.key))
  if (!found) throw new Error(`${assessment.key} is not there`)
  return found
}

function firstOf(firm: string): string {
  return firms.find(({ key }) => key === firm)?.people[0]?.key ?? ''
}

/** The last status that the file gives to each criterion; answers that only carry a note have none. */
function statusesOf({ edition, sittings, quick }: DemoAssessment): Map<string, Status | null> {
  const noted = ground
    .edition(edition)
    .criteria.filter(({ id, level }) => level === 3 && quick?.[requirementOf(id)] !== undefined)
    .map(({ id }): [string, Status | null] => [id, null])
  const statuses = new Map(noted)
  const fills = sittings.flatMap((sitting: Sitting) => [...Object.entries(sitting.fills), ...Object.entries(sitting.changes)])
  for (const [criterion, { status }] of fills) statuses.set(criterion, status ?? statuses.get(criterion) ?? null)
  return statuses
}

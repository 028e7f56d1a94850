import { beforeAll, describe, expect, test } from 'vitest'
import { type Cast, setUpCast } from '../../tests/cast.ts'
import { begin, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, visitor, visitorAfter } from '../../tests/web.ts'
import { signIn } from '../account/sign-in/sign-in-actions.ts'
import { readViewer } from '../account/sign-in/viewer-actions.ts'
import { createAssessment } from '../assessment/actions.ts'
import { ANSWER_TEXTS } from '../assessment/fields.ts'
import { verdictOf } from '../assessment/points.ts'
import { attainmentOf, readAnswer, readAssessment, readAssessments } from '../assessment/read-actions.ts'
import { criteriaFor, requirementOf } from '../catalogue/edition.ts'
import type { AccountId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { readDecisions } from '../level/actions.ts'
import { features } from '../main/features.ts'
import { readMemberships, readOrganisations, readPeople, removeDemoWorld } from '../organisation/actions.ts'
import { may, ROLES, type Role } from '../roles/permissions.ts'
import { toSecrets } from '../secrets.ts'
import { STATUSES, type Status } from '../standing/status.ts'
import { createDemoWorld, demoAddress, demoPassword, readCast, signInAsCast } from './actions.ts'
import { loadWorld } from './load.ts'
import type { DemoAssessment, Firm, Sitting } from './world.ts'

// The whole made-up world is set up several times.
mayCost({ transactions: 1500 })

const database = testDatabase()
const { firms } = loadWorld()
const all = firms.flatMap((firm) => firm.assessments.map((assessment) => ({ firm, assessment, name: assessment.key })))
let context: ReturnType<typeof testContext>
let cast: Cast

beforeAll(async () => {
  context = testContext(database.db)
  cast = await setUpCast(context)
})

describe('the files of the world', () => {
  test.each(all)('$name names only criteria of its edition, people of its firm, and moments in order', ({ firm, assessment }) => {
    const people = firm.people.map(({ key }) => key)
    const known = new Set(context.edition(assessment.edition).criteria.map(({ id }) => id))
    for (const { by, fills, changes, confirms } of assessment.sittings) {
      const filled = [...Object.values(fills), ...Object.values(changes)]
      const assignees = filled.flatMap(({ assignee }) => assignee ?? [])
      expect(people).toEqual(expect.arrayContaining([by, ...assignees]))
      expect([...Object.keys(fills), ...Object.keys(changes), ...confirms].filter((id) => !known.has(id))).toEqual([])
    }
    const days = [assessment.when, ...assessment.sittings.map(({ when }) => when)].map((when) =>
      Number(when.split(' ')[0]?.replace(/^(\d+)-(\d+)-(\d+)$/, '$1$2$3')),
    )
    expect(days).toEqual(days.toSorted((one, other) => one - other))
    expect(Math.max(...days.filter((day) => day < 1000))).toBeLessThan(0)
  })

  test('nobody does what their role may not', () => {
    for (const { people, decisions, assessments, engagements } of firms) {
      const rolesOf = (by: string) => people.find(({ key }) => key === by) ?? { roles: [] }
      const events = [
        ...decisions.map(({ by }) => [by, 'level.decide'] as const),
        ...engagements.map(({ by }) => [by, 'engagement.offer'] as const),
        ...assessments.map(({ by }) => [by, 'assessment.begin'] as const),
        ...assessments.flatMap(({ by, scope }) => (scope ? [[by, 'assessment.scope'] as const] : [])),
        ...assessments.flatMap(({ sittings }) =>
          sittings.flatMap(({ by, fills, changes, confirms }) => [
            ...Object.keys(fills).map(() => [by, 'files.import'] as const),
            ...Object.keys(changes).map(() => [by, 'assessment.answer'] as const),
            ...confirms.map(() => [by, 'assessment.confirm'] as const),
          ]),
        ),
      ]
      expect(events.filter(([by, act]) => !may(rolesOf(by), act))).toEqual([])
    }
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
    const criteria = new Map(context.edition(assessment.edition).criteria.map((criterion) => [criterion.id, criterion]))
    const wrong = [...answers.values()].flatMap(({ criterion, status, ticked }) => {
      const found = criteria.get(criterion)
      const verdict = found && verdictOf(found, new Set(ticked), 'ja')
      const expected = status === 'planned' || status === 'unmet' ? 'partial' : status
      return verdict && verdict.status !== expected ? [`${criterion}: ${status} but ticks say ${verdict.status}`] : []
    })
    expect(wrong).toEqual([])
    const strange = [...answers.values()].filter(({ criterion, ticked }) => {
      const text = JSON.stringify(criteria.get(criterion))
      return ticked.some((id) => id !== 'condition-absent' && !text.includes(`"id":"${id.replace(/:absent$/, '')}"`))
    })
    expect(strange.map(({ criterion }) => criterion)).toEqual([])
  })
})

describe('the demo world', () => {
  test.each(all)('$name stands in the database as its file says', async ({ firm, assessment }) => {
    const { head, answers } = await read(firm, assessment)
    const expected = statusesOf(assessment)
    for (const [criterion, status] of expected)
      expect([criterion, answers.get(criterion)?.status ?? null]).toEqual([criterion, status])
    const attainment = attainmentOf(context, head)
    const judged = criteriaFor(context.edition(head.edition), head.target).map(({ id }) => expected.get(id) ?? null)
    for (const status of STATUSES) expect(attainment[status]).toBe(judged.filter((one) => one === status).length)
    expect(attainment.unanswered).toBe(judged.filter((one) => one === null).length)
    expect(attainment.notApplicableConfirmed).toBe(assessment.sittings.flatMap(({ confirms }) => confirms).length)
  })

  test('the three firms stand where their introductions say', async () => {
    const covered = async (firm: string, key: string) => {
      const found = await readAssessment(context, cast.viewer(firm, firstOf(firm)), cast.assessment(firm, key))
      return found ? attainmentOf(context, found.head) : undefined
    }
    const aoyama = await covered('aoyama', 'aoyama-star3')
    const kaede = await covered('kaede', 'kaede-star4')
    const trial = await covered('kaede', 'kaede-trial')
    expect(aoyama).toMatchObject({ target: 3, edition: '2026-03-27', total: 81 })
    expect(aoyama?.coverage).toBeCloseTo(1 / 3, 1)
    expect(kaede).toMatchObject({ target: 4, edition: '2026-03-27', total: 153, planned: 11 })
    expect(kaede?.coverage).toBeCloseTo(0.7, 1)
    expect(trial).toMatchObject({ target: 4, edition: '2025-12-26', total: 157 })
    const minamo = await readAssessment(context, cast.viewer('minamo', 'mori'), cast.assessment('minamo', 'minamo-star3'))
    const own = new Set(firms[2]?.assessments[0]?.sittings.flatMap(({ fills }) => Object.keys(fills)))
    expect(own.size).toBe(20)
    expect([...(minamo?.answers.keys() ?? [])].toSorted()).toEqual([...own].toSorted())
    expect(Object.keys(minamo?.head.quick ?? {}).length).toBeGreaterThan(20)
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
    const found = await readAnswer(context, viewer, cast.assessment('aoyama', 'aoyama-star3'), '3-1-2-1')
    expect(found?.versions.map(({ status, cause, changedBy }) => [status, cause, changedBy])).toEqual([
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
      expect(head.changedAt < context.now()).toBe(true)
    }
  })

  test('each firm has its decisions, with the level that its answers lead to', async () => {
    const levels = async (firm: string) => {
      const decisions = await readDecisions(context, cast.viewer(firm, firstOf(firm)).tenant)
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
    const [one, other] = await Promise.all([createDemoWorld(context), createDemoWorld(context)])
    expect([one.made, other.made]).toEqual([false, false])
    expect(one.cast.map(({ firm, tenant }) => [firm.name, tenant])).toEqual(
      firms.map(({ key, name }) => [name, cast.viewer(key, firstOf(key)).tenant]),
    )
    expect(new Set(one.cast.map(({ tenant }) => tenant)).size).toBe(8)
    await removeDemoWorld(context)
    const [first, second] = await Promise.all([createDemoWorld(context), createDemoWorld(context)])
    expect([first.made, second.made]).toEqual([true, true])
    const organisations = await readOrganisations(context)
    expect(organisations.map(({ name, demo, kinds }) => ({ name, demo, kinds }))).toEqual(
      firms.map(({ name, kinds }) => ({ name, demo: true, kinds })),
    )
    cast = await setUpCast(context)
  })

  test('a fault on the way leaves nothing behind', async () => {
    await removeDemoWorld(context)
    let left = 20
    const failing = {
      ...context,
      newId: <T extends string>() => {
        left -= 1
        if (left < 0) throw new Error('no more identifiers')
        return context.newId<T>()
      },
    }
    await expect(createDemoWorld(failing)).rejects.toThrow('no more identifiers')
    expect(await readOrganisations(context)).toEqual([])
    expect(await accounts()).toEqual([])
    cast = await setUpCast(context)
  })

  test('removal takes the whole demo and leaves a real organisation alone, even one of the same name', async () => {
    const own = await begin(context, '青山精機', '本物 一郎')
    await createAssessment(context, own, { title: '自社', edition: '2026-03-27', target: 3 })
    await removeDemoWorld(context)
    expect(await readOrganisations(context)).toEqual([{ id: own.tenant, name: '青山精機', demo: false, kinds: ['applicant'] }])
    expect((await readPeople(context, own.tenant)).map(({ name }) => name)).toEqual(['本物 一郎'])
    expect((await readAssessments(context, own, { limit: 10, offset: 0 })).assessments).toHaveLength(1)
    expect((await readCast(context)).map(({ tenant }) => tenant)).toEqual(firms.map(() => undefined))
    cast = await setUpCast(context)
    expect(cast.viewer('aoyama', 'ito').tenant).not.toBe(own.tenant)
  })
})

describe('its people', () => {
  test('there is somebody for every role, whose roles their organisation can give', async () => {
    const roles = firms.flatMap(({ people }) => people.flatMap((person) => person.roles))
    for (const role of Object.keys(ROLES) as Role[]) if (role !== 'engaged') expect(roles).toContain(role)
    for (const firm of firms) {
      for (const { key, name, roles } of firm.people) {
        expect(roles.every((role) => ROLES[role].kinds.some((kind) => firm.kinds.includes(kind)))).toBe(true)
        const { tenant, person } = cast.viewer(firm.key, key)
        const kept = (await readPeople(context, tenant)).find(({ id }) => id === person)
        expect(kept).toMatchObject({ name, roles, email: `${key}@${firm.key}.example`, engagement: null, endedAt: null })
      }
    }
  })

  test('the expert sits in their own firm and in those of two clients, as each engagement says', async () => {
    const chiba = await enter('chiba@tsubame.example')
    const seats = await readMemberships(context, chiba.signedIn)
    expect(seats.map(({ organisation, roles, engagement }) => [organisation, roles, engagement?.kind])).toEqual(
      expect.arrayContaining([
        ['つばめ情報セキュリティ事務所', ['responsible', 'expert'], undefined],
        ['みなも物流', ['engaged'], 'quick'],
        ['青山精機', ['engaged'], 'star3'],
      ]),
    )
    expect(seats).toHaveLength(3)
  })

  test('somebody answers assigned criteria alone, and some are assigned to them', async () => {
    const found = await readAssessment(context, cast.viewer('aoyama', 'murata'), cast.assessment('aoyama', 'aoyama-star3'))
    expect([...(found?.answers.keys() ?? [])].toSorted()).toEqual([
      '1-3-1-2',
      '3-1-2-1',
      '3-1-3-2',
      '4-1-1-2',
      '4-4-2-1',
      '4-4-4-1',
    ])
  })

  test.each(firms.flatMap((firm) => firm.people.map((person) => ({ firm, person, name: person.name }))))(
    '$name is signed in by one press, in their own firm and with their roles',
    async ({ firm, person }) => {
      const { signedIn, viewer } = await enter(demoAddress(firm, person))
      expect(signedIn).toMatchObject({ name: person.name, factors: ['demo'], demo: true })
      const own = cast.viewer(firm.key, person.key)
      if (person.key !== 'chiba') expect(viewer).toMatchObject({ tenant: own.tenant, person: own.person, roles: person.roles })
    },
  )

  test('nobody else is: an account of one’s own, an address that is none, another spelling', async () => {
    await database.db.transact('admin', (tx) =>
      tx
        .insertInto('account')
        .values({
          id: context.newId<AccountId>(),
          email: 'honmono@aoyama.example',
          email_key: 'honmono@aoyama.example',
          name: '本物 一郎',
          created_at: context.now(),
        } as never)
        .execute(),
    )
    for (const address of ['honmono@aoyama.example', 'nobody@aoyama.example', '', "' or true --", 'ITO@aoyama.example']) {
      expect([address, await signInAsCast(context, address, FROM)]).toEqual([address, undefined])
    }
    await database.db.transact('admin', (tx) => tx.deleteFrom('account').where('demo', '=', false).execute())
  })

  test('the password of the page opens the ordinary sign-in, and is another in another installation', async () => {
    const password = demoPassword(context)
    const email = { address: 'ito@aoyama.example', key: 'ito@aoyama.example' }
    const wish = { email, from: FROM, device: undefined, next: '/' }
    expect(await signIn(context, { ...wish, password: `${password}x` })).toEqual({ kind: 'wrong' })
    expect(await signIn(context, { ...wish, password })).toMatchObject({ kind: 'admitted' })
    const elsewhere = { ...context, secrets: toSecrets(new Uint8Array(32).fill(8)) }
    expect(demoPassword(elsewhere)).not.toBe(password)
  })

  test('no letter of the made-up past waits to be sent', async () => {
    expect(await database.db.transact('admin', (tx) => tx.selectFrom('mail').selectAll().execute())).toEqual([])
  })
})

describe('the page', () => {
  const app = () => testApp(context, features)

  test('setting up signs the visitor in as the first person of the first firm', async () => {
    const reply = await visitor(app()).post('/demo')
    expect(reply).toMatchObject({ status: 303, location: '/' })
    const first = await visitorAfter(app(), reply).get('/')
    expect(first.page).toMatch(/demo-mark[\s\S]*href="\/demo"[\s\S]*本社工場・第二工場 2027年度/)
    expect(first.page).toContain('<span class="person">伊藤 健一</span>')
  })

  test('whoever is signed in already stays who they are', async () => {
    const own = visitor(app(), cast.viewer('kaede', 'fujita'))
    const reply = await own.post('/demo')
    expect(reply).toMatchObject({ status: 303, location: '/demo' })
    expect(reply.headers.getSetCookie()).toEqual([])
  })

  test('introduces everyone with their roles, their address and a button each, and says that all is made up', async () => {
    const { page } = await visitor(app()).get('/demo')
    for (const firm of firms) {
      expect(page).toContain(firm.name)
      for (const person of firm.people) {
        expect(page).toContain(`${person.name}さんになる`)
        expect(page).toContain(`value="${demoAddress(firm, person)}"`)
      }
    }
    for (const role of Object.keys(ROLES) as Role[]) expect(page).toContain(`<th scope="row">${ROLES[role].ja}</th>`)
    expect(page).toContain(demoPassword(context))
    expect(page).toContain('すべて架空です')
    expect(page).toContain('action="/demo/removal"')
    expect(page).not.toContain('style=')
  })

  test('its button signs in as that person', async () => {
    const reply = await visitor(app()).post('/demo/sign-in', { person: 'murata@aoyama.example' })
    expect(reply).toMatchObject({ status: 303, location: '/' })
    const { page } = await visitorAfter(app(), reply).get('/')
    expect(page).toContain('<span class="person">村田 浩</span>')
    expect(page).toContain('<h1>あなたの担当</h1>')
  })

  test.each(['', 'nobody@aoyama.example', 'x'])('a button for %j, who is not of the cast, leads nowhere', async (person) => {
    const reply = await visitor(app()).post('/demo/sign-in', { person })
    expect(reply.status).toBe(404)
    expect(reply.headers.getSetCookie()).toEqual([])
  })

  test('leads into the assessments of the firm where one sits, and marks who one is', async () => {
    const { page } = await visitor(app(), cast.viewer('kaede', 'fujita')).get('/demo')
    expect(page).toContain(`/assessments/${cast.assessment('kaede', 'kaede-star4')}/criteria?status=planned`)
    expect(page).not.toContain(`/assessments/${cast.assessment('aoyama', 'aoyama-star3')}`)
    expect(page).not.toContain('藤田 恵子さんになる')
    expect(page).toContain('いまのあなた')
  })

  test('is not there where more than this machine reaches the server', async () => {
    const settings = { ...context.settings, local: false, origin: 'http://localhost' }
    const open = visitor(testApp({ ...context, settings }, features))
    expect((await open.get('/demo')).status).toBe(404)
    for (const path of ['/demo', '/demo/sign-in', '/demo/removal']) {
      expect([path, (await open.post(path, { person: 'ito@aoyama.example' })).status]).toEqual([path, 404])
    }
    expect(await readCast(context)).toEqual(expect.arrayContaining([expect.objectContaining({ tenant: expect.any(String) })]))
  })

  test('is there in English, and before the demo is set up; what can only be sent cannot be asked for', async () => {
    await removeDemoWorld(context)
    const nobody = visitor(app())
    const { page } = await nobody.get('/demo?lang=en')
    expect(page).toContain('All of this is made up')
    expect(page).toContain('Set up the demo')
    expect(page).not.toContain('action="/demo/sign-in"')
    expect(page).not.toContain(demoPassword(context))
    for (const path of ['/demo/sign-in', '/demo/removal']) expect((await nobody.get(path)).status).toBe(404)
    cast = await setUpCast(context)
  })

  test('takes the demo away, whoever is in it is nobody again, and a second time changes nothing', async () => {
    const ito = visitor(app(), cast.viewer('aoyama', 'ito'))
    expect((await ito.get('/people')).status).toBe(200)
    for (let time = 0; time < 2; time++) {
      expect(await ito.post('/demo/removal')).toMatchObject({ status: 303, location: '/' })
      expect((await readCast(context)).every(({ tenant }) => tenant === undefined)).toBe(true)
      expect(await accounts()).toEqual([])
    }
    expect(await ito.get('/people')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fpeople' })
    cast = await setUpCast(context)
  })
})

const FROM = { address: '192.0.2.1', agent: 'test', request: '' }

/** Signs in as somebody of the cast, and says who they are then. */
async function enter(address: string) {
  const admitted = await signInAsCast(context, address, FROM)
  const found = admitted && (await readViewer(context, admitted.token, FROM))
  if (!found) throw new Error(`${address} is not of the cast`)
  return found
}

function accounts() {
  return database.db.transact('admin', (tx) => tx.selectFrom('account').select('email').execute())
}

async function read(firm: Firm, assessment: DemoAssessment) {
  const viewer = cast.viewer(firm.key, firstOf(firm.key))
  const found = await readAssessment(context, viewer, cast.assessment(firm.key, assessment.key))
  if (!found) throw new Error(`${assessment.key} is not there`)
  return found
}

function firstOf(firm: string): string {
  return firms.find(({ key }) => key === firm)?.people[0]?.key ?? ''
}

/** The last status that the file gives to each criterion; answers that only carry a note have none. */
function statusesOf({ edition, sittings, quick }: DemoAssessment): Map<string, Status | null> {
  const noted = context
    .edition(edition)
    .criteria.filter(({ id, level }) => level === 3 && quick?.[requirementOf(id)] !== undefined)
    .map(({ id }): [string, Status | null] => [id, null])
  const statuses = new Map(noted)
  const fills = sittings.flatMap((sitting: Sitting) => [...Object.entries(sitting.fills), ...Object.entries(sitting.changes)])
  for (const [criterion, { status }] of fills) statuses.set(criterion, status ?? statuses.get(criterion) ?? null)
  return statuses
}

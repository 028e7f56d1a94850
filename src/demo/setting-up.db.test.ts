import { describe, expect, test } from 'vitest'
import { setUpCast } from '../../tests/cast.ts'
import { begin } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testApp, visitor, visitorAfter } from '../../tests/web.ts'
import { createAssessment } from '../assessment/actions.ts'
import { readAssessments } from '../assessment/read-actions.ts'
import { features } from '../main/features.ts'
import { readOrganisations, readPeople, removeDemoWorld } from '../organisation/actions.ts'
import { ROLES, type Role } from '../roles/permissions.ts'
import { createDemoWorld, demoAddress, demoPassword, readCast } from './actions.ts'
import { firms, firstOf, testCast } from './cast.fixture.ts'

// The whole made-up world is set up several times.
mayCost({ transactions: 1250 })

const here = testCast()

describe('setting up', () => {
  test('two calls, even at once, make one world', async () => {
    const [one, other] = await Promise.all([createDemoWorld(here.context), createDemoWorld(here.context)])
    expect([one.made, other.made]).toEqual([false, false])
    expect(one.cast.map(({ firm, tenant }) => [firm.name, tenant])).toEqual(
      firms.map(({ key, name }) => [name, here.cast.viewer(key, firstOf(key)).tenant]),
    )
    expect(new Set(one.cast.map(({ tenant }) => tenant)).size).toBe(8)
    await removeDemoWorld(here.context)
    const [first, second] = await Promise.all([createDemoWorld(here.context), createDemoWorld(here.context)])
    expect([first.made, second.made]).toEqual([true, true])
    const organisations = await readOrganisations(here.context)
    expect(organisations.map(({ name, demo, kinds }) => ({ name, demo, kinds }))).toEqual(
      firms.map(({ name, kinds }) => ({ name, demo: true, kinds })),
    )
    here.cast = await setUpCast(here.context)
  })

  test('removal takes the whole demo and leaves a real organisation alone, even one of the same name', async () => {
    const own = await begin(here.context, '青山精機', '本物 一郎')
    await createAssessment(here.context, own, { title: '自社', edition: '2026-03-27', target: 3 })
    await removeDemoWorld(here.context)
    expect(await readOrganisations(here.context)).toEqual([
      { id: own.tenant, name: '青山精機', demo: false, kinds: ['applicant'] },
    ])
    expect((await readPeople(here.context, own.tenant)).map(({ name }) => name)).toEqual(['本物 一郎'])
    expect((await readAssessments(here.context, own, { limit: 10, offset: 0 })).assessments).toHaveLength(1)
    expect((await readCast(here.context)).map(({ tenant }) => tenant)).toEqual(firms.map(() => undefined))
  })

  test('a fault on the way leaves nothing behind', async () => {
    const before = await readOrganisations(here.context)
    let left = 20
    const failing = {
      ...here.context,
      newId: <T extends string>() => {
        left -= 1
        if (left < 0) throw new Error('no more identifiers')
        return here.context.newId<T>()
      },
    }
    await expect(createDemoWorld(failing)).rejects.toThrow('no more identifiers')
    expect(await readOrganisations(here.context)).toEqual(before)
    expect(await accounts()).toEqual([])
    here.cast = await setUpCast(here.context)
    expect(before.map(({ id }) => id)).not.toContain(here.cast.viewer('aoyama', 'ito').tenant)
  })
})

describe('the page', () => {
  const app = () => testApp(here.context, features)

  test('setting up signs the visitor in as the first person of the first firm', async () => {
    const reply = await visitor(app()).post('/demo')
    expect(reply).toMatchObject({ status: 303, location: '/' })
    const first = await visitorAfter(app(), reply).get('/')
    expect(first.page).toMatch(/demo-mark[\s\S]*href="\/demo"[\s\S]*本社工場・第二工場 2027年度/)
    expect(first.page).toContain('<span class="person">伊藤 健一</span>')
  })

  test('whoever is signed in already stays who they are', async () => {
    const own = visitor(app(), here.cast.viewer('kaede', 'fujita'))
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
    expect(page).toContain(demoPassword(here.context))
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
    const { page } = await visitor(app(), here.cast.viewer('kaede', 'fujita')).get('/demo')
    expect(page).toContain(`/assessments/${here.cast.assessment('kaede', 'kaede-star4')}/criteria?status=planned`)
    expect(page).not.toContain(`/assessments/${here.cast.assessment('aoyama', 'aoyama-star3')}`)
    expect(page).not.toContain('藤田 恵子さんになる')
    expect(page).toContain('いまのあなた')
  })

  test('is not there where more than this machine reaches the server', async () => {
    const settings = { ...here.context.settings, local: false, origin: 'http://localhost' }
    const open = visitor(testApp({ ...here.context, settings }, features))
    expect((await open.get('/demo')).status).toBe(404)
    for (const path of ['/demo', '/demo/sign-in', '/demo/removal']) {
      expect([path, (await open.post(path, { person: 'ito@aoyama.example' })).status]).toEqual([path, 404])
    }
    expect(await readCast(here.context)).toEqual(
      expect.arrayContaining([expect.objectContaining({ tenant: expect.any(String) })]),
    )
  })

  test('is there in English, and before the demo is set up; what can only be sent cannot be asked for', async () => {
    await removeDemoWorld(here.context)
    const nobody = visitor(app())
    const { page } = await nobody.get('/demo?lang=en')
    expect(page).toContain('All of this is made up')
    expect(page).toContain('Set up the demo')
    expect(page).not.toContain('action="/demo/sign-in"')
    expect(page).not.toContain(demoPassword(here.context))
    for (const path of ['/demo/sign-in', '/demo/removal']) expect((await nobody.get(path)).status).toBe(404)
    here.cast = await setUpCast(here.context)
  })

  test('takes the demo away, whoever is in it is nobody again, and a second time changes nothing', async () => {
    const ito = visitor(app(), here.cast.viewer('aoyama', 'ito'))
    expect((await ito.get('/people')).status).toBe(200)
    for (let time = 0; time < 2; time++) {
      expect(await ito.post('/demo/removal')).toMatchObject({ status: 303, location: '/' })
      expect((await readCast(here.context)).every(({ tenant }) => tenant === undefined)).toBe(true)
      expect(await accounts()).toEqual([])
    }
    expect(await ito.get('/people')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fpeople' })
    here.cast = await setUpCast(here.context)
  })
})

function accounts() {
  return here.database.db.transact('admin', (tx) => tx.selectFrom('account').select('email').execute())
}

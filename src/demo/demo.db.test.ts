import { describe, expect, test } from 'vitest'
import { signIn } from '../account/sign-in/sign-in-actions.ts'
import { readViewer } from '../account/sign-in/viewer-actions.ts'
import { ANSWER_TEXTS } from '../assessment/fields.ts'
import { verdictOf } from '../assessment/points.ts'
import { attainmentOf, readAnswer, readAssessment } from '../assessment/read-actions.ts'
import { criteriaFor, requirementOf } from '../catalogue/edition.ts'
import type { AccountId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { readDecisions } from '../level/actions.ts'
import { readMemberships, readPeople } from '../organisation/actions.ts'
import { ROLES, type Role } from '../roles/permissions.ts'
import { toSecrets } from '../secrets.ts'
import { STATUSES, type Status } from '../standing/status.ts'
import { demoAddress, demoPassword, signInAsCast } from './actions.ts'
import { all, firms, firstOf, testCast } from './cast.fixture.ts'
import type { DemoAssessment, Firm, Sitting } from './world.ts'

const here = testCast()
const { read } = here

const FROM = { address: '192.0.2.1', agent: 'test', request: '' }

describe('the demo world', () => {
  test.each(all)('$name stands in the database as its file says', async ({ firm, assessment }) => {
    const { head, answers } = await read(firm, assessment)
    const expected = statusesOf(assessment)
    for (const [criterion, status] of expected)
      expect([criterion, answers.get(criterion)?.status ?? null]).toEqual([criterion, status])
    const attainment = attainmentOf(here.context, head)
    const judged = criteriaFor(here.context.edition(head.edition), head.target).map(({ id }) => expected.get(id) ?? null)
    for (const status of STATUSES) expect(attainment[status]).toBe(judged.filter((one) => one === status).length)
    expect(attainment.unanswered).toBe(judged.filter((one) => one === null).length)
    expect(attainment.notApplicableConfirmed).toBe(assessment.sittings.flatMap(({ confirms }) => confirms).length)
  })

  test('the three firms stand where their introductions say', async () => {
    const covered = async (firm: string, key: string) => {
      const found = await readAssessment(here.context, here.cast.viewer(firm, firstOf(firm)), here.cast.assessment(firm, key))
      return found ? attainmentOf(here.context, found.head) : undefined
    }
    const aoyama = await covered('aoyama', 'aoyama-star3')
    const kaede = await covered('kaede', 'kaede-star4')
    const trial = await covered('kaede', 'kaede-trial')
    expect(aoyama).toMatchObject({ target: 3, edition: '2026-03-27', total: 81 })
    expect(aoyama?.coverage).toBeCloseTo(1 / 3, 1)
    expect(kaede).toMatchObject({ target: 4, edition: '2026-03-27', total: 153, planned: 11 })
    expect(kaede?.coverage).toBeCloseTo(0.7, 1)
    expect(trial).toMatchObject({ target: 4, edition: '2025-12-26', total: 157 })
    const minamo = await readAssessment(
      here.context,
      here.cast.viewer('minamo', 'mori'),
      here.cast.assessment('minamo', 'minamo-star3'),
    )
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
    const viewer = here.cast.viewer('aoyama', 'ito')
    const found = await readAnswer(here.context, viewer, here.cast.assessment('aoyama', 'aoyama-star3'), '3-1-2-1')
    expect(found?.versions.map(({ status, cause, changedBy }) => [status, cause, changedBy])).toEqual([
      ['met', 'answer', here.cast.viewer('aoyama', 'murata').person],
      ['partial', 'import', viewer.person],
    ])
    expect(found?.versions.map(({ changedAt }) => dayInJapan(changedAt))).toEqual(['2027-02-19', '2027-01-23'])
  })

  test('every date is told, and nothing happened in the future', async () => {
    for (const { firm, assessment } of all) {
      const { head, answers } = await read(firm, assessment)
      const texts = [head.title, ...[...answers.values()].flatMap((answer) => ANSWER_TEXTS.map((text) => answer[text]))]
      expect(texts.filter((text) => /[<>]/.test(text))).toEqual([])
      expect(head.changedAt < here.context.now()).toBe(true)
    }
  })

  test('each firm has its decisions, with the level that its answers lead to', async () => {
    const levels = async (firm: string) => {
      const decisions = await readDecisions(here.context, here.cast.viewer(firm, firstOf(firm)).tenant)
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

  test.each(all)('$name ticks points of the criterion, and they amount to the status', async ({ firm, assessment }) => {
    const { answers } = await read(firm, assessment)
    const criteria = new Map(here.context.edition(assessment.edition).criteria.map((criterion) => [criterion.id, criterion]))
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

describe('its people', () => {
  test('there is somebody for every role, whose roles their organisation can give', async () => {
    const roles = firms.flatMap(({ people }) => people.flatMap((person) => person.roles))
    for (const role of Object.keys(ROLES) as Role[]) if (role !== 'engaged') expect(roles).toContain(role)
    for (const firm of firms) {
      for (const { key, name, roles } of firm.people) {
        expect(roles.every((role) => ROLES[role].kinds.some((kind) => firm.kinds.includes(kind)))).toBe(true)
        const { tenant, person } = here.cast.viewer(firm.key, key)
        const kept = (await readPeople(here.context, tenant)).find(({ id }) => id === person)
        expect(kept).toMatchObject({ name, roles, email: `${key}@${firm.key}.example`, engagement: null, endedAt: null })
      }
    }
  })

  test('the expert sits in their own firm and in those of two clients, as each engagement says', async () => {
    const chiba = await enter('chiba@tsubame.example')
    const seats = await readMemberships(here.context, chiba.signedIn)
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
    const found = await readAssessment(
      here.context,
      here.cast.viewer('aoyama', 'murata'),
      here.cast.assessment('aoyama', 'aoyama-star3'),
    )
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
      const own = here.cast.viewer(firm.key, person.key)
      if (person.key !== 'chiba') expect(viewer).toMatchObject({ tenant: own.tenant, person: own.person, roles: person.roles })
    },
  )

  test('nobody else is: an account of one’s own, an address that is none, another spelling', async () => {
    await here.database.db.transact('admin', (tx) =>
      tx
        .insertInto('account')
        .values({
          id: here.context.newId<AccountId>(),
          email: 'honmono@aoyama.example',
          email_key: 'honmono@aoyama.example',
          name: '本物 一郎',
          created_at: here.context.now(),
        } as never)
        .execute(),
    )
    for (const address of ['honmono@aoyama.example', 'nobody@aoyama.example', '', "' or true --", 'ITO@aoyama.example']) {
      expect([address, await signInAsCast(here.context, address, FROM)]).toEqual([address, undefined])
    }
    await here.database.db.transact('admin', (tx) => tx.deleteFrom('account').where('demo', '=', false).execute())
  })

  test('the password of the page opens the ordinary sign-in, and is another in another installation', async () => {
    const password = demoPassword(here.context)
    const email = { address: 'ito@aoyama.example', key: 'ito@aoyama.example' }
    const wish = { email, from: FROM, device: undefined, next: '/' }
    expect(await signIn(here.context, { ...wish, password: `${password}x` })).toEqual({ kind: 'wrong' })
    expect(await signIn(here.context, { ...wish, password })).toMatchObject({ kind: 'admitted' })
    const elsewhere = { ...here.context, secrets: toSecrets(new Uint8Array(32).fill(8)) }
    expect(demoPassword(elsewhere)).not.toBe(password)
  })

  test('no letter of the made-up past waits to be sent', async () => {
    expect(await here.database.db.transact('admin', (tx) => tx.selectFrom('mail').selectAll().execute())).toEqual([])
  })
})

/** Signs in as somebody of the cast, and says who they are then. */
async function enter(address: string) {
  const admitted = await signInAsCast(here.context, address, FROM)
  const found = admitted && (await readViewer(here.context, admitted.token, FROM))
  if (!found) throw new Error(`${address} is not of the cast`)
  return found
}

/** The last status that the file gives to each criterion; answers that only carry a note have none. */
function statusesOf({ edition, sittings, quick }: DemoAssessment): Map<string, Status | null> {
  const noted = here.context
    .edition(edition)
    .criteria.filter(({ id, level }) => level === 3 && quick?.[requirementOf(id)] !== undefined)
    .map(({ id }): [string, Status | null] => [id, null])
  const statuses = new Map(noted)
  const fills = sittings.flatMap((sitting: Sitting) => [...Object.entries(sitting.fills), ...Object.entries(sitting.changes)])
  for (const [criterion, { status }] of fills) statuses.set(criterion, status ?? statuses.get(criterion) ?? null)
  return statuses
}

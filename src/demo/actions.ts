import { createAccount, findAccountByEmail } from '../account/credentials/actions.ts'
import { hashPassword, type PasswordHash } from '../account/credentials/index.ts'
import { type Admitted, admitAccount } from '../account/sign-in/actions.ts'
import * as assessments from '../assessment/actions.ts'
import { NO_SCOPE } from '../assessment/index.ts'
import type { Db } from '../db/db.ts'
import { offerEngagement } from '../engagement/actions.ts'
import { acceptInvitation, findOpenInvitation } from '../joining/actions.ts'
import { addDays } from '../kernel/calendar.ts'
import { type AccountId, type AssessmentId, INSTALLATION, type PersonId, type TenantId } from '../kernel/ids.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import type { Client } from '../kernel/seat.ts'
import { keepDecision } from '../level/actions.ts'
import * as identity from '../organisation/actions.ts'
import { saidIn } from '../quick/index.ts'
import type { RegistersContext } from '../registers/actions.ts'
import type { Actor } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import { recordDuty, setDuties } from './duty-actions.ts'
import { prove } from './evidence-actions.ts'
import { improve } from './improve-actions.ts'
import { loadWorld } from './load.ts'
import { done, required } from './made.ts'
import { fillRegister } from './register-actions.ts'
import { sit } from './sit-actions.ts'
import { momentOf, tellDates } from './when.ts'
import type { CastPerson, Decision, DemoAssessment, DemoDuties, DemoEngagement, Firm } from './world.ts'

/** A firm of the cast, and where the database has it: an organisation, its people by key, its assessments by key. */
export type CastMember = {
  firm: Firm
  tenant: TenantId | undefined
  people: Map<string, PersonId>
  assessments: Map<string, AssessmentId>
}

const underWay = new WeakMap<Db, Promise<{ made: boolean; cast: CastMember[] }>>()

/**
 * Sets up the demo world, its dates counted back from now. Where there is a demo organisation already, it changes nothing
 * (`made` is false) and says who is there. Two calls at once share one setting up.
 */
export function createDemoWorld(context: RegistersContext): Promise<{ made: boolean; cast: CastMember[] }> {
  const running = underWay.get(context.db)
  if (running) return running
  const begun = create(context).finally(() => underWay.delete(context.db))
  underWay.set(context.db, begun)
  return begun
}

/** The address with which somebody of the cast signs in. Nothing reaches it: `.example` is reserved (RFC 2606). */
export function demoAddress(firm: Firm, person: CastPerson): string {
  return `${person.key}@${firm.key}.example`
}

/** The password of everyone of the cast in this installation: no other one has the same. */
export function demoPassword(context: RegistersContext): string {
  const [oldest = ''] = context.secrets.marks('password', 'demo').slice(-1)
  const mark = oldest
    .slice(-43)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
  return `demo-${mark.slice(0, 4)}-${mark.slice(4, 8)}`
}

/** Signs in as somebody of the cast, without a password: everything there is made up. Nothing for anybody else. */
export async function signInAsCast(context: RegistersContext, address: string, from: Client): Promise<Admitted | undefined> {
  const account = await context.db.read('signIn', (tx) => findAccountByEmail(tx, { address, key: address }))
  return account?.demo ? admitAccount(context, { account: account.id, factors: ['demo'], from }) : undefined
}

/** The cast, with what the database has of it; nothing of it before the demo is set up. */
export async function readCast(context: RegistersContext): Promise<CastMember[]> {
  const organisations = (await identity.readOrganisations(context)).filter(({ demo }) => demo)
  const cast: CastMember[] = []
  for (const firm of loadWorld().firms) {
    const tenant = organisations.find(({ name }) => name === firm.name)?.id
    cast.push({ firm, tenant, ...(tenant ? await findIn(context, tenant, firm) : NOBODY) })
  }
  return cast
}

async function create(context: RegistersContext): Promise<{ made: boolean; cast: CastMember[] }> {
  const there = await identity.readOrganisations(context)
  if (there.some(({ demo }) => demo)) return { made: false, cast: await readCast(context) }
  const now = context.now()
  try {
    const key = await hashPassword(demoPassword(context))
    const settled: Settled[] = []
    for (const firm of loadWorld().firms) settled.push(await fillOrganisation({ context, now, firm }, key))
    for (const client of settled) for (const engagement of client.firm.engagements) await engage(client, engagement)
    await forgetLetters(context)
  } catch (fault) {
    await identity.removeDemoWorld(context)
    throw fault
  }
  return { made: true, cast: await readCast(context) }
}

/** One firm being set up: `at` is the context at a moment of its past. */
type Setting = { context: RegistersContext; now: Instant; firm: Firm }
type Settled = Setting & { tenant: TenantId; person(key: string): PersonId; assessments: Map<string, AssessmentId> }

async function fillOrganisation(setting: Setting, key: PasswordHash): Promise<Settled> {
  const { firm } = setting
  const [first, ...colleagues] = firm.people
  if (!first) throw new Error(`${firm.key} has nobody`)
  const context = at(setting, firm.begun)
  const accountFor = (person: CastPerson) => makeAccount(context, firm, person, key)
  const wish = { organisation: firm.name, kinds: firm.kinds, person: first.name, position: first.position, roles: first.roles }
  const begun = await identity.beginOrganisation(context, { ...wish, account: await accountFor(first), demo: true })
  const { tenant, person } = done(begun)
  const people = new Map([[first.key, person]])
  for (const colleague of colleagues) {
    const { name, position, roles } = colleague
    const account = await accountFor(colleague)
    people.set(
      colleague.key,
      done(await identity.addPerson(context, { tenant, person, roles: ['responsible'] }, { name, position, roles, account })),
    )
  }
  const known = (key: string) => required(people.get(key), `${firm.key} has no ${key}`)
  const settled: Settled = { ...setting, tenant, person: known, assessments: new Map() }
  for (const decision of firm.decisions) await decide(settled, decision)
  for (const assessment of firm.assessments) await assess(settled, assessment)
  for (const filled of firm.registers) await fillRegister(at(settled, filled.when), viewerOf(settled, filled.by), filled)
  if (firm.duties) await keepDuties(settled, firm.duties)
  return settled
}

async function makeAccount(context: RegistersContext, firm: Firm, person: CastPerson, key: PasswordHash): Promise<AccountId> {
  const address = demoAddress(firm, person)
  const wish = { email: { address, key: address }, name: person.name, lang: 'ja', password: key, demo: true } as const
  return required(await context.db.transact('signIn', (tx) => createAccount(context, tx, wish)), `${address} is taken`)
}

/** The client asks, the expert's letter arrives, and they accept. */
async function engage(client: Settled, engagement: DemoEngagement): Promise<void> {
  const context = at(client, engagement.when)
  const expert = required(
    loadWorld().firms.find(({ key }) => key === engagement.expert),
    engagement.expert,
  )
  const person = required(
    expert.people.find(({ key }) => key === engagement.person),
    engagement.person,
  )
  const email = demoAddress(expert, person)
  const begins = dayInJapan(context.now())
  const ends = addDays(begins, engagement.days)
  const { kind, sight, note } = engagement
  const extent = { covers: 'all', assessments: [], sight, mayAnswer: engagement.mayAnswer ? '1' : '' }
  const wish = { kind, ...extent, note, begins, ends, expertName: expert.name }
  const seat = actorOf(client, engagement.by)
  done(await offerEngagement(context, seat, { ...wish, personName: person.name, email }))
  const invitation = required(await findOpenInvitation(context, client.tenant, email), `no invitation of ${email}`)
  const account = required(await context.db.read('signIn', (tx) => findAccountByEmail(tx, { address: email, key: email })), email)
  const accepting = { kind: 'known', account: account.id, email } as const
  done(await acceptInvitation(context, invitation, accepting, { address: '', agent: '', request: '' }))
  for (const said of engagement.advice) await advise(client, engagement, said)
}

/** The expert, by their seat at the client's, or one of the client's people says something of a criterion. */
async function advise(client: Settled, engagement: DemoEngagement, said: DemoEngagement['advice'][number]): Promise<void> {
  const { by, when, criterion, kind, field = '', body } = said
  const context = at(client, when)
  const actor = by === engagement.person ? await expertAt(client, engagement) : actorOf(client, by)
  const assessment = required(client.assessments.get(said.assessment), said.assessment)
  done(await assessments.writeAdvice(context, actor, { assessment, criterion }, { kind, field, body }))
}

async function expertAt({ context, tenant }: Settled, { sight, mayAnswer }: DemoEngagement): Promise<Actor> {
  const people = await identity.readPeople(context, tenant)
  const { id: person, engagement } = required(
    people.find((one) => one.engagement !== null),
    'no expert sits here',
  )
  const view = { id: required(engagement ?? undefined, 'no engagement'), assessments: null, sight, mayAnswer }
  return { tenant, person, roles: ['engaged'], engagement: view }
}

/** The letters of the made-up past are read already. */
async function forgetLetters(context: RegistersContext): Promise<void> {
  await context.db.transact('signIn', (tx) => tx.deleteFrom('mail').where('recipient', 'like', '%.example').execute())
}

async function decide(settled: Settled, { by, when, subject, partner, ...replies }: Decision): Promise<void> {
  const seat = actorOf(settled, by)
  const typed = Object.entries(replies).flatMap(([question, { answer, reason }]) => [
    [question, answer],
    [`${question}-reason`, reason],
  ])
  const wish = { subject, partner: partner ?? '', ...Object.fromEntries(typed) }
  done(await keepDecision(at(settled, when), seat, wish))
}

async function assess(settled: Settled, planned: DemoAssessment): Promise<void> {
  const { title, edition, target, scope, quick, sittings } = planned
  const context = at(settled, planned.when)
  const sheet = { edition, target, answers: new Map(Object.entries(quick ?? {})) }
  const said = saidIn(context.edition(edition), sheet)
  const seat = actorOf(settled, planned.by)
  const wish = { title: tellDates(title, settled.now), edition, target, quick: said }
  const id = done(await assessments.createAssessment(context, seat, wish))
  settled.assessments.set(planned.key, id)
  if (scope) {
    const [site, system, cloud] = [scope.site, scope.system, scope.cloud].map((lines) => lines.join('\n'))
    const exclusion = scope.exclusions.map(({ name }) => name)
    const exclusionReason = scope.exclusions.map(({ reason }) => reason)
    const form = { site: site ?? '', system: system ?? '', cloud: cloud ?? '', exclusion, exclusionReason }
    done(await assessments.recordScope(context, seat, id, form, NO_SCOPE))
  }
  for (const sitting of sittings) await sit(at(settled, sitting.when), actorOf(settled, sitting.by), id, sitting, settled)
  if (planned.improvement) {
    const { by, when } = planned.improvement
    await improve(at(settled, when), viewerOf(settled, by), id, planned.improvement, settled.person)
  }
  for (const piece of planned.evidence) {
    const checker = piece.checkedBy === undefined ? undefined : viewerOf(settled, piece.checkedBy)
    await prove(at(settled, piece.when), viewerOf(settled, piece.by), id, piece, checker)
  }
}

/** Somebody says who does what again and again; then each record is written by whoever did it. */
async function keepDuties(settled: Settled, duties: DemoDuties): Promise<void> {
  await setDuties(at(settled, duties.when), viewerOf(settled, duties.by), duties, settled.person)
  for (const record of duties.records) await recordDuty(at(settled, record.when), viewerOf(settled, record.by), record)
}

function viewerOf(settled: Settled, by: string): Viewer {
  const { firm } = settled
  const { name } = required(
    firm.people.find(({ key }) => key === by),
    by,
  )
  const { tenant, person, roles } = actorOf(settled, by)
  return { tenant, person, roles: [...roles], personName: name, organisationName: firm.name, demo: true }
}

function actorOf({ tenant, firm, person }: Settled, by: string): Actor {
  const { roles } = required(
    firm.people.find(({ key }) => key === by),
    by,
  )
  return { tenant, person: person(by), roles }
}

async function findIn(
  context: RegistersContext,
  tenant: TenantId,
  firm: Firm,
): Promise<Pick<CastMember, 'people' | 'assessments'>> {
  const people = await identity.readPeople(context, tenant)
  const { assessments: found } = await assessments.readAssessments(
    context,
    { tenant, person: NOBODY_IN_PARTICULAR, roles: ['responsible'] },
    { limit: 1000, offset: 0 },
  )
  const oldestFirst = found.toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
  return {
    people: new Map(
      firm.people.flatMap(({ key, name }) => {
        const person = people.find((one) => one.name === name)
        return person ? [[key, person.id]] : []
      }),
    ),
    assessments: new Map(
      firm.assessments.flatMap(({ key, edition, target }) => {
        const assessment = oldestFirst.find((one) => one.edition === edition && one.target === target)
        return assessment ? [[key, assessment.id]] : []
      }),
    ),
  }
}

/** The context at a moment of the firm's past. */
function at({ context, now }: Setting, when: string): RegistersContext {
  return { ...context, now: () => momentOf(when, now) }
}

const NOBODY_IN_PARTICULAR = INSTALLATION as string as PersonId
const NOBODY: Pick<CastMember, 'people' | 'assessments'> = { people: new Map(), assessments: new Map() }

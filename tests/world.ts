import type { Hono } from 'hono'
import { createAccount } from '../src/account/credentials/account-actions.ts'
import { createAssessment, writeAdvice } from '../src/assessment/actions.ts'
import { recordAnswer } from '../src/assessment/answer-actions.ts'
import { EMPTY_ANSWER } from '../src/assessment/fields.ts'
import { beginDocument } from '../src/documents/actions.ts'
import { offerEngagement, readEngagements } from '../src/engagement/engagement-actions.ts'
import { addEvidence, keepSent } from '../src/evidence/actions.ts'
import { exportAnswers, readImport } from '../src/exchange/actions.ts'
import { reportDiscovery } from '../src/incidents/actions.ts'
import { addIssue } from '../src/issues/actions.ts'
import { acceptInvitation } from '../src/joining/acceptance-actions.ts'
import { findOpenInvitation, invite } from '../src/joining/invitation-actions.ts'
import type {
  AccountId,
  AssessmentId,
  DocumentId,
  EvidenceId,
  IncidentId,
  IssueId,
  PersonId,
  RowId,
  TaskId,
  TenantId,
} from '../src/kernel/ids.ts'
import type { Outcome } from '../src/kernel/refusal.ts'
import { keepDecision } from '../src/level/actions.ts'
import type { LibraryContext } from '../src/main/library.ts'
import { measureClosing, measuresIn } from '../src/measures/index.ts'
import { addPerson, beginOrganisation } from '../src/organisation/actions.ts'
import { addRow } from '../src/registers/actions.ts'
import type { OrganisationKind, Role } from '../src/roles/permissions.ts'
import type { Viewer } from '../src/roles/viewer.ts'
import { beginTasks } from '../src/tasks/actions.ts'
import type { Web } from '../src/web/app.tsx'
import { offerOf } from './experts.ts'
import { lettersTo } from './letters.ts'
import { type Visitor, visitor } from './web.ts'

/** Identifiers of things of the organisation 青山精機, or of nothing. */
export type Things = {
  assessment: string
  decision: string
  draft: string
  person: string
  invitation: string
  engagement: string
  advice: string
  issue: string
  task: string
  evidence: string
  document: string
  row: string
  incident: string
}

/** One organisation with somebody in every role, one of each other kind, and a stranger who is responsible and an executive elsewhere. */
export type World = Things & {
  context: LibraryContext
  app: Hono<Web>
  tenant: TenantId
  /** Somebody signed in with that role, in an organisation that has it. */
  as(role: Role): Visitor
  seatOf(role: Role): Viewer
  stranger: Visitor
  nobody: Visitor
  /** Well-formed identifiers of nothing. */
  nothing: Things
}

const KIND_OF: Partial<Record<Role, OrganisationKind>> = {
  expert: 'expert',
  evaluator: 'evaluationBody',
  verifier: 'technicalVerifier',
  buyer: 'buyer',
  operator: 'operator',
}
const FROM = { address: '127.0.0.1', agent: 'test', request: '' }

/** Sets the world up through the actions of the product. */
export async function setUpWorld(context: LibraryContext, app: Hono<Web>): Promise<World> {
  const own = done(await beginOrganisation(context, { organisation: '青山精機', person: '伊藤 健一' }))
  const seats = new Map<Role, Viewer>([['responsible', viewerOf(own.tenant, own.person, ['responsible'])]])
  const boss = seats.get('responsible') as Viewer
  for (const role of ['staff', 'respondent', 'reader', 'executive'] as const) {
    const person = done(await addPerson(context, boss, { name: `${role}の人`, position: '', roles: [role] }))
    seats.set(role, viewerOf(own.tenant, person, [role]))
  }
  for (const [role, kind] of Object.entries(KIND_OF) as [Role, OrganisationKind][]) {
    const other = done(
      await beginOrganisation(context, {
        organisation: `${kind}の組織`,
        person: `${role}の人`,
        kinds: [kind],
        roles: [role],
        demo: true,
      }),
    )
    seats.set(role, viewerOf(other.tenant, other.person, [role]))
  }
  seats.set('engaged', await engageExpert(context, boss))
  const elsewhere = done(
    await beginOrganisation(context, { organisation: '楓システムズ', person: '高橋 亮', roles: ['responsible', 'executive'] }),
  )
  const things = await makeThings(context, boss, seats.get('respondent') as Viewer)
  const visitors = new Map([...seats].map(([role, seat]) => [role, visitor(app, seat)]))
  return {
    ...things,
    context,
    app,
    tenant: own.tenant,
    as: (role) => required(visitors.get(role), role),
    seatOf: (role) => required(seats.get(role), role),
    stranger: visitor(app, elsewhere),
    nobody: visitor(app),
    nothing: Object.fromEntries(Object.keys(things).map((name) => [name, context.newId()])) as Things,
  }
}

async function makeThings(context: LibraryContext, boss: Viewer, respondent: Viewer): Promise<Things> {
  const assessment = done(await createAssessment(context, boss, { title: '本社', edition: '2026-03-27', target: 3 }))
  const content = { ...EMPTY_ANSWER, status: 'met' as const, reason: '伊藤が確かめた', assignee: respondent.person }
  done(await recordAnswer(context, boss, { assessment, criterion: '4-1-1-1', from: 0, content }))
  const yes = { confidential: 'yes', continuity: 'no', access: 'no' }
  const decision = done(await keepDecision(context, boss, { subject: 'self', ...yes }))
  const sheet = done(await exportAnswers(context, boss, assessment, 'csv'))
  const draft = done(await readImport(context, boss, assessment, { name: 'answers.csv', bytes: sheet.bytes }))
  const advice = await sayOf(context, boss, assessment, 'question')
  const issue = await issueOf(context, boss, assessment)
  const task = await taskOf(context, boss, { assessment, issue })
  const evidence = await evidenceOf(context, boss, assessment)
  const person = done(await addPerson(context, boss, { name: '村田 浩', position: '製造部' }))
  const invitation = done(
    await invite(context, boss, { name: '佐藤 美穂', email: 'sato@aoyama.example.jp', position: '', roles: ['staff'] }),
  )
  const [engagement] = await readEngagements(context, boss.tenant)
  return {
    assessment,
    decision,
    draft,
    person,
    invitation,
    engagement: required(engagement?.id, 'engagement'),
    advice,
    issue,
    task,
    evidence,
    document: await documentOf(context, boss),
    row: await rowOf(context, boss),
    incident: await incidentOf(context, boss),
  }
}

/** An issue of two criteria; its revision is 1. */
export async function issueOf(context: LibraryContext, who: Viewer, assessment: string): Promise<IssueId> {
  const wish = { title: '鍵の管理', note: '', criteria: ['4-1-1-2', '4-1-1-3'] }
  return done(await addIssue(context, who, assessment as AssessmentId, wish))
}

/** A task on an issue, of the measure that closes what it is about; its revision is 1. */
export function taskOf(context: LibraryContext, who: Viewer, on: { assessment: string; issue: string }): Promise<TaskId> {
  const measure = measureClosing(measuresIn(context.measures(), 'ja').measures, '2026-03-27', '4-1-1-2')?.id ?? null
  const wish = { issue: on.issue as IssueId, measure, origin: 'measure' as const, title: '鍵を集める' }
  return context.db.transact({ tenant: who.tenant }, async (tx) => {
    const [task] = await beginTasks(context, tx, who, on.assessment as AssessmentId, [wish])
    return required(task?.id, 'task')
  })
}

/** A piece of evidence of the criterion that is assigned to the respondent: a file of text; its revision and its version are 1. */
export async function evidenceOf(
  context: LibraryContext,
  who: Viewer,
  assessment: string,
  title = '鍵の台帳',
): Promise<EvidenceId> {
  const content = done(await keepSent(context, who, new File(['key,3'], '鍵の台帳.csv', { type: 'text/csv' })))
  const days = { periodFrom: '2027-01-01', periodTo: '2027-03-31', issuedOn: null, validUntil: null }
  const said = { title, kind: 'register' as const, source: '', custodian: '総務部', confidentiality: 'internal' as const }
  const target = { kind: 'criterion' as const, assessment: assessment as AssessmentId, target: '4-1-1-1' }
  const [id] = done(await addEvidence(context, who, [{ ...said, ...days, insidersOnly: false, content, note: '' }], [target]))
  return required(id, 'evidence')
}

/** A row of the register of devices; its revision is 1. */
export async function rowOf(context: LibraryContext, who: Viewer): Promise<RowId> {
  const cells = { name: 'PC-001', sort: 'pc', maker: 'Dell', os: 'Windows 11', serial: 'S-001' }
  const row = await addRow(context, who, 'devices', cells)
  if (!row) throw new Error('no register of devices')
  return done(row)
}

/** An incident of which a discovery alone is known. */
export async function incidentOf(context: LibraryContext, who: Viewer): Promise<IncidentId> {
  const typed = { body: '不審なメールを開いた', happenedAt: '', concerns: 'PC-001', drill: '' }
  return done(await reportDiscovery(context, { ...who, personName: '伊藤 健一' }, typed))
}

/** A document from a template with all of its questions answered; its revision is 1. */
export async function documentOf(context: LibraryContext, who: Viewer): Promise<DocumentId> {
  const answer = { company: '青山精機', officer: '青山 誠', department: '総務部', date: '2027-04-01', rooms: '設計室' }
  const wish = { template: 'entry-rule', title: '入退室の規程', edition: '2026-03-27', lang: 'ja' }
  return done(await beginDocument(context, who, { ...wish, answer: { ...answer, approver: '部長', server: 'none' } }))
}

/** Says something of the answered criterion: a question, or wording for its reason. */
export async function sayOf(context: LibraryContext, who: Viewer, assessment: string, kind: 'question' | 'wording') {
  const place = { assessment: assessment as AssessmentId, criterion: '4-1-1-1' }
  return done(await writeAdvice(context, who, place, { kind, field: 'reason', body: '台帳で確かめています' })).id
}

async function engageExpert(context: LibraryContext, boss: Viewer): Promise<Viewer> {
  const email = { address: 'chiba@tsubame.example.jp', key: 'chiba@tsubame.example.jp' }
  const wish = { expertName: 'つばめ', personName: '千葉 遥', email: email.address, ends: '2028-03-31' }
  const id = done(await offerEngagement(context, boss, offerOf({ ...wish, sight: 'everything', mayAnswer: true })))
  const account = required<AccountId | undefined>(
    await context.db.transact('signIn', (tx) =>
      createAccount(context, tx, { email, name: '千葉 遥', lang: 'ja', password: null }),
    ),
    'account',
  )
  const invitation = required(await findOpenInvitation(context, boss.tenant, email.key), 'invitation')
  const seat = done(await acceptInvitation(context, invitation, { kind: 'known', account, email: email.key }, FROM))
  const engagement = { id, assessments: null, sight: 'everything' as const, mayAnswer: true }
  return { ...viewerOf(boss.tenant, seat.person, ['engaged']), engagement }
}

/** A fresh open invitation, by the token of its letter. */
export async function freshInvitation(world: World, email: string): Promise<{ token: string; id: string }> {
  const boss = world.seatOf('responsible')
  const id = done(await invite(world.context, boss, { name: '新しい人', email, position: '', roles: ['reader'] }))
  const letters = await lettersTo(world.context.db, email)
  const [, token] = /\/invitations\/([\w-]+)/.exec(letters.at(-1)?.body ?? '') ?? []
  return { token: required(token, 'token'), id }
}

function viewerOf(tenant: TenantId, person: PersonId, roles: Role[]): Viewer {
  return { tenant, person, roles, personName: '', organisationName: '', demo: false }
}

export function done<T>(outcome: Outcome<T> | undefined): T {
  if (outcome?.ok) return outcome.value
  throw new Error(outcome ? outcome.refusals.map(({ words }) => words.en).join(' ') : 'nothing there')
}

function required<T>(value: T | undefined, name: string): NonNullable<T> {
  if (value === undefined || value === null) throw new Error(`the world has no ${name}`)
  return value
}

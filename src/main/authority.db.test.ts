import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import { offerOf } from '../../tests/experts.ts'
import { testApp } from '../../tests/web.ts'
import { setUpWorld, type World } from '../../tests/world.ts'
import * as approval from '../approval/actions.ts'
import * as assessment from '../assessment/actions.ts'
import { EMPTY_ANSWER } from '../assessment/index.ts'
import * as documents from '../documents/actions.ts'
import * as duties from '../duties/actions.ts'
import * as engagement from '../engagement/engagement-actions.ts'
import * as events from '../events/actions.ts'
import * as evidence from '../evidence/actions.ts'
import { readFilter } from '../evidence/filter.ts'
import * as exchange from '../exchange/actions.ts'
import * as wording from '../exchange/wording-actions.ts'
import * as facts from '../facts/actions.ts'
import * as files from '../files/actions.ts'
import * as incidents from '../incidents/actions.ts'
import * as issues from '../issues/actions.ts'
import * as joining from '../joining/invitation-actions.ts'
import type {
  AccountId,
  AdviceId,
  AssessmentId,
  DocumentId,
  EngagementId,
  EventId,
  EvidenceId,
  ImportId,
  IncidentEntryId,
  IncidentId,
  InvitationId,
  IssueId,
  PersonId,
  ReaderId,
  RecordId,
  RecordRequestId,
  RowId,
  StatementId,
  TaskId,
  UploadId,
} from '../kernel/ids.ts'
import type { Outcome } from '../kernel/refusal.ts'
import * as level from '../level/actions.ts'
import * as log from '../log/retention-actions.ts'
import * as organisation from '../organisation/actions.ts'
import * as pack from '../pack/actions.ts'
import * as plan from '../plan/actions.ts'
import * as efforts from '../plan/effort-actions.ts'
import * as provider from '../provider/settings-actions.ts'
import * as records from '../records/actions.ts'
import * as registers from '../registers/actions.ts'
import { ACTS, type Act, may, ROLES, type Role } from '../roles/permissions.ts'
import type { Actor } from '../roles/sight.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { root } from '../root.ts'
import * as statement from '../statement/actions.ts'
import * as tasks from '../tasks/actions.ts'
import { features } from './features.ts'

// Every action is tried by every role that may not.
mayCost({ transactions: 1200 })

/** Every action that asks for a permission, called as no route calls it: by each role that may not. */
const database = testDatabase()
let world: World
/** How many entries the log has before anything is tried. */
let written: number

beforeAll(async () => {
  const context = testContext(database.db)
  world = await setUpWorld(context, testApp(context, features))
  written = await entries()
}, 120_000)

type Call = (actor: Actor, world: World) => Promise<Outcome<unknown> | undefined>
const id = ({ assessment: one }: World) => one as AssessmentId
const about = (w: World) => ({ assessment: id(w), criterion: '4-1-1-1' })
const task = (w: World) => ({ assessment: id(w), task: w.task as TaskId })
const issue = (w: World) => ({ assessment: id(w), issue: w.issue as IssueId })
const piece = (w: World) => w.evidence as EvidenceId
const shown = (w: World) => ({ kind: 'criterion' as const, assessment: id(w), target: '4-1-1-1' })
const UNDATED = { periodFrom: null, periodTo: null, issuedOn: null, validUntil: null }
const NAMED = { title: 'x', kind: 'other', source: '', custodian: '', confidentiality: 'internal' } as const
const SAID = { ...NAMED, ...UNDATED, insidersOnly: false }
const LINK = { type: 'link', href: 'https://files.example.jp/' } as const
const rule = (w: World) => ({ document: w.document as DocumentId, number: 1 })
const nobody = {} as SignedIn
const typed = { slug: 'x', issuer: 'https://idp.example', clientId: 'x', clientSecret: 'x' }
const PLAN = { from: '2027-04-01', by: null, size: 30, hours: 8, people: [] } as const
const RECORD = {
  ...{ of: '2026-03-27 1-2-1-3/1 2028-04-01', result: 'nothing-found', doneOn: '2027-04-01', doneBy: 'x', found: '' },
  ...{ lookedAt: '', periodFrom: '', periodTo: '', task: '', evidence: [], attendance: '' },
}
const person = { name: '人', position: '', roles: [] }

const CALLS: Record<string, Call> = {
  createAssessment: (by, { context }) =>
    assessment.createAssessment(context, by, { title: 'x', edition: '2026-03-27', target: 3 }),
  recordScope: (by, w) =>
    assessment.recordScope(w.context, by, id(w), { site: 'x', system: '', cloud: '', exclusion: [], exclusionReason: [] }, '[]'),
  changeSettings: (by, w) => assessment.changeSettings(w.context, by, id(w), { title: 'x', target: 4 }),
  removeAssessment: (by, w) => assessment.removeAssessment(w.context, by, id(w), { typedTitle: '本社' }),
  recordAnswer: (by, w) =>
    assessment.recordAnswer(w.context, by, { assessment: id(w), criterion: '4-1-1-1', from: 1, content: EMPTY_ANSWER }),
  confirmNotApplicable: (by, w) =>
    assessment.confirmNotApplicable(w.context, by, { assessment: id(w), criterion: '4-1-1-1', from: 1 }),
  assignCriteria: (by, w) => assessment.assignCriteria(w.context, by, id(w), { criteria: ['4-1-1-1'], assignee: null }),
  recordMany: (by, w) =>
    assessment.recordMany(w.context, by, id(w), { status: 'met', reason: '', criteria: [{ criterion: '4-1-1-1', from: 1 }] }),
  restoreVersion: (by, w) =>
    assessment.restoreVersion(w.context, by, { assessment: id(w), criterion: '4-1-1-1', revision: 1, from: 1 }),
  takeImportBack: (by, w) => assessment.takeImportBack(w.context, by, id(w), w.context.now()),
  recordImported: (by, w) =>
    assessment.recordImported(w.context, by, id(w), [{ criterion: '4-1-1-1', from: 1, content: EMPTY_ANSWER }]),
  recordProposed: (by, w) =>
    w.context.db.transact({ tenant: by.tenant }, (tx) =>
      assessment.recordProposed(w.context, tx, by, { ...about(w), from: 1, content: EMPTY_ANSWER, task: 'x' }),
    ),
  beginUpload: (by, w) => files.beginUpload(w.context, by, { name: 'x', mediaType: '', bytes: 1, sha256: null }),
  appendToUpload: (by, w) => files.appendToUpload(w.context, by, w.tenant as string as UploadId, 0, nothing()),
  giveUpUpload: (by, w) => files.giveUpUpload(w.context, by, w.tenant as string as UploadId),
  changeDuty: (by, w) =>
    duties.changeDuty(w.context, viewer(by), '1-2-1-3/1', {
      ...{ assignee: null, substitute: null, every: 'P6M', first: null, nextWorkday: false, revision: 0 },
    }),
  moveDue: (by, w) =>
    duties.moveDue(w.context, viewer(by), { duty: '1-2-1-3/1', scheduled: '2027-11-23' }, { due: '2027-11-20', reason: 'x' }),
  setYear: (by, w) => duties.setYear(w.context, viewer(by), { month: 4 }),
  makeCalendar: (by, w) => duties.makeCalendar(w.context, viewer(by), 'person', 'ja'),
  endCalendar: (by, w) => duties.endCalendar(w.context, viewer(by), 'person'),
  beginEvent: (by, w) => events.beginEvent(w.context, by, { kind: 'leaving', about: 'x', day: '2027-04-30', note: '' }),
  decideItem: (by, w) =>
    events.decideItem(w.context, by, { event: w.document as string as EventId, number: 1 }, { outcome: 'done', reason: '' }),
  closeEvent: (by, w) => events.closeEvent(w.context, by, w.document as string as EventId, { reason: 'x' }),
  recordDone: (by, w) => records.recordDone(w.context, by, RECORD),
  correctRecord: (by, w) =>
    records.correctRecord(w.context, by, w.document as string as RecordId, { ...RECORD, correction: 'x' }),
  signRecord: (by, w) => records.signRecord(w.context, by, w.document as string as RecordId),
  changeRecordSetting: (by, w) => records.changeRecordSetting(w.context, by, { of: undefined, asksSignature: true }),
  askForRecord: (by, w) =>
    records.askForRecord(w.context, by, { of: RECORD.of, person: '', name: 'x', email: '', message: '' }, 'ja'),
  revokeRequest: (by, w) => records.revokeRequest(w.context, by, w.document as string as RecordRequestId),
  beginDocument: (by, w) =>
    documents.beginDocument(w.context, by, { template: '', title: 'x', edition: '2026-03-27', lang: 'ja', answer: {} }),
  changeDocument: (by, w) =>
    documents.changeDocument(w.context, by, rule(w).document, {
      ...{ title: 'x', months: '12', heading: {}, text: {}, criteria: {}, drop: {}, add: {} },
      ...{ newHeading: '', newText: 'x', revision: '1' },
    }),
  answerDocument: (by, w) => documents.answerDocument(w.context, by, rule(w).document, { answer: {}, revision: '1' }),
  submitDocument: (by, w) =>
    documents.submitDocument(w.context, by, rule(w).document, { officer: w.person, message: '', revision: '1' }),
  approveDocument: (by, w) => documents.approveDocument(w.context, by, rule(w), { word: '' }),
  returnDocument: (by, w) => documents.returnDocument(w.context, by, rule(w), { word: 'x' }),
  withdrawDocument: (by, w) => documents.withdrawDocument(w.context, by, rule(w)),
  addReaders: (by, w) => documents.addReaders(w.context, by, rule(w).document, { people: [], list: '山田', class: 'employees' }),
  revokeReader: (by, w) =>
    documents.revokeReader(w.context, by, { document: rule(w).document, reader: w.context.newId<ReaderId>() }),
  publishDocument: (by, w) => documents.publishDocument(w.context, by, rule(w)),
  addTask: (by, w) => tasks.addTask(w.context, by, id(w), { title: 'x', issue: null, assignee: null, dueOn: null }),
  changeTask: (by, w) =>
    tasks.changeTask(w.context, by, task(w), {
      ...{ title: 'x', note: '', assignee: null, priority: 1, startOn: null, dueOn: null, cost: null, needs: [] },
      ...{ low: null, likely: null, high: null, revision: 1 },
    }),
  assignTask: (by, w) => tasks.assignTask(w.context, by, task(w), { person: by.person, revision: 1 }),
  changeTasks: (by, w) =>
    tasks.changeTasks(w.context, by, id(w), {
      ...{
        tasks: [{ id: task(w).task, revision: 1 }],
        person: undefined,
        priority: 1,
        state: undefined,
        due: null,
        noDue: false,
      },
    }),
  moveTask: (by, w) => tasks.moveTask(w.context, by, task(w), { revision: 1, state: 'doing' }),
  tickSteps: (by, w) => tasks.tickSteps(w.context, by, task(w), { ticked: [], seen: [] }),
  finishTask: (by, w) => tasks.finishTask(w.context, by, task(w), { evidence: '', revision: 1 }),
  decideProposal: (by, w) =>
    tasks.decideProposal(
      w.context,
      by,
      { ...task(w), criterion: '4-1-1-2' },
      {
        ...{ button: 'leave', status: null, reason: '', evidence: '', ticked: [], from: 0, lang: 'ja' },
      },
    ),
  makePack: (by, w) => pack.makePack(w.context, viewer(by), id(w), 'all', 'ja'),
  addEvidence: (by, w) => evidence.addEvidence(w.context, by, [{ ...SAID, content: LINK, note: '' }], []),
  changeEvidence: (by, w) => evidence.changeEvidence(w.context, by, piece(w), { ...SAID, revision: 1 }),
  changeMany: (by, w) =>
    evidence.changeMany(w.context, by, {
      ...{ evidence: [piece(w)], kind: 'record', confidentiality: undefined, custodian: '', validUntil: null },
    }),
  addVersion: (by, w) => evidence.addVersion(w.context, by, piece(w), { content: LINK, note: '', revision: 1 }),
  withdrawEvidence: (by, w) => evidence.withdrawEvidence(w.context, by, piece(w), { reason: 'x', revision: 1, back: false }),
  linkEvidence: (by, w) => evidence.linkEvidence(w.context, by, [piece(w)], [{ ...shown(w), target: '4-1-1-2' }]),
  unlinkEvidence: (by, w) => evidence.unlinkEvidence(w.context, by, piece(w), shown(w)),
  checkEvidence: (by, w) => evidence.checkEvidence(w.context, by, piece(w), { target: shown(w), version: 1 }),
  exportList: (by, w) => evidence.exportList(w.context, by, readFilter({}), 'csv', 'ja'),
  groupIssues: (by, w) => issues.groupIssues(w.context, by, id(w)),
  addIssue: (by, w) => issues.addIssue(w.context, by, id(w), { title: 'x', note: '', criteria: ['4-1-1-1'] }),
  changeIssue: (by, w) => issues.changeIssue(w.context, by, issue(w), { title: 'x', note: '', revision: '1' }),
  mergeIssues: (by, w) => issues.mergeIssues(w.context, by, id(w), { issues: [`${w.issue} 1`], into: '' }),
  separateIssue: (by, w) => issues.separateIssue(w.context, by, issue(w), { merged: issue(w).issue, revision: 1 }),
  moveCriteria: (by, w) =>
    issues.moveCriteria(w.context, by, issue(w), { moved: ['4-1-1-1'], to: 'away', newTitle: '', revision: '1' }),
  putCriteria: (by, w) => issues.putCriteria(w.context, by, issue(w), { added: ['4-1-1-1'] }),
  setIssueAside: (by, w) => issues.setIssueAside(w.context, by, issue(w), { reason: 'x', revision: '1' }),
  takeIssueUp: (by, w) => issues.takeIssueUp(w.context, by, issue(w), { revision: 1 }),
  submitPlan: (by, w) => approval.submitPlan(w.context, viewer(by), id(w), { message: '' }),
  approvePlan: (by, w) =>
    approval.approvePlan(w.context, viewer(by), { assessment: id(w), number: 1 }, { word: '', direction: [] }),
  directPlan: (by, w) =>
    approval.directPlan(w.context, viewer(by), { assessment: id(w), number: 1 }, { word: '', direction: ['x'] }),
  withdrawPlan: (by, w) => approval.withdrawPlan(w.context, viewer(by), { assessment: id(w), number: 1 }),
  changeEffort: (by, w) =>
    efforts.changeEffort(
      w.context,
      by,
      { id: 'device-register', name: '' },
      { low: 1, likely: 2, high: 3, ours: false, revision: 0 },
    ),
  makePlan: (by, w) => plan.makePlan(w.context, by, id(w), PLAN, 0),
  tryPlan: async (by, w) => plan.tryPlan(w.context, by, {} as plan.PlanView, PLAN),
  writeAdvice: (by, w) => assessment.writeAdvice(w.context, by, about(w), { kind: 'comment', field: '', body: 'x' }),
  endAdvice: (by, w) => assessment.endAdvice(w.context, by, about(w), { id: w.context.newId<AdviceId>(), open: false }),
  takeAdvice: (by, w) => assessment.takeAdvice(w.context, by, about(w), { id: w.context.newId<AdviceId>(), from: 1 }),
  exportAnswers: (by, w) => exchange.exportAnswers(w.context, viewer(by), id(w), 'json'),
  readImport: (by, w) => exchange.readImport(w.context, viewer(by), id(w), { name: 'x.csv', bytes: new Uint8Array(1) }),
  acceptImport: (by, w) =>
    exchange.acceptImport(w.context, viewer(by), id(w), w.draft as ImportId, {
      seen: 1,
      choice: () => 'theirs',
      row: () => undefined,
    }),
  answerQuestions: (by, w) =>
    exchange.answerQuestions(w.context, viewer(by), { id: id(w), title: '', edition: '2026-03-27' }, w.draft as ImportId, {}),
  uploadStatement: (by, w) => statement.uploadStatement(w.context, by, id(w), { name: 'x.csv', bytes: new Uint8Array(1) }),
  chooseReading: (by, w) => statement.chooseReading(w.context, by, id(w), {}),
  takeProposals: (by, w) =>
    statement.takeProposals(w.context, by, id(w), { statement: w.context.newId<StatementId>(), taken: [], lang: 'ja' }),
  removeStatement: (by, w) => statement.removeStatement(w.context, by, id(w)),
  importOfficialWording: (by, { context }) =>
    wording.importOfficialWording(context, by, '2026-03-27', { name: 'x', bytes: new Uint8Array(1) }),
  removeOfficialWording: (by, { context }) => wording.removeOfficialWording(context, by, '2026-03-27'),
  keepDecision: (by, { context }) =>
    level.keepDecision(context, by, { subject: 'self', confidential: 'yes', continuity: 'no', access: 'no' }),
  addPerson: (by, { context }) => organisation.addPerson(context, by, person),
  changePerson: (by, w) => organisation.changePerson(w.context, by, w.person as PersonId, person),
  endPerson: (by, w) => organisation.endPerson(w.context, by, w.person as PersonId),
  changeOrganisation: (by, { context }) => organisation.changeOrganisation(context, by, { organisation: 'x', kinds: ['buyer'] }),
  invite: (by, { context }) => joining.invite(context, by, { ...person, email: 'x@example.jp', roles: ['reader'] }),
  withdrawInvitation: (by, w) => joining.withdrawInvitation(w.context, by, w.invitation as InvitationId),
  offerEngagement: (by, { context }) => engagement.offerEngagement(context, by, offerOf({ email: 'x@example.jp' })),
  inviteToEngagement: (by, w) =>
    engagement.inviteToEngagement(w.context, by, w.engagement as EngagementId, { personName: 'x', email: 'x@example.jp' }),
  endEngagement: (by, w) => engagement.endEngagement(w.context, by, w.engagement as EngagementId, { reason: '' }),
  saveProvider: (by, { context }) => provider.saveProvider(context, by, typed, () => Promise.reject(new Error('asked'))),
  removeProvider: (by, { context }) => provider.removeProvider(context, by),
  requireProvider: (by, { context }) => provider.requireProvider(context, by, nobody, false),
  removeLink: (by, { context }) => provider.removeLink(context, by, context.newId<AccountId>()),
  requireSecondFactor: (by, { context }) => provider.requireSecondFactor(context, by, nobody, false),
  setFactorClaim: (by, { context }) => provider.setFactorClaim(context, by, { claim: 'amr', values: 'mfa' }),
  reportDiscovery: (by, { context }) =>
    incidents.reportDiscovery(context, viewer(by), { body: 'x', happenedAt: '', concerns: '', drill: '' }),
  writeEntry: (by, w) => incidents.writeEntry(w.context, viewer(by), w.incident as IncidentId, { ...ENTERED, kind: 'recovery' }),
  correctEntry: (by, w) => {
    const place = { incident: w.incident as IncidentId, entry: w.incident as IncidentEntryId }
    return incidents.correctEntry(w.context, viewer(by), place, { ...ENTERED, correction: 'x' })
  },
  changeIncidentSetting: (by, { context }) =>
    incidents.changeIncidentSetting(context, viewer(by), 'first-hour', { content: ['x'], number: 0 }),
  addFacts: (by, { context }) => facts.addFacts(context, by, { name: 'x', bytes: new Uint8Array(1) }),
  handleFinding: (by, { context }) => facts.handleFinding(context, by, 'x', { handled: null, on: null, revision: 1 }),
  addRow: (by, { context }) => registers.addRow(context, by, 'devices', { name: 'x' }),
  changeRow: (by, w) => registers.changeRow(w.context, by, 'devices', w.row as RowId, { cells: { name: 'x' }, revision: 1 }),
  leaveRow: (by, w) =>
    registers.leaveRow(w.context, by, 'devices', w.row as RowId, { on: null, reason: '', back: false, revision: 1 }),
  changeCells: (by, { context }) =>
    registers.changeCells(context, by, 'devices', { cause: 'grid', changes: [], added: [], gone: [] }),
  uploadRows: (by, { context }) => registers.uploadRows(context, by, 'devices', { name: 'x', bytes: new Uint8Array(1) }),
  chooseColumns: (by, { context }) => registers.chooseColumns(context, by, 'devices', {}),
  takeRows: (by, { context }) =>
    registers.takeRows(context, by, 'devices', { draft: undefined, picks: { all: 'ours', each: {} } }),
  dropRows: (by, { context }) => registers.dropRows(context, by, 'devices'),
  beginStocktake: (by, { context }) => registers.beginStocktake(context, by, 'devices'),
  lookAtRow: (by, w) => registers.lookAtRow(w.context, by, 'devices', { row: w.row as RowId, result: 'seen', cells: {} }),
  endStocktake: (by, { context }) => registers.endStocktake(context, by, 'devices', ''),
  placeInDiagram: (by, { context }) => registers.placeInDiagram(context, by, { row: undefined, x: 1, y: 1 }),
  linkInDiagram: (by, { context }) =>
    registers.linkInDiagram(context, by, { one: undefined, other: undefined, label: '', away: false }),
  exportRegister: (by, { context }) => registers.exportRegister(context, by, 'devices', 'csv', 'ja'),
  addColumn: (by, { context }) => registers.addColumn(context, by, 'devices', 'x'),
  changeColumn: (by, { context }) => registers.changeColumn(context, by, 'devices', { col: 'own-1', name: 'x', away: false }),
  changeMonths: (by, { context }) => log.changeMonths(context, by, { months: '36' }),
}

/** What each action asks for, as its file says. */
const ASKED = new Map<string, Act>(
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /actions\.ts$/.test(path))
    .flatMap((path) => {
      const parts = readFileSync(join(root, 'src', path), 'utf8').split(/^export (?:async )?function /m)
      return parts.flatMap((text): [string, Act][] => {
        const [, act] = /refuseUnlessMay\(\w+, '([\w.]+)'\)/.exec(text) ?? []
        return act ? [[/^\w+/.exec(text)?.[0] ?? '', act as Act]] : []
      })
    }),
)

test('every action that asks for a permission is tried, and every permission to change something is asked for', () => {
  expect(Object.keys(CALLS).toSorted()).toEqual([...ASKED.keys()].toSorted())
  const changing = (Object.keys(ACTS) as Act[]).filter((act) => !/\.(read|summary)$/.test(act))
  expect(changing.filter((act) => ![...ASKED.values()].includes(act))).toEqual([])
})

const tries = [...ASKED].flatMap(([name, act]) =>
  (Object.keys(ROLES) as Role[]).filter((role) => !may({ roles: [role] }, act)).map((role) => ({ name, role })),
)
describe.each(tries)('$name', ({ name, role }) => {
  test(`by ${role}: refused, and nothing is written`, async () => {
    const { tenant } = world
    const outcome = await CALLS[name]?.({ ...world.seatOf(role), tenant }, world)
    expect(outcome?.ok === false && outcome.refusals.map(({ code }) => code)).toEqual(['forbidden'])
    expect(await entries()).toBe(written)
  })
})

const ENTERED = { body: 'x', happenedAt: '', doneBy: 'x', concerns: '', level: '' }

async function* nothing(): AsyncGenerator<Uint8Array> {}

function viewer(actor: Actor) {
  return { ...actor, personName: '', organisationName: '', demo: false }
}

async function entries(): Promise<number> {
  const rows = await database.db.transact('admin', (tx) => tx.selectFrom('log_entry').select('position').execute())
  return rows.length
}

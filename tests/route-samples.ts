import { createAssessment } from '../src/assessment/actions.ts'
import { linkOf, readAnnouncement } from '../src/documents/actions.ts'
import { occurrencesFrom } from '../src/duties/actions.ts'
import { addDays } from '../src/kernel/calendar.ts'
import type { RowId } from '../src/kernel/ids.ts'
import { dayInJapan } from '../src/kernel/instant.ts'
import { library } from '../src/main/library.ts'
import { measuresIn } from '../src/measures/index.ts'
import { endStocktake } from '../src/registers/actions.ts'
import { type Fields, type Visitor, visitor } from './web.ts'
import { documentOf, done, evidenceOf, freshInvitation, incidentOf, issueOf, rowOf, sayOf, taskOf, type World } from './world.ts'

export type { World } from './world.ts'

/** How one route is tried. */
export type Sample = {
  /** Somebody who may. */
  by(world: World): Visitor
  /** The address with real identifiers; the pattern itself where it has none. */
  path?(world: World): string
  /** The address that a stranger of another organisation asks: of a thing that is not theirs. */
  foreign?(world: Partial<World> & Pick<World, 'assessment'>): string
  fields?(world: World): Fields
  headers?: Record<string, string>
  /** What the done action answers; 200 for a page and 303 for a form where it is not said. */
  status?: number
  /** A form that only looks: nothing to log. */
  changes?: false
  /** A page that hands everything out at once: that is told. */
  discloses?: true
  /** A action of somebody whom nobody knows, such as registering. */
  unknown?: true
  /** Makes what the action consumes, and says who does it, where, and with which fields. */
  before?(world: World): Promise<{ by?: Visitor; path?: string; fields?: Fields }>
  /** Tried to the end elsewhere, in the named test file: it takes a real provider or a real authenticator. */
  done?: false
  elsewhere?: string
  /** Who sends the bad input, where that would undo what others need. */
  bad?(world: World): Visitor
}

const boss = (world: World) => world.as('responsible')
const staff = (world: World) => world.as('staff')
const executive = (world: World) => world.as('executive')
const nobody = (world: World) => world.nobody
type Ids = { assessment: string } & Partial<World>
const page = (path: string, by = boss): Sample => ({ by, path: () => path })
const inAssessment = (rest: (ids: Ids) => string, more: Partial<Sample> = {}, by = staff): Sample => ({
  by,
  path: (world) => `/assessments/${world.assessment}${rest(world)}`,
  foreign: (world) => `/assessments/${world.assessment}${rest(world as Ids)}`,
  ...more,
})
const freshIssue = (world: World) => issueOf(world.context, world.seatOf('responsible'), world.assessment)

/** What is done with an issue: with a fresh one each time, which `first` may bring to where it can be done. */
function onIssue(rest: string, fields: Fields, first?: (world: World, at: string) => Promise<Fields>): Sample {
  return inAssessment(({ issue }) => `/issues/${issue}${rest}`, {
    fields: () => fields,
    before: async (world) => {
      const at = `/assessments/${world.assessment}/issues/${await freshIssue(world)}`
      return { path: `${at}${rest}`, fields: { ...fields, ...(await first?.(world, at)) } }
    },
  })
}
/** Every step that the task of a sample could have. */
const STEPS_OF_TASKS = measuresIn(library.measures(), 'ja').measures.flatMap(({ steps }) => steps.map(({ id }) => id))

/** What is done with a task: with a fresh one each time, which `first` may bring to where it can be done. */
function onTask(rest: string, fields: Fields, first?: (world: World, at: string) => Promise<unknown>): Sample {
  return inAssessment(({ task }) => `/tasks/${task}${rest}`, {
    fields: () => fields,
    before: async (world) => {
      const at = `/assessments/${world.assessment}/tasks/${await freshTask(world)}`
      await first?.(world, at)
      return { path: `${at}${rest}` }
    },
  })
}
const freshTask = async (world: World) =>
  taskOf(world.context, world.seatOf('responsible'), { ...world, issue: await freshIssue(world) })
/** What is done with a piece of evidence: with a fresh one each time, which `first` may bring to where it can be done. */
function onEvidence(
  rest: string,
  fields: Fields | ((world: Ids) => Fields),
  first?: (world: World, at: string) => Promise<unknown>,
): Sample {
  const said = (world: Ids) => (typeof fields === 'function' ? fields(world) : fields)
  return {
    by: boss,
    path: ({ evidence }) => `/evidence/${evidence}${rest}`,
    foreign: ({ evidence }) => `/evidence/${evidence}${rest}`,
    fields: said,
    before: async (world) => {
      const at = `/evidence/${await evidenceOf(world.context, world.seatOf('responsible'), world.assessment)}`
      await first?.(world, at)
      return { path: `${at}${rest}`, fields: said(world) }
    },
  }
}
const ofEvidence = (rest: string, more: Partial<Sample> = {}): Sample => ({
  by: staff,
  path: ({ evidence }) => `/evidence/${evidence}${rest}`,
  foreign: ({ evidence }) => `/evidence/${evidence}${rest}`,
  ...more,
})
/** What is done with a row of a register: with a fresh one each time. */
function onRow(rest: string, fields: Fields): Sample {
  return {
    by: staff,
    path: ({ row }) => `/registers/devices/rows/${row}${rest}`,
    foreign: ({ row }) => `/registers/devices/rows/${row}${rest}`,
    fields: () => fields,
    before: async (world) => ({
      path: `/registers/devices/rows/${await rowOf(world.context, world.seatOf('responsible'))}${rest}`,
    }),
  }
}
const REGISTER_FILES = 'src/registers/import.db.test.tsx'
const REGISTERS = 'src/registers/registers.db.test.tsx'
const onCriterion = ({ assessment }: Ids) => `criterion ${assessment} 4-1-1-1`
const SAID = { title: '鍵の台帳', kind: 'register', confidentiality: 'internal' }
const finish = (world: World, at: string) => world.as('responsible').post(`${at}/finish`, { evidence: '鍵の台帳', revision: '1' })
const sheet = { e: '2026-03-27', t: '3', a: `${'ypnu'.repeat(6)}yy` }

const STATEMENT = 'src/statement/routes.db.test.tsx'
const UPLOADS = 'src/files/routes.db.test.ts'
const FACTORS = 'src/account/factors/factor-routes.db.test.tsx'

/** What takes the link of a letter, or a password: tried to the end with the account itself. */
function throughLetter(path: string, elsewhere = 'src/joining/register-routes.db.test.tsx'): Sample {
  return { by: nobody, path: () => path, done: false, elsewhere }
}

/** What somebody does to their own account, which others of this world still need. */
function ownAccount(path: string): Sample {
  return { by: staff, path: () => path, done: false, elsewhere: 'src/account/profile/account-routes.db.test.tsx', bad: nobody }
}

/** What takes an identity provider. */
function provider(path: string, by: (world: World) => Visitor): Sample {
  return { by, path: () => path, done: false, elsewhere: 'src/provider/settings.db.test.ts' }
}

/** What takes an authenticator. */
function factor(path: string, by = staff): Sample {
  return { by, path: () => path, done: false, elsewhere: FACTORS }
}

/** An assessment of its own with a plan, and where in it. */
const freshPlan = (rest: string) => async (world: World) => {
  const wish = { title: '計画のある評価', edition: '2026-03-27', target: 3 } as const
  const id = done(await createAssessment(world.context, world.seatOf('responsible'), wish))
  await world.as('staff').post(`/assessments/${id}/plan`, { from: '2027-04-01', hours: '8', size: '30', revision: '0' })
  return { path: `/assessments/${id}${rest}` }
}

/** What is done with a version of a plan: with a fresh one each time, which staff put before management. */
function onVersion(rest: string, by = staff, fields: Fields = {}): Sample {
  return inAssessment(
    () => `/plan/versions/1${rest}`,
    {
      fields: () => fields,
      before: async (world) => {
        const { path } = await freshPlan(`/plan/versions/1${rest}`)(world)
        await world.as('staff').post(path.replace(/\/1.*/, ''), { message: 'よろしくお願いします' })
        return { path, fields }
      },
    },
    by,
  )
}

/** A page of the document that every sample may look at. */
const ofIncident = (rest: string): Sample => ({
  by: staff,
  path: ({ incident }) => `/incidents/${incident}${rest}`,
  foreign: ({ incident }) => `/incidents/${incident}${rest}`,
})

const SETTINGS: Record<string, Fields> = {
  contacts: { group: ['internal', 'authority'], name: ['総務部', '警察'], phone: ['03-0000-0000', ''] },
  levels: { level: ['1', '2'], name: ['軽微', '重大'], covers: ['', ''], act: ['', ''] },
  'first-hour': { steps: 'LANケーブルを抜く' },
}

/** The form of a setting of incidents at the version that stands by then. */
const settingSeen = (setting: string) => async (world: World) => {
  const { page: shown } = await world.as('staff').get(`/incidents/settings/${setting}`)
  const number = /name="number" value="(\d+)"/.exec(shown)?.[1] ?? ''
  return { fields: { ...SETTINGS[setting], number } }
}

const ofDocument = (rest: string, by = staff): Sample => ({
  by,
  path: ({ document }) => `/documents/${document}${rest}`,
  foreign: ({ document }) => `/documents/${document}${rest}`,
})

/** What is done with a document: with a fresh one each time, which `first` may bring to where it can be done. */
function onDocument(
  rest: string,
  {
    by = staff,
    fields = {},
    first,
    ...more
  }: Partial<Omit<Sample, 'by' | 'fields'>> & {
    by?: Sample['by']
    fields?: Fields
    first?: (world: World, at: string) => Promise<unknown>
  } = {},
): Sample {
  return {
    ...ofDocument(rest, by),
    ...more,
    fields: () => fields,
    before: async (world) => {
      const at = `/documents/${await documentOf(world.context, world.seatOf('staff'))}`
      await first?.(world, at)
      return { path: `${at}${rest}` }
    },
  }
}
const putForward = (world: World, at: string) =>
  world.as('staff').post(`${at}/versions`, { officer: world.seatOf('executive').person, revision: '1' })
const approved = async (world: World, at: string) => {
  await putForward(world, at)
  await world.as('executive').post(`${at}/versions/1/approval`, {})
}

/** A document in force that is announced to one person, with the token of their link. */
const announcedDocument = async (world: World) => {
  const document = await documentOf(world.context, world.seatOf('staff'))
  const at = `/documents/${document}`
  await approved(world, at)
  await world.as('staff').post(`${at}/versions/1/publication`, {})
  await world.as('staff').post(`${at}/readers`, { list: '山田 太郎', class: 'employees' })
  const found = await readAnnouncement(world.context, world.seatOf('staff'), document)
  const [reader] = found?.readers ?? []
  if (!found || !reader) throw new Error('nobody was added')
  const token = linkOf(world.context, reader).split('/').at(-1) ?? ''
  return { document, reader: reader.id, token, sha256: found.published?.sha256 ?? '' }
}

/** What a record is of, as forms say it: the next time that a yearly duty is due. */
const checkIn = async ({ context, seatOf }: World) => {
  const today = dayInJapan(context.now())
  const due = await occurrencesFrom(context, seatOf('staff'), { from: today, to: addDays(today, 800) })
  return `2026-03-27 1-1-1-2/1 ${due.find(({ duty }) => duty === '1-1-1-2/1')?.scheduled}`
}
const DONE = { result: 'nothing-found', doneOn: '2027-04-01', doneBy: '佐藤 美穂' }
/** A record that asks for a second person; its address. */
const freshRecord = async (world: World) => {
  await world.as('staff').post('/records/settings', { of: '2026-03-27 1-1-1-2/1', asksSignature: '1' })
  const { location } = await world.as('staff').post('/records', { of: await checkIn(world), ...DONE })
  return pathIn(location)
}
/** The address of a page within the organisation. */
const pathIn = (location: string | null | undefined) => (location ?? '').replace(/\?.*/, '').replace(/^\/o\/[^/]+/, '')
/** Somebody was asked for a check: the id of the request, and the token of their link. */
const freshRequest = async (world: World) => {
  const of = await checkIn(world)
  await world.as('staff').post('/records/requests', { of, name: '山田 太郎' })
  const { page } = await world.as('staff').get(`/records/new?of=${encodeURIComponent(of)}`)
  const id = /records\/requests\/([0-9a-f-]+)\/revocation/.exec(page)?.[1] ?? ''
  return { id, token: /\/check\/([\w-]+)/.exec(page)?.[1] ?? '' }
}

const LEAVING = { kind: 'leaving', about: '営業部の田中', day: '2027-04-30' }
const freshEvent = async (world: World) => pathIn((await world.as('staff').post('/events', LEAVING)).location)

/** Every route of the product by method and path. */
export const SAMPLES: Record<string, Sample> = {
  'GET /': page('/'),
  'GET /level': page('/level'),
  'GET /level/result': page('/level/result?confidential=no&continuity=yes&access=no'),
  'GET /level/decisions': page('/level/decisions'),
  'POST /level/decisions': {
    by: boss,
    fields: () => ({ subject: 'self', confidential: 'yes', continuity: 'no', access: 'no' }),
  },
  'GET /level/decisions/:id': {
    by: boss,
    path: ({ decision }) => `/level/decisions/${decision}`,
    foreign: ({ decision }) => `/level/decisions/${decision}`,
  },
  'GET /quick': page('/quick'),
  'GET /quick/questions': page('/quick/questions?t=3'),
  'POST /quick/result': { by: nobody, fields: () => ({ e: '2026-03-27', t: '3', '1-2-1': 'yes' }), changes: false },
  'GET /quick/result': page(`/quick/result?${new URLSearchParams(sheet)}`),
  'POST /quick/assessments': { by: staff, fields: () => ({ ...sheet, title: 'クイックから' }) },
  'GET /assessments': page('/assessments'),
  'GET /assessments/new': page('/assessments/new'),
  'POST /assessments': { by: staff, fields: () => ({ title: '新しい評価', target: '3', edition: '2026-03-27' }) },
  'GET /assessments/:id': inAssessment(() => ''),
  'GET /assessments/:id/scope': inAssessment(() => '/scope'),
  'POST /assessments/:id/scope': inAssessment(() => '/scope', {
    fields: () => ({ site: '本社', system: '', cloud: '', seen: '[]' }),
  }),
  'GET /assessments/:id/settings': inAssessment(() => '/settings'),
  'POST /assessments/:id/settings': inAssessment(() => '/settings', { fields: () => ({ title: '本社と工場', target: '4' }) }),
  'POST /assessments/:id/removal': inAssessment(
    () => '/removal',
    {
      fields: () => ({ typedTitle: '消すもの' }),
      before: async (world) => {
        const wish = { title: '消すもの', edition: '2026-03-27', target: 3 } as const
        const id = done(await createAssessment(world.context, world.seatOf('responsible'), wish))
        return { path: `/assessments/${id}/removal` }
      },
    },
    boss,
  ),
  'GET /assessments/:id/criteria': inAssessment(() => '/criteria'),
  'GET /assessments/:id/criteria/:criterion': inAssessment(() => '/criteria/4-1-1-1'),
  'POST /assessments/:id/answers/:criterion': inAssessment(() => '/answers/4-1-1-2', {
    fields: () => ({ status: 'partial', reason: '台帳が半分', revision: '0' }),
    before: async (world) => ({ path: `/assessments/${world.assessment}/answers/4-1-1-3` }),
  }),
  'POST /assessments/:id/confirmations/:criterion': inAssessment(() => '/confirmations/4-1-2-4', {
    fields: () => ({ confirmed: '1' }),
    before: async (world) => {
      const answers = `/assessments/${world.assessment}/answers/4-1-2-4`
      await world.as('responsible').post(answers, { status: 'notApplicable', reason: '開発していない', revision: '0' })
      return {}
    },
  }),
  'GET /assessments/:id/suggestions/:criterion': inAssessment(() => '/suggestions/4-1-1-1'),
  'POST /assessments/:id/restorations/:criterion': inAssessment(() => '/restorations/4-1-1-1', {
    done: false,
    elsewhere: 'src/assessment/answer-routes.db.test.tsx',
  }),
  'POST /assessments/:id/advice/:criterion': inAssessment(() => '/advice/4-1-1-1', {
    fields: () => ({ kind: 'question', body: '台帳はどこにありますか' }),
  }),
  'POST /assessments/:id/advice-endings/:criterion': inAssessment(() => '/advice-endings/4-1-1-1', {
    fields: ({ advice }) => ({ advice }),
  }),
  'POST /assessments/:id/advice-takings/:criterion': inAssessment(() => '/advice-takings/4-1-1-1', {
    before: async (world) => ({
      fields: { advice: await sayOf(world.context, world.seatOf('engaged'), world.assessment, 'wording'), from: '1' },
    }),
  }),
  'GET /assessments/:id/bulk': inAssessment(() => '/bulk'),
  'POST /assessments/:id/bulk': inAssessment(() => '/bulk', {
    fields: () => ({ criteria: ['3-1-4-1 0'], status: 'unmet', reason: '台帳がない' }),
  }),
  'GET /assessments/:id/changes': inAssessment(() => '/changes?since=0'),
  'GET /assessments/:id/assignments': inAssessment(() => '/assignments'),
  'POST /assessments/:id/assignments': inAssessment(() => '/assignments', {
    fields: (world) => ({ criteria: ['3-1-1-1', '3-1-1-2'], assignee: world.seatOf('respondent').person }),
  }),
  'GET /assessments/:id/issues': inAssessment(() => '/issues?detail=1'),
  'POST /assessments/:id/issues': inAssessment(() => '/issues', {
    fields: () => ({ title: '工場の鍵', note: '来月', criteria: ['4-1-1-2'] }),
  }),
  'GET /assessments/:id/issues/new': inAssessment(() => '/issues/new'),
  'POST /assessments/:id/issues/grouping': inAssessment(() => '/issues/grouping', {
    before: async (world) => {
      const wish = { title: '新しい評価', edition: '2026-03-27', target: 3 } as const
      const id = done(await createAssessment(world.context, world.seatOf('responsible'), wish))
      return { path: `/assessments/${id}/issues/grouping` }
    },
  }),
  'POST /assessments/:id/issues/merging': inAssessment(() => '/issues/merging', {
    fields: ({ issue }) => ({ issues: [`${issue} 1`], into: '' }),
    before: async (world) => ({ fields: { issues: [`${await freshIssue(world)} 1`, `${await freshIssue(world)} 1`], into: '' } }),
  }),
  'GET /assessments/:id/issues/:issue': inAssessment(({ issue }) => `/issues/${issue}`),
  'POST /assessments/:id/issues/:issue': onIssue('', { title: '鍵と入退室', note: '来月', revision: '1' }),
  'POST /assessments/:id/issues/:issue/moves': onIssue('/moves', {
    ...{ moved: '4-1-1-2', to: 'new', newTitle: '入退室', revision: '1' },
  }),
  'POST /assessments/:id/issues/:issue/additions': onIssue('/additions', { added: '4-1-2-1' }),
  'POST /assessments/:id/issues/:issue/setting-aside': onIssue('/setting-aside', { reason: '移転まで待つ', revision: '1' }),
  'POST /assessments/:id/issues/:issue/taking-up': onIssue('/taking-up', { revision: '2' }, async (world, at) => {
    await world.as('responsible').post(`${at}/setting-aside`, { reason: '移転まで待つ', revision: '1' })
    return {}
  }),
  'POST /assessments/:id/issues/:issue/separation': onIssue('/separation', { merged: '', revision: '2' }, async (world, at) => {
    const merged = await freshIssue(world)
    const into = at.slice(at.lastIndexOf('/') + 1)
    const merging = `/assessments/${world.assessment}/issues/merging`
    await world.as('responsible').post(merging, { issues: [`${into} 1`, `${merged} 1`], into })
    return { merged }
  }),
  'GET /assessments/:id/tasks': inAssessment(() => '/tasks'),
  'POST /assessments/:id/tasks': inAssessment(() => '/tasks', {
    fields: () => ({ title: '鍵を数える', issue: '', assignee: '', dueOn: '2027-05-01' }),
  }),
  'POST /assessments/:id/tasks/bulk': inAssessment(() => '/tasks/bulk', {
    fields: ({ task }) => ({ tasks: [`${task} 1`], person: '', priority: '1', state: '', due: '' }),
    before: async (world) => ({
      fields: { tasks: [`${await freshTask(world)} 1`], person: '', priority: '1', state: '', due: '2027-05-01' },
    }),
  }),
  'POST /assessments/:id/tasks/moves': inAssessment(() => '/tasks/moves', {
    fields: ({ task }) => ({ move: `${task} 1 doing` }),
    before: async (world) => ({ fields: { move: `${await freshTask(world)} 1 doing` } }),
  }),
  'GET /assessments/:id/tasks/:task': inAssessment(({ task }) => `/tasks/${task}`),
  'POST /assessments/:id/tasks/:task': onTask('', { title: '鍵を集める', priority: '1', dueOn: '2027-05-01', revision: '1' }),
  'POST /assessments/:id/tasks/:task/assignee': inAssessment(({ task }) => `/tasks/${task}/assignee`, {
    fields: (world) => ({ person: world.seatOf('respondent').person, revision: '1', after: 'home' }),
    before: async (world) => ({ path: `/assessments/${world.assessment}/tasks/${await freshTask(world)}/assignee` }),
  }),
  'POST /assessments/:id/tasks/:task/steps': onTask('/steps', { ticked: STEPS_OF_TASKS }),
  'POST /assessments/:id/tasks/:task/finish': onTask('/finish', { evidence: '鍵の台帳', revision: '1' }),
  'GET /assessments/:id/tasks/:task/proposals': inAssessment(({ task }) => `/tasks/${task}/proposals`, {
    before: async (world) => {
      const at = `/assessments/${world.assessment}/tasks/${await freshTask(world)}`
      await finish(world, at)
      return { path: `${at}/proposals` }
    },
  }),
  'POST /assessments/:id/tasks/:task/proposals/:criterion': onTask(
    '/proposals/4-1-1-2',
    { button: 'leave', status: 'partial', reason: '', evidence: '', from: '0' },
    finish,
  ),
  'GET /assessments/:id/evidence/pack': inAssessment(() => '/evidence/pack'),
  'POST /assessments/:id/evidence/pack': inAssessment(() => '/evidence/pack', {
    fields: () => ({ files: 'all' }),
    status: 200,
  }),
  'GET /assessments/:id/evidence': inAssessment(() => '/evidence'),
  'GET /evidence': page('/evidence?sort=title&shown=running-out'),
  'POST /evidence': {
    by: staff,
    fields: () => ({ ...SAID, content: 'kept', place: '総務部の書庫', keeper: '総務部' }),
  },
  'GET /evidence/new': page('/evidence/new'),
  'POST /evidence/many': {
    by: staff,
    fields: ({ evidence }) => ({ evidence: [evidence], kind: 'record' }),
  },
  'POST /evidence/exports': { by: staff, fields: () => ({ form: 'csv' }), status: 200 },
  'GET /evidence/attach': {
    by: staff,
    path: ({ assessment }) => `/evidence/attach?target=criterion+${assessment}+4-1-1-2`,
    foreign: ({ assessment }) => `/evidence/attach?target=criterion+${assessment}+4-1-1-2`,
  },
  'POST /evidence/attach': {
    by: staff,
    fields: ({ evidence, assessment, task }) => ({ evidence: [evidence], target: `task ${assessment} ${task}` }),
  },
  'GET /evidence/:evidence': ofEvidence(''),
  'POST /evidence/:evidence': onEvidence('', { ...SAID, periodFrom: '2027-01-01', revision: '1' }),
  'POST /evidence/:evidence/versions': onEvidence('/versions', {
    ...{ content: 'link', href: 'https://files.example.jp/1', revision: '1' },
  }),
  'POST /evidence/:evidence/links': onEvidence('/links', ({ assessment }) => ({ assessment, criteria: '4-1-1-2' })),
  'POST /evidence/:evidence/unlinking': onEvidence('/unlinking', (world) => ({ target: onCriterion(world) })),
  'POST /evidence/:evidence/checks': onEvidence('/checks', (world) => ({ target: onCriterion(world), checked: '1' })),
  'POST /evidence/:evidence/withdrawal': onEvidence('/withdrawal', { reason: '別のものを出した', revision: '1' }),
  'GET /evidence/:evidence/versions/:number/file': ofEvidence('/versions/1/file', { discloses: true }),
  'GET /evidence/:evidence/versions/:number/preview': ofEvidence('/versions/1/preview', { discloses: true }),
  'GET /assessments/:id/management': inAssessment(() => '/management'),
  'GET /assessments/:id/management.pdf': inAssessment(() => '/management.pdf', { discloses: true }),
  'GET /assessments/:id/plan': inAssessment(() => '/plan'),
  'POST /assessments/:id/plan': inAssessment(() => '/plan', {
    fields: () => ({ from: '2027-04-01', by: '', hours: '8', size: '30', revision: '0' }),
  }),
  'GET /assessments/:id/plan/submission': inAssessment(() => '/plan/submission', { before: freshPlan('/plan/submission') }),
  'POST /assessments/:id/plan/versions': inAssessment(() => '/plan/versions', { before: freshPlan('/plan/versions') }),
  'GET /assessments/:id/plan/versions/:version': onVersion(''),
  'POST /assessments/:id/plan/versions/:version/approval': onVersion('/approval', executive),
  'POST /assessments/:id/plan/versions/:version/directions': onVersion('/directions', executive, {
    direction: ['工場も先に', '費用の見積りを'],
  }),
  'POST /assessments/:id/plan/versions/:version/withdrawal': onVersion('/withdrawal'),
  'GET /assessments/:id/files': inAssessment(() => '/files'),
  'POST /assessments/:id/exports': inAssessment(() => '/exports', { fields: () => ({ form: 'json' }), status: 200 }),
  'POST /assessments/:id/imports': inAssessment(() => '/imports', {
    done: false,
    elsewhere: 'src/exchange/routes.db.test.tsx',
  }),
  'POST /assessments/:id/import-removal': inAssessment(() => '/import-removal', {
    done: false,
    elsewhere: 'src/exchange/routes.db.test.tsx',
  }),
  'GET /assessments/:id/imports/:import': inAssessment(({ draft }) => `/imports/${draft}`),
  'GET /assessments/:id/imports/:import/questions': inAssessment(({ draft }) => `/imports/${draft}/questions`, {
    done: false,
    elsewhere: 'src/exchange/questions.db.test.tsx',
  }),
  'POST /assessments/:id/imports/:import/questions': inAssessment(({ draft }) => `/imports/${draft}/questions`, {
    done: false,
    elsewhere: 'src/exchange/questions.db.test.tsx',
  }),
  'POST /assessments/:id/imports/:import/acceptance': inAssessment(({ draft }) => `/imports/${draft}/acceptance`, {
    done: false,
    elsewhere: 'src/exchange/routes.db.test.tsx',
  }),
  'GET /assessments/:id/iso-27001': inAssessment(() => '/iso-27001'),
  'POST /assessments/:id/iso-27001/upload': inAssessment(() => '/iso-27001/upload', { done: false, elsewhere: STATEMENT }),
  'GET /assessments/:id/iso-27001/upload': inAssessment(() => '/iso-27001/upload'),
  'GET /assessments/:id/iso-27001/reading': inAssessment(() => '/iso-27001/reading', { done: false, elsewhere: STATEMENT }),
  'POST /assessments/:id/iso-27001/reading': inAssessment(() => '/iso-27001/reading', { done: false, elsewhere: STATEMENT }),
  'POST /assessments/:id/iso-27001/answers': inAssessment(() => '/iso-27001/answers', { done: false, elsewhere: STATEMENT }),
  'POST /assessments/:id/iso-27001/removal': inAssessment(() => '/iso-27001/removal', { changes: false }),
  'GET /assessments/:id/report.pdf': inAssessment(() => '/report.pdf', { discloses: true }),
  'POST /uploads': { by: staff, done: false, elsewhere: UPLOADS },
  'GET /uploads/:upload': { by: staff, done: false, elsewhere: UPLOADS },
  'POST /uploads/:upload': { by: staff, done: false, elsewhere: UPLOADS },
  'POST /assessments/:id/report-cancellation': inAssessment(() => '/report-cancellation', { status: 303, changes: false }),
  'GET /assessments/:id/report.xlsx': inAssessment(() => '/report.xlsx', { discloses: true }),
  'GET /duties': page('/duties'),
  'GET /duties/month': page('/duties/month?month=2027-04'),
  'GET /duties/year': page('/duties/year?year=2027'),
  'POST /duties/year': { by: staff, fields: () => ({ month: '4' }) },
  'GET /duties/calendar': page('/duties/calendar', staff),
  'POST /duties/calendar': { by: staff, fields: () => ({ whose: 'organisation' }), status: 200 },
  'POST /duties/calendar-endings': {
    by: staff,
    fields: () => ({ whose: 'person' }),
    before: async (world) => {
      await world.as('staff').post('/duties/calendar', { whose: 'person' })
      return {}
    },
  },
  'GET /duties/:criterion/:place': page('/duties/1-2-1-3/1', staff),
  'POST /duties/:criterion/:place': {
    by: staff,
    path: () => '/duties/1-2-1-3/1',
    fields: () => ({ every: 'P6M', revision: '0' }),
  },
  'POST /duties/:criterion/:place/moves/:day': {
    by: staff,
    path: () => '/duties/1-2-1-3/1/moves/2027-04-01',
    fields: ({ context }) => ({ due: addDays(dayInJapan(context.now()), 100), reason: '監査の前にする' }),
    before: async ({ context, seatOf }) => {
      const today = dayInJapan(context.now())
      const due = await occurrencesFrom(context, seatOf('staff'), { from: today, to: addDays(today, 800) })
      return { path: `/duties/1-2-1-3/1/moves/${due.find(({ duty }) => duty === '1-2-1-3/1')?.scheduled}` }
    },
  },
  'GET /calendar/:token': {
    by: nobody,
    path: () => '/calendar/none.ics',
    before: async (world) => {
      const { page: made } = await world.as('staff').post('/duties/calendar', { whose: 'person' })
      return { by: world.nobody, path: /\/calendar\/[\w-]+\.ics/.exec(made)?.[0] ?? '' }
    },
  },
  'GET /facts': page('/facts'),
  'POST /facts': { by: staff, path: () => '/facts', done: false, elsewhere: 'src/facts/facts.db.test.tsx' },
  'POST /facts/:finding': {
    by: staff,
    path: () => '/facts/0123456789abcdef',
    done: false,
    elsewhere: 'src/facts/facts.db.test.tsx',
  },
  'GET /registers': page('/registers'),
  'GET /registers/:register': page('/registers/devices?order=maker&shown=gaps&q=PC'),
  'GET /registers/:register/new': page('/registers/people/new'),
  'POST /registers/:register/rows': {
    by: staff,
    path: () => '/registers/devices/rows',
    fields: () => ({ 'cell name': 'PC-002', 'cell sort': 'pc' }),
  },
  'GET /registers/:register/rows/:row': {
    by: staff,
    path: ({ row }) => `/registers/devices/rows/${row}`,
    foreign: ({ row }) => `/registers/devices/rows/${row}`,
  },
  'POST /registers/:register/rows/:row': onRow('', { 'cell maker': 'HP', revision: '1' }),
  'POST /registers/:register/rows/:row/gone': onRow('/gone', { on: '2027-03-31', reason: '廃棄', revision: '1' }),
  'POST /registers/:register/cells': { by: staff, path: () => '/registers/devices/cells', done: false, elsewhere: REGISTERS },
  'POST /registers/:register/exports': {
    by: staff,
    path: () => '/registers/devices/exports',
    fields: () => ({ form: 'csv' }),
    status: 200,
  },
  'GET /registers/:register/import': page('/registers/devices/import'),
  'POST /registers/:register/import': {
    by: staff,
    path: () => '/registers/devices/import',
    done: false,
    elsewhere: REGISTER_FILES,
  },
  'POST /registers/:register/import/choices': {
    ...{ by: staff, path: () => '/registers/devices/import/choices', done: false, elsewhere: REGISTER_FILES },
  },
  'POST /registers/:register/import/taking': {
    ...{ by: staff, path: () => '/registers/devices/import/taking', done: false, elsewhere: REGISTER_FILES },
  },
  'POST /registers/:register/import/removal': {
    ...{ by: staff, path: () => '/registers/devices/import/removal', changes: false },
  },
  'GET /registers/:register/stocktake': page('/registers/devices/stocktake'),
  'POST /registers/:register/stocktake': {
    by: staff,
    path: () => '/registers/devices/stocktake',
    before: async ({ context, seatOf }) => {
      await endStocktake(context, seatOf('responsible'), 'devices', '始めからやり直す')
      return {}
    },
  },
  'POST /registers/:register/stocktake/looks': {
    ...{ by: staff, path: () => '/registers/devices/stocktake/looks', done: false, elsewhere: REGISTERS },
  },
  'POST /registers/:register/stocktake/end': {
    ...{ by: staff, path: () => '/registers/devices/stocktake/end', done: false, elsewhere: REGISTERS },
  },
  'GET /network-diagram': page('/network-diagram'),
  'POST /network-diagram/spots': { by: staff, path: () => '/network-diagram/spots', done: false, elsewhere: REGISTERS },
  'POST /network-diagram/links': { by: staff, path: () => '/network-diagram/links', done: false, elsewhere: REGISTERS },
  'GET /registers/:register/columns': page('/registers/devices/columns'),
  'POST /registers/:register/columns': {
    by: staff,
    path: () => '/registers/devices/columns',
    before: async ({ context }) => ({ fields: { name: `列 ${context.newId<RowId>()}` } }),
  },
  'POST /registers/:register/columns/:column': {
    by: staff,
    path: () => '/registers/partners/columns/own-1',
    before: async (world) => {
      await world.as('staff').post('/registers/partners/columns', { name: '与信' })
      return { fields: { name: `与信の枠 ${world.context.newId<RowId>().slice(-4)}` } }
    },
  },
  'GET /incidents': page('/incidents'),
  'POST /incidents': { by: (world) => world.as('respondent'), fields: () => ({ body: '画面が勝手に動いた' }) },
  'GET /incidents/new': page('/incidents/new?drill=1'),
  'GET /incidents/card': page('/incidents/card', (world) => world.as('respondent')),
  'GET /incidents/settings/contacts': page('/incidents/settings/contacts'),
  'POST /incidents/settings/contacts': { by: staff, before: settingSeen('contacts') },
  'GET /incidents/settings/levels': page('/incidents/settings/levels'),
  'POST /incidents/settings/levels': { by: staff, before: settingSeen('levels') },
  'GET /incidents/settings/first-hour': page('/incidents/settings/first-hour'),
  'POST /incidents/settings/first-hour': { by: staff, before: settingSeen('first-hour') },
  'GET /incidents/:id': ofIncident(''),
  'POST /incidents/:id/entries': {
    ...ofIncident('/entries'),
    fields: () => ({ kind: 'first-response', body: '切り離した', doneBy: '青山' }),
  },
  'POST /incidents/:id/entries/:entry': {
    ...ofIncident('/entries/00000000-0000-7000-8000-000000000000'),
    before: async (world) => {
      const id = await incidentOf(world.context, world.seatOf('responsible'))
      const { page: shown } = await world.as('staff').get(`/incidents/${id}`)
      const fields = { body: '訂正', doneBy: '青山', correction: '日時の誤り' }
      return { path: /\/incidents\/[0-9a-f-]{36}\/entries\/[0-9a-f-]{36}/.exec(shown)?.[0] ?? '', fields }
    },
  },
  'GET /incidents/:id/report.docx': { ...ofIncident('/report.docx'), discloses: true },
  'GET /incidents/:id/report.pdf': { ...ofIncident('/report.pdf'), discloses: true },
  'GET /documents': page('/documents'),
  'POST /documents': { by: staff, fields: () => ({ template: '', title: '鍵の決まり' }) },
  'GET /documents/new': page('/documents/new?template=entry-rule'),
  'POST /documents/preview': {
    ...{ by: staff, fields: () => ({ template: 'entry-rule', title: 'x' }), status: 200, changes: false },
  },
  'GET /documents/:id': ofDocument(''),
  'POST /documents/:id': onDocument('', { fields: { title: '鍵の規程', months: '12', revision: '1' } }),
  'GET /documents/:id/edit': ofDocument('/edit'),
  'GET /documents/:id/questions': ofDocument('/questions'),
  'POST /documents/:id/preview': onDocument('/preview', {
    ...{ fields: { 'answer rooms': '金庫室' }, status: 200, changes: false },
  }),
  'POST /documents/:id/answers': onDocument('/answers', { fields: { 'answer rooms': '金庫室', revision: '1' } }),
  'GET /documents/:id/history': ofDocument('/history'),
  'POST /documents/:id/versions': {
    ...onDocument('/versions'),
    fields: (world) => ({ officer: world.seatOf('executive').person, revision: '1' }),
  },
  'GET /documents/:id/versions/:version': onDocument('/versions/1', { first: putForward }),
  'GET /documents/:id/versions/:version/file.docx': onDocument('/versions/1/file.docx', { first: putForward, discloses: true }),
  'GET /documents/:id/versions/:version/file.pdf': onDocument('/versions/1/file.pdf', { first: putForward, discloses: true }),
  'POST /documents/:id/versions/:version/approval': onDocument('/versions/1/approval', { by: executive, first: putForward }),
  'POST /documents/:id/versions/:version/return': onDocument('/versions/1/return', {
    ...{ by: executive, first: putForward, fields: { word: '鍵の数を書いてください' } },
  }),
  'POST /documents/:id/versions/:version/withdrawal': onDocument('/versions/1/withdrawal', { first: putForward }),
  'POST /documents/:id/versions/:version/publication': onDocument('/versions/1/publication', { first: approved }),
  'GET /documents/:id/readers': ofDocument('/readers'),
  'POST /documents/:id/readers': onDocument('/readers', {
    fields: { list: '山田 太郎, yamada@aoyama.example.jp', class: 'employees' },
  }),
  'POST /documents/:id/readers/:reader/revocation': {
    ...ofDocument('/readers/no-such-reader/revocation'),
    before: async (world) => {
      const { document, reader } = await announcedDocument(world)
      return { path: `/documents/${document}/readers/${reader}/revocation` }
    },
  },
  'GET /documents/:id/cards': { ...ofDocument('/cards'), discloses: true },
  'GET /documents/:id/acknowledgements.csv': { ...ofDocument('/acknowledgements.csv'), discloses: true },
  'GET /documents/:id/acknowledgements.pdf': { ...ofDocument('/acknowledgements.pdf'), discloses: true },
  'GET /records': page('/records?criterion=1-2-1-3'),
  'POST /records': {
    by: staff,
    fields: () => DONE,
    before: async (world) => ({ fields: { of: await checkIn(world), ...DONE } }),
  },
  'GET /records/new': {
    by: staff,
    path: () => '/records/new',
    before: async (world) => ({ path: `/records/new?of=${encodeURIComponent(await checkIn(world))}` }),
  },
  'POST /records/requests': {
    by: staff,
    fields: () => ({ name: '山田 太郎' }),
    before: async (world) => ({ fields: { of: await checkIn(world), name: '山田 太郎' } }),
  },
  'POST /records/requests/:request/revocation': {
    by: staff,
    path: ({ document }) => `/records/requests/${document}/revocation`,
    before: async (world) => ({ path: `/records/requests/${(await freshRequest(world)).id}/revocation` }),
  },
  'POST /records/settings': { by: staff, fields: () => ({ of: '2026-03-27 1-1-1-2/1', asksSignature: '1' }) },
  'GET /records/:record': {
    by: staff,
    path: ({ document }) => `/records/${document}`,
    before: async (world) => ({ path: await freshRecord(world) }),
  },
  'POST /records/:record/signature': {
    by: boss,
    path: ({ document }) => `/records/${document}/signature`,
    before: async (world) => ({ path: `${await freshRecord(world)}/signature` }),
  },
  'GET /records/:record/correction': {
    by: staff,
    path: ({ document }) => `/records/${document}/correction`,
    before: async (world) => ({ path: `${await freshRecord(world)}/correction` }),
  },
  'POST /records/:record/correction': {
    by: staff,
    path: ({ document }) => `/records/${document}/correction`,
    fields: () => ({ ...DONE, correction: '日を直す' }),
    before: async (world) => ({ path: `${await freshRecord(world)}/correction` }),
  },
  'GET /events': page('/events'),
  'GET /events/new': page('/events/new?kind=leaving'),
  'POST /events': { by: staff, fields: () => LEAVING },
  'GET /events/:event': {
    by: staff,
    path: ({ document }) => `/events/${document}`,
    before: async (world) => ({ path: await freshEvent(world) }),
  },
  'POST /events/:event/items/:item': {
    by: staff,
    path: ({ document }) => `/events/${document}/items/1`,
    fields: () => ({ outcome: 'done' }),
    before: async (world) => ({ path: `${await freshEvent(world)}/items/1` }),
  },
  'POST /events/:event/closing': {
    by: staff,
    path: ({ document }) => `/events/${document}/closing`,
    fields: () => ({ reason: '派遣元が行う' }),
    before: async (world) => ({ path: `${await freshEvent(world)}/closing` }),
  },
  'GET /check/:token': {
    by: nobody,
    before: async (world) => ({ path: `/check/${(await freshRequest(world)).token}` }),
  },
  'POST /check/:token': {
    by: nobody,
    unknown: true,
    path: () => '/check/no-such-token',
    fields: () => ({ result: 'nothing-found', doneOn: '2027-04-01' }),
    before: async (world) => ({ path: `/check/${(await freshRequest(world)).token}` }),
  },
  'GET /read/:token': {
    by: nobody,
    before: async (world) => ({ path: `/read/${(await announcedDocument(world)).token}` }),
  },
  'POST /read/:token': {
    by: nobody,
    unknown: true,
    path: () => '/read/no-such-token',
    before: async (world) => {
      const { token, sha256 } = await announcedDocument(world)
      return { path: `/read/${token}`, fields: { sha256 } }
    },
  },
  'GET /catalogue': page('/catalogue'),
  'GET /catalogue/changes': page('/catalogue/changes'),
  'GET /catalogue/sources': page('/catalogue/sources'),
  'GET /catalogue/:edition': page('/catalogue/2026-03-27'),
  'GET /catalogue/:edition/official-wording': page('/catalogue/2026-03-27/official-wording'),
  'POST /catalogue/:edition/official-wording': {
    by: staff,
    path: () => '/catalogue/2026-03-27/official-wording',
    done: false,
    elsewhere: 'src/catalogue/routes.db.test.tsx',
  },
  'POST /catalogue/:edition/official-wording/removal': {
    by: staff,
    path: () => '/catalogue/2026-03-27/official-wording/removal',
    changes: false,
  },
  'GET /catalogue/:edition/:number': page('/catalogue/2026-03-27/4-4-4-2'),
  'GET /measures': page('/measures?level=3'),
  'GET /measures/:measure': page('/measures/device-register', nobody),
  'GET /efforts': page('/efforts'),
  'GET /efforts/:measure': page('/efforts/device-register'),
  'POST /efforts/:measure': {
    by: staff,
    path: () => '/efforts/device-register',
    fields: () => ({ low: '1', likely: '2', high: '3', revision: '0' }),
  },
  'GET /crosswalk/iso-27001': page('/crosswalk/iso-27001?open', nobody),
  'GET /crosswalk/iso-27001.csv': page('/crosswalk/iso-27001.csv', nobody),
  'GET /crosswalk/iso-27001.json': page('/crosswalk/iso-27001.json?edition=2025-12-26'),
  'GET /search': page(`/search?q=${encodeURIComponent('本社')}`),
  'GET /notices': page('/notices'),
  'GET /notices/count': page('/notices/count'),
  'POST /notices/look': { by: staff, fields: () => ({ until: '2027-04-01T00:00:00.000Z' }), changes: false },
  'GET /demo': page('/demo', nobody),
  'GET /demo/components': page('/demo/components', nobody),
  'POST /demo': { by: nobody, done: false, elsewhere: 'src/demo/demo.db.test.ts' },
  'POST /demo/sign-in': { by: nobody, done: false, elsewhere: 'src/demo/demo.db.test.ts' },
  'POST /demo/removal': { by: nobody, done: false, elsewhere: 'src/demo/demo.db.test.ts' },
  'GET /permissions': page('/permissions', nobody),
  'GET /organisations': page('/organisations'),
  'GET /organisations/new': page('/organisations/new'),
  'POST /organisations': {
    by: staff,
    fields: () => ({ organisation: '別の会社', person: 'わたし', kinds: ['buyer'] }),
    bad: nobody,
  },
  'POST /seat': { by: staff, fields: ({ tenant }) => ({ organisation: tenant }) },
  'GET /organisation': page('/organisation'),
  'POST /organisation': { by: boss, fields: () => ({ organisation: '青山精機株式会社', kinds: ['applicant'] }) },
  'GET /people': page('/people'),
  'POST /people': { by: boss, fields: () => ({ name: '石川 修', position: '監査役' }) },
  'POST /people/:person': {
    by: boss,
    path: ({ person }) => `/people/${person}`,
    foreign: ({ person }) => `/people/${person}`,
    fields: () => ({ name: '村田 浩', position: '製造部 課長', roles: ['respondent'] }),
  },
  'POST /people/:person/end': {
    by: boss,
    path: ({ person }) => `/people/${person}/end`,
    foreign: ({ person }) => `/people/${person}/end`,
    bad: (world) => world.stranger,
  },
  'POST /people/invitations': {
    by: boss,
    fields: () => ({ name: '招く人', email: 'new@aoyama.example.jp', position: '', roles: ['reader'] }),
  },
  'POST /people/invitations/:invitation/withdrawal': {
    by: boss,
    path: ({ invitation }) => `/people/invitations/${invitation}/withdrawal`,
    foreign: ({ invitation }) => `/people/invitations/${invitation}/withdrawal`,
    before: async (world) => {
      const { id } = await freshInvitation(world, 'withdrawn@aoyama.example.jp')
      return { path: `/people/invitations/${id}/withdrawal` }
    },
  },
  'GET /invitations/:token': {
    by: nobody,
    before: async (world) => {
      const { token } = await freshInvitation(world, 'looks@aoyama.example.jp')
      return { path: `/invitations/${token}` }
    },
  },
  'POST /invitations/:token/acceptance': {
    by: nobody,
    path: () => '/invitations/no-such-token/acceptance',
    before: async (world) => {
      const { token } = await freshInvitation(world, 'joins@aoyama.example.jp')
      const fields = { name: '新しい人', password: 'みどりの傘を3本かりた朝' }
      return { path: `/invitations/${token}/acceptance`, fields }
    },
  },
  'GET /clients': page('/clients'),
  'GET /engagements': page('/engagements'),
  'POST /engagements': {
    by: boss,
    fields: () => ({
      kind: 'quick',
      expertName: 'ひばり',
      personName: '雲井 空',
      email: 'kumoi@hibari.example.jp',
      covers: 'all',
      sight: 'answers',
      begins: '2027-04-01',
      ends: '2027-09-30',
    }),
  },
  'POST /engagements/:engagement/people': {
    by: boss,
    path: ({ engagement }) => `/engagements/${engagement}/people`,
    foreign: ({ engagement }) => `/engagements/${engagement}/people`,
    fields: () => ({ personName: '二人目', email: 'second@tsubame.example.jp' }),
  },
  'POST /engagements/:engagement/end': {
    by: boss,
    path: ({ engagement }) => `/engagements/${engagement}/end`,
    foreign: ({ engagement }) => `/engagements/${engagement}/end`,
    fields: () => ({ reason: '終わった' }),
    bad: (world) => world.stranger,
  },
  'GET /mail': page('/mail', nobody),
  'GET /log': page('/log'),
  'GET /log/verification': page('/log/verification'),
  'GET /log/export.jsonl': { ...page('/log/export.jsonl'), discloses: true },
  'GET /log/export.csv': { ...page('/log/export.csv'), discloses: true },
  'GET /log/retention': page('/log/retention'),
  'POST /log/retention': { by: boss, fields: () => ({ months: '36' }) },
  'GET /log/:position': page('/log/0'),
  'GET /register': page('/register', nobody),
  'POST /register': {
    by: nobody,
    fields: () => ({
      organisation: 'みなも物流',
      person: '森 直人',
      email: 'mori@minamo.example.jp',
      kind: 'applicant',
    }),
    changes: false,
  },
  'GET /register/sent': page('/register/sent', nobody),
  'GET /register/confirm/:token': { ...page('/register/confirm/no-such-token', nobody), status: 410 },
  'POST /register/confirm/:token': throughLetter('/register/confirm/no-such-token'),
  'POST /register/confirm/:token/renewal': throughLetter('/register/confirm/no-such-token/renewal'),
  'GET /sign-in': page('/sign-in', nobody),
  'POST /sign-in': throughLetter('/sign-in', 'src/account/sign-in/sign-in-routes.db.test.tsx'),
  'POST /sign-out': { by: nobody, before: async (world) => ({ by: visitor(world.app, world.seatOf('staff')) }) },
  'GET /signed-in': page('/signed-in'),
  'GET /sign-in/unlock/:token': { ...page('/sign-in/unlock/no-such-token', nobody), status: 410 },
  'POST /sign-in/unlock/:token': throughLetter('/sign-in/unlock/no-such-token'),
  'GET /reset': page('/reset', nobody),
  'POST /reset': throughLetter('/reset'),
  'GET /reset/sent': page('/reset/sent', nobody),
  'GET /reset/:token': { ...page('/reset/no-such-token', nobody), status: 410 },
  'POST /reset/:token': throughLetter('/reset/no-such-token'),
  'GET /account': page('/account'),
  'GET /account/letters': page('/account/letters'),
  'POST /account/letters': { by: staff, fields: () => ({ digest: 'daily' }) },
  'POST /account/profile': { by: staff, fields: () => ({ name: '担当の人', lang: 'ja' }), bad: nobody },
  'GET /account/sessions': page('/account/sessions'),
  'POST /account/sessions/others/removal': ownAccount('/account/sessions/others/removal'),
  'POST /account/sessions/:id/removal': ownAccount('/account/sessions/00000000-0000-7000-8000-ffffffffffff/removal'),
  'GET /account/history': page('/account/history'),
  'GET /account/password': page('/account/password'),
  'POST /account/password': ownAccount('/account/password'),
  'GET /account/email': page('/account/email'),
  'POST /account/email': ownAccount('/account/email'),
  'GET /account/email/sent': page('/account/email/sent'),
  'GET /account/email/undo/:token': { ...page('/account/email/undo/no-such-token', nobody), status: 410 },
  'POST /account/email/undo/:token': throughLetter(
    '/account/email/undo/no-such-token',
    'src/account/profile/credential-routes.db.test.tsx',
  ),
  'GET /account/email/:token': { ...page('/account/email/no-such-token', nobody), status: 410 },
  'POST /account/email/:token': throughLetter('/account/email/no-such-token'),
  'GET /account/closing': page('/account/closing'),
  'POST /account/closing': ownAccount('/account/closing'),
  'GET /step-up': page('/step-up'),
  'POST /step-up': ownAccount('/step-up'),
  'GET /sign-in-criteria': page('/sign-in-criteria', nobody),
  'GET /account/factors': page('/account/factors'),
  'GET /account/factors/totp': page('/account/factors/totp'),
  'POST /account/factors/totp/confirmation': factor('/account/factors/totp/confirmation'),
  'POST /account/factors/totp/removal': factor('/account/factors/totp/removal'),
  'POST /account/factors/recovery-codes': factor('/account/factors/recovery-codes'),
  'GET /sign-in/second-factor': { ...page('/sign-in/second-factor', nobody), done: false, elsewhere: FACTORS },
  'POST /sign-in/second-factor': factor('/sign-in/second-factor', nobody),
  'GET /account/factors/passkeys/new': page('/account/factors/passkeys/new'),
  'POST /account/factors/passkeys/options': factor('/account/factors/passkeys/options'),
  'POST /account/factors/passkeys': factor('/account/factors/passkeys'),
  'POST /account/factors/passkeys/:id/name': factor('/account/factors/passkeys/none/name'),
  'POST /account/factors/passkeys/:id/removal': factor('/account/factors/passkeys/none/removal'),
  'POST /sign-in/passkey/options': factor('/sign-in/passkey/options', nobody),
  'POST /sign-in/passkey': factor('/sign-in/passkey', nobody),
  'POST /sign-in/second-factor/passkey/options': factor('/sign-in/second-factor/passkey/options', nobody),
  'POST /sign-in/second-factor/passkey': factor('/sign-in/second-factor/passkey', nobody),
  'POST /step-up/passkey/options': factor('/step-up/passkey/options'),
  'POST /step-up/passkey': factor('/step-up/passkey'),
  'GET /sign-in/organisation': page('/sign-in/organisation', nobody),
  'GET /sign-in/organisation/:slug': page('/sign-in/organisation/nobody-s', nobody),
  'POST /sign-in/organisation': provider('/sign-in/organisation', nobody),
  'POST /sign-in/organisation/again': provider('/sign-in/organisation/again', staff),
  'GET /sign-in/organisation/callback/:tenant': provider('/sign-in/organisation/callback/none', nobody),
  'GET /organisation/sign-in': page('/organisation/sign-in'),
  'POST /organisation/sign-in': provider('/organisation/sign-in', boss),
  'POST /organisation/sign-in/connection': provider('/organisation/sign-in/connection', boss),
  'POST /organisation/sign-in/removal': provider('/organisation/sign-in/removal', boss),
  'POST /organisation/sign-in/required': provider('/organisation/sign-in/required', boss),
  'POST /organisation/sign-in/links/removal': provider('/organisation/sign-in/links/removal', boss),
  'POST /organisation/sign-in/factor-claim': provider('/organisation/sign-in/factor-claim', boss),
  'POST /organisation/sign-in/second-factor': provider('/organisation/sign-in/second-factor', boss),
}

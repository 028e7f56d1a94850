import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { accountOf, type Engaged, engage } from '../../tests/experts.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { createAssessment } from '../assessment/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { features } from '../main/features.ts'
import { beginOrganisation } from '../organisation/actions.ts'
import { actsOf, lettersTo, linkTo } from '../organisation/told.fixture.ts'
import type { Role } from '../roles/permissions.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { readEngagements } from './engagement-actions.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let taro: Visitor
let yumi: Visitor
let honsha: AssessmentId
let chiba: string
let count = 0

beforeAll(() => {
  context = testContext(database.db)
  app = testApp(context, features)
})

beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  count += 1
  chiba = `chiba-${count}@tsubame.example`
  aoyama = await begin(context, '青山精機', '青山 太郎')
  taro = visitor(app, aoyama)
  yumi = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
  honsha = done(await createAssessment(context, aoyama, { title: '本社 2027年度', edition: '2026-03-27', target: 3 }))
})

const engagements = (seat = aoyama) => readEngagements(context, seat.tenant)
const hire = (wish: Parameters<typeof engage>[2] = {}, client = aoyama) => engage(context, client, { email: chiba, ...wish })

const typed = (): Fields => ({
  kind: 'star3',
  expertName: 'つばめ情報セキュリティ事務所',
  personName: '千葉 遥',
  email: chiba,
  covers: 'some',
  assessments: [honsha],
  sight: 'everything',
  mayAnswer: '1',
  note: '★3の自己評価を一緒に見てください。',
  begins: '2027-04-01',
  ends: '2027-09-30',
})

describe('whoever may not', () => {
  const DEEDS = ['/engagements', '/engagements/ID/people', '/engagements/ID/end']

  test('not signed in, is asked to, and what was sent is kept', async () => {
    const { engagement } = await hire()
    expect(await visitor(app).get('/engagements')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fengagements' })
    for (const path of DEEDS) {
      const { status, page } = await visitor(app).post(path.replace('ID', engagement), { ...typed(), reason: '<b>理由</b>' })
      expect([path, status]).toEqual([path, 401])
      expect(typedIn(page, 'reason')).toEqual(['<b>理由</b>'])
      expect(typedIn(page, 'expertName')).toEqual(['つばめ情報セキュリティ事務所'])
      expect(page).not.toContain('<b>理由')
    }
    expect(await engagements()).toHaveLength(1)
  })

  test.each<[Role, number, number[]]>([
    ['staff', 200, [403, 403, 403]],
    ['executive', 200, [403, 403, 303]],
    ['reader', 403, [403, 403, 403]],
    ['respondent', 403, [403, 403, 403]],
    ['expert', 403, [403, 403, 403]],
  ])('a %s sees them: %i; offers, invites, ends: %j', async (role, page, deeds) => {
    const { engagement } = await hire()
    const who = visitor(app, await colleague(context, aoyama, role, role))
    expect((await who.get('/engagements')).status).toBe(page)
    const statuses: number[] = []
    for (const path of DEEDS) statuses.push((await who.post(path.replace('ID', engagement), typed())).status)
    expect(statuses).toEqual(deeds)
    expect(await engagements()).toHaveLength(1)
  })

  test('another organisation finds none, and cannot tell it from none', async () => {
    const { engagement } = await hire()
    const before = await engagements()
    expect((await yumi.get('/engagements')).page).not.toContain('つばめ')
    for (const path of DEEDS.slice(1)) {
      const theirs = await yumi.post(path.replace('ID', engagement), typed())
      const none = await yumi.post(path.replace('ID', '00000000-0000-7000-8000-ffffffffffff'), typed())
      expect([path, theirs.status, none.status]).toEqual([path, 404, 404])
      expect(theirs.page).toBe(none.page)
    }
    expect(await engagements()).toEqual(before)
  })

  test.each(['x', '1', '%00', "' or true--"])('an engagement that is none (%s) is not found', async (id) => {
    for (const path of DEEDS.slice(1)) {
      expect((await taro.post(path.replace('ID', encodeURIComponent(id)), typed())).status).toBe(404)
    }
  })
})

describe('engaging an expert', () => {
  test('begins with today and half a year, showing answers, and nothing engaged', async () => {
    const { status, page } = await taro.get('/engagements')
    expect(status).toBe(200)
    expect(page).toContain('まだ専門家に頼んでいません。')
    expect(typedIn(page, 'begins')).toEqual(['2027-04-01'])
    expect(typedIn(page, 'ends')).toEqual(['2027-10-01'])
    expect(typedIn(page, 'sight')).toEqual(['answers'])
    expect(typedIn(page, 'covers')).toEqual(['all'])
    expect(page).toContain(`value="${honsha}"`)
  })

  test('keeps what was agreed, invites by mail, and tells the log', async () => {
    expect(await taro.post('/engagements', typed())).toMatchObject({ status: 303, location: '/engagements?told=offered' })
    expect(await engagements()).toMatchObject([
      {
        ...{ kind: 'star3', expertName: 'つばめ情報セキュリティ事務所', assessments: [honsha], sight: 'everything' },
        ...{ mayAnswer: true, note: '★3の自己評価を一緒に見てください。', begins: '2027-04-01', ends: '2027-09-30' },
        ...{ offeredBy: aoyama.person, endedAt: null, state: 'current', people: [] },
      },
    ])
    const [letter] = await lettersTo(context, chiba)
    expect(letter?.text).toContain('青山精機の青山 太郎さんが、専門家としての手伝いを頼んでいます。')
    const { page } = await taro.get('/engagements?told=offered')
    for (const words of [
      '招待のメールを送りました。',
      '★3対策',
      '契約中',
      '2027年9月30日',
      '本社 2027年度',
      '回答も任せる',
      '招待の返事を待っています',
    ]) {
      expect(page).toContain(words)
    }
    expect((await actsOf(context, aoyama.tenant)).slice(-2)).toEqual(['engagement.offer', 'invitation.send'])
  })

  test('the letter’s page tells the expert what it is for, until when, and what they will see', async () => {
    await taro.post('/engagements', typed())
    const { page } = await visitor(app).get(await linkTo(context, chiba))
    for (const words of [
      '専門家(契約中)',
      '★3対策',
      '2027年4月1日から2027年9月30日まで',
      '証跡とメモも含めてすべて',
      '★3の自己評価を一緒に見てください。',
    ]) {
      expect(page).toContain(words)
    }
  })

  test.each<[string, Fields, string[]]>([
    ['no firm', { expertName: ' ' }, ['expertName']],
    ['no person', { personName: '' }, ['personName']],
    ['an address that is none', { email: 'x' }, ['email']],
    ['a kind that is none', { kind: 'x' }, ['kind']],
    ['no assessment chosen', { assessments: [] }, ['assessments']],
    ['an end before the beginning', { ends: '2027-03-01' }, ['ends']],
    ['days that are none', { begins: '', ends: 'x' }, ['begins', 'ends']],
    ['answering without seeing', { sight: 'answers' }, ['sight']],
    ['neither all nor some', { covers: [] }, ['covers']],
    ['a note that is too long', { note: '𠮷'.repeat(1001) }, ['note']],
  ])('with %s is refused, with everything typed kept and the form open', async (_, wrong, fields) => {
    const sent: Fields = { ...typed(), expertName: '<b>つばめ</b>', ...wrong }
    const { status, page } = await taro.post('/engagements', sent)
    expect(status).toBe(422)
    const links = [...page.matchAll(/<li><a href="#([^"]+)"/g)].map(([, field]) => field)
    expect(links.toSorted()).toEqual(fields.toSorted())
    for (const link of links) expect(page).toContain(`id="${link}"`)
    expect(page).toMatch(/<details open[^>]*><summary>専門家に頼む/)
    for (const name of [
      'expertName',
      'personName',
      'email',
      'sight',
      'note',
      'begins',
      'ends',
      'covers',
      'assessments',
    ] as const) {
      const expected = [sent[name] ?? []].flat()
      expect([name, typedIn(page, name)]).toEqual([name, expected])
    }
    expect(page).not.toContain('<b>つばめ')
    expect(await engagements()).toEqual([])
    expect(await lettersTo(context, chiba)).toEqual([])
  })

  test('an assessment of another organisation cannot be shown', async () => {
    const other = await begin(context, '朝顔工業', '朝顔 一')
    const theirs = done(await createAssessment(context, other, { title: 'x', edition: '2026-03-27', target: 3 }))
    expect((await taro.post('/engagements', { ...typed(), assessments: [theirs] })).status).toBe(422)
    expect((await taro.post('/engagements', { ...typed(), assessments: [theirs, honsha] })).status).toBe(303)
    expect(await engagements()).toMatchObject([{ assessments: [honsha] }])
  })

  test('characters that cannot be stored are no fault', async () => {
    expect((await taro.post('/engagements', { ...typed(), note: 'よろ\u0000しく', expertName: 'つば\u0000め' })).status).toBe(303)
    expect(await engagements()).toMatchObject([{ note: 'よろしく', expertName: 'つばめ' }])
  })
})

describe('another person of the expert’s firm', () => {
  test('is invited to the same engagement, and comes with it', async () => {
    const { engagement } = await hire()
    const address = `second-${chiba}`
    const sent = { personName: '千葉 渚', email: address }
    expect(await taro.post(`/engagements/${engagement}/people`, sent)).toMatchObject({
      status: 303,
      location: '/engagements?told=offered',
    })
    const nagisa = visitor(app, { account: await accountOf(context, address, '千葉 渚') })
    expect((await nagisa.post(`${await linkTo(context, address)}/acceptance`)).status).toBe(303)
    expect((await nagisa.get('/assessments')).page).toContain('本社 2027年度')
    expect((await engagements())[0]?.people.map(({ name }) => name)).toEqual(['千葉 遥', '千葉 渚'])
  })

  test.each<[string, { personName: string; email: string }, string]>([
    ['no name', { personName: ' ', email: 'x@x.example' }, 'personName'],
    ['an address that is none', { personName: '<b>渚</b>', email: 'x' }, 'email'],
  ])('with %s is refused in its own form, which stays open and filled in', async (_, sent, field) => {
    const { engagement } = await hire()
    const { status, page } = await taro.post(`/engagements/${engagement}/people`, sent)
    expect(status).toBe(422)
    expect(page).toContain(`<a href="#${field}-${engagement}">`)
    expect(page).toContain(`id="${field}-${engagement}-refusal"`)
    const form = /<details open[^>]*>(.*?)<\/details>/.exec(page)?.[1] ?? ''
    expect(form).toContain(`action="/engagements/${engagement}/people"`)
    expect([typedIn(form, 'personName'), typedIn(form, 'email')]).toEqual([[sent.personName], [sent.email]])
    expect(page).not.toContain('<b>渚')
  })

  test('cannot be invited to an engagement that is over', async () => {
    const { engagement } = await hire()
    await taro.post(`/engagements/${engagement}/end`)
    const { status, page } = await taro.post(`/engagements/${engagement}/people`, { personName: '渚', email: 'n@x.example' })
    expect(status).toBe(422)
    expect(page).toContain('この契約は、もう終わっています。')
    expect(await lettersTo(context, 'n@x.example')).toEqual([])
  })
})

describe('an engagement that ends', () => {
  let engaged: Engaged
  let expert: Visitor

  beforeEach(async () => {
    engaged = await hire()
    expert = visitor(app, engaged.seat)
    expect((await expert.get(`/assessments/${honsha}`)).status).toBe(200)
  })

  test('shuts the door at once, tells the expert by mail, and the log', async () => {
    const path = `/engagements/${engaged.engagement}/end`
    expect(await taro.post(path, { reason: ' 契約の\u0000満了 ' })).toMatchObject({
      status: 303,
      location: '/engagements?told=ended',
    })
    const elsewhere = visitor(app, { account: engaged.account })
    for (const page of ['/assessments', `/assessments/${honsha}`, `/assessments/${honsha}/criteria`, '/engagements']) {
      expect([page, await expert.get(page)]).toMatchObject([page, { status: 404 }])
    }
    const { page } = await elsewhere.get('/organisations')
    expect(page).not.toContain('青山精機')
    expect((await expert.post('/seat', { organisation: aoyama.tenant })).status).toBe(404)
    const [letter] = await lettersTo(context, chiba)
    expect(letter?.subject).toBe('【星取】青山精機との契約が終わりました')
    const told = await taro.get('/engagements?told=ended')
    for (const words of ['契約を終えました。', '終了', '2027年4月1日 09:00 契約の満了']) expect(told.page).toContain(words)
    expect((await actsOf(context, aoyama.tenant)).at(-1)).toBe('engagement.end')
    expect(await engagements()).toMatchObject([{ state: 'over', endedAt: context.clock.at, endReason: '契約の満了' }])
  })

  test('with a reason that is too long does not end, and the form stays open and filled in', async () => {
    const reason = '𠮷'.repeat(501)
    const { status, page } = await taro.post(`/engagements/${engaged.engagement}/end`, { reason })
    expect([status, typedIn(page, 'reason')]).toEqual([422, [reason]])
    expect(page).toContain(`<a href="#reason-${engaged.engagement}">理由は500文字までにしてください(いまは501文字)。`)
    expect(page).toContain(`aria-describedby="reason-${engaged.engagement}-refusal"`)
    expect(await engagements()).toMatchObject([{ state: 'current' }])
    expect((await taro.post(`/engagements/${engaged.engagement}/end`, { reason: reason.slice(2) })).status).toBe(303)
    expect(await engagements()).toMatchObject([{ endReason: reason.slice(2) }])
  })

  test('ends once', async () => {
    const path = `/engagements/${engaged.engagement}/end`
    await taro.post(path, { reason: '一度目' })
    const before = [await engagements(), await actsOf(context, aoyama.tenant)]
    expect((await taro.post(path, { reason: '二度目' })).status).toBe(404)
    expect([await engagements(), await actsOf(context, aoyama.tenant)]).toEqual(before)
    expect(await lettersTo(context, chiba)).toHaveLength(2)
  })

  test('leaves an invitation to it that nobody accepted without effect', async () => {
    const address = `late-${chiba}`
    await taro.post(`/engagements/${engaged.engagement}/people`, { personName: '千葉 渚', email: address })
    await taro.post(`/engagements/${engaged.engagement}/end`)
    const nagisa = visitor(app, { account: await accountOf(context, address, '千葉 渚') })
    const { status, page } = await nagisa.post(`${await linkTo(context, address)}/acceptance`)
    expect(status).toBe(422)
    expect(page).toContain('この契約は、もう終わっています。')
    expect((await nagisa.get('/organisations')).page).not.toContain('青山精機')
  })

  test('by its last day in Japan shuts the door by itself', async () => {
    context.clock.at = '2027-09-30T14:59:59.999Z'
    expect((await expert.get(`/assessments/${honsha}`)).status).toBe(200)
    context.clock.at = '2027-09-30T15:00:00.000Z'
    expect((await expert.get(`/assessments/${honsha}`)).status).toBe(404)
    expect((await visitor(app, { account: engaged.account }).get('/organisations')).page).not.toContain('青山精機')
    expect((await expert.post('/seat', { organisation: aoyama.tenant })).status).toBe(404)
    expect(await engagements()).toMatchObject([{ state: 'over', endedAt: null }])
    const { page } = await taro.get('/engagements')
    expect(page).toContain('終了')
    expect(page).not.toContain(`action="/engagements/${engaged.engagement}/people"`)
  })

  test('makes room for another with the same person', async () => {
    context.clock.at = '2027-10-01T00:00:00.000Z'
    const again = await hire({ begins: '2027-10-01', ends: '2028-03-31', sight: 'numbers' })
    expect(again.account).toBe(engaged.account)
    expect((await visitor(app, again.seat).get(`/assessments/${honsha}`)).status).toBe(200)
    expect((await visitor(app, again.seat).get(`/assessments/${honsha}/criteria`)).status).toBe(404)
  })
})

test('an engagement that has not begun is no seat until its first day in Japan', async () => {
  const { seat } = await hire({ begins: '2027-05-01', ends: '2027-09-30' })
  const expert = visitor(app, seat)
  expect((await expert.get('/assessments')).status).toBe(404)
  expect((await expert.post('/seat', { organisation: aoyama.tenant })).status).toBe(404)
  expect((await taro.get('/engagements')).page).toContain('これから')
  context.clock.at = '2027-04-30T14:59:59.999Z'
  expect((await expert.get('/assessments')).status).toBe(404)
  context.clock.at = '2027-04-30T15:00:00.000Z'
  expect((await expert.get('/assessments')).page).toContain('本社 2027年度')
})

describe('a consultant with two clients', () => {
  let consultant: Visitor
  let kaede: Viewer
  let firm: { tenant: Viewer['tenant'] }

  beforeEach(async () => {
    const account = await accountOf(context, chiba, '千葉 遥')
    const own = { organisation: 'つばめ情報セキュリティ事務所', person: '千葉 遥', kinds: ['expert'] as const, account }
    firm = done(await beginOrganisation(context, { ...own, roles: ['responsible', 'expert'] }))
    kaede = await begin(context, '楓システムズ', '楓 由美')
    await createAssessment(context, kaede, { title: '全社 2027年度', edition: '2026-03-27', target: 4 })
    await hire({ assessments: [honsha] })
    await hire({ kind: 'quick', sight: 'numbers' }, kaede)
    consultant = visitor(app, { account })
  })

  test('sees where to sit: the firm of their own, and both clients with what for and until when', async () => {
    const { page } = await consultant.get('/organisations')
    expect(page).toMatch(/あなたの組織.*つばめ情報セキュリティ事務所.*専門家として手伝っている会社/)
    for (const words of [
      '青山精機に切り替える',
      '楓システムズに切り替える',
      '★3対策(2027年9月30日まで)',
      'クイックアセスメント(2027年9月30日まで)',
    ]) {
      expect(page).toContain(words)
    }
  })

  test('switches between them, and in each sees that client alone', async () => {
    for (const [client, own, other] of [
      [aoyama, '本社 2027年度', '全社 2027年度'],
      [kaede, '全社 2027年度', '本社 2027年度'],
      [aoyama, '本社 2027年度', '全社 2027年度'],
    ] as const) {
      expect(await consultant.post('/seat', { organisation: client.tenant })).toMatchObject({
        status: 303,
        location: toAddress(client.tenant, '/'),
      })
      const { page } = await consultant.get('/assessments')
      expect(page).toContain(`<span class="organisation">${client.organisationName}</span>`)
      expect(page).toContain(own)
      expect(page).not.toContain(other)
      expect((await consultant.get(`/assessments/${honsha}`)).status).toBe(client === aoyama ? 200 : 404)
    }
  })

  test('has both open in two tabs, whichever was chosen last', async () => {
    await consultant.post('/seat', { organisation: aoyama.tenant })
    for (const [client, own] of [
      [kaede, '全社 2027年度'],
      [aoyama, '本社 2027年度'],
      [kaede, '全社 2027年度'],
    ] as const) {
      const { status, page } = await consultant.get(toAddress(client.tenant, '/assessments'))
      expect(status).toBe(200)
      expect(page).toContain(`<span class="organisation">${client.organisationName}</span>`)
      expect(page).toContain(own)
      const here = toAddress(client.tenant, '')
      const links = [...page.matchAll(/\b(?:href|action)="(\/[^"]*)"/g)].map(([, link = '']) => link)
      expect(links.filter((link) => !link.startsWith(here) && !/^\/(assets|sign-out)/.test(link))).toEqual([])
    }
    expect((await consultant.get(toAddress(kaede.tenant, `/assessments/${honsha}`))).status).toBe(404)
    expect((await consultant.get('/assessments')).page).toContain('本社 2027年度')
  })

  test('sees of the engagements their own alone, and nobody of the client', async () => {
    await engage(context, aoyama, { email: `other-${chiba}`, expertName: '別の事務所', personName: '別 一' })
    await consultant.post('/seat', { organisation: aoyama.tenant })
    const { page } = await consultant.get('/engagements')
    expect(page).toContain('つばめ情報セキュリティ事務所')
    expect(page).not.toContain('別の事務所')
    expect(page).not.toContain('action="/engagements')
    for (const path of ['/people', '/organisation', '/log']) expect((await consultant.get(path)).status).not.toBe(200)
  })

  test('one engagement ends, and the other goes on', async () => {
    await consultant.post('/seat', { organisation: aoyama.tenant })
    const [one] = await engagements()
    await taro.post(`/engagements/${one?.id}/end`)
    expect(await consultant.get('/assessments')).toMatchObject({ status: 303, location: '/organisations' })
    const { page } = await consultant.get('/organisations')
    expect(page).not.toContain('青山精機')
    expect(page).toContain('楓システムズに切り替える')
    expect((await consultant.post('/seat', { organisation: kaede.tenant })).status).toBe(303)
    expect((await consultant.get('/assessments')).page).toContain('全社 2027年度')
    expect((await consultant.post('/seat', { organisation: firm.tenant })).status).toBe(303)
    expect((await consultant.get('/people')).status).toBe(200)
  })

  test('the client knows whose firm came', async () => {
    const rows = await database.db.transact('admin', (tx) =>
      tx.selectFrom('engagement').select('expert_tenant_id').where('tenant_id', 'in', [aoyama.tenant, kaede.tenant]).execute(),
    )
    expect(rows.map((row) => row.expert_tenant_id)).toEqual([firm.tenant, firm.tenant])
  })
})

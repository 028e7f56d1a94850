import { beforeEach, describe, expect, test } from 'vitest'
import { begin, done } from '../../tests/context.ts'
import { accountOf, type Engaged, engage } from '../../tests/experts.ts'
import { typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { createAssessment } from '../assessment/actions.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { beginOrganisation } from '../organisation/actions.ts'
import { actsOf, lettersTo, linkTo } from '../organisation/told.fixture.ts'
import type { Viewer } from '../roles/viewer.ts'
import { testEngaging } from './engaging.fixture.tsx'

const here = testEngaging()
const { engagements, hire } = here

describe('an engagement that ends', () => {
  let engaged: Engaged
  let expert: Visitor

  beforeEach(async () => {
    engaged = await hire()
    expert = visitor(here.app, engaged.seat)
    expect((await expert.get(`/assessments/${here.honsha}`)).status).toBe(200)
  })

  test('ends their access at once, tells the expert by mail, and the log', async () => {
    const path = `/engagements/${engaged.engagement}/end`
    expect(await here.taro.post(path, { reason: ' 契約の\u0000満了 ' })).toMatchObject({
      status: 303,
      location: '/engagements?told=ended',
    })
    const elsewhere = visitor(here.app, { account: engaged.account })
    for (const page of ['/assessments', `/assessments/${here.honsha}`, `/assessments/${here.honsha}/criteria`, '/engagements']) {
      expect([page, await expert.get(page)]).toMatchObject([page, { status: 404 }])
    }
    const { page } = await elsewhere.get('/organisations')
    expect(page).not.toContain('青山精機')
    expect((await expert.post('/seat', { organisation: here.aoyama.tenant })).status).toBe(404)
    const [letter] = await lettersTo(here.context, here.chiba)
    expect(letter?.subject).toBe('【星取】青山精機との契約が終わりました')
    const told = await here.taro.get('/engagements?told=ended')
    for (const words of ['契約を終えました。', '終了', '2027年4月1日 09:00 契約の満了']) expect(told.page).toContain(words)
    expect((await actsOf(here.context, here.aoyama.tenant)).at(-1)).toBe('engagement.end')
    expect(await engagements()).toMatchObject([{ state: 'over', endedAt: here.context.clock.at, endReason: '契約の満了' }])
  })

  test('with a reason that is too long does not end, and the form stays open and filled in', async () => {
    const reason = '𠮷'.repeat(501)
    const { status, page } = await here.taro.post(`/engagements/${engaged.engagement}/end`, { reason })
    expect([status, typedIn(page, 'reason')]).toEqual([422, [reason]])
    expect(page).toContain(`<a href="#reason-${engaged.engagement}">理由は500文字までにしてください(いまは501文字)。`)
    expect(page).toContain(`aria-describedby="reason-${engaged.engagement}-refusal"`)
    expect(await engagements()).toMatchObject([{ state: 'current' }])
    expect((await here.taro.post(`/engagements/${engaged.engagement}/end`, { reason: reason.slice(2) })).status).toBe(303)
    expect(await engagements()).toMatchObject([{ endReason: reason.slice(2) }])
  })

  test('ends once', async () => {
    const path = `/engagements/${engaged.engagement}/end`
    await here.taro.post(path, { reason: '一度目' })
    const before = [await engagements(), await actsOf(here.context, here.aoyama.tenant)]
    expect((await here.taro.post(path, { reason: '二度目' })).status).toBe(404)
    expect([await engagements(), await actsOf(here.context, here.aoyama.tenant)]).toEqual(before)
    expect(await lettersTo(here.context, here.chiba)).toHaveLength(2)
  })

  test('leaves an invitation to it that nobody accepted without effect', async () => {
    const address = `late-${here.chiba}`
    await here.taro.post(`/engagements/${engaged.engagement}/people`, { personName: '千葉 渚', email: address })
    await here.taro.post(`/engagements/${engaged.engagement}/end`)
    const nagisa = visitor(here.app, { account: await accountOf(here.context, address, '千葉 渚') })
    const { status, page } = await nagisa.post(`${await linkTo(here.context, address)}/acceptance`)
    expect(status).toBe(422)
    expect(page).toContain('この契約は、もう終わっています。')
    expect((await nagisa.get('/organisations')).page).not.toContain('青山精機')
  })

  test('by its last day in Japan ends it by itself', async () => {
    here.context.clock.at = '2027-09-30T14:59:59.999Z'
    expect((await expert.get(`/assessments/${here.honsha}`)).status).toBe(200)
    here.context.clock.at = '2027-09-30T15:00:00.000Z'
    expect((await expert.get(`/assessments/${here.honsha}`)).status).toBe(404)
    expect((await visitor(here.app, { account: engaged.account }).get('/organisations')).page).not.toContain('青山精機')
    expect((await expert.post('/seat', { organisation: here.aoyama.tenant })).status).toBe(404)
    expect(await engagements()).toMatchObject([{ state: 'over', endedAt: null }])
    const { page } = await here.taro.get('/engagements')
    expect(page).toContain('終了')
    expect(page).not.toContain(`action="/engagements/${engaged.engagement}/people"`)
  })

  test('makes room for another with the same person', async () => {
    here.context.clock.at = '2027-10-01T00:00:00.000Z'
    const again = await hire({ begins: '2027-10-01', ends: '2028-03-31', sight: 'numbers' })
    expect(again.account).toBe(engaged.account)
    expect((await visitor(here.app, again.seat).get(`/assessments/${here.honsha}`)).status).toBe(200)
    expect((await visitor(here.app, again.seat).get(`/assessments/${here.honsha}/criteria`)).status).toBe(404)
  })
})

test('an engagement that has not begun is no seat until its first day in Japan', async () => {
  const { seat } = await hire({ begins: '2027-05-01', ends: '2027-09-30' })
  const expert = visitor(here.app, seat)
  expect((await expert.get('/assessments')).status).toBe(404)
  expect((await expert.post('/seat', { organisation: here.aoyama.tenant })).status).toBe(404)
  expect((await here.taro.get('/engagements')).page).toContain('これから')
  here.context.clock.at = '2027-04-30T14:59:59.999Z'
  expect((await expert.get('/assessments')).status).toBe(404)
  here.context.clock.at = '2027-04-30T15:00:00.000Z'
  expect((await expert.get('/assessments')).page).toContain('本社 2027年度')
})

describe('a consultant with two clients', () => {
  let consultant: Visitor
  let kaede: Viewer
  let firm: { tenant: Viewer['tenant'] }

  beforeEach(async () => {
    const account = await accountOf(here.context, here.chiba, '千葉 遥')
    const own = { organisation: 'つばめ情報セキュリティ事務所', person: '千葉 遥', kinds: ['expert'] as const, account }
    firm = done(await beginOrganisation(here.context, { ...own, roles: ['responsible', 'expert'] }))
    kaede = await begin(here.context, '楓システムズ', '楓 由美')
    await createAssessment(here.context, kaede, { title: '全社 2027年度', edition: '2026-03-27', target: 4 })
    await hire({ assessments: [here.honsha] })
    await hire({ kind: 'quick', sight: 'numbers' }, kaede)
    consultant = visitor(here.app, { account })
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
      [here.aoyama, '本社 2027年度', '全社 2027年度'],
      [kaede, '全社 2027年度', '本社 2027年度'],
      [here.aoyama, '本社 2027年度', '全社 2027年度'],
    ] as const) {
      expect(await consultant.post('/seat', { organisation: client.tenant })).toMatchObject({
        status: 303,
        location: toAddress(client.tenant, '/'),
      })
      const { page } = await consultant.get('/assessments')
      expect(page).toContain(`<span class="organisation">${client.organisationName}</span>`)
      expect(page).toContain(own)
      expect(page).not.toContain(other)
      expect((await consultant.get(`/assessments/${here.honsha}`)).status).toBe(client === here.aoyama ? 200 : 404)
    }
  })

  test('has both open in two tabs, whichever was chosen last', async () => {
    await consultant.post('/seat', { organisation: here.aoyama.tenant })
    for (const [client, own] of [
      [kaede, '全社 2027年度'],
      [here.aoyama, '本社 2027年度'],
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
    const there = await consultant.get(toAddress(kaede.tenant, `/assessments/${here.honsha}`))
    expect(there.status).toBe(404)
    expect(there.page).toContain('この住所は、青山精機のものです。')
    expect(there.page).toContain(`href="${toAddress(here.aoyama.tenant, `/assessments/${here.honsha}`)}"`)
    const stranger = await visitor(here.app, kaede).get(`/assessments/${here.honsha}`)
    expect(stranger.status).toBe(404)
    expect(stranger.page).not.toContain('青山精機')
    expect((await consultant.get('/assessments')).page).toContain('本社 2027年度')
  })

  test('sees of the engagements their own alone, and nobody of the client', async () => {
    await engage(here.context, here.aoyama, { email: `other-${here.chiba}`, expertName: '別の事務所', personName: '別 一' })
    await consultant.post('/seat', { organisation: here.aoyama.tenant })
    const { page } = await consultant.get('/engagements')
    expect(page).toContain('つばめ情報セキュリティ事務所')
    expect(page).not.toContain('別の事務所')
    expect(page).not.toContain('action="/engagements')
    for (const path of ['/people', '/organisation', '/log']) expect((await consultant.get(path)).status).not.toBe(200)
  })

  test('one engagement ends, and the other goes on', async () => {
    await consultant.post('/seat', { organisation: here.aoyama.tenant })
    const [one] = await engagements()
    await here.taro.post(`/engagements/${one?.id}/end`)
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
    const rows = await here.database.db.transact('admin', (tx) =>
      tx
        .selectFrom('engagement')
        .select('expert_tenant_id')
        .where('tenant_id', 'in', [here.aoyama.tenant, kaede.tenant])
        .execute(),
    )
    expect(rows.map((row) => row.expert_tenant_id)).toEqual([firm.tenant, firm.tenant])
  })
})

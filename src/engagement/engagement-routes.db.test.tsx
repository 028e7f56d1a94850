import { describe, expect, test } from 'vitest'
import { begin, colleague, done } from '../../tests/context.ts'
import { accountOf } from '../../tests/experts.ts'
import { type Fields, typedIn, visitor } from '../../tests/web.ts'
import { createAssessment } from '../assessment/actions.ts'
import { actsOf, lettersTo, linkTo } from '../organisation/told.fixture.ts'
import type { Role } from '../roles/permissions.ts'
import { testEngaging } from './engaging.fixture.tsx'

const here = testEngaging()
const { engagements, hire } = here

const typed = (): Fields => ({
  kind: 'star3',
  expertName: 'つばめ情報セキュリティ事務所',
  personName: '千葉 遥',
  email: here.chiba,
  covers: 'some',
  assessments: [here.honsha],
  sight: 'everything',
  mayAnswer: '1',
  note: '★3の自己評価を一緒に見てください。',
  begins: '2027-04-01',
  ends: '2027-09-30',
})

describe('whoever may not', () => {
  const POSTED = ['/engagements', '/engagements/ID/people', '/engagements/ID/end']

  test('not signed in, is asked to, and what was sent is kept', async () => {
    const { engagement } = await hire()
    expect(await visitor(here.app).get('/engagements')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fengagements' })
    for (const path of POSTED) {
      const { status, page } = await visitor(here.app).post(path.replace('ID', engagement), { ...typed(), reason: '<b>理由</b>' })
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
  ])('a %s sees them: %i; offers, invites, ends: %j', async (role, page, statusesOfPosts) => {
    const { engagement } = await hire()
    const who = visitor(here.app, await colleague(here.context, here.aoyama, role, role))
    expect((await who.get('/engagements')).status).toBe(page)
    const statuses: number[] = []
    for (const path of POSTED) statuses.push((await who.post(path.replace('ID', engagement), typed())).status)
    expect(statuses).toEqual(statusesOfPosts)
    expect(await engagements()).toHaveLength(1)
  })

  test('another organisation finds none, and cannot tell it from none', async () => {
    const { engagement } = await hire()
    const before = await engagements()
    expect((await here.yumi.get('/engagements')).page).not.toContain('つばめ')
    for (const path of POSTED.slice(1)) {
      const theirs = await here.yumi.post(path.replace('ID', engagement), typed())
      const none = await here.yumi.post(path.replace('ID', '00000000-0000-7000-8000-ffffffffffff'), typed())
      expect([path, theirs.status, none.status]).toEqual([path, 404, 404])
      expect(theirs.page).toBe(none.page)
    }
    expect(await engagements()).toEqual(before)
  })

  test.each(['x', '1', '%00', "' or true--"])('an engagement that is none (%s) is not found', async (id) => {
    for (const path of POSTED.slice(1)) {
      expect((await here.taro.post(path.replace('ID', encodeURIComponent(id)), typed())).status).toBe(404)
    }
  })
})

describe('engaging an expert', () => {
  test('begins with today and half a year, showing answers, and nothing engaged', async () => {
    const { status, page } = await here.taro.get('/engagements')
    expect(status).toBe(200)
    expect(page).toContain('まだ専門家に頼んでいません。')
    expect(typedIn(page, 'begins')).toEqual(['2027-04-01'])
    expect(typedIn(page, 'ends')).toEqual(['2027-10-01'])
    expect(typedIn(page, 'sight')).toEqual(['answers'])
    expect(typedIn(page, 'covers')).toEqual(['all'])
    expect(page).toContain(`value="${here.honsha}"`)
  })

  test('keeps what was agreed, invites by mail, and tells the log', async () => {
    expect(await here.taro.post('/engagements', typed())).toMatchObject({ status: 303, location: '/engagements?told=offered' })
    expect(await engagements()).toMatchObject([
      {
        ...{ kind: 'star3', expertName: 'つばめ情報セキュリティ事務所', assessments: [here.honsha], sight: 'everything' },
        ...{ mayAnswer: true, note: '★3の自己評価を一緒に見てください。', begins: '2027-04-01', ends: '2027-09-30' },
        ...{ offeredBy: here.aoyama.person, endedAt: null, state: 'current', people: [] },
      },
    ])
    const [letter] = await lettersTo(here.context, here.chiba)
    expect(letter?.text).toContain('青山精機の青山 太郎さんが、専門家としての手伝いを頼んでいます。')
    const { page } = await here.taro.get('/engagements?told=offered')
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
    expect((await actsOf(here.context, here.aoyama.tenant)).slice(-2)).toEqual(['engagement.offer', 'invitation.send'])
  })

  test('the letter’s page tells the expert what it is for, until when, and what they will see', async () => {
    await here.taro.post('/engagements', typed())
    const { page } = await visitor(here.app).get(await linkTo(here.context, here.chiba))
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
    const { status, page } = await here.taro.post('/engagements', sent)
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
    expect(await lettersTo(here.context, here.chiba)).toEqual([])
  })

  test('an assessment of another organisation cannot be shown', async () => {
    const other = await begin(here.context, '朝顔工業', '朝顔 一')
    const theirs = done(await createAssessment(here.context, other, { title: 'x', edition: '2026-03-27', target: 3 }))
    expect((await here.taro.post('/engagements', { ...typed(), assessments: [theirs] })).status).toBe(422)
    expect((await here.taro.post('/engagements', { ...typed(), assessments: [theirs, here.honsha] })).status).toBe(303)
    expect(await engagements()).toMatchObject([{ assessments: [here.honsha] }])
  })

  test('characters that cannot be stored are no fault', async () => {
    expect(
      (await here.taro.post('/engagements', { ...typed(), note: 'よろ\u0000しく', expertName: 'つば\u0000め' })).status,
    ).toBe(303)
    expect(await engagements()).toMatchObject([{ note: 'よろしく', expertName: 'つばめ' }])
  })
})

describe('another person of the expert’s firm', () => {
  test('is invited to the same engagement, and comes with it', async () => {
    const { engagement } = await hire()
    const address = `second-${here.chiba}`
    const sent = { personName: '千葉 渚', email: address }
    expect(await here.taro.post(`/engagements/${engagement}/people`, sent)).toMatchObject({
      status: 303,
      location: '/engagements?told=offered',
    })
    const nagisa = visitor(here.app, { account: await accountOf(here.context, address, '千葉 渚') })
    expect((await nagisa.post(`${await linkTo(here.context, address)}/acceptance`)).status).toBe(303)
    expect((await nagisa.get('/assessments')).page).toContain('本社 2027年度')
    expect((await engagements())[0]?.people.map(({ name }) => name)).toEqual(['千葉 遥', '千葉 渚'])
  })

  test.each<[string, { personName: string; email: string }, string]>([
    ['no name', { personName: ' ', email: 'x@x.example' }, 'personName'],
    ['an address that is none', { personName: '<b>渚</b>', email: 'x' }, 'email'],
  ])('with %s is refused in its own form, which stays open and filled in', async (_, sent, field) => {
    const { engagement } = await hire()
    const { status, page } = await here.taro.post(`/engagements/${engagement}/people`, sent)
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
    await here.taro.post(`/engagements/${engagement}/end`)
    const { status, page } = await here.taro.post(`/engagements/${engagement}/people`, { personName: '渚', email: 'n@x.example' })
    expect(status).toBe(422)
    expect(page).toContain('この契約は、もう終わっています。')
    expect(await lettersTo(here.context, 'n@x.example')).toEqual([])
  })
})

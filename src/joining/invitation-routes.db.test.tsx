import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { accountOf } from '../../tests/experts.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor, visitorAfter } from '../../tests/web.ts'
import { features } from '../main/features.ts'
import { readPeople } from '../organisation/actions.ts'
import { actsOf, lettersTo, linkTo } from '../organisation/told.fixture.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { acceptInvitation } from './acceptance-actions.ts'
import { findOpenInvitation, invite, readOpenInvitations } from './invitation-actions.ts'

const database = testDatabase()
const PASSWORD = '馬跳び 北極星 ちくわ 七輪'
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let taro: Visitor
let count = 0
let hanako: string

beforeAll(() => {
  context = testContext(database.db)
  app = testApp(context, features)
})

beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  count += 1
  hanako = `hanako-${count}@aoyama.example`
  aoyama = await begin(context, '青山精機', '青山 太郎')
  taro = visitor(app, aoyama)
})

const nobody = () => visitor(app)
const peopleOf = (seat: Viewer) => readPeople(context, seat.tenant)

/** Invites 佐藤 花子, and says where the link in her letter leads. */
async function invited(wish: Fields = {}): Promise<string> {
  const sent = { name: '佐藤 花子', email: hanako, position: '総務部', roles: ['staff', 'respondent'], ...wish }
  const reply = await taro.post('/people/invitations', sent)
  if (reply.status !== 303) throw new Error(`not invited: ${reply.status}`)
  return linkTo(context, String(sent.email))
}

async function invitationIdOf(email: string) {
  const found = await findOpenInvitation(context, aoyama.tenant, email)
  if (!found) throw new Error(`${email} is not invited`)
  return found.id
}

describe('inviting', () => {
  test('sends a letter with a link, and shows that an answer is awaited', async () => {
    const sent = {
      name: ' 佐藤　花子 ',
      email: ` ${hanako.toUpperCase()} `,
      position: '総務部',
      roles: ['staff', 'buyer', 'engaged'],
    }
    expect(await taro.post('/people/invitations', sent)).toMatchObject({ status: 303, location: '/people?told=invited' })
    const [letter, ...others] = await lettersTo(context, hanako.toUpperCase())
    expect(others).toEqual([])
    expect(letter?.subject).toBe('【星取】青山精機からの招待')
    for (const words of ['佐藤 花子さん', '青山精機の青山 太郎さん', '2027年4月15日 09:00', 'http://localhost/invitations/']) {
      expect(letter?.text).toContain(words)
    }
    const { page } = await taro.get('/people?told=invited')
    expect(page).toContain('招待のメールを送りました。')
    expect(page).toContain('返事を待っている招待')
    expect(page).toMatch(/佐藤 花子<\/th><td data-label="役割">担当者<\/td>.*2027年4月15日 09:00 まで/)
    expect(await readOpenInvitations(context, aoyama.tenant)).toMatchObject([
      { name: '佐藤 花子', emailKey: hanako, position: '総務部', roles: ['staff'], person: null, engagement: null },
    ])
    expect((await actsOf(context, aoyama.tenant)).at(-1)).toBe('invitation.send')
  })

  test('keeps the link’s word nowhere but in the letter', async () => {
    const link = await invited()
    const word = link.replace('/invitations/', '')
    const rows = await database.db.transact('admin', async (tx) => [
      await tx.selectFrom('invitation').selectAll().execute(),
      await tx.selectFrom('log_entry').selectAll().execute(),
    ])
    expect(JSON.stringify(rows)).not.toContain(word)
    expect((await taro.get('/people')).page).not.toContain(word)
  })

  test.each<[string, Fields, string[]]>([
    ['no name', { name: '　' }, ['name']],
    ['no address', { email: '' }, ['email']],
    ['an address that is none', { email: 'hanako@' }, ['email']],
    ['two addresses', { email: 'a@x.example,b@x.example' }, ['email']],
    ['an address with a line of its own', { email: 'a@x.example\r\nBcc: b@x.example>' }, ['email']],
    ['a position of 101 characters', { position: 'い'.repeat(101) }, ['position']],
    ['no role', { roles: [] }, ['roles']],
    ['a role that this kind of organisation does not have', { roles: ['buyer', 'engaged', 'operator'] }, ['roles']],
    ['nothing right', { name: '', email: 'x', position: 'い'.repeat(101), roles: [] }, ['name', 'email', 'position', 'roles']],
  ])('with %s is refused beside the field, with everything typed kept', async (_, wrong, fields) => {
    const typed = { name: '<b>花子</b>', email: hanako, position: '<i>総務</i>', roles: ['staff', 'reader'], ...wrong }
    const { status, page } = await taro.post('/people/invitations', typed)
    expect(status).toBe(422)
    const refused = [...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)
    expect(refused.toSorted()).toEqual(fields.toSorted())
    for (const field of fields) expect(page).toContain(`<a href="#${field}">`)
    for (const name of ['name', 'position'] as const) expect(typedIn(page, name)).toContain(typed[name])
    for (const html of ['<b>花子', '<i>総務']) expect(page).not.toContain(html)
    expect(await readOpenInvitations(context, aoyama.tenant)).toEqual([])
    expect(await lettersTo(context, hanako)).toEqual([])
  })

  test('somebody who is here already is refused; somebody who left may come again', async () => {
    const link = await invited()
    const joined = await nobody().post(`${link}/acceptance`, { name: '佐藤 花子', password: PASSWORD })
    expect(joined.status).toBe(303)
    const again = { name: '佐藤 花子', email: hanako.toUpperCase(), position: '', roles: ['reader'] }
    const { status, page } = await taro.post('/people/invitations', again)
    expect(status).toBe(422)
    expect(page).toContain('このメールアドレスの人は、もうこの組織にいます。')
    const person = (await peopleOf(aoyama)).find(({ email }) => email === hanako)
    await taro.post(`/people/${person?.id}/end`)
    expect((await taro.post('/people/invitations', again)).status).toBe(303)
    const back = await visitorAfter(app, joined).post(`${await linkTo(context, hanako.toUpperCase())}/acceptance`)
    expect(back).toMatchObject({ status: 303, location: '/' })
    expect((await peopleOf(aoyama)).filter(({ email, endedAt }) => email === hanako && endedAt === null)).toMatchObject([
      { roles: ['reader'] },
    ])
  })

  test('somebody of another organisation’s name only is nobody here', async () => {
    const kaede = await begin(context, '楓システムズ', '楓 由美')
    const link = await invited({ person: kaede.person })
    expect((await nobody().post(`${link}/acceptance`, { name: '佐藤 花子', password: PASSWORD })).status).toBe(303)
    expect((await peopleOf(kaede)).map(({ account }) => account)).toEqual([null])
    expect((await peopleOf(aoyama)).map(({ name }) => name)).toEqual(['青山 太郎', '佐藤 花子'])
  })

  test('more than 50 within a day is refused, and a day later it goes on', async () => {
    const guest = (index: number) => ({ name: '招待 客', email: `guest-${index}-${hanako}`, position: '', roles: ['reader'] })
    for (let index = 0; index < 50; index++) done(await invite(context, aoyama, guest(index)))
    const { status, page } = await taro.post('/people/invitations', guest(50))
    expect(status).toBe(422)
    expect(page).toContain('招待は1日に50件までです。')
    expect(await lettersTo(context, `guest-50-${hanako}`)).toEqual([])
    context.clock.at = '2027-04-02T00:00:00.001Z'
    expect((await taro.post('/people/invitations', guest(50))).status).toBe(303)
  })
})

describe('the page of a link', () => {
  test('says who invites, as what, and until when, and offers an account to whoever has none', async () => {
    const link = await invited()
    const { status, page } = await nobody().get(link)
    expect(status).toBe(200)
    for (const words of ['青山精機からの招待', `佐藤 花子 (${hanako})`, '担当者', '回答者', '2027年4月15日 09:00', '参加する']) {
      expect(page).toContain(words)
    }
    expect(typedIn(page, 'name')).toEqual(['佐藤 花子'])
    expect((await nobody().get(`${link}?lang=en`)).page).toContain('Invitation by 青山精機')
  })

  test('leads whoever has an account through signing in, and back', async () => {
    await accountOf(context, hanako, '佐藤 花子')
    const link = await invited()
    const { page } = await nobody().get(link)
    expect(page).toContain(`href="/sign-in?next=${encodeURIComponent(link)}"`)
    expect(page).not.toContain('name="password"')
  })

  test('asks whoever is signed in whether to join as themselves', async () => {
    const who = visitor(app, { account: await accountOf(context, hanako, '佐藤 花子') })
    const { page } = await who.get(await invited())
    expect(page).toContain(`佐藤 花子さん(${hanako})として参加します。`)
  })

  test('shows hostile names harmless', async () => {
    const { page } = await nobody().get(await invited({ name: '<script>alert(1)</script>' }))
    expect(page).not.toContain('<script>alert')
  })

  test.each(['x', '%00', '..%2f..', "'or true--", 'A'.repeat(43), 'A'.repeat(3000)])(
    'of no invitation (%s) opens nothing',
    async (word) => {
      for (const reply of [
        await nobody().get(`/invitations/${word}`),
        await nobody().post(`/invitations/${word}/acceptance`, { name: '佐藤', password: PASSWORD }),
        await taro.get(`/invitations/${word}`),
      ]) {
        expect(reply.status).toBe(404)
      }
    },
  )
})

describe('accepting with a new account', () => {
  test('makes it, seats the person with the roles offered, and signs in', async () => {
    const link = await invited()
    const reply = await nobody().post(`${link}/acceptance`, { name: ' 佐藤　はな子 ', password: PASSWORD })
    expect(reply).toMatchObject({ status: 303, location: '/' })
    expect(reply.headers.getSetCookie().find((cookie) => cookie.startsWith('session='))).toMatch(
      /Path=\/.*HttpOnly.*SameSite=Lax/,
    )
    const here = visitorAfter(app, reply)
    expect((await here.get('/assessments/new')).status).toBe(200)
    expect((await here.get('/assessments')).page).toContain('<span class="person">佐藤 花子</span>')
    expect((await here.get('/organisation')).status).toBe(403)
    expect((await peopleOf(aoyama)).find(({ email }) => email === hanako)).toMatchObject({
      ...{ name: '佐藤 花子', position: '総務部', roles: ['staff', 'respondent'], engagement: null },
    })
    expect(await readOpenInvitations(context, aoyama.tenant)).toEqual([])
    expect(await actsOf(context, aoyama.tenant)).toEqual(
      expect.arrayContaining(['invitation.send', 'invitation.accept', 'session.begin']),
    )
  })

  test.each<[string, { name: string; password: string }, string, string]>([
    ['no name', { name: ' ', password: PASSWORD }, 'name', '名前を入力してください。'],
    ['no password', { name: '佐藤 はな', password: '' }, 'password', 'パスワードを入力してください。'],
    ['a short one', { name: '佐藤 はな', password: 'みじかい' }, 'password', '8文字以上'],
    ['a common one', { name: '佐藤 はな', password: 'password123' }, 'password', 'よく使われるパスワード'],
    ['one made of the address', { name: '佐藤 はな', password: 'hanako-aoyama' }, 'password', '知っている人が最初に試す言葉'],
    [
      'one made of the organisation',
      { name: '佐藤 はな', password: '青山精機青山精機' },
      'password',
      '知っている人が最初に試す言葉',
    ],
  ])('with %s is refused: the name is kept, the password is not, and the link still works', async (_, sent, field, words) => {
    const link = await invited()
    const { status, page, headers } = await nobody().post(`${link}/acceptance`, sent)
    expect(status).toBe(422)
    expect(new RegExp(`id="${field}-refusal">([^<]*)`).exec(page)?.[1]).toContain(words)
    expect(typedIn(page, 'name')).toEqual([sent.name])
    expect(typedIn(page, 'password')).toEqual([''])
    expect(headers.getSetCookie().filter((cookie) => cookie.startsWith('session='))).toEqual([])
    expect((await peopleOf(aoyama)).map(({ name }) => name)).toEqual(['青山 太郎'])
    expect((await nobody().post(`${link}/acceptance`, { name: '佐藤 はな', password: PASSWORD })).status).toBe(303)
  })

  test('is not for an address that has one: it takes signing in', async () => {
    await accountOf(context, hanako, '佐藤 花子')
    const link = await invited()
    const { status, page } = await nobody().post(`${link}/acceptance`, { name: '佐藤 花子', password: PASSWORD })
    expect(status).toBe(422)
    expect(page).toContain('このメールアドレスには、もうアカウントがあります。')
    expect((await peopleOf(aoyama)).map(({ name }) => name)).toEqual(['青山 太郎'])
  })

  test('takes the seat that somebody had by name, with what is assigned to it', async () => {
    const murata = await colleague(context, aoyama, '村田 浩')
    const link = await invited({ name: '村田 浩', roles: ['respondent'], person: murata.person })
    await nobody().post(`${link}/acceptance`, { name: '村田 浩', password: PASSWORD })
    const people = await peopleOf(aoyama)
    expect(people).toHaveLength(2)
    expect(people.find(({ id }) => id === murata.person)).toMatchObject({ email: hanako, roles: ['respondent'] })
  })
})

describe('accepting as somebody signed in', () => {
  test('takes the seat and sits there at once', async () => {
    const who = visitor(app, { account: await accountOf(context, hanako, '佐藤 花子') })
    const link = await invited()
    expect(await who.post(`${link}/acceptance`)).toMatchObject({ status: 303, location: '/' })
    expect((await who.get('/assessments')).page).toContain('<span class="organisation">青山精機</span>')
    expect((await peopleOf(aoyama)).find(({ email }) => email === hanako)).toMatchObject({ roles: ['staff', 'respondent'] })
  })

  test('with another address is refused, by name, and leaves the link as it was', async () => {
    const other = visitor(app, { account: await accountOf(context, `other-${hanako}`, '別人 一') })
    const link = await invited()
    const { status, page } = await other.post(`${link}/acceptance`)
    expect(status).toBe(422)
    expect(page).toContain(`この招待は ${hanako} あてです。`)
    expect((await peopleOf(aoyama)).map(({ name }) => name)).toEqual(['青山 太郎'])
    expect((await nobody().get(link)).status).toBe(200)
  })

  test('by the sign-in of another organisation is refused: it takes a key of one’s own', async () => {
    const account = await accountOf(context, hanako, '佐藤 花子')
    const firm = await begin(context, '花子の会社', '佐藤 花子')
    const who = visitor(app, { account })
    await who.get('/organisations')
    await database.db.transact('admin', (tx) =>
      tx.updateTable('session').set({ only_tenant_id: firm.tenant }).where('account_id', '=', account).execute(),
    )
    const { status, page } = await who.post(`${await invited()}/acceptance`)
    expect(status).toBe(422)
    expect(page).toContain('会社のサインインで入っています。')
    expect((await peopleOf(aoyama)).map(({ name }) => name)).toEqual(['青山 太郎'])
  })

  test('who is here already is told so', async () => {
    const first = await invited()
    const second = await invited({ roles: ['reader'] })
    const reply = await nobody().post(`${first}/acceptance`, { name: '佐藤 花子', password: PASSWORD })
    const { status, page } = await visitorAfter(app, reply).post(`${second}/acceptance`)
    expect(status).toBe(422)
    expect(page).toContain('あなたはもう、この組織にいます。')
    expect((await peopleOf(aoyama)).find(({ email }) => email === hanako)).toMatchObject({ roles: ['staff', 'respondent'] })
  })
})

describe('a link that is spent', () => {
  const accepting = { name: '佐藤 花子', password: PASSWORD }

  async function opensNothing(link: string): Promise<void> {
    const before = await peopleOf(aoyama)
    for (const reply of [await nobody().get(link), await nobody().post(`${link}/acceptance`, accepting)]) {
      expect(reply.status).toBe(404)
      expect(reply.page).toContain('この招待のリンクは使えません')
      expect(reply.page).not.toContain('青山精機')
    }
    const signedIn = visitor(app, { account: await accountOf(context, hanako, '佐藤 花子') })
    expect((await signedIn.post(`${link}/acceptance`)).status).toBe(404)
    expect(await peopleOf(aoyama)).toEqual(before)
  }

  test('because it was used opens nothing', async () => {
    const link = await invited()
    expect((await nobody().post(`${link}/acceptance`, accepting)).status).toBe(303)
    await opensNothing(link)
  })

  test('because it was withdrawn opens nothing, and the log tells', async () => {
    const link = await invited()
    const path = `/people/invitations/${await invitationIdOf(hanako)}/withdrawal`
    expect(await taro.post(path)).toMatchObject({ status: 303, location: '/people?told=saved' })
    await opensNothing(link)
    expect((await taro.get('/people')).page).not.toContain(hanako)
    expect((await actsOf(context, aoyama.tenant)).at(-1)).toBe('invitation.withdraw')
    expect((await taro.post(path)).status).toBe(404)
  })

  test('because it ran out opens nothing; until the last moment it opens', async () => {
    const link = await invited()
    context.clock.at = '2027-04-14T23:59:59.999Z'
    expect((await nobody().get(link)).status).toBe(200)
    context.clock.at = '2027-04-15T00:00:00.000Z'
    await opensNothing(link)
    expect((await taro.get('/people')).page).toContain('期限が切れました')
  })

  test('used twice at the same moment seats one person', async () => {
    await invited()
    const invitation = await findOpenInvitation(context, aoyama.tenant, hanako)
    if (!invitation) throw new Error('not invited')
    const account = await accountOf(context, hanako, '佐藤 花子')
    const from = { address: '', agent: '', request: '' }
    const take = () => acceptInvitation(context, invitation, { kind: 'known', account, email: hanako }, from)
    await Promise.all([peopleOf(aoyama), peopleOf(aoyama)])
    const outcomes = await Promise.all([take(), take()])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await peopleOf(aoyama)).toHaveLength(2)
  })
})

describe('withdrawing', () => {
  test('takes being of the organisation, and an invitation that is open', async () => {
    const link = await invited()
    const path = `/people/invitations/${await invitationIdOf(hanako)}/withdrawal`
    const yumi = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
    expect((await yumi.post(path)).status).toBe(404)
    expect((await yumi.get('/people')).page).not.toContain(hanako)
    expect((await visitor(app, await colleague(context, aoyama, '担当', 'staff')).post(path)).status).toBe(403)
    expect((await nobody().post(`${link}/acceptance`, { name: '佐藤 花子', password: PASSWORD })).status).toBe(303)
    expect((await taro.post(path)).status).toBe(404)
  })

  test('is for whoever invites: staff do not see who was invited', async () => {
    await invited()
    const { page } = await visitor(app, await colleague(context, aoyama, '担当', 'staff')).get('/people')
    expect(page).not.toContain(hanako)
  })
})

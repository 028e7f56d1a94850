import { beforeAll, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, visitor } from '../../tests/web.ts'
import type { Settings } from '../context.ts'
import { queueLetter } from './actions.ts'
import { mailRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>

function appWith(settings: Partial<Settings> = {}) {
  return testApp({ ...context, settings: { ...context.settings, ...settings } }, [mailRoutes])
}

function queue(to: string, subject: string, text: string): Promise<void> {
  return context.db.transact('signIn', (tx) => queueLetter(context, tx, { to, subject, text }))
}

beforeAll(() => {
  context = testContext(database.db)
})

describe('the page of mail', () => {
  test('says that there is none, why it is here and for whom, in both languages', async () => {
    const { status, page } = await visitor(appWith()).get('/mail')
    expect(status).toBe(200)
    expect(page).toContain('この24時間に届いたメールはありません')
    expect(page).toContain('この画面は、このパソコンだけのものです')
    expect((await visitor(appWith()).get('/mail?lang=en')).page).toContain('for this computer alone')
  })

  test('shows letters newest first, with links to our own pages alone, and writes nothing as markup', async () => {
    await queue(
      'taro@example.jp',
      '登録の確認',
      '次を開いてください。\nhttp://localhost/confirm/abc。\nhttps://evil.example.com/',
    )
    context.clock.at = '2027-04-01T01:00:00.000Z'
    await queue('hanako@example.jp', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>\n"http://localhost/x"')
    const { page } = await visitor(appWith()).get('/mail')
    expect(page).toContain('<a href="http://localhost/confirm/abc">http://localhost/confirm/abc</a>。')
    expect(page).toContain('<a href="http://localhost/x">')
    expect(page).not.toContain('href="https://evil')
    expect(page).toContain('https://evil.example.com/')
    expect(page).not.toMatch(/<script>alert|<img src=x/)
    expect(page.indexOf('hanako@example.jp')).toBeLessThan(page.indexOf('taro@example.jp'))
    expect(page).toContain('2027年4月1日 10:00')
  })

  test('forgets a letter after 24 hours', async () => {
    context.clock.at = '2027-04-02T00:30:00.000Z'
    const { page } = await visitor(appWith()).get('/mail')
    expect(page).not.toContain('taro@example.jp')
    expect(page).toContain('hanako@example.jp')
  })

  test.each<[string, Partial<Settings>]>([
    ['a server', { local: false, origin: 'https://hoshitori.example.jp', mailShown: false }],
    [
      'a server, even if somebody thought it had no mail',
      { local: false, origin: 'https://hoshitori.example.jp', mailShown: true },
    ],
    ['this machine, where mail is sent', { mailShown: false }],
  ])('is not there on %s', async (_, settings) => {
    const app = appWith(settings)
    const host = settings.local === false ? 'hoshitori.example.jp' : 'localhost'
    const { status, page } = await visitor(app).get('/mail', { Host: host })
    expect(status).toBe(404)
    expect(page).not.toContain('hanako')
  })

  test('is the same for somebody who is signed in, and takes no form', async () => {
    const taro = visitor(appWith(), await begin(context, '青山精機', '青山 太郎'))
    expect((await taro.get('/mail')).page).toContain('hanako@example.jp')
    expect((await taro.post('/mail', { to: 'x@example.jp' })).status).toBe(404)
  })
})

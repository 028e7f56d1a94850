import type { BrowserContext } from 'playwright-core'
import type { Server } from './server.ts'

/** Good enough for every test: long, and no word of a list. */
export const PASSWORD = 'みどりの傘を3本かりた朝'

/** Registers somebody with an organisation by the forms of the product, confirms by the letter, and gives their cookies. */
export async function register(server: Server, wish: { organisation: string; person: string; email: string }): Promise<string> {
  await post(server, '/register', { ...wish, kind: 'applicant', next: '' })
  const link = await linkIn(server, wish.email, '/register/confirm/')
  return cookiesOf(await post(server, link, { password: PASSWORD }))
}

/** Invites a colleague and accepts in their place; gives their cookies. */
export async function join(
  server: Server,
  cookies: string,
  wish: { name: string; email: string; roles: string; position?: string },
): Promise<string> {
  await post(server, '/people/invitations', { position: '', ...wish }, cookies)
  const link = await linkIn(server, wish.email, '/invitations/')
  return cookiesOf(await post(server, `${link}/acceptance`, { name: wish.name, password: PASSWORD }))
}

/** The newest link of that kind in the letters to an address, as the page of letters shows it. */
export async function linkIn(server: Server, email: string, kind: string): Promise<string> {
  const page = await (await fetch(`${server.address}/mail`)).text()
  const letter = page.split('<article').find((part) => part.includes(email) && part.includes(kind))
  const [, link] = new RegExp(`href="[^"]*?(${kind}[\\w-]+)"`).exec(letter ?? '') ?? []
  if (!link) throw new Error(`no letter to ${email} with a link ${kind}`)
  return link
}

/** Sends a form as a browser without a script does, which carries it on to where it is sent. */
export async function post(server: Server, path: string, fields: Record<string, string>, cookies = ''): Promise<Response> {
  const answer = await fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { Origin: server.address, Cookie: cookies, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  const within = answer.headers.get('Location')
  if (answer.status === 307 && within) return post(server, within, fields, cookies)
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status}\n${(await answer.text()).slice(0, 2000)}`)
  return answer
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Puts somebody's cookies into a browser. */
export async function sit(context: BrowserContext, server: Server, cookies: string): Promise<void> {
  const pairs = cookies.split('; ').map((pair) => pair.split(/=(.*)/s))
  await context.addCookies(pairs.map(([name = '', value = '']) => ({ name, value, url: server.address })))
}

import type { Hono } from 'hono'
import type { Web } from '../../web/app.tsx'

type Reply = { status: number; page: string; location: string | null; headers: Headers }

/** A browser without a script that keeps its cookies, behind a proxy that names its address where one is given. */
export type Browser = {
  cookies: Map<string, string>
  get(path: string): Promise<Reply>
  post(path: string, fields?: Record<string, string>): Promise<Reply>
}

export function browser(app: Hono<Web>, address?: string, agent = 'test'): Browser {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit): Promise<Reply> => {
    const headers: Record<string, string> = { 'User-Agent': agent, Origin: 'http://localhost' }
    if (cookies.size > 0) headers.Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (address !== undefined) headers['X-Forwarded-For'] = address
    const response = await app.request(`http://localhost${path}`, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /Max-Age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const { status, headers: sent } = response
    return { status, page: await response.text(), location: sent.get('Location'), headers: sent }
  }
  return {
    cookies,
    get: (path) => ask(path, {}),
    post: (path, fields = {}) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
  }
}

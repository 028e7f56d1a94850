import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { type Counted, counted } from '../../tests/counted.ts'
import { testDatabase } from '../../tests/database.ts'
import { accountOf } from '../../tests/experts.ts'
import { SAMPLES, type Sample } from '../../tests/route-samples.ts'
import { toldOf } from '../../tests/told.ts'
import transactions from '../../tests/transactions.json'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import type { World } from '../../tests/world.ts'
import { setUpWorld } from '../../tests/world.ts'
import type { TenantId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { features } from '../main/features.ts'
import { ACTS, isAct, may, ROLES, type Role } from '../roles/permissions.ts'
import { root } from '../root.ts'
import type { Web } from './app.tsx'
import { type RouteEntry, routesOf } from './router.ts'

// Every route is tried by every role, by strangers and by nobody.
mayCost({ transactions: 15000 })

/**
 * Every route of the table that the router keep × not signed in, another tenant, a wrong role, bad input, done. A route without a
 * sample fails, so that none is added without saying how it is tried.
 */
const database = testDatabase()
const nameOf = ({ method, path }: RouteEntry) => `${method} ${path}`
const all = routesOf(testApp(testContext({} as never), features))
// Where several features answer one address, each in its turn, it is tried once.
const table = [...new Map(all.map((route) => [nameOf(route), route])).values()].filter((route) => nameOf(route) in SAMPLES)

let app: Hono<Web>
let world: World
let seatless: Visitor
/** Asks addresses as they stand, and follows nothing. */
let seated: Visitor
let db: Counted

beforeAll(async () => {
  db = counted(database.db)
  const context = testContext(db)
  app = testApp(context, features)
  world = await setUpWorld(context, app)
  seatless = visitor(app, { account: await accountOf(context, 'nowhere@example.jp', '席のない人') })
  seated = visitor(app, world.seatOf('responsible'), 'whole addresses')
}, 120_000)

test('every route has a sample, and every sample a route', () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual([...new Set(all.map(nameOf))].toSorted())
  expect(table.length).toBeGreaterThan(60)
})

test('what is tried to the end elsewhere names the file in which it is', () => {
  const files = Object.values(SAMPLES).flatMap(({ done, elsewhere }) => (done === false ? [elsewhere ?? 'nowhere'] : []))
  expect([...new Set(files)].filter((file) => !existsSync(join(root, file)))).toEqual([])
})

describe.each(table.filter(({ need }) => need !== 'anyone'))('$method $path', (route) => {
  test('not signed in: sent to sign in, and nothing happens', async () => {
    const before = await entries()
    const reply = await ask(visitor(app), route, sampleOf(route).fields?.(world))
    if (route.method === 'GET') {
      expect(reply.status).toBe(303)
      expect(reply.location).toMatch(/^\/sign-in\?next=%2F/)
    } else expect(reply.status).toBe(401)
    expect(await entries()).toEqual(before)
  })

  test('not signed in, by a script: 401 as data', async () => {
    const reply = await ask(visitor(app), route, sampleOf(route).fields?.(world), { Accept: 'application/json' })
    expect({ status: reply.status, code: JSON.parse(reply.page).refusals[0].code }).toEqual({
      status: 401,
      code: 'sign-in.ended',
    })
  })
})

describe.each(table.filter(({ path }) => sampleFor(path)?.foreign !== undefined))('$method $path', (route) => {
  test('of another tenant: as if it were not there', async () => {
    const { foreign, fields } = sampleOf(route)
    const before = await entries()
    const theirs = await askAt(world.stranger, route, foreign?.(world) ?? '', fields?.(world))
    const nobodys = await askAt(world.stranger, route, foreign?.({ ...world, ...world.nothing }) ?? '', fields?.(world))
    expect({ theirs: theirs.status, nobodys: nobodys.status }).toEqual({ theirs: 404, nobodys: 404 })
    expect(blank(theirs.page)).toBe(blank(nobodys.page))
    expect(await entries()).toEqual(before)
  })
})

describe.each(table.filter(({ need }) => isAct(need)))('$method $path', (route) => {
  test('at the address of an organisation that is not theirs: as if it were not there', async () => {
    const path = sampleOf(route).path?.(world) ?? route.path
    const before = await entries()
    for (const who of [world.stranger, seatless]) {
      const theirs = await askAt(who, route, toAddress(world.tenant, path), sampleOf(route).fields?.(world))
      const nobodys = await askAt(who, route, toAddress(NOBODYS, path), sampleOf(route).fields?.(world))
      expect({ theirs: theirs.status, nobodys: nobodys.status }).toEqual({ theirs: 404, nobodys: 404 })
      const blanked = (page: string) => page.replaceAll(/\/o\/[0-9A-Za-z]{22}/g, '').replaceAll(/%2Fo%2F[0-9A-Za-z]{22}/g, '')
      expect(blanked(theirs.page)).toBe(blanked(nobodys.page))
    }
    expect(await entries()).toEqual(before)
  })

  test('without an organisation: leads, with the form, to the one where the session sits', async () => {
    const path = sampleOf(route).path?.(world) ?? route.path
    const before = await entries()
    const { status, location } = await askAt(seated, route, path, sampleOf(route).fields?.(world))
    expect({ status, location }).toEqual({ status: route.method === 'GET' ? 303 : 307, location: toAddress(world.tenant, path) })
    expect(await entries()).toEqual(before)
  })
})

describe.each(table.flatMap((route) => (route.need in ACTS ? rolesWithout(route).map((role) => ({ ...route, role })) : [])))(
  '$method $path',
  ({ role, ...route }) => {
    test(`as ${role}: refused with words`, async () => {
      const before = await entries()
      const reply = await ask(world.as(role), route, sampleOf(route).fields?.(world))
      expect(reply.status).toBe(403)
      expect(reply.page).toContain('役割')
      expect(await entries()).toEqual(before)
    })
  },
)

describe.each(table.filter(({ method }) => method === 'POST'))('$method $path', (route) => {
  test.each(['nothing', 'nonsense', 'a hostile form'])('bad input, %s: refused or harmless, never a fault', async (kind) => {
    const sample = sampleOf(route)
    const names = Object.keys(sample.fields?.(world) ?? { name: '' })
    const hostile =
      { nothing: {}, nonsense: fill(names, '\u0000\ufffd𠮷'.repeat(40)), 'a hostile form': fill(names, HOSTILE) }[kind] ?? {}
    const reply = await ask(sample.bad?.(world) ?? sample.by(world), route, hostile)
    expect(reply.status, reply.page.slice(0, 300)).toBeLessThan(500)
    if (!reply.headers.get('Content-Type')?.startsWith('application/json')) expect(reply.page).not.toContain(HOSTILE)
    if (reply.location) expect(reply.location).toMatch(/^\/(?![/\\])/)
  })
})

describe.each(table.filter((route) => sampleOf(route).done !== false))('$method $path', (route) => {
  test('done, and the log tells of every change with who and from where; what only shows writes nothing', async () => {
    const sample = sampleOf(route)
    const looks = route.method === 'GET' ? sample.discloses !== true : sample.changes === false
    const own = await sample.before?.(world)
    const before = await entries()
    const by = own?.by ?? sample.by(world)
    await by.get('/permissions')
    db.asked.length = 0
    db.onlyReads = route.method === 'GET' && looks
    const reply = await ask(by, route, own?.fields ?? sample.fields?.(world), sample.headers, own?.path).finally(() => {
      db.onlyReads = false
    })
    const asked = db.asked.map(({ statements }) => statements.length)
    const pinned = PINNED.get(nameOf(route))
    if (route.method === 'POST' || pinned) expect(asked, 'statements per transaction').toEqual(pinned)
    expect(reply.status, reply.page.slice(0, 400)).toBe(sample.status ?? (route.method === 'GET' ? 200 : 303))
    const after = await entries()
    const known = new Set(before.map(keyOf))
    const added = after.filter((entry) => !known.has(keyOf(entry)))
    if (looks) return expect(added.map(({ act }) => act)).toEqual([])
    expect(added.length).toBeGreaterThan(0)
    for (const { body } of added) {
      const entry = toldOf(body)
      for (const said of saidOf(entry)) expect(said).toMatch(READS_WELL)
      if (sample.unknown !== true) expect(entry.by.kind).not.toBe('unknown')
      expect(entry.from).toMatchObject({ request: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    }
  })
})

describe.each(table.filter(({ method }) => method === 'POST'))('$method $path', (route) => {
  test('whatever kind of body it says to bring: never a fault', async () => {
    const sample = sampleOf(route)
    const by = sample.bad?.(world) ?? sample.by(world)
    const [name = 'name'] = Object.keys(sample.fields?.(world) ?? {})
    const path = sample.path?.(world) ?? route.path
    const statuses: Record<string, number> = {}
    for (const [type, body] of bodiesOf(name)) statuses[type] = (await by.send(path, body, type)).status
    expect(Object.entries(statuses).filter(([, status]) => status >= 500)).toEqual([])
  })
})

describe.each(table)('$method $path', (route) => {
  test('a null character in the address: not there; in a cookie: never a fault', async () => {
    const path = sampleOf(route).path?.(world) ?? route.path
    const by = sampleOf(route).bad?.(world) ?? sampleOf(route).by(world)
    const [where, query = ''] = path.split('?')
    const odd = [`${where}%00`, `${where}/%00`, `${where}?${query.replaceAll(/=[^&]*/g, '=%00')}&text=%00&next=%00&%00=1`]
    for (const address of odd) expect((await askAt(by, route, address)).status).toBe(404)
    const cookies = ['session', 'lang', 'device', 'sign-in', 'oidc', 'passkey-sign-in'].map((name) => `${name}=%00`).join('; ')
    expect((await askAt(world.nobody, route, path, {}, { Cookie: cookies })).status).toBeLessThan(500)
  })
})

/**
 * How often an act asks the database: the statements of each transaction, the one that finds the viewer first. One transaction per
 * act is the rule; a number that rises, or another transaction, needs a reason.
 */
const PINNED = new Map<string, number[]>(Object.entries(transactions))

const NOBODYS = '00000000-0000-7000-8000-ffffffffffff' as TenantId
const HOSTILE = `"><script>alert(1)</script>' or 1=1 -- {{7*7}} ../../etc/passwd`

/** Whatever an entry says in words, in both languages. */
function saidOf({ words, changes }: ReturnType<typeof toldOf>): string[] {
  const both = (said: (typeof changes)[number]['before']) =>
    said === null ? [] : typeof said === 'string' ? [said] : [said.ja, said.en]
  return [...both(words), ...changes.flatMap(({ what, before, after }) => [...both(what), ...both(before), ...both(after)])]
}

/** Not empty, and no value that found no words. */
const READS_WELL = /^(?!.*(undefined|NaN|\[object|null))[\s\S]+$/

/** Bodies that no page of ours sends: types in other letters, types that are none, and what does not fit the type. */
function bodiesOf(name: string): [type: string, body: string][] {
  const part = `--x\r\nContent-Disposition: form-data; name="${name}"; filename="a\u0000b"\r\n\r\n\u0000\r\n--x--\r\n`
  return [
    ['MULTIPART/FORM-DATA; boundary=x', part.replace('; filename="a\u0000b"', '')],
    ['Multipart/Form-Data; charset=UTF-8; boundary="x"', part],
    ['MULTIPART/FORM-DATA', part],
    ['Application/X-WWW-Form-URLEncoded', `${name}=%00&%00=a`],
    ['application/json', JSON.stringify({ [name]: '\u0000' })],
    ['APPLICATION/JSON; charset=x', '[{'],
    [' ; ', part],
  ]
}

function rolesWithout(route: RouteEntry): Role[] {
  return (Object.keys(ROLES) as Role[]).filter((role) => !may({ roles: [role] }, route.need as keyof typeof ACTS))
}

function sampleOf(route: RouteEntry): Sample {
  const sample = SAMPLES[nameOf(route)]
  if (!sample) throw new Error(`${nameOf(route)} has no sample in tests/route-samples.ts`)
  return sample
}

function sampleFor(path: string): Sample | undefined {
  return SAMPLES[`GET ${path}`] ?? SAMPLES[`POST ${path}`]
}

function fill(names: readonly string[], text: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, text]))
}

type Fields = Record<string, string | string[]>

function ask(by: Visitor, route: RouteEntry, fields?: Fields, headers?: Record<string, string>, path?: string) {
  return askAt(by, route, path ?? sampleOf(route).path?.(world) ?? route.path, fields, headers)
}

function askAt(by: Visitor, route: RouteEntry, path: string, fields?: Fields, headers?: Record<string, string>) {
  return route.method === 'GET' ? by.get(path, headers) : by.post(path, fields, headers)
}

/** What differs from request to request by right: the address shown in links, and the number of the request. */
function blank(page: string): string {
  return page.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '·').replaceAll(/href="[^"]*lang=[^"]*"/g, '')
}

type Noted = { tenant_id: TenantId; position: number; act: string; body: string | null }

function keyOf({ tenant_id, position }: Noted): string {
  return `${tenant_id} ${position}`
}

/** Every entry of every log: what anything that changes something adds to. */
async function entries(): Promise<Noted[]> {
  return database.db.transact('admin', (tx) =>
    tx
      .selectFrom('log_entry')
      .select(['tenant_id', 'position', 'act', 'body'])
      .orderBy('tenant_id')
      .orderBy('position')
      .execute(),
  )
}

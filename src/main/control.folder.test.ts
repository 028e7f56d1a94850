import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import type { CatalogueContext, CatalogueTerminal } from '../catalogue/catalogue.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { withContext } from '../cli/context.ts'
import { VERSION_HEADER } from '../cli/control-protocol.ts'
import { typed } from '../cli/terminal.fixture.ts'
import { openEmbedded } from '../db/embedded.ts'
import { version } from '../version.ts'
import { openControl } from './control.ts'

const home = mkdtempSync(join(tmpdir(), 'hoshitori-control-'))
const data = join(home, 'data')
const env = { HOSHITORI_DATA: data }
const ran: string[] = []
let context: CatalogueContext
let control: { close(): Promise<void> }

/** Does as it is told, with the database at hand. */
const tell: Command<CatalogueTerminal> = {
  name: 'tell',
  usage: ['tell WHAT'],
  about: { ja: '言う', en: 'say' },
  run: (args, terminal) =>
    withContext(env, terminal, async ({ db }) => {
      const [what = ''] = args
      if (what === 'nothing') throw new BadInput('何かを書いてください。', 'Write something.')
      if (what === 'fault') throw new Error('broken inside')
      if (what === 'number') throw 7
      ran.push(`${what} begins`)
      terminal.err(`in ${terminal.folder}`)
      const { rows } = await db.transact('admin', (tx) => sql<{ one: number }>`select 1 as one from pg_sleep(0.05)`.execute(tx))
      terminal.out(`${what} ${rows[0]?.one}`)
      ran.push(`${what} ends`)
      return what === 'three' ? 3 : 0
    }),
}

beforeAll(async () => {
  context = testContext(await openEmbedded(data))
  control = await openControl(context, [tell], data)
}, 120_000)
beforeEach(() => {
  ran.length = 0
})
afterAll(async () => {
  await control.close()
  await context.db.close()
  rmSync(home, { recursive: true, force: true })
})

describe('a command beside a server that holds the embedded database', () => {
  test('runs in the server, and says and returns what it would have by itself', async () => {
    expect(await typed([tell], ['tell', 'hello'], { folder: '/somewhere' })).toEqual({
      code: 0,
      out: 'hello 1\n',
      err: 'in /somewhere\n',
    })
    expect((await typed([tell], ['tell', 'three'])).code).toBe(3)
  })

  test('is refused with its usage there as here', async () => {
    const { code, err } = await typed([tell], ['tell', 'nothing'])
    expect(code).toBe(2)
    expect(err).toBe('何かを書いてください。\n使い方:\n  hoshitori tell WHAT\n')
  })

  test.each(['fault', 'number'])('its %s stays with it: the server goes on', async (what) => {
    const { code, out, err } = await typed([tell], ['tell', what])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/broken inside|7/)
    expect((await typed([tell], ['tell', 'again'])).out).toBe('again 1\n')
  })

  test('waits for the one before it', async () => {
    await Promise.all(['a', 'b', 'c'].map((what) => typed([tell], ['tell', what])))
    const [first = '', second] = ran
    expect(second).toBe(first.replace('begins', 'ends'))
    expect(ran).toHaveLength(6)
    for (let index = 0; index < 6; index += 2) expect(ran[index + 1]).toBe(ran[index]?.replace('begins', 'ends'))
  })

  test('runs in the server only what the server was given', async () => {
    const other: Command<CatalogueTerminal> = { ...tell, name: 'serve' }
    const { code, err } = await typed([other], ['serve', 'hello'])
    expect(code).toBe(2)
    expect(err).toContain('「serve」という命令はありません')
  })
})

describe('the socket', () => {
  test('is for this user alone', () => {
    expect(statSync(join(data, 'control.sock')).mode & 0o777).toBe(0o600)
  })

  test.each<[string, string, object, number, RegExp]>([
    ['another version', '0.0.1', { line: ['tell', 'x'], folder: '/' }, 409, /0\.0\.1.*同じ版/],
    ['no version', '', { line: ['tell', 'x'], folder: '/' }, 409, /同じ版/],
    ['something unknown', version, { please: 1 }, 400, /同じ版/],
    ['a wish with more in it', version, { line: ['tell', 'x'], folder: '/', please: 1 }, 400, /同じ版/],
    ['too much', version, { line: ['tell', 'x'.repeat(1_100_000)], folder: '/' }, 413, /Too Large/],
  ])('answers %s with words, and runs nothing', async (_, asked, wish, status, words) => {
    const answer = await ask('/commands', asked, JSON.stringify(wish))
    expect(answer.statusCode).toBe(status)
    expect(await text(answer)).toMatch(words)
    expect(ran).toEqual([])
  })

  test('answers what is no JSON, and what is nowhere', async () => {
    expect((await ask('/commands', version, 'hello')).statusCode).toBe(400)
    expect((await ask('/elsewhere', version, '{}')).statusCode).toBe(404)
  })

  test.each([
    ['no HTTP', 'hello\n\n'],
    ['a line without end', 'x'.repeat(1_100_000)],
    ['bytes that are no text', '\u0000\uffff\n'],
  ])('hangs up on %s, and the server goes on', async (_, said) => {
    expect(await talk(said)).not.toContain('200')
    expect((await typed([tell], ['tell', 'again'])).out).toBe('again 1\n')
  })

  test('keeps a text whole, whatever is in it', async () => {
    const odd = 'a\u2028b\u0085c\rd\ne😀'
    expect((await typed([tell], ['tell', odd])).out).toBe(`${odd} 1\n`)
  })

  test('a caller who hangs up at once does no harm', async () => {
    const answer = await ask('/commands', version, JSON.stringify({ line: ['tell', 'alone'], folder: '/' }))
    answer.destroy()
    expect((await typed([tell], ['tell', 'again'])).out).toBe('again 1\n')
  })

  test('a copy of the database is there as long as the caller stays, and no longer', async () => {
    const answer = await ask('/copies', version, JSON.stringify({ file: '/backup' }))
    const [first] = await once(answer, 'data')
    const { copy } = JSON.parse(String(first)) as { copy: string }
    expect(dirname(copy)).toBe(data)
    expect(existsSync(join(copy, 'database/PG_VERSION'))).toBe(true)
    answer.destroy()
    await expect.poll(() => existsSync(copy)).toBe(false)
  })
})

describe('a server that comes and goes', () => {
  test('takes the place of a dead one, clears what it left, and leaves nothing', async () => {
    const folder = join(home, 'second')
    mkdirSync(join(folder, 'copy-left/database'), { recursive: true })
    const dead = createServer().listen(join(folder, 'control.sock'))
    await new Promise((resolve) => dead.once('listening', resolve))
    dead.close()
    writeFileSync(join(folder, 'control.sock'), '')
    const second = await openControl(context, [tell], folder)
    expect(readdirSync(folder)).toEqual(['control.sock'])
    await second.close()
    expect(readdirSync(folder)).toEqual([])
  })

  test('listens elsewhere where the path is too long for a socket', async () => {
    const folder = join(home, 'x'.repeat(100))
    mkdirSync(folder)
    const far = await openControl(context, [tell], folder)
    expect(readdirSync(folder)).toEqual(['control.path'])
    const { runInServer } = await import('../cli/control-client.ts')
    const said: string[] = []
    const { edition, changes, now } = context
    const terminal = { out: (line: string) => void said.push(line), err: () => {}, folder: '/', edition, changes, now }
    expect(await runInServer(folder, { ...terminal, line: ['tell', 'far'] })).toBe(0)
    expect(said).toEqual(['far 1'])
    await far.close()
    expect(readdirSync(folder)).toEqual([])
  })

  test('takes away a copy that is being read, and ends the answer', async () => {
    const answer = await ask('/copies', version, JSON.stringify({ file: '/backup' }))
    const [first] = await once(answer, 'data')
    const { copy } = JSON.parse(String(first)) as { copy: string }
    await control.close()
    expect(await text(answer)).toBe('')
    expect(existsSync(copy)).toBe(false)
    control = await openControl(context, [tell], data)
  })

  test('does not answer: the command says so and what to do', async () => {
    await control.close()
    const { code, err } = await typed([tell], ['tell', 'hello'])
    expect(code).toBe(1)
    expect(err).toContain('少し待ってから')
    control = await openControl(context, [tell], data)
  })
})

function connected(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(join(data, 'control.sock'), () => resolve(socket)).once('error', reject)
  })
}

/** Says something and gives all that is answered until the server hangs up. */
async function talk(said: string): Promise<string> {
  const socket = await connected()
  socket.on('error', () => {})
  socket.write(said)
  try {
    return await text(socket)
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ECONNRESET')) throw fault
    return ''
  }
}

function ask(path: string, asked: string, body: string): Promise<IncomingMessage> {
  const headers = { 'Content-Type': 'application/json', ...(asked === '' ? {} : { [VERSION_HEADER]: asked }) }
  const options = { socketPath: join(data, 'control.sock'), path, method: 'POST', headers, agent: false }
  return new Promise((resolve, reject) => request(options, resolve).once('error', reject).end(body))
}

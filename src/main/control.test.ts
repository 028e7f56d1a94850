import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import type { CatalogueContext, CatalogueTerminal } from '../catalogue/catalogue.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { withContext } from '../cli/context.ts'
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
  about: '言う',
  run: (args, terminal) =>
    withContext(env, terminal, async ({ db }) => {
      const [what = ''] = args
      if (what === 'nothing') throw new BadInput('何かを書いてください。')
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

  test.each<[string, string, RegExp]>([
    ['another version', JSON.stringify({ hoshitori: '0.0.1', line: ['tell', 'x'], folder: '/' }), /0\.0\.1.*同じ版/],
    ['something unknown', JSON.stringify({ hoshitori: version, please: 1 }), /同じ版/],
  ])('answers %s with words and an exit code, and runs nothing', async (_, line, words) => {
    const said = await talk(`${line}\n`)
    expect(said).toMatch(words)
    expect(said).toContain('{"code":1}')
    expect(ran).toEqual([])
  })

  test.each([
    ['no JSON', 'hello\n'],
    ['a line without end', 'x'.repeat(1_100_000)],
    ['bytes that are no text', '\u0000\uffff\n'],
  ])('hangs up on %s, and the server goes on', async (_, text) => {
    expect(await talk(text)).toBe('')
    expect((await typed([tell], ['tell', 'again'])).out).toBe('again 1\n')
  })

  test('a caller who hangs up at once does no harm', async () => {
    const socket = await connected()
    socket.write(`${JSON.stringify({ hoshitori: version, line: ['tell', 'alone'], folder: '/' })}\n`)
    socket.destroy()
    expect((await typed([tell], ['tell', 'again'])).out).toBe('again 1\n')
  })

  test('a copy of the database is there as long as the caller stays, and no longer', async () => {
    const socket = await connected()
    socket.write(`${JSON.stringify({ hoshitori: version, copyFor: '/backup' })}\n`)
    const { copy } = JSON.parse(await firstLine(socket)) as { copy: string }
    expect(dirname(copy)).toBe(data)
    expect(existsSync(join(copy, 'database/PG_VERSION'))).toBe(true)
    socket.destroy()
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
    const terminal = { out: (text: string) => void said.push(text), err: () => {}, folder: '/', edition, changes, now }
    expect(await runInServer(folder, { ...terminal, line: ['tell', 'far'] })).toBe(0)
    expect(said).toEqual(['far 1'])
    await far.close()
    expect(readdirSync(folder)).toEqual([])
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

/** Says something and gives all that is answered until the server hangs up or has answered with a code. */
async function talk(text: string): Promise<string> {
  const socket = await connected()
  socket.on('error', () => {})
  socket.write(text)
  let said = ''
  try {
    for await (const chunk of socket) {
      said += chunk
      if (said.includes('"code"')) break
    }
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ECONNRESET')) throw fault
  }
  return said
}

async function firstLine(socket: Socket): Promise<string> {
  let said = ''
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      said += chunk
      if (said.includes('\n')) resolve(said.split('\n')[0] ?? '')
    })
  })
}

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { mayCost } from '../costs.ts'
import { post, register } from './people.ts'
import { end, removeFolder, type Server, startServer } from './server.ts'

// A thousand of them are `npm run torture`.
const ROUNDS = 4
// A server for every round, one before and one that is refused.
mayCost({ processes: ROUNDS + 2 })
const data = mkdtempSync(join(tmpdir(), 'hoshitori-kill-'))
afterAll(() => removeFolder(data))

describe('kill -9 while answers are being saved', () => {
  let server: Server
  afterAll(() => server?.stop())

  test(`${ROUNDS} times: every acknowledged answer is there after the restart`, { timeout: 1_800_000 }, async () => {
    server = await startServer(data)
    const cookies = await begin(server)
    const assessment = await startAssessment(server, cookies)
    const acknowledged = new Map<string, string>()
    let total = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const revisions = await readRevisions(server, cookies, assessment)
      const writing = writeUntilDead(server, cookies, assessment, round, revisions, acknowledged)
      await writing.under
      await wait(round * 15)
      await end(server.process, 'SIGKILL')
      total += await writing.done
      server = await startServer(data)
      const found = await readReasons(server, cookies, assessment)
      for (const [criterion, reason] of acknowledged) {
        expect([reason, writing.last.get(criterion)], `round ${round}, ${criterion}`).toContain(found.get(criterion))
      }
      for (const [criterion, reason] of found) acknowledged.set(criterion, reason)
    }
    expect(total).toBeGreaterThanOrEqual(ROUNDS * 3)
  })

  test('a second process on the same folder is refused, with what to do', async () => {
    await expect(startServer(data)).rejects.toThrow(/ほかの星取/)
  })
})

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

function begin(server: Server): Promise<string> {
  return register(server, { organisation: '青山精機', person: '青山 太郎', email: 'taro@aoyama.example.jp' })
}

async function startAssessment(server: Server, cookies: string): Promise<string> {
  const answer = await post(server, '/assessments', { title: '本社', target: '4', edition: '2026-03-27' }, cookies)
  return answer.headers.get('Location') ?? ''
}

/**
 * Saves one answer after the other until the server dies; what it acknowledged goes into `acknowledged`. The `last` one that was
 * sent and not acknowledged may have been kept or not: both are right.
 */
function writeUntilDead(
  server: Server,
  cookies: string,
  assessment: string,
  round: number,
  revisions: ReadonlyMap<string, number>,
  acknowledged: Map<string, string>,
): { under: Promise<void>; done: Promise<number>; last: Map<string, string> } {
  const last = new Map<string, string>()
  let started = () => {}
  const under = new Promise<void>((resolve) => {
    started = resolve
  })
  const write = async () => {
    let count = 0
    for (const [criterion, revision] of revisions) {
      const reason = `第${round}回 ${count}`
      last.clear()
      last.set(criterion, reason)
      const body = new URLSearchParams({ status: 'met', reason, revision: String(revision) })
      const headers = { ...FORM, Origin: server.address, Cookie: cookies, Accept: 'application/json' }
      const sent = fetch(`${server.address}${assessment}/answers/${criterion}`, { method: 'POST', headers, body })
      const answer = await sent.then((one) => (one.ok ? one.json() : undefined)).catch(() => undefined)
      if (!answer) return count
      acknowledged.set(criterion, reason)
      count += 1
      if (count === 3) started()
    }
    return count
  }
  return { under, done: write(), last }
}

/** Every criterion with the revision of its answer, 0 where there is none. */
async function readRevisions(server: Server, cookies: string, assessment: string): Promise<Map<string, number>> {
  const changes = await readChanges(server, cookies, assessment)
  const revisions = new Map(changes.map((answer) => [answer.criterion, answer.revision]))
  const page = await fetch(`${server.address}${assessment}/criteria`, { headers: { Cookie: cookies } })
  const numbers = [...(await page.text()).matchAll(/id="c-([\d-]+)"/g)].map((match) => match[1] ?? '')
  return new Map(numbers.map((number) => [number, revisions.get(number) ?? 0]))
}

async function readReasons(server: Server, cookies: string, assessment: string): Promise<Map<string, string>> {
  return new Map((await readChanges(server, cookies, assessment)).map((answer) => [answer.criterion, answer.excerpt]))
}

type Changed = { criterion: string; revision: number; excerpt: string }

async function readChanges(server: Server, cookies: string, assessment: string): Promise<Changed[]> {
  const answer = await fetch(`${server.address}${assessment}/changes?since=-1`, { headers: { Cookie: cookies } })
  if (answer.status !== 200) return []
  const { answers } = (await answer.json()) as { answers: Changed[] }
  return answers
}

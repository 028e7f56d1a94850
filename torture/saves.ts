import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { root } from '../src/root.ts'
import { post, register } from '../tests/flows/people.ts'
import { type Server, startServer } from '../tests/flows/server.ts'

/** A data folder with an organisation, somebody signed in there, and an assessment whose criteria are answered. */
export type World = { cookies: string; assessment: string; criteria: readonly string[] }
/** One save of an answer. `acknowledged` is how long the journal was then, or 0 where none is kept; undefined where nothing came back. */
type Save = { reason: string; acknowledged: number | undefined }
/** All saves of each criterion, in the order in which they were sent. */
export type Saves = Map<string, Save[]>

export async function makeWorld(data: string): Promise<World> {
  const server = await startServer(data)
  const cookies = await register(server, { organisation: '青山精機', person: '青山 太郎', email: 'taro@aoyama.example.jp' })
  const began = await post(server, '/assessments', { title: '本社', target: '4', edition: '2026-03-27' }, cookies)
  const assessment = began.headers.get('Location') ?? ''
  const page = await fetch(`${server.address}${assessment}/criteria`, { headers: { Cookie: cookies } })
  const criteria = [...(await page.text()).matchAll(/id="c-([\d-]+)"/g)].map((match) => match[1] ?? '')
  if (criteria.length === 0) throw new Error('no criteria were found')
  await server.stop()
  return { cookies, assessment, criteria }
}

const WRITERS = 3

/**
 * Saves one answer after the other, several at a time, from the `found` ones on, until the server is gone or `stopped`; gives how
 * many were acknowledged. Nobody else writes these answers.
 */
export async function saveUntilGone(
  server: Server,
  world: World,
  found: ReadonlyMap<string, { revision: number }>,
  saves: Saves,
  { journal = () => 0, stopped = () => false }: { journal?: () => number; stopped?: () => boolean } = {},
): Promise<number> {
  const revisions = new Map([...found].map(([criterion, { revision }]) => [criterion, revision]))
  let acknowledged = 0
  const write = async (own: readonly string[]) => {
    for (let count = 0; !stopped(); count += 1) {
      const criterion = own[count % own.length] ?? ''
      const save: Save = { reason: `${process.hrtime.bigint()}`, acknowledged: undefined }
      saves.set(criterion, [...(saves.get(criterion) ?? []), save])
      const revision = await sendSave(server, world, criterion, revisions.get(criterion) ?? 0, save.reason)
      if (revision === undefined) return
      revisions.set(criterion, revision)
      save.acknowledged = journal()
      acknowledged += 1
    }
  }
  await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) => write(world.criteria.filter((_, index) => index % WRITERS === writer))),
  )
  return acknowledged
}

/** The revision that came to be; nothing where the server did not answer. */
async function sendSave(
  server: Server,
  { cookies, assessment }: World,
  criterion: string,
  revision: number,
  reason: string,
): Promise<number | undefined> {
  const evidence = `${reason} `.repeat(1 + (Number(reason.slice(-3)) % 60))
  const body = new URLSearchParams({ status: 'met', reason, evidence, revision: String(revision) })
  const headers = { Origin: server.address, Cookie: cookies, Accept: 'application/json' }
  try {
    const answer = await fetch(`${server.address}${assessment}/answers/${criterion}`, { method: 'POST', headers, body })
    // A server that is being stopped says so, and saved nothing.
    if (answer.status === 503) return undefined
    const text = await answer.text()
    if (!answer.ok) throw new Refused(`${criterion}: ${answer.status} ${text.slice(0, 500)}`)
    return (JSON.parse(text) as { revision: number }).revision
  } catch (fault) {
    if (fault instanceof Refused) throw fault
    return undefined
  }
}

class Refused extends Error {}

/** The reason and revision of every answer. */
export async function readAnswers(
  server: Server,
  { cookies, assessment }: World,
): Promise<Map<string, { reason: string; revision: number }>> {
  const answer = await fetch(`${server.address}${assessment}/changes?since=-1`, { headers: { Cookie: cookies } })
  if (answer.status === 204) return new Map()
  if (answer.status !== 200) throw new Error(`the answers cannot be read: ${answer.status}`)
  const { answers } = (await answer.json()) as { answers: { criterion: string; revision: number; excerpt: string }[] }
  return new Map(answers.map(({ criterion, revision, excerpt }) => [criterion, { reason: excerpt, revision }]))
}

/**
 * Which criteria lack a save that was acknowledged before the journal was that long. What was sent and not acknowledged may be there
 * or not: both are right.
 */
export function lostOf(saves: Saves, found: ReadonlyMap<string, { reason: string }>, until = Number.POSITIVE_INFINITY): string[] {
  return [...saves].flatMap(([criterion, sent]) => {
    const least = sent.findLastIndex(({ acknowledged }) => acknowledged !== undefined && acknowledged <= until)
    const there = sent.findIndex(({ reason }) => reason === found.get(criterion)?.reason)
    return there >= least
      ? []
      : [`${criterion}: ${sent[least]?.reason} was acknowledged, ${found.get(criterion)?.reason} is there`]
  })
}

/** What `hoshitori log verify` says of a data folder: nothing where all is well. */
export async function verifyLogs(data: string): Promise<string[]> {
  const line = [join(root, 'dist/hoshitori.mjs'), 'log', 'verify', '--data', data]
  try {
    await promisify(execFile)(process.execPath, line)
    return []
  } catch (fault) {
    const { stdout = '', stderr = '' } = fault as { stdout?: string; stderr?: string }
    return [`log verify: ${stdout}${stderr}`]
  }
}

/** Waits until so many saves are acknowledged, or the time has passed. */
export async function saved(saves: Saves, count: number, longest: number): Promise<void> {
  const done = () => [...saves.values()].flat().filter(({ acknowledged }) => acknowledged !== undefined).length
  for (let waited = 0; waited < longest && done() < count; waited += 5) await wait(5)
}

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../src/root.ts'
import { end, type Server, startServer } from '../tests/flows/server.ts'
import type { Tally } from './main.ts'
import { lostOf, makeWorld, readAnswers, type Saves, saved, saveUntilGone, verifyLogs } from './saves.ts'

/** Every so many kills one comes while the server starts, and repairs what the kill before left. */
const DURING_START = 5
/** After so many kills the logs are verified, which takes as long as there are entries, and it is told how far it is. */
const VERIFY_EVERY = 50
/** The latest moment of a kill after the first save of a life, in ms. */
const LATEST = 400
const NEVER_SAVED = 10_000

/** `kill -9` of the built server at a random moment while three people save answers, always on the same data folder. */
export async function killWhileSaving(data: string, kills: number, ended: AbortSignal): Promise<Tally> {
  const world = await makeWorld(data)
  const tally: Tally = { done: 0, acknowledged: 0, repairedStarts: 0, slowestStart: 0, wrong: [] }
  let saves: Saves = new Map()
  while (tally.done < kills && !ended.aborted) {
    if (tally.done % DURING_START === DURING_START - 1) {
      await killDuringStart(data, Math.random() * Math.max(500, tally.slowestStart))
      tally.done += 1
    }
    const server = await started(data, tally)
    const found = await readAnswers(server, world)
    tally.wrong.push(...lostOf(saves, found))
    if (tally.done % VERIFY_EVERY === 0 && tally.done > 0) {
      tally.wrong.push(...(await verifyLogs(data)))
      console.log(`  ${tally.done} kills, ${tally.acknowledged} saves acknowledged, ${tally.wrong.length} wrong`)
    }
    saves = new Map([...found].map(([criterion, { reason }]) => [criterion, [{ reason, acknowledged: 0 }]]))
    const saving = saveUntilGone(server, world, found, saves)
    await saved(saves, found.size + 1, NEVER_SAVED)
    await wait(Math.random() * LATEST)
    await end(server.process, 'SIGKILL')
    tally.acknowledged += await saving
    tally.done += 1
  }
  const server = await started(data, tally)
  tally.wrong.push(...lostOf(saves, await readAnswers(server, world)), ...(await verifyLogs(data)))
  await server.stop()
  return tally
}

async function started(data: string, tally: Tally): Promise<Server> {
  const began = performance.now()
  const server = await startServer(data)
  tally.slowestStart = Math.max(tally.slowestStart, performance.now() - began)
  if (tally.done > 0) tally.repairedStarts += 1
  return server
}

async function killDuringStart(data: string, after: number): Promise<void> {
  const env = { ...process.env, PORT: '0', HOSHITORI_DATA: data, DATABASE_URL: '' }
  const child = spawn(process.execPath, [join(root, 'dist/hoshitori.mjs'), 'serve'], { env, stdio: 'ignore' })
  await wait(after)
  await end(child, 'SIGKILL')
}

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { root } from '../src/root.ts'
import { end, startServer } from '../tests/flows/server.ts'
import { Disk, type Entry, FATES, type Fate } from './disk.ts'
import type { Tally } from './main.ts'
import { lostOf, makeWorld, readAnswers, type Saves, saved, saveUntilGone, verifyLogs, type World } from './saves.ts'

/** How many saves each life of the recorded server acknowledges, and how long that may take, in ms. */
const SAVES = 300
const LONGEST = 60_000

/**
 * Records what two lives of the built server write and fsync while answers are saved (the first repairs what a kill left, and makes
 * a backup), then cuts the power at random moments of the record: the folder is made with what had been fsynced by then, and with
 * any part of the rest, and the server started on it. `fsync` false leaves all fsyncs out of the record, to see that it is noticed.
 */
export async function cutPower(folder: string, cuts: number, ended: AbortSignal, fsync: boolean): Promise<Tally> {
  const data = join(folder, 'recorded')
  const before = join(folder, 'before')
  const journal = join(folder, 'journal')
  const world = await makeWorld(data)
  await saveThenKill(data, world)
  cpSync(data, before, { recursive: true, filter: (path) => !path.endsWith('.sock') })
  const saves: Saves = new Map()
  const acknowledged =
    (await recordLife(data, journal, world, saves, true)) + (await recordLife(data, journal, world, saves, false))

  const tally: Tally = { done: 0, acknowledged, repairedStarts: 0, slowestStart: 0, wrong: [] }
  const disk = diskOf(before)
  const size = statSync(journal).size
  const moments = Array.from({ length: cuts }, () => Math.floor(Math.random() * size)).sort((one, other) => one - other)
  for (const { entry, from } of entriesOf(readFileSync(journal))) {
    while (moments[0] !== undefined && moments[0] <= from && !ended.aborted) {
      moments.shift()
      const fate = FATES[tally.done % FATES.length] ?? 'lost'
      tally.wrong.push(...(await afterCut(join(folder, 'cut'), disk, fate, world, saves, from, tally)))
      tally.done += 1
      if (tally.done % 20 === 0) console.log(`  ${tally.done} power cuts, ${tally.wrong.length} wrong`)
    }
    if (fsync || entry.op !== 'fsync') disk.apply(entry)
  }
  tally.wrong.push(...differences(disk, data))
  return tally
}

async function saveThenKill(data: string, world: World): Promise<void> {
  const server = await startServer(data)
  const saves: Saves = new Map()
  const saving = saveUntilGone(server, world, await readAnswers(server, world), saves)
  await saved(saves, 50, LONGEST)
  await end(server.process, 'SIGKILL')
  await saving
}

async function recordLife(data: string, journal: string, world: World, saves: Saves, backup: boolean): Promise<number> {
  const recorder = pathToFileURL(join(root, 'torture/recorder.mjs')).href
  const server = await startServer(data, { NODE_OPTIONS: `--import=${recorder}`, TORTURE_JOURNAL: journal })
  let stopped = false
  const first = [...saves.values()].flat().length
  const found = await readAnswers(server, world)
  const saving = saveUntilGone(server, world, found, saves, { journal: () => statSync(journal).size, stopped: () => stopped })
  await saved(saves, first + SAVES / 2, LONGEST)
  if (backup) {
    const line = [join(root, 'dist/hoshitori.mjs'), 'backup', join(dirname(data), 'backup')]
    await promisify(execFile)(process.execPath, line, { env: { ...process.env, HOSHITORI_DATA: data, DATABASE_URL: '' } })
  }
  await saved(saves, first + SAVES, LONGEST)
  stopped = true
  const acknowledged = await saving
  await server.stop()
  return acknowledged
}

/** Starts the server on what is left, and says what is wrong with it. */
async function afterCut(
  folder: string,
  disk: Disk,
  fate: Fate,
  world: World,
  saves: Saves,
  at: number,
  tally: Tally,
): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  const { files, folders } = disk.afterPowerCut(fate, Math.random)
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, path), content, { mode: 0o600 })
  }
  const where = `power cut at ${at}, ${fate}`
  try {
    const began = performance.now()
    const server = await startServer(folder)
    tally.slowestStart = Math.max(tally.slowestStart, performance.now() - began)
    tally.repairedStarts += 1
    try {
      const wrong = [...lostOf(saves, await readAnswers(server, world), at), ...(await verifyLogs(folder))]
      return wrong.map((words) => `${where}: ${words}`)
    } finally {
      await end(server.process, 'SIGKILL')
    }
  } catch (fault) {
    return [`${where}: ${fault}`]
  }
}

function diskOf(folder: string): Disk {
  const files = new Map<string, Buffer>()
  const folders: string[] = []
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = statSync(join(folder, path))
    if (stat.isDirectory()) folders.push(path)
    else if (stat.isFile()) files.set(path, readFileSync(join(folder, path)))
  }
  return new Disk(files, folders)
}

/** Every entry of a journal, with the place at which it begins. */
function* entriesOf(journal: Buffer): Generator<{ entry: Entry; from: number }> {
  for (let from = 0; from < journal.length; ) {
    const head = from + 4
    const body = head + journal.readUInt32LE(from)
    const { bytes, ...entry } = JSON.parse(journal.toString('utf8', head, body)) as { bytes: number }
    yield { entry: { ...entry, data: journal.subarray(body, body + bytes) } as unknown as Entry, from }
    from = body + bytes
  }
}

/** Where the record, replayed whole, is not what stands in the folder of the recorded server: then the record is no good. */
function differences(disk: Disk, data: string): string[] {
  const there = diskOf(data).live()
  const live = disk.live()
  const paths = [...there.keys(), ...live.keys()].filter((path) => path.startsWith('database/'))
  return [...new Set(paths)]
    .filter((path) => !(there.get(path) ?? Buffer.alloc(0)).equals(live.get(path) ?? Buffer.alloc(0)))
    .map((path) => `the record misses something of ${path}`)
}

import childProcess, { ChildProcess } from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'

/** What makes a test file slow, as things that can be counted: the same on every machine, however busy. */
type Costs = {
  /** Databases of the file's own, each time one is opened; not the worker's. */
  databases: number
  /** Transactions on the worker's database. */
  transactions: number
  /** Programs started: servers, browsers, commands. */
  processes: number
}

/** What a file of each kind may spend without saying anything. */
const USUAL: Record<string, Costs> = {
  unit: { databases: 0, transactions: 0, processes: 0 },
  database: { databases: 0, transactions: 800, processes: 0 },
  folder: { databases: 18, transactions: 0, processes: 2 },
  journeys: { databases: 0, transactions: 0, processes: 1 },
}
const NOTHING: Costs = { databases: 0, transactions: 0, processes: 0 }

/** What the present test file has spent so far. */
export const spent: Costs = { ...NOTHING }
let allowed: Costs = NOTHING

/** Lets the present test file spend more than files of its kind may. Its number says what it takes, and the line above it why. */
export function mayCost(more: Partial<Costs>): void {
  Object.assign(allowed, more)
}

/** Counts anew for the next test file. */
export function countFor(kind: string | undefined): void {
  const usual = USUAL[kind ?? '']
  if (!usual) throw new Error(`no budget for test files of the kind ${kind}`)
  allowed = { ...usual }
  Object.assign(spent, NOTHING)
}

/** What is over the budget of the present file, in words; nothing when it kept to it. */
export function overspent(): string[] {
  return (Object.keys(spent) as (keyof Costs)[])
    .filter((what) => spent[what] > allowed[what])
    .map((what) => `${spent[what]} ${what}, and ${allowed[what]} are allowed (tests/costs.ts)`)
}

/** Does what is nobody's cost, because every later file profits from it. */
export async function forAll<T>(work: () => Promise<T>): Promise<T> {
  const before = { ...spent }
  const made = await work()
  Object.assign(spent, before)
  return made
}

type Spawning = { spawn(this: ChildProcess, options: object): unknown }
const { prototype } = ChildProcess as unknown as { prototype: Spawning }
const { spawn } = prototype
prototype.spawn = function (options) {
  spent.processes += 1
  return spawn.call(this, options)
}
for (const name of ['spawnSync', 'execFileSync', 'execSync'] as const) {
  const original = childProcess[name] as (...args: unknown[]) => unknown
  const counted = (...args: unknown[]) => {
    spent.processes += 1
    return original(...args)
  }
  Object.assign(childProcess, { [name]: counted })
}
syncBuiltinESMExports()

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { copyAssessment } from './copies.ts'
import { type Server, startServer } from './server.ts'

/** What one page, or one save, costs the process of the server. */
export type PageCost = {
  what: string
  assessments: number
  people: number
  /** Processor time of the server per page, in milliseconds: of several rounds the lowest, and the highest. */
  cpu: number
  most: number
  /** From the request to the last byte, in milliseconds: the median, and 95 of 100. */
  wall: number
  high: number
  bytes: number
  trips: number
  fsyncs: number
}

/** Somebody signed in: their cookie, the address of their organisation, and an assessment there. */
export type Browser = { cookie: string; home: string; assessment: string }

export const MANY = 2000
export const CROWD = 50
/** Whoever may see and change everything of the demo's assessment for ★3. */
const PERSON = 'ito@aoyama.example'

/**
 * The processor time of the server per page: the built server as a process of its own, on the demo world and the embedded database,
 * asked by somebody who is signed in; then with 2,000 assessments in the same organisation and 50 people at once.
 */
export async function pageCosts(): Promise<{ costs: PageCost[]; notes: string[] }> {
  const data = mkdtempSync(join(tmpdir(), 'hoshitori-bench-pages-'))
  try {
    const { costs: few, ...first } = await withServer(data, async (server) => {
      const browser = await enter(server)
      const costs = await costsOf(server, [browser], 1, PAGES)
      const saved = await measure(server, [browser], saver(server))
      return { browser, costs: [...costs, { what: 'save an answer', assessments: 1, people: 1, ...saved }] }
    })
    const notes = await withServer(data, (server) => besideHeavyWork(server, first.browser))
    await copyAssessment(data, first.browser.assessment, MANY, ['answer', 'answer_version'])
    const many = await withServer(data, async (server) => {
      const crowd: Browser[] = []
      for (let person = 0; person < CROWD; person += 1)
        crowd.push({ ...(await enter(server)), assessment: first.browser.assessment })
      const costs = await costsOf(server, crowd, MANY, PAGES)
      notes.push(`memory with ${MANY} assessments and ${CROWD} people: ${await megabytes(server)} MB resident`)
      return costs
    })
    return { costs: [...few, ...many], notes }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

export async function withServer<T>(data: string, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer(data)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

/** Sets up the demo world where it is not there yet, and signs in. */
export async function enter(server: Server): Promise<Browser> {
  await server.ask('/demo', { method: 'POST' })
  const entered = await server.ask('/demo/sign-in', { method: 'POST', body: new URLSearchParams({ person: PERSON }) })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const home = (await server.ask('/', { headers: { cookie } })).headers.get('location') ?? ''
  const list = await (await server.ask(`${home}/assessments`, { headers: { cookie } })).text()
  const [, assessment] = /href="\/o\/\w+\/assessments\/([0-9a-f-]{36})"/.exec(list) ?? []
  if (!assessment) throw new Error(`${PERSON} has no assessment in the demo world`)
  return { cookie, home, assessment }
}

/** What each of some pages costs; with `:id` in its path, the page of the assessment of whoever asks. */
export async function costsOf(
  server: Server,
  browsers: readonly Browser[],
  assessments: number,
  pages: readonly (readonly [what: string, path: string])[],
): Promise<PageCost[]> {
  const costs: PageCost[] = []
  const of = { assessments, people: browsers.length }
  for (const [what, path] of pages) {
    const get = async ({ cookie, home, assessment }: Browser) => {
      const answer = await server.ask(`${home}${path.replace(':id', assessment)}`, { headers: { cookie } })
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
      return (await answer.arrayBuffer()).byteLength
    }
    costs.push({ what, ...of, ...(await measure(server, browsers, get)) })
  }
  return costs
}

const PAGES = [
  ['/', ''],
  ['/assessments', '/assessments'],
  ['/catalogue', '/catalogue'],
  ['overview', '/assessments/:id'],
  ['all 81 criteria', '/assessments/:id/criteria'],
  ['all 153 criteria', '/assessments/:id/criteria?upTo=4'],
  ['one criterion', '/assessments/:id/criteria/4-4-4-2'],
  ['answer many', '/assessments/:id/bulk'],
  ['/search', '/search?q=%E3%83%91%E3%82%B9%E3%83%AF%E3%83%BC%E3%83%89'],
  ['/log', '/log'],
  ['/catalogue/changes', '/catalogue/changes'],
] as const

/** Each save names the revision of the one before. */
function saver(server: Server): (browser: Browser) => Promise<number> {
  let revision: number | undefined
  let saves = 0
  return async ({ cookie, home, assessment }) => {
    const path = `${home}/assessments/${assessment}`
    if (revision === undefined) {
      const page = await (await server.ask(`${path}/criteria/4-4-4-2`, { headers: { cookie } })).text()
      revision = Number(/name="revision" value="(\d+)"/.exec(page)?.[1])
    }
    saves += 1
    const body = new URLSearchParams({ status: 'met', reason: `測定 ${saves}`, revision: String(revision) })
    const answer = await server.ask(`${path}/answers/4-4-4-2`, {
      method: 'POST',
      headers: { cookie, accept: 'application/json' },
      body,
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`save: ${answer.status} ${text}`)
    revision = (JSON.parse(text) as { revision: number }).revision
    return text.length
  }
}

/** Whatever else the machine does makes a round dearer and never cheaper: the lowest is nearest to what a page costs. */
const ROUNDS = 4
/** Pages of a round. */
const TIMES = 50

async function measure(
  server: Server,
  browsers: readonly Browser[],
  work: (browser: Browser) => Promise<number>,
): Promise<Omit<PageCost, 'what' | 'assessments' | 'people'>> {
  const each = Math.ceil(TIMES / browsers.length)
  const round = async (count: number) => {
    const took: number[] = []
    let bytes = 0
    await Promise.all(
      browsers.map(async (browser) => {
        for (let index = 0; index < count; index += 1) {
          const started = performance.now()
          bytes = await work(browser)
          took.push(performance.now() - started)
        }
      }),
    )
    return { took: took.sort((one, other) => one - other), bytes }
  }
  // The engine and the compiler become quick only after some hundred pages.
  await round(each)
  const rounds = []
  for (let index = 0; index < ROUNDS; index += 1) {
    const before = await server.figures()
    const { took, bytes } = await round(each)
    const after = await server.figures()
    const per = (name: string) => ((after[name] ?? 0) - (before[name] ?? 0)) / took.length
    rounds.push({ took, bytes, per, cpu: per('process_cpu_seconds_total') * 1000 })
  }
  rounds.sort((one, other) => one.cpu - other.cpu)
  const [lowest] = rounds
  if (!lowest) throw new Error('no round was measured')
  const { took, bytes, per } = lowest
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return {
    cpu: lowest.cpu,
    most: rounds.at(-1)?.cpu ?? lowest.cpu,
    wall: at(0.5),
    high: at(0.95),
    bytes,
    trips: per('hoshitori_database_round_trips_total'),
    fsyncs: per('hoshitori_database_fsyncs_total'),
  }
}

/** How long others wait for a page while ten PDFs are made and three files are read, and what memory that takes. */
async function besideHeavyWork(server: Server, { cookie, home, assessment }: Browser): Promise<string[]> {
  const path = `${home}/assessments/${assessment}`
  const exported = await server.ask(`${path}/exports`, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ form: 'xlsx' }),
  })
  const sheet = new Uint8Array(await exported.arrayBuffer())
  const page = () => server.ask(`${home}/assessments`, { headers: { cookie } })
  for (let index = 0; index < 50; index += 1) await (await page()).arrayBuffer()
  const upload = () => {
    const body = new FormData()
    body.set('file', new File([sheet], '回答.xlsx'))
    return server.ask(`${path}/imports`, { method: 'POST', headers: { cookie }, body })
  }
  // As a browser does: it is told that the PDF is being made, and asks again.
  const pdf = async (minute: number): Promise<Response> => {
    for (;;) {
      const answer = await server.ask(`${path}/report.pdf?at=2026-01-01T00:${minute + 10}`, { headers: { cookie } })
      if (answer.status !== 202) return answer
      await answer.arrayBuffer()
      await setTimeout(Number(answer.headers.get('Retry-After')) * 1000)
    }
  }
  let running = true
  const statuses: number[] = []
  const heavy = Promise.all(
    [...Array.from({ length: 10 }, (_, index) => pdf(index)), upload(), upload(), upload()].map(async (asked) => {
      const answer = await asked
      await answer.arrayBuffer()
      statuses.push(answer.status)
    }),
  ).finally(() => {
    running = false
  })
  const waits: number[] = []
  while (running) {
    const started = performance.now()
    await (await page()).arrayBuffer()
    waits.push(performance.now() - started)
    await setTimeout(5)
  }
  await heavy
  waits.sort((one, other) => one - other)
  const high = waits[Math.floor(waits.length * 0.95)] ?? 0
  return [
    `a page while ten PDFs and three imports run: 95 % within ${high.toFixed(0)} ms, longest ${waits.at(-1)?.toFixed(0)} ms, of ${waits.length}; answers ${[...new Set(statuses)].join(', ')}`,
    `memory then: ${await megabytes(server)} MB resident`,
  ]
}

async function megabytes(server: Server): Promise<number> {
  return Math.round(((await server.figures()).process_resident_memory_bytes ?? 0) / 2 ** 20)
}

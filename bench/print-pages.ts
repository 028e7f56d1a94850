import { CROWD, MANY, type PageCost } from './pages.ts'

/** What is wanted of the processor, in milliseconds per page, and of many assessments and people beside one of each. */
const WANTED: Record<string, number> = {
  '/': 2.5,
  '/assessments': 2.5,
  '/catalogue': 2.5,
  'all 81 criteria': 6,
  'all 153 criteria': 6,
  'save an answer': 8,
}
const WANTED_RATIO = 1.5

/** What is wanted and what was measured, with how often the one goes into the other: above 1 there is work to do. */
export function printWanted({ costs }: { costs: readonly PageCost[] }): void {
  console.log('| CPU of the server | wanted | measured | measured / wanted |')
  console.log('|---|---:|---:|---:|')
  const line = (what: string, wanted: number, measured: number, unit: string) =>
    console.log(`| ${what} | ${wanted}${unit} | ${measured.toFixed(1)}${unit} | ${(measured / wanted).toFixed(2)} |`)
  for (const { what, people, cpu } of costs) {
    const alone = costs.find((one) => one.what === what && one.people === 1)
    const wanted = WANTED[what]
    if (wanted !== undefined && people === 1) line(what, wanted, cpu, ' ms')
    if (alone && people > 1)
      line(`${what}, ${MANY} assessments and ${CROWD} people, times alone`, WANTED_RATIO, cpu / alone.cpu, '×')
  }
  console.log()
}

/** The table of pages, with the ratio of the two sizes, which compares better between machines than any figure. */
export function printPageCosts({ costs, notes }: { costs: readonly PageCost[]; notes: readonly string[] }): void {
  console.log(
    '| page (server process, embedded) | assessments | people | CPU | highest round | ratio | median | 95 % | KB | round trips | fsyncs |',
  )
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|')
  for (const cost of costs) {
    const alone = costs.find(({ what, assessments }) => what === cost.what && assessments === 1)
    const ratio = alone && alone !== cost ? (cost.cpu / alone.cpu).toFixed(2) : ''
    const figures = [cost.cpu, cost.most, cost.wall, cost.high].map((figure) => `${figure.toFixed(1)} ms`)
    const sums = [Math.round(cost.bytes / 1024), cost.trips.toFixed(1), cost.fsyncs.toFixed(1)]
    console.log(
      `| ${[cost.what, cost.assessments, cost.people, figures[0], figures[1], ratio, figures[2], figures[3], ...sums].join(' | ')} |`,
    )
  }
  for (const note of notes) console.log(`\n${note}`)
}

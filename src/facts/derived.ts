import { addDays } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import ends from './end-of-support.json'
import type { SeenDevice, SeenFinding, Updates } from './fact.ts'
import { toFinding } from './fields.ts'

/** When the support of a system ends: of one version, of one build, or of the whole; `but` names an edition that lives longer. */
type End = { system: string; version?: string; build?: string[]; but?: string; ended: Day }
const ENDS: readonly End[] = ends

/** That the support of a device's operating system has ended by a day, as its vendor says it for everybody; extended support may be bought. */
export function endedSupport(device: SeenDevice, at: Day): SeenFinding[] {
  const { os } = device
  const end = os === null ? undefined : ENDS.find((one) => isOf(os.toLowerCase(), one))
  if (!os || !end || end.ended >= at) return []
  return [
    toFinding({
      kind: 'end-of-support',
      device: device.name,
      rule: 'os-end-of-support',
      title: `${os}: ${end.ended}`,
      severity: 'unknown',
      published: end.ended,
      at: device.at,
    }),
  ]
}

function isOf(os: string, { system, version, build, but }: End): boolean {
  const at = os.indexOf(system)
  if (at < 0 || (but !== undefined && os.includes(but))) return false
  if (build && !build.some((one) => os.includes(one))) return false
  const own = /\d[\d.]*/.exec(os.slice(at + system.length))?.[0]
  return version === undefined || own === version || (own?.startsWith(`${version}.`) ?? false)
}

/**
 * That a Windows has not been updated since before a monthly release that is longer ago than an update may take: Microsoft releases on the
 * second Tuesday of the month, in Japan on the day after. Nothing where no update has a day.
 */
export function staleUpdates({ device, hotfixes }: Updates, at: Day): SeenFinding[] {
  const newest = hotfixes
    .filter(({ installed }) => installed !== null && installed <= at)
    .toSorted(byDay)
    .at(-1)
  if (!newest?.installed) return []
  const released = releaseAfter(newest.installed)
  if (released > at) return []
  return [
    toFinding({
      kind: 'missing-update',
      device,
      rule: 'monthly-update',
      title: `${newest.id}: ${newest.installed}`,
      released,
      detected: at,
      at: newest.at,
    }),
  ]
}

function byDay(one: { installed: Day | null }, other: { installed: Day | null }): number {
  return (one.installed ?? '').localeCompare(other.installed ?? '')
}

/** The first monthly release of Microsoft after a day, as the day in Japan. */
function releaseAfter(day: Day): Day {
  const month = day.slice(0, 7)
  const own = releaseOf(`${month}-01`)
  return own > day ? own : releaseOf(`${addDays(`${month}-28`, 7).slice(0, 7)}-01`)
}

function releaseOf(first: Day): Day {
  const weekday = new Date(`${first}T00:00:00Z`).getUTCDay()
  const tuesday = addDays(first, ((2 - weekday + 7) % 7) + 7)
  return addDays(tuesday, 1)
}

import type { Words } from '../kernel/refusal.ts'
import type { Status } from '../standing/status.ts'
import type { Finding, Judged } from './judge.ts'
import { managementOf } from './judge.ts'
import type { ReadFactFile } from './read-file.ts'

/** What the facts suggest of a criterion. They suggest, and never decide: nobody's answer is changed by it. */
export type Suggestion = {
  /** The criterion. */
  id: string
  /** What could be answered; null where only a person can say, with the facts before them. */
  suggests: Status | null
  because: Words
  /** The ids of the points that the facts contradict (false) or bear out (true). */
  points: Record<string, boolean>
  /** The findings that it rests on. */
  findings: string[]
}

/** What files of facts say of the criteria, in their order. Without any device that was looked at there is nothing to say. */
export function suggestionsOf({ devices, findings }: Judged, files: readonly ReadFactFile[]): Suggestion[] {
  const scanned = files.filter((file) => file.looksForVulnerabilities)
  const whole = scanned.every((file) => file.notUnderstood.length === 0)
  const boundary = devices.filter(({ role }) => role === 'boundary')
  const of = (criterion: string) => findings.filter(({ criteria }) => criteria.includes(criterion))
  const names = new Set(scanned.flatMap((file) => file.devices.map(({ name }) => name)))
  return [
    ...supportOf(of('4-4-2-1'), '4-4-2-1', 'all-supported'),
    ...supportOf(of('4-4-4-1'), '4-4-4-1', 'supported'),
    ...updatesOf(of('4-4-4-2'), names.size, whole),
    ...boundaryOf(of('4-4-4-3'), boundary.filter(({ name }) => names.has(name)).length, whole),
    ...managedOf(of('4-5-1-1'), '4-5-1-1'),
    ...managedOf(of('4-5-1-7'), '4-5-1-7'),
  ]
}

function supportOf(found: readonly Finding[], id: string, point: string): Suggestion[] {
  if (found.length === 0) return []
  const names = listed(found.map(({ title }) => title))
  const because = {
    ja: `サポートの終わったものが ${devicesOf(found)} 台で見つかりました (${names})。延長サポートを契約しているものは除いて確かめてください。`,
    en: `What is past its support was found on ${devicesOf(found)} devices (${names}). Check which of them have extended support.`,
  }
  return [{ id, suggests: 'unmet', because, points: { [point]: false }, findings: ids(found) }]
}

function updatesOf(found: readonly Finding[], devices: number, whole: boolean): Suggestion[] {
  const late = found.filter(({ clock }) => clock.late)
  const undated = found.filter(({ clock }) => clock.due === null)
  const base = { id: '4-4-4-2', findings: ids(late.length > 0 ? late : found) }
  if (late.length > 0) {
    const oldest = late.flatMap(({ clock }) => clock.due ?? []).toSorted()[0] ?? ''
    return [
      {
        ...base,
        suggests: 'unmet',
        points: { 'within-14-days': false },
        because: {
          ja: `公開から14日を過ぎた更新が ${devicesOf(late)} 台に ${late.length} 件あります (いちばん古い期日は ${oldest})。適用までの対策を4つのうちどれかでとっていれば、それを記録してください。`,
          en: `${late.length} updates on ${devicesOf(late)} devices are past 14 days from their release (the earliest was due on ${oldest}). Where one of the four mitigations is in place, record it.`,
        },
      },
    ]
  }
  if (undated.length > 0 || (devices > 0 && !whole)) {
    return [
      {
        ...base,
        suggests: null,
        points: {},
        because: {
          ja: `14日以内の対象になる更新が ${found.length} 件あり、うち ${undated.length} 件は公開日がファイルにありません。公開日を入れるか、読み取れなかったところを確かめてください。`,
          en: `${found.length} updates count within 14 days; of ${undated.length} the file does not say when they were released. Enter the days, or look at what was not understood.`,
        },
      },
    ]
  }
  if (devices === 0) return []
  return [
    {
      ...base,
      suggests: 'met',
      points: { 'within-14-days': true },
      because: {
        ja: `調べた ${devices} 台に、公開から14日を過ぎた更新はありません。対象の機器をすべて調べたかは、人が確かめてください。`,
        en: `On the ${devices} devices that were looked at no update is past 14 days from its release. Whether these are all devices, a person has to say.`,
      },
    },
  ]
}

function boundaryOf(found: readonly Finding[], looked: number, whole: boolean): Suggestion[] {
  if (found.length > 0) {
    const because = {
      ja: `境界のネットワーク機器 ${devicesOf(found)} 台に、CVSS基本値7.0以上の脆弱性が ${found.length} 件あります。`,
      en: `${devicesOf(found)} network devices at the boundary have ${found.length} vulnerabilities with a CVSS base score of 7.0 or more.`,
    }
    return [{ id: '4-4-4-3', suggests: 'unmet', because, points: { os: false, firmware: false }, findings: ids(found) }]
  }
  if (looked === 0 || !whole) return []
  const because = {
    ja: `調べた境界のネットワーク機器 ${looked} 台に、CVSS基本値7.0以上の脆弱性は見つかっていません。`,
    en: `On the ${looked} network devices at the boundary that were looked at no vulnerability with a CVSS base score of 7.0 or more was found.`,
  }
  return [{ id: '4-4-4-3', suggests: 'met', because, points: { os: true, firmware: true }, findings: [] }]
}

function managedOf(found: readonly Finding[], id: string): Suggestion[] {
  if (found.length === 0) return []
  const names = listed(found.map(({ device, port }) => `${device} ${port} ${managementOf(port ?? '') ?? ''}`.trim()))
  const because = {
    ja: `管理に使われるポートが開いています (${names})。ファイアウォールかルータであれば、リモートアクセスは完全には無効でないので、管理パスワードと、インターネットから届くかを確かめてください。`,
    en: `Ports by which devices are managed are open (${names}). Where these are firewalls or routers, remote access is not fully off: check the administration password, and whether they are reached from the internet.`,
  }
  return [{ id, suggests: null, because, points: {}, findings: ids(found) }]
}

function ids(found: readonly Finding[]): string[] {
  return found.map(({ id }) => id)
}

function devicesOf(found: readonly Finding[]): number {
  return new Set(found.map(({ device }) => device)).size
}

function listed(names: readonly string[]): string {
  const all = [...new Set(names)]
  return all.length > 5 ? `${all.slice(0, 5).join(', ')} …` : all.join(', ')
}

import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import type { TurnedAway, Words } from '../kernel/refusal.ts'
import { type ANCHOR_ACT, type Standing, toLine } from './anchor.ts'
import type { LogEvent } from './facts.ts'
import type { RefusedRequests } from './refused-requests.ts'
import type { RETENTION_ACT } from './retention.ts'
import type { FeatureWording } from './wording.ts'

export type LogForm = 'jsonl' | 'csv'

/** What the log is told of itself: how long it is kept, up to where its content is gone, and what stands outside of it. */
export type OwnEvent =
  | LogEvent<'log.months', undefined, 'months'>
  | LogEvent<typeof RETENTION_ACT, { through: number; months: number }>
  | LogEvent<'log.export', { form: LogForm; entries: number }>
  | LogEvent<`refused.${TurnedAway}`, { count: number; clients: number; since: Instant; until: Instant; routes: string[] }>
  | LogEvent<'log.begin'>
  | LogEvent<typeof ANCHOR_ACT | 'log.anchor-broken', { logs: string[] }>
  | LogEvent<'log.anchor-begin', { first: boolean }>
  | LogEvent<'log.anchor-accept', { size: number; root: string }>
  | LogEvent<'log.anchor-letter', { size: number }>
  | LogEvent<'log.key', { former: string; now: string }>

export function monthsChanged(tenant: TenantId, before: number, after: number): OwnEvent {
  return {
    act: 'log.months',
    subject: { kind: 'log', id: tenant, name: '' },
    changes: [{ field: 'months', type: 'number', before, after }],
  }
}

/** Who took entries along, in which form and how many. */
export function logExported(tenant: TenantId, form: LogForm, entries: number): OwnEvent {
  return { act: 'log.export', subject: { kind: 'log', id: tenant, name: '' }, details: { form, entries } }
}

/** Requests of one somebody that were turned away for one reason. */
export function requestsRefused({ why, count, clients, since, until, routes }: RefusedRequests): OwnEvent {
  const details = { count, clients, since, until, routes }
  return { act: `refused.${why}`, subject: { kind: 'request', id: '', name: '' }, details }
}

/** A log that an organisation of older days did not have. */
export function logBegun(tenant: TenantId): OwnEvent {
  return { act: 'log.begin', subject: { kind: 'log', id: tenant, name: '' } }
}

/** Where the logs of organisations stand. */
export function anchored(standings: readonly Standing[]): OwnEvent {
  return { act: 'log.anchor', subject: ALL, details: { logs: standings.map(toLine) } }
}

/** The file outside was made, for the first time or because it was not there any more. */
export function anchorBegun(first: boolean): OwnEvent {
  return { act: 'log.anchor-begin', subject: ALL, details: { first } }
}

/** These logs do not continue what stands outside. */
export function anchorBroken(standings: readonly Standing[]): OwnEvent {
  return { act: 'log.anchor-broken', subject: ALL, details: { logs: standings.map(toLine) } }
}

/** Whoever keeps the server answers for it that the database was put back to an older copy. What stood outside is told once more. */
export function anchorAccepted({ size, root }: Standing): OwnEvent {
  return { act: 'log.anchor-accept', subject: ALL, details: { size, root } }
}

/** A letter that says how far the log of the installation reaches was written to whoever keeps the server. */
export function anchorWritten(size: number): OwnEvent {
  return { act: 'log.anchor-letter', subject: ALL, details: { size } }
}

type Refused = OwnEvent & { act: `refused.${TurnedAway}` }
const REASONS: Record<TurnedAway, Words> = {
  role: { ja: '役割にない操作', en: 'for lack of a role' },
  seat: { ja: '席のない組織への操作', en: 'in an organisation where they have no seat' },
  foreign: { ja: 'ほかのサイトから送られた操作', en: 'sent by another site' },
  host: { ja: '別の名前のサーバーあての要求', en: 'under a name that is not ours' },
  rate: { ja: '短い時間に多すぎる要求', en: 'too many in a short time' },
  input: { ja: '大きすぎる・読み取れない要求', en: 'too large or not readable' },
}
const refusedWords = Object.fromEntries(
  Object.entries(REASONS).map(([why, { ja, en }]) => [
    `refused.${why}`,
    ({ details: { count, since, until, routes } }: Refused) => ({
      ja: `${ja}を${count}回断りました(${span(since, until, 'ja')}、${routes.join('、')})。`,
      en: `Turned away ${count} requests, ${en} (${span(since, until, 'en')}; ${routes.join(', ')}).`,
    }),
  ]),
) as { [Why in TurnedAway as `refused.${Why}`]: (event: Refused) => Words }

function span(since: Instant, until: Instant, lang: 'ja' | 'en'): string {
  const [first, last] = [toWordsInJapan(since, lang), toWordsInJapan(until, lang)]
  return first === last ? first : `${first}〜${last}`
}

/** The log is signed with another key from here on. Both are public, base64. */
export function keyChanged(tenant: TenantId, former: string, now: string): OwnEvent {
  return { act: 'log.key', subject: { kind: 'log', id: tenant, name: '' }, details: { former, now } }
}

/** How the log says it. */
export const logWording: FeatureWording<OwnEvent> = {
  acts: {
    'log.months': () => ({ ja: '記録の保存期間を変えました。', en: 'Changed how long the log is kept.' }),
    'log.retention': ({ details: { through, months } }) => ({
      ja: `保存期間(${months}か月)が過ぎたため、記録 ${through} までの内容を消しました。ハッシュは残っています。`,
      en: `Removed the content of the entries up to ${through}, older than ${months} months. Their hashes stay.`,
    }),
    'log.export': ({ details: { form, entries } }) => ({
      ja: `記録${entries}件を書き出しました(${form === 'csv' ? 'CSV' : '検証できるファイル'})。`,
      en: `Exported ${entries} entries of the log (${form === 'csv' ? 'CSV' : 'a file that can be verified'}).`,
    }),
    ...refusedWords,
    'log.begin': () => ({ ja: 'ここから記録が始まります。', en: 'Here the log begins.' }),
    'log.anchor': ({ details: { logs } }) => ({
      ja: `組織の記録${logs.length}本が、どこまで進んでいるかを控えました。`,
      en: `Noted how far the logs of ${logs.length} organisations reach.`,
    }),
    'log.anchor-begin': ({ details: { first } }) =>
      first
        ? {
            ja: 'データベースの外に、記録の控えを置き始めました。',
            en: 'Began to keep an anchor of the log outside the database.',
          }
        : {
            ja: 'データベースの外の控えがなくなっていたので、置き直しました。',
            en: 'The anchor outside the database was gone, and was made anew.',
          },
    'log.anchor-broken': ({ details: { logs } }) => ({
      ja: `外の控えに続かない記録が${logs.length}本あります。記録が切り取られたか、データベースが古いものに戻されています。`,
      en: `${logs.length} logs do not continue their anchor: they were cut, or the database was put back to an older copy.`,
    }),
    'log.anchor-accept': ({ details: { size } }) => ({
      ja: `データベースを古いものに戻したことを、サーバーの管理者が認めました。それまでの控えは${size}件です。`,
      en: `Whoever keeps the server accepted that the database was put back to an older copy. The anchor until then: ${size} entries.`,
    }),
    'log.anchor-letter': ({ details: { size } }) => ({
      ja: `記録の控え(${size}件まで)を、サーバーの外のメールあてに書きました。`,
      en: `Wrote a letter to a mailbox outside the server: the log reaches ${size} entries.`,
    }),
    'log.key': ({ details: { former, now } }) => ({
      ja: `ここからの記録には、新しい鍵で署名します。新しい公開鍵: ${now} (前の公開鍵: ${former})`,
      en: `From here on the log is signed with another key. New public key: ${now} (former one: ${former})`,
    }),
  },
  fields: {
    months: {
      words: { ja: '保存期間', en: 'Kept for' },
      number: (months) => ({ ja: `${months}か月`, en: `${months} months` }),
    },
  },
}

const ALL = { kind: 'log', id: INSTALLATION, name: '' }

import type { TenantId } from '../kernel/ids.ts'
import type { LogEvent } from './facts.ts'
import type { RETENTION_ACT } from './retention.ts'
import type { FeatureWording } from './wording.ts'

/** What the log is told of itself: how long it is kept, and up to where its content is gone. */
export type OwnEvent =
  | LogEvent<'log.months', undefined, 'months'>
  | LogEvent<typeof RETENTION_ACT, { through: number; months: number }>

export function monthsChanged(tenant: TenantId, before: number, after: number): OwnEvent {
  return {
    act: 'log.months',
    subject: { kind: 'log', id: tenant, name: '' },
    changes: [{ field: 'months', type: 'number', before, after }],
  }
}

/** How the log says it. */
export const logWording: FeatureWording<OwnEvent> = {
  acts: {
    'log.months': () => ({ ja: '記録の保存期間を変えました。', en: 'Changed how long the log is kept.' }),
    'log.retention': ({ details: { through, months } }) => ({
      ja: `保存期間(${months}か月)が過ぎたため、記録 ${through} までの内容を消しました。ハッシュは残っています。`,
      en: `Removed the content of the entries up to ${through}, older than ${months} months. Their hashes stay.`,
    }),
  },
  fields: {
    months: {
      words: { ja: '保存期間', en: 'Kept for' },
      number: (months) => ({ ja: `${months}か月`, en: `${months} months` }),
    },
  },
}

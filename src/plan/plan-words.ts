import type { Day } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Plan } from './plan.ts'

/** What would have to give so that the day is kept, in sentences; nothing where it is kept. */
export function reliefWords({ relief, measures, reached }: Plan, by: Day): Words[] {
  if (!relief) return []
  const { hoursAWeek, waits, inTime, total } = relief
  const names = new Map(measures.map(({ measure }) => [measure.id, measure.name]))
  return [
    {
      ja: `${by} には間に合いません。それまでに示せるのは、対策 ${total}件のうち ${inTime}件です。`,
      en: `${by} is not kept. By then ${inTime} of ${total} measures can be shown.`,
    },
    ...waits.map(({ id, shown }) => ({
      ja: `「${names.get(id)}」は、どれだけ人手をかけても、示せるのは早くて ${shown} です。`,
      en: `“${names.get(id)}” can be shown on ${shown} at the earliest, however many hours are spent.`,
    })),
    ...(hoursAWeek === null
      ? []
      : [{ ja: `週に${hoursAWeek}時間あれば間に合います。`, en: `${hoursAWeek} hours a week would do.` }]),
    ...(reached === null
      ? []
      : [{ ja: `または、期日を ${reached} 以降にします。`, en: `Or the day is moved to ${reached} or later.` }]),
  ]
}

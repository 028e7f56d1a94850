import type { FC } from 'hono/jsx'
import { Legend, StackedBar } from '../../standing/bar.tsx'
import { Radar } from '../../ui/charts/radar.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { QuickResult } from '../quick-result.ts'
import { BAR_WORDS, SHOWN } from './words.ts'

/** How each area stands: a radar of what is in place, a bar per area, and the same numbers as a table. */
export const Picture: FC<{ view: View; result: QuickResult }> = ({ view, result }) => {
  const areas = result.categories
    .filter((category) => category.total > 0)
    .map((category) => ({ ...category, label: view.t(category.name, category.en) }))
  return (
    <section aria-labelledby="picture" class="quick-areas-picture">
      <h2 id="picture">{view.t('領域ごとの様子', 'How each area stands')}</h2>
      <Legend view={view} words={BAR_WORDS} standings={SHOWN} />
      <div class="quick-picture">
        <Radar
          label={view.t('「できている」の割合', 'Share in place')}
          axes={areas.map(({ label, total, counts }) => ({
            label,
            figure: `${counts.met}/${total}`,
            values: [counts.met / total],
          }))}
          series={[{ name: view.t('できている', 'In place'), class: 'area3' }]}
        />
        <dl class="quick-bars">
          {areas.map(({ id, label, total, counts }) => (
            <>
              <dt>
                {id}. {label}
              </dt>
              <dd>
                <StackedBar view={view} counts={counts} total={total} label={label} words={BAR_WORDS} />
              </dd>
            </>
          ))}
        </dl>
      </div>
      <details>
        <summary>{view.t('数字を表で見る', 'The numbers as a table')}</summary>
        <Table
          label={view.t('領域ごとの数', 'Numbers of each area')}
          columns={[
            { words: view.t('領域', 'Area'), kind: 'head' },
            ...SHOWN.map((standing) => ({ words: view.say(BAR_WORDS[standing]), kind: 'number' as const })),
            { words: view.t('質問', 'Questions'), kind: 'number' },
          ]}
          rows={[...areas, { ...result, id: '', label: view.t('合計', 'Total') }].map(({ id, label, total, counts }) => ({
            cells: [`${id} ${label}`, ...SHOWN.map((standing) => counts[standing]), total],
          }))}
        />
      </details>
    </section>
  )
}

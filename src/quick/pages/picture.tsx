import type { FC } from 'hono/jsx'
import { Legend, StackedBar } from '../../standing/bar.tsx'
import { Radar } from '../../ui/charts/radar.tsx'
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
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{view.t('領域', 'Area')}</th>
                {SHOWN.map((standing) => (
                  <th scope="col" class="number">
                    {view.say(BAR_WORDS[standing])}
                  </th>
                ))}
                <th scope="col" class="number">
                  {view.t('質問', 'Questions')}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...areas, { ...result, id: '', label: view.t('合計', 'Total') }].map(({ id, label, total, counts }) => (
                <tr>
                  <th scope="row">
                    {id} {label}
                  </th>
                  {SHOWN.map((standing) => (
                    <td class="number">{counts[standing]}</td>
                  ))}
                  <td class="number">{total}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { FIRM_SIZES, type FirmSize, type Measure } from '../measure.ts'
import { ESTIMATE_WORDS } from '../words.ts'

/** Person-days of a measure in a firm of a size, likely and from low to high: `3人日 (1–5)`. */
export function daysWords(view: View, measure: Measure, size: FirmSize): string {
  const [low, likely, high] = measure.days[size]
  return view.t(`${likely}人日 (${low}–${high})`, `${likely} days (${low}–${high})`)
}

/** The days of a measure for each size of firm, and whose estimate they are. */
export const Days: FC<{ view: View; measure: Measure }> = ({ view, measure }) => (
  <section class="card">
    <h2>{view.t('かかる日数の見積り', 'Estimate of days')}</h2>
    <table class="days-table">
      <thead>
        <tr>
          <th scope="col">{view.t('会社の人数', 'People')}</th>
          <th scope="col">{view.t('少なく', 'Low')}</th>
          <th scope="col">{view.t('ふつう', 'Likely')}</th>
          <th scope="col">{view.t('多く', 'High')}</th>
        </tr>
      </thead>
      <tbody>
        {FIRM_SIZES.map((size) => (
          <tr>
            <th scope="row">{view.t(`${size}人`, String(size))}</th>
            {measure.days[size].map((days, place) => (
              <td>{place === 1 ? <strong>{String(days)}</strong> : String(days)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    <p>
      {measure.outside
        ? view.t('このほかに、社外へ払う費用がかかることが多い対策です。', 'Besides, it usually costs money outside the firm.')
        : view.t('社外へ払う費用は、ふつうかかりません。', 'It usually costs nothing outside the firm.')}
    </p>
    <p class="quiet">{view.say(ESTIMATE_WORDS)}</p>
  </section>
)

import type { FC } from 'hono/jsx'
import { toPercent } from '../../kernel/percent.ts'
import { SettledOf } from '../../standing/settled.tsx'
import { MARK, STANDING_WORDS, STANDINGS } from '../../standing/status.ts'
import type { View } from '../../ui/view.ts'
import type { RequirementResult, Tally } from '../attainment.ts'

type CountsProps = { view: View; tally: Tally; href?: ((standing: string) => string) | undefined }

/** How many criteria stand where, in one line; each a link to the criteria behind it where `href` is given. */
export const Counts: FC<CountsProps> = (props) => (
  <p class="tally">
    <EachCount {...props} />
  </p>
)

/** The same after the share of criteria that are settled. */
export const TallyLine: FC<{ view: View; tally: Tally }> = ({ view, tally }) => (
  <p class="tally" id="tally">
    <strong>
      {view.t('充足率', 'Coverage')} {toPercent(tally.coverage)}
    </strong>
    <SettledOf view={view} tally={tally} />
    <ProvenShare view={view} tally={tally} />
    <EachCount view={view} tally={tally} />
  </p>
)

/** Of the met, those that are to be confirmed, and the share without them; nothing where there are none. */
export const ProvenShare: FC<{ view: View; tally: Pick<Tally, 'doubted' | 'proven'>; href?: string | undefined }> = (props) => {
  const { view, tally, href } = props
  if (tally.doubted === 0) return null
  const words = view.t(
    `要確認${tally.doubted}件を除くと ${toPercent(tally.proven)}`,
    `${toPercent(tally.proven)} without the ${tally.doubted} to be confirmed`,
  )
  return href ? <a href={href}>{words}</a> : <span>{words}</span>
}

/** ○ or × of a requirement; an empty form is no failure: where nothing is answered yet, it says so. ★4 where it is beyond the target. */
export const Result: FC<{ view: View; requirement: RequirementResult | undefined }> = ({ view, requirement }) => {
  if (!requirement) return <span class="result">★4</span>
  const { result, tally } = requirement
  return tally.unanswered === tally.total ? (
    <span class="result unanswered">{view.t('未', '–')}</span>
  ) : (
    <span class={`result ${result === '○' ? 'met' : 'unmet'}`}>{result}</span>
  )
}

const EachCount: FC<CountsProps> = ({ view, tally, href }) => (
  <>
    {STANDINGS.filter((standing) => tally[standing] > 0).map((standing) => {
      const words = `${MARK[standing]} ${view.say(STANDING_WORDS[standing])} ${tally[standing]}`
      return href ? (
        <a class={`standing ${standing}`} href={href(standing)}>
          {words}
        </a>
      ) : (
        <span class={`standing ${standing}`}>{words}</span>
      )
    })}
  </>
)

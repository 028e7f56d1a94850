import type { FC } from 'hono/jsx'
import { toPercent } from '../../kernel/percent.ts'
import { MARK, STANDING_WORDS, STANDINGS } from '../../standing/status.ts'
import type { Speech } from '../../ui/kept.ts'
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
    <EachCount view={view} tally={tally} />
  </p>
)

/** How many of how many count as covered, and which two kinds of answers they are. */
export const SettledOf: FC<{ view: Speech; tally: Tally }> = ({ view, tally }) => (
  <span class="quiet">
    {`${tally.met + tally.notApplicableConfirmed}/${tally.total} `}
    {tally.notApplicableConfirmed > 0 ? `(${countedWords(view, tally)})` : ''}
  </span>
)

/** What the covered ones are made of: 28 is 26 that are met and 2 confirmed as not applicable. */
export function countedWords(view: Speech, { met, notApplicableConfirmed }: Tally): string {
  return view.t(
    `満たす${met}+確認済みの該当なし${notApplicableConfirmed}`,
    `${met} met + ${notApplicableConfirmed} confirmed as not applicable`,
  )
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

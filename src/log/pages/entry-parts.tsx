import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import type { Author } from '../entry.ts'
import { EMPTY } from '../log-table.ts'
import type { Change } from '../wording.ts'
import { capacityOf, nameOf, toSaid } from '../words.ts'

/** Who did it, and as what. */
export const By: FC<{ view: View; by: Author }> = ({ view, by }) => (
  <span class="log-by">
    <strong>{view.say(nameOf(by))}</strong>
    {capacityOf(by).map((words) => (
      <span class="chip">{view.say(words)}</span>
    ))}
  </span>
)

/** What changed, field by field: before, and after. `longest` cuts texts for a list; the page of the entry shows them whole. */
export const Changes: FC<{ view: View; changes: readonly Change[]; longest?: number }> = ({ view, changes, longest = 1e6 }) => (
  <dl class="log-changes">
    {changes.map(({ what, before, after }) => {
      const [was, is] = [toSaid(before, view.lang), toSaid(after, view.lang)].map((said) => cut(said, longest))
      return (
        <div>
          <dt>{view.say(what)}</dt>
          <dd>
            {`${was}${is}`.length > LINE ? <Below view={view} was={was} is={is} /> : <Beside view={view} was={was} is={is} />}
          </dd>
        </div>
      )
    })}
  </dl>
)

/** From how many characters on before and after stand one below the other. */
const LINE = 60

const Beside: FC<{ view: View; was: string | undefined; is: string | undefined }> = ({ view, was, is }) => (
  <>
    <span>{was || <Nothing view={view} />}</span>
    <span class="arrow" aria-hidden="true">
      →
    </span>
    <span class="visually-hidden">{view.t('から', 'became')}</span>
    <strong>{is || <Nothing view={view} />}</strong>
  </>
)

const Below: FC<{ view: View; was: string | undefined; is: string | undefined }> = ({ view, was, is }) => (
  <>
    <span class="side">
      <span class="chip">{view.t('前', 'Before')}</span>
      <span>{was || <Nothing view={view} />}</span>
    </span>
    <span class="side">
      <span class="chip">{view.t('後', 'After')}</span>
      <strong>{is || <Nothing view={view} />}</strong>
    </span>
  </>
)

const Nothing: FC<{ view: View }> = ({ view }) => <span class="quiet">{view.say(EMPTY)}</span>

function cut(said: string, longest: number): string {
  return said.length > longest ? `${[...said].slice(0, longest).join('')}…` : said
}

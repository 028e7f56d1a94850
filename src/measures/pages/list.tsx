import type { FC } from 'hono/jsx'
import { type Edition, EditionId } from '../../catalogue/index.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { Star } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import type { MeasureFilter } from '../filter.ts'
import { FIRM_SIZES, type FirmSize, type Measure, type Theme } from '../measure.ts'
import { levelOf } from '../measures.ts'
import { BY_WORDS, ESTIMATE_WORDS } from '../words.ts'
import { toMeasure, toMeasures } from './addresses.ts'
import { daysWords } from './days.tsx'

type ListProps = {
  view: View
  edition: Edition
  /** In the language of the view. */
  themes: readonly Theme[]
  filter: MeasureFilter
  found: ReadonlySet<string>
}

/** All measures that an edition asks for, by theme: what somebody does, who usually does it, and how many days it takes. */
export const MeasuresPage: FC<ListProps> = ({ view, edition, themes, filter, found }) => (
  <CatalogueFrame view={view} part="measures" title={view.t('対策', 'Measures')}>
    <h1>{view.t('対策', 'Measures')}</h1>
    <p class="lead">
      {view.t(
        '評価基準を満たすために会社が実際にする仕事を、1人がひと続きに進められる大きさにまとめました。1つ終えると、いくつかの評価基準がまとめて満たされます。',
        'The work that a firm really does to meet the criteria, in pieces that one person can carry through. Each one, once done, closes some of the criteria.',
      )}
    </p>
    <p class="quiet">
      {view.t('文も日数も星取が考えた非公式のものです。', 'Wording and days are ours and unofficial.')} {view.say(ESTIMATE_WORDS)}
    </p>
    <Choices view={view} filter={filter} />
    <p role="status">
      {view.t(`${found.size}件の対策があります。`, `${found.size} measures.`)}{' '}
      <span class="quiet">
        {view.t(
          `日数は、${filter.people}人の会社で「ふつう」の場合(少なく–多く)。`,
          `Days: likely (low–high), for ${filter.people} people.`,
        )}
      </span>
    </p>
    {themes.map((theme) => (
      <ThemeRows view={view} edition={edition} theme={theme} filter={filter} found={found} />
    ))}
  </CatalogueFrame>
)

/** Edition, ★ and size of the firm, each a row of links: no button is needed, with or without a script. */
const Choices: FC<{ view: View; filter: MeasureFilter }> = ({ view, filter }) => (
  <nav class="picks" aria-label={view.t('しぼり込む', 'Filter')}>
    <Pick
      view={view}
      label="★"
      filter={filter}
      options={[
        { words: view.t('すべて', 'All'), choice: { level: undefined } },
        { words: view.t('★3に要るもの', 'For ★3'), choice: { level: 3 } },
        { words: view.t('★4で加わるもの', 'Added by ★4'), choice: { level: 4 } },
      ]}
    />
    <Pick
      view={view}
      label={view.t('会社の人数', 'People in the firm')}
      filter={filter}
      options={FIRM_SIZES.map((people) => ({ words: view.t(`${people}人`, String(people)), choice: { people } }))}
    />
    <Pick
      view={view}
      label={view.t('版', 'Edition')}
      filter={filter}
      options={EditionId.options.map((edition) => ({ words: edition, choice: { edition } }))}
    />
  </nav>
)

const Pick: FC<{
  view: View
  label: string
  filter: MeasureFilter
  options: readonly { words: string; choice: Partial<MeasureFilter> }[]
}> = ({ view, label, filter, options }) => (
  <div>
    <h2>{label}</h2>
    <ul>
      {options.map(({ words, choice }) => {
        const wanted = { ...filter, ...choice }
        const chosen = toMeasures(wanted) === toMeasures(filter)
        return (
          <li>
            <a href={view.to(toMeasures(wanted))} aria-current={chosen ? 'true' : undefined}>
              {words}
            </a>
          </li>
        )
      })}
    </ul>
  </div>
)

const ThemeRows: FC<Omit<ListProps, 'themes'> & { theme: Theme }> = ({ view, edition, theme, filter, found }) => {
  const own = theme.measures.filter(({ id }) => found.has(id))
  return own.length === 0 ? null : (
    <section class="area" id={`theme-${theme.id}`}>
      <h2>
        {view.t(theme.name, theme.en)} <span class="quiet">{view.t(`${own.length}件`, `(${own.length})`)}</span>
      </h2>
      <ul class="measure-rows">
        {own.map((measure) => (
          <li>
            <a href={view.to(toMeasure(measure.id, edition.id))}>
              <MeasureInRow view={view} edition={edition} measure={measure} people={filter.people} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const MeasureInRow: FC<{ view: View; edition: Edition; measure: Measure; people: FirmSize }> = ({
  view,
  edition,
  measure,
  people,
}) => (
  <>
    <span class="name">{measure.name}</span>
    <Star level={levelOf(measure, edition) ?? 3} />
    <span class="small">
      {[
        view.say(BY_WORDS[measure.by]),
        view.t(`評価基準 ${measure.closes[edition.id].length}件`, `${measure.closes[edition.id].length} criteria`),
        ...(measure.outside ? [view.t('社外の費用がかかることが多い', 'usually costs money outside')] : []),
      ].join(view.t('・', ' · '))}
    </span>
    <span class="days">{daysWords(view, measure, people)}</span>
  </>
)

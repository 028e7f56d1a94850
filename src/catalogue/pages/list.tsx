import type { FC } from 'hono/jsx'
import { toJapaneseDate } from '../../kernel/instant.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { keptHtml, type Speech } from '../../ui/kept.ts'
import type { View } from '../../ui/view.ts'
import { type Category, categoryOf, type EditionTexts } from '../edition.ts'
import { type CatalogueFilter, isFiltering } from '../filter.ts'
import { FilterForm } from './filter-form.tsx'
import { CriterionRows, Stars } from './marks.tsx'

/** An edition: its areas with their numbers, a filter, and every criterion under its requirement. */
export const EditionPage: FC<{ view: View; edition: EditionTexts; filter: CatalogueFilter; found: ReadonlySet<string> }> = ({
  view,
  edition,
  filter,
  found,
}) => {
  const filtering = isFiltering(filter)
  return (
    <CatalogueFrame view={view} part={edition.id} title={view.t('要求事項と評価基準', 'Requirements and criteria')}>
      <h1>{view.t('要求事項と評価基準', 'Requirements and criteria')}</h1>
      <Lead view={view} edition={edition} />
      {filtering ? null : areasMap(edition, view)}
      <FilterForm view={view} edition={edition} filter={filter} found={found.size} />
      {found.size === 0 ? (
        <p class="empty">
          {view.t('当てはまる評価基準はありません。条件をゆるめてください。', 'Nothing matches. Loosen the filter.')}
        </p>
      ) : (
        areasOf(view, edition, filtering, found)
      )}
    </CatalogueFrame>
  )
}

function areasOf(view: View, edition: EditionTexts, filtering: boolean, found: ReadonlySet<string>) {
  if (!filtering) return everyArea(edition, view)
  return edition.categories.map((category) => <Area view={view} edition={edition} category={category} found={found} />)
}

const everyArea = keptHtml((edition: EditionTexts, speech) => {
  const found = new Set(edition.criteria.map(({ id }) => id))
  return (
    <>
      {edition.categories.map((category) => (
        <Area view={speech} edition={edition} category={category} found={found} />
      ))}
    </>
  )
})

const Lead: FC<{ view: View; edition: EditionTexts }> = ({ view, edition }) => {
  const { requirements, star3, star4 } = edition.counts
  const published = toJapaneseDate(edition.published)
  return (
    <>
      <p class="lead">
        {edition.status === 'final'
          ? view.t(
              `${published}に公表された最終版です。要求事項は${requirements}件、評価基準は${star3 + star4}件。★3は${star3}件で、★4ではさらに${star4}件が加わります。`,
              `The final edition, published ${edition.published}: ${requirements} requirements and ${star3 + star4} criteria. ★3 has ${star3}; ★4 adds ${star4}.`,
            )
          : view.t(
              `${published}に公表された草案です。要求事項は${requirements}件、評価基準は${star3 + star4}件。★3は${star3}件で、★4ではさらに${star4}件が加わります。申請に使うのは最終版です。`,
              `The draft, published ${edition.published}: ${requirements} requirements and ${star3 + star4} criteria (★3 ${star3}, ★4 adds ${star4}). The final edition is the one to apply with.`,
            )}
      </p>
      <p class="quiet">
        {view.t('文は星取が書いた非公式のものです。', 'The wording is ours and unofficial.')}{' '}
        <a href={view.to(`/catalogue/${edition.id}/official-wording`)}>
          {view.t('公式の文を取り込んで並べる', 'Import the official wording beside it')}
        </a>
      </p>
    </>
  )
}

const areasMap = keptHtml((edition: EditionTexts, view) => {
  const most = Math.max(...edition.categories.map(({ counts }) => counts.star3 + counts.star4))
  return (
    <ul class="areas-map">
      {edition.categories.map(({ id, name, en, about, counts }) => (
        <li>
          <a href={`#area-${id}`}>
            <strong>{`${id} ${view.t(name, en)}`}</strong>
            <span class="about">{about}</span>
            <span class="counts">
              <span class="c3">{view.t(`★3 ${counts.star3}件`, `★3 ${counts.star3}`)}</span>
              {counts.star4 > 0 ? <span class="c4">{view.t(`★4 ＋${counts.star4}件`, `★4 +${counts.star4}`)}</span> : null}
            </span>
            <svg class="levels" viewBox={`0 0 ${most} 4`} preserveAspectRatio="none" aria-hidden="true">
              <rect class="l3" width={counts.star3} height="4" />
              <rect class="l4" x={counts.star3} width={counts.star4} height="4" />
            </svg>
          </a>
        </li>
      ))}
    </ul>
  )
})

const Area: FC<{ view: Speech; edition: EditionTexts; category: Category; found: ReadonlySet<string> }> = ({
  view,
  edition,
  category,
  found,
}) => {
  const requirements = edition.requirements
    .filter(({ id }) => categoryOf(id) === category.id)
    .map((requirement) => ({ requirement, own: requirement.criteria.filter(({ id }) => found.has(id)) }))
    .filter(({ own }) => own.length > 0)
  return requirements.length === 0 ? null : (
    <section class="area" id={`area-${category.id}`}>
      <h2>{`${category.id} ${view.t(category.name, category.en)}`}</h2>
      {requirements.map(({ requirement, own }) => (
        <section>
          <h3>
            <a href={view.to(`/catalogue/${edition.id}/${requirement.id}`)}>
              <span class="id">{requirement.id}</span> {view.t(requirement.name, requirement.en)}
            </a>{' '}
            <Stars view={view} requirement={requirement} />
          </h3>
          <CriterionRows view={view} edition={edition.id} criteria={own} />
        </section>
      ))}
    </section>
  )
}

import type { FC } from 'hono/jsx'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { Star, Trail } from '../../ui/components.tsx'
import { CopyLink } from '../../ui/scripted-buttons.tsx'
import type { View } from '../../ui/view.ts'
import type { EditionChanges } from '../changes.ts'
import type { Criterion } from '../criterion.ts'
import { categoryOf, type EditionTexts, requirementOf } from '../edition.ts'
import { referencesTo } from '../references.ts'
import type { ImportedWording } from '../store.ts'
import { CSF_WORDS, KIND_WORDS } from '../words.ts'
import { Asked } from './asked.tsx'
import { Links } from './links.tsx'
import { Neighbours } from './neighbours.tsx'
import { OfficialText } from './official-text.tsx'
import { OtherEdition } from './other-edition.tsx'

/** One criterion: what it asks, what helps, what it is tied to, and how the other edition has it. */
export const CriterionPage: FC<{
  view: View
  edition: EditionTexts
  other: EditionTexts
  criterion: Criterion
  changes: EditionChanges
  official: ImportedWording | undefined
  /** What closes it. */
  measure: { id: string; name: string } | undefined
}> = ({ view, edition, other, criterion, changes, official, measure }) => (
  <CatalogueFrame view={view} part={edition.id} title={`${criterion.id} ${view.t(criterion.question, criterion.en)}`}>
    <Trail view={view} steps={stepsOf(view, edition, criterion)} here={criterion.id} />
    <header class="criterion-title">
      <h1>
        <span class="id">{criterion.id}</span> {view.t(criterion.question, criterion.en)}
      </h1>
      <p class="tags">
        <Star level={criterion.level} /> <span class="chip">{view.say(KIND_WORDS[criterion.kind])}</span>{' '}
        <span class="chip">{`NIST CSF ${view.say(CSF_WORDS[criterion.csf])}`}</span>{' '}
        <CopyLink view={view} path={`/catalogue/${edition.id}/${criterion.id}`} />
      </p>
      {view.lang === 'ja' ? (
        <p class="quiet" lang="en">
          {criterion.en}
        </p>
      ) : null}
    </header>
    <div class="criterion-body">
      <div>
        <Asked view={view} criterion={criterion} />
        <OfficialText view={view} edition={edition.id} official={official} />
        <Help view={view} criterion={criterion} />
      </div>
      <aside>
        {measure ? (
          <section class="card">
            <h2>{view.t('この評価基準を満たす対策', 'The measure that closes it')}</h2>
            <p>
              <a href={view.to(`/measures/${measure.id}?edition=${edition.id}`)}>{measure.name}</a>
            </p>
          </section>
        ) : null}
        <References view={view} edition={edition} criterion={criterion} />
        <OtherEdition view={view} edition={edition} other={other} changes={changes.criteria} number={criterion.id} />
      </aside>
    </div>
    <Neighbours view={view} edition={edition.id} all={edition.criteria} current={criterion.id} />
  </CatalogueFrame>
)

function stepsOf(view: View, edition: EditionTexts, { id }: Criterion): { href: string; words: string }[] {
  const category = edition.categories.find((one) => one.id === categoryOf(id))
  const requirement = edition.requirements.find((one) => one.id === requirementOf(id))
  return [
    {
      href: view.to(`/catalogue/${edition.id}#area-${category?.id}`),
      words: `${category?.id} ${view.t(category?.name ?? '', category?.en ?? '')}`,
    },
    {
      href: view.to(`/catalogue/${edition.id}/${requirement?.id}`),
      words: `${requirement?.id} ${view.t(requirement?.name ?? '', requirement?.en ?? '')}`,
    },
  ]
}

const Help: FC<{ view: View; criterion: Criterion }> = ({ view, criterion }) => (
  <div class="guidance">
    <section>
      <h2>{view.t('なぜ大切か', 'Why it matters')}</h2>
      <p>{criterion.why}</p>
    </section>
    <section>
      <h2>{view.t('よくある進め方', 'What usually closes the gap')}</h2>
      <ol>
        {criterion.closing.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </section>
    <section>
      <h2>{view.t('証跡の例', 'Examples of evidence')}</h2>
      <ul>
        {criterion.evidence.map((example) => (
          <li>{example}</li>
        ))}
      </ul>
      <p class="quiet">
        {view.t(
          '星取が挙げる例です。制度は証跡の形を定めていません。',
          'Our examples: the scheme prescribes no form of evidence.',
        )}
      </p>
    </section>
  </div>
)

const References: FC<{ view: View; edition: EditionTexts; criterion: Criterion }> = ({ view, edition, criterion }) => {
  const named = [...edition.requirements, ...edition.criteria]
    .filter(({ id }) => criterion.refs?.includes(id))
    .map((one) => ({ id: one.id, words: 'question' in one ? view.t(one.question, one.en) : view.t(one.name, one.en) }))
  const naming = referencesTo(edition, criterion.id).map(({ criterion: { id, question, en }, whole }) => ({
    id,
    words: `${view.t(question, en)}${whole ? view.t('（要求事項全体を参照）', ' (names the whole requirement)') : ''}`,
  }))
  if (named.length + naming.length === 0) return null
  return (
    <section class="card">
      <h2>{view.t('つながり', 'Connections')}</h2>
      <Links view={view} edition={edition} title={view.t('ここから参照', 'It refers to')} links={named} />
      <Links view={view} edition={edition} title={view.t('ここを参照', 'Referred to by')} links={naming} />
    </section>
  )
}

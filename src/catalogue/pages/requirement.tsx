import type { FC } from 'hono/jsx'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { Trail } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import type { EditionChanges } from '../changes.ts'
import type { Requirement } from '../criterion.ts'
import { categoryOf, type EditionTexts, requirementOf } from '../edition.ts'
import { referencesTo } from '../references.ts'
import type { ImportedWording } from '../store.ts'
import { CHANGE_KINDS, countChanges, fromOf, toOf } from '../trace.ts'
import { CHANGE_WORDS } from '../words.ts'
import { Links } from './links.tsx'
import { CriterionRows, Stars } from './marks.tsx'
import { Neighbours } from './neighbours.tsx'
import { OfficialText } from './official-text.tsx'

/** One requirement: what it is for, its criteria, the plain question of the quick assessment, and the other edition. */
export const RequirementPage: FC<{
  view: View
  edition: EditionTexts
  other: EditionTexts
  requirement: Requirement
  changes: EditionChanges
  official: ImportedWording | undefined
}> = ({ view, edition, other, requirement, changes, official }) => {
  const category = edition.categories.find(({ id }) => id === categoryOf(requirement.id))
  const naming = referencesTo(edition, requirement.id)
  return (
    <CatalogueFrame view={view} part={edition.id} title={`${requirement.id} ${view.t(requirement.name, requirement.en)}`}>
      <Trail
        view={view}
        steps={[
          {
            href: view.to(`/catalogue/${edition.id}#area-${category?.id}`),
            words: `${category?.id} ${view.t(category?.name ?? '', category?.en ?? '')}`,
          },
        ]}
        here={requirement.id}
      />
      <h1>
        <span class="id">{requirement.id}</span> {view.t(requirement.name, requirement.en)}
      </h1>
      <p class="tags">
        <Stars view={view} requirement={requirement} />
      </p>
      <p class="lead">{requirement.summary}</p>
      <h2>{view.t(`評価基準 ${requirement.criteria.length}件`, `${requirement.criteria.length} criteria`)}</h2>
      <CriterionRows view={view} edition={edition.id} criteria={requirement.criteria} />
      <div class="columns">
        <section class="card">
          <h2>{view.t('ひとことで聞くと', 'The plain question')}</h2>
          <p>
            <strong>{requirement.quick.question}</strong>
          </p>
          <p>{requirement.quick.hint}</p>
          <p>{view.t(`まずすること: ${requirement.quick.first}`, `First: ${requirement.quick.first}`)}</p>
        </section>
        <Elsewhere view={view} edition={edition} other={other} requirement={requirement} changes={changes} />
        {naming.length === 0 ? null : (
          <section class="card">
            <h2>{view.t('つながり', 'Connections')}</h2>
            <Links
              view={view}
              edition={edition}
              title={view.t('ここを参照', 'Referred to by')}
              links={naming.map(({ criterion: { id, question, en } }) => ({ id, words: view.t(question, en) }))}
            />
          </section>
        )}
      </div>
      <OfficialText view={view} edition={edition.id} official={official} />
      <Neighbours view={view} edition={edition.id} all={edition.requirements} current={requirement.id} />
    </CatalogueFrame>
  )
}

/** What became of the requirement's criteria, or what they came from, in counts; how its own sentence changed; the same number there. */
const Elsewhere: FC<{
  view: View
  edition: EditionTexts
  other: EditionTexts
  requirement: Requirement
  changes: EditionChanges
}> = ({ view, edition, other, requirement, changes }) => {
  const newer = edition.status === 'final'
  const own = changes.criteria.filter((change) =>
    (newer ? [toOf(change) ?? ''] : fromOf(change)).some((number) => requirementOf(number) === requirement.id),
  )
  const counts = countChanges(own)
  const there = other.requirements.find(({ id }) => id === requirement.id)
  const note = changes.requirements.find((one) => one.requirement === requirement.id)
  return (
    <section class="card">
      <h2>
        {newer
          ? view.t('草案（2025-12-26）から', 'Since the draft of 2025-12-26')
          : view.t('最終版（2026-03-27）へ', 'Towards the final of 2026-03-27')}
      </h2>
      <p>
        {CHANGE_KINDS.filter((kind) => counts[kind] > 0)
          .map((kind) => `${view.say(CHANGE_WORDS[kind])} ${counts[kind]}`)
          .join(view.t('、', ', '))}
      </p>
      {note ? <p>{view.t(`要求事項の文: ${note.note}`, `The requirement itself: ${note.en}`)}</p> : null}
      <p>
        {there ? (
          <a href={view.to(`/catalogue/${other.id}/${there.id}`)}>{`${there.id} ${view.t(there.name, there.en)}`}</a>
        ) : (
          view.t('同じ番号の要求事項はありません。', 'There is no requirement of this number.')
        )}
      </p>
    </section>
  )
}

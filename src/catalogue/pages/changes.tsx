import type { FC } from 'hono/jsx'
import { toJapaneseDate } from '../../kernel/instant.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import type { View } from '../../ui/view.ts'
import type { EditionChanges } from '../changes.ts'
import { categoryOf, type EditionTexts } from '../edition.ts'
import { CHANGE_KINDS, type ChangeKind, countChanges, fromOf, toOf } from '../trace.ts'
import { CHANGE_WORDS } from '../words.ts'
import { changeRow } from './change-row.tsx'

type Props = { view: View; older: EditionTexts; newer: EditionTexts; changes: EditionChanges; only: ChangeKind | undefined }

/** What became of every criterion from one edition to the next, with both texts; and of the sentences of the requirements. */
export const ChangesPage: FC<Props> = (props) => {
  const { view, older, newer, changes, only } = props
  const shown = changes.criteria.filter(({ change }) => !only || change === only)
  return (
    <CatalogueFrame view={view} part="changes" title={view.t('版のちがい', 'Changes between editions')}>
      <h1>{view.t('草案から最終版へ', 'From the draft to the final')}</h1>
      <p class="lead">
        {view.t(
          `${toJapaneseDate(older.published)}の草案の評価基準${older.criteria.length}件が、${toJapaneseDate(newer.published)}の最終版${newer.criteria.length}件でどうなったかです。分かれたものや合わさったものがあるため、下の件数は、最終版の${newer.criteria.length}件に廃止を足した数になります。`,
          `What became of the ${older.criteria.length} criteria of the draft (${older.published}) in the ${newer.criteria.length} of the final (${newer.published}). Some were split or merged: the counts below are the criteria of the final, and those that are gone.`,
        )}
      </p>
      <Counts {...props} />
      {newer.categories.map((category) => {
        const own = shown.filter((change) => categoryOf(toOf(change) ?? fromOf(change)[0] ?? '') === category.id)
        return own.length === 0 ? null : (
          <section class="area">
            <h2>{`${category.id} ${view.t(category.name, category.en)}`}</h2>
            {only ? null : <RequirementNotes view={view} changes={changes} category={category.id} />}
            <ul class="change-rows">{own.map((change) => changeRow(change, view, older, newer))}</ul>
          </section>
        )
      })}
    </CatalogueFrame>
  )
}

/** How the sentences of the requirements themselves changed, those of one category. */
const RequirementNotes: FC<{ view: View; changes: EditionChanges; category: string }> = ({ view, changes, category }) => {
  const own = changes.requirements.filter(({ requirement }) => categoryOf(requirement) === category)
  if (own.length === 0) return null
  return (
    <details>
      <summary>{view.t(`要求事項の文の変更 ${own.length}件`, `The requirements themselves: ${own.length} changed`)}</summary>
      <dl class="facts">
        {own.map(({ requirement, note, en }) => (
          <>
            <dt>{requirement}</dt>
            <dd>{view.t(note, en)}</dd>
          </>
        ))}
      </dl>
    </details>
  )
}

/** The counts as a bar, and as links that filter. */
const Counts: FC<Props> = ({ view, older, newer, changes: { criteria: changes }, only }) => {
  const counts = countChanges(changes)
  const address = view.to(`/catalogue/changes?from=${older.id}&to=${newer.id}`)
  const starts = CHANGE_KINDS.map((_, index) => CHANGE_KINDS.slice(0, index).reduce((sum, kind) => sum + counts[kind], 0))
  return (
    <>
      <svg class="change-bar" viewBox={`0 0 ${changes.length} 10`} preserveAspectRatio="none" aria-hidden="true">
        {CHANGE_KINDS.map((kind, index) => (
          <rect class={kind} x={starts[index]} width={counts[kind]} height="10" />
        ))}
      </svg>
      <ul class="change-counts">
        <li>
          <a href={address} aria-current={only ? undefined : 'true'}>
            {view.t('すべて', 'All')} <strong>{changes.length}</strong>
          </a>
        </li>
        {CHANGE_KINDS.map((kind) => (
          <li>
            <a class={kind} href={`${address}&change=${kind}`} aria-current={only === kind ? 'true' : undefined}>
              <svg viewBox="0 0 10 10" aria-hidden="true">
                <rect class={kind} width="10" height="10" rx="2" />
              </svg>
              {view.say(CHANGE_WORDS[kind])} <strong>{counts[kind]}</strong>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

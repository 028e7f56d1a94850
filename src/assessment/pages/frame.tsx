import type { Child, FC } from 'hono/jsx'
import { Star } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { AssessmentHead } from '../actions.ts'
import type { Standing } from '../status.ts'
import { standingLabel } from './presenter.ts'

type Part = 'overview' | 'criteria' | 'scope' | 'files' | 'settings'

/** The frame of every page of one assessment: its name and its parts. */
export const AssessmentFrame: FC<{
  view: View
  head: AssessmentHead
  part: Part
  title: string
  wide?: boolean
  children?: Child
}> = ({ view, head, part, title, wide = false, children }) => (
  <Page view={view} title={`${title} - ${head.title}`} area="assessments" wide={wide}>
    <div class="assessment-head">
      <p>
        <a href={`/assessments/${head.id}`}>{head.title}</a> <Star level={head.target} />{' '}
        <span class="quiet">{view.t(`${head.edition}版`, `Edition ${head.edition}`)}</span>
      </p>
      <nav aria-label={view.t('この評価のページ', 'Pages of this assessment')}>
        <ul>
          {partsOf(view, head).map((entry) => (
            <li>
              <a href={entry.href} aria-current={entry.part === part ? 'page' : undefined}>
                {entry.words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
    {children}
  </Page>
)

/** A standing as its mark and its words, never by colour alone. */
export const StandingChip: FC<{ view: View; standing: Standing; confirmed?: boolean }> = ({ view, standing, confirmed }) => (
  <span class={`standing ${standing}`}>{standingLabel(view, standing, confirmed ?? false)}</span>
)

function partsOf(view: View, head: AssessmentHead): { part: Part; href: string; words: string }[] {
  const base = `/assessments/${head.id}`
  return [
    { part: 'overview', href: base, words: view.t('全体像', 'Overview') },
    { part: 'criteria', href: `${base}/criteria`, words: view.t('回答する', 'Answer') },
    { part: 'scope', href: `${base}/scope`, words: view.t('適用範囲', 'Scope') },
    { part: 'files', href: `${base}/files`, words: view.t('報告書・取り込み・書き出し', 'Report, import, export') },
    { part: 'settings', href: `${base}/settings`, words: view.t('設定', 'Settings') },
  ]
}

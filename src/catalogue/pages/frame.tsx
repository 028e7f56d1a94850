import type { Child, FC } from 'hono/jsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { EditionId } from '../edition.ts'

type Part = EditionId | 'changes' | 'sources'

/** The frame of every catalogue page: the editions, what changed between them, and the sources. */
export const CatalogueFrame: FC<{ view: View; part: Part; title: string; wide?: boolean; children?: Child }> = ({
  view,
  part,
  title,
  wide = false,
  children,
}) => (
  <Page view={view} title={title} area="catalogue" wide={wide}>
    <nav class="catalogue-parts" aria-label={view.t('評価基準のページ', 'Catalogue')}>
      <ul>
        {partsOf(view).map((entry) => (
          <li>
            <a href={entry.href} aria-current={entry.part === part ? 'true' : undefined}>
              {entry.words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <div class="catalogue">{children}</div>
  </Page>
)

function partsOf(view: View): { part: Part; href: string; words: string }[] {
  return [
    { part: '2026-03-27', href: '/catalogue/2026-03-27', words: view.t('最終版 2026-03-27', 'Final 2026-03-27') },
    { part: '2025-12-26', href: '/catalogue/2025-12-26', words: view.t('草案 2025-12-26', 'Draft 2025-12-26') },
    { part: 'changes', href: '/catalogue/changes', words: view.t('版のちがい', 'Changes') },
    { part: 'sources', href: '/catalogue/sources', words: view.t('出典と正誤', 'Sources and errata') },
  ]
}

/** `ja` where the words beside it stay Japanese on an English screen. */
export function japanese(view: View): 'ja' | undefined {
  return view.lang === 'en' ? 'ja' : undefined
}

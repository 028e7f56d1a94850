import type { Child, FC } from 'hono/jsx'
import { Page } from './page.tsx'
import { Tabs } from './tabs.tsx'
import type { View } from './view.ts'

/** An edition's id, or one of the pages about both. */
type Part = string

/** The frame of every catalogue page: the editions, the measures that close them, ISO/IEC 27001, what changed, and the sources. */
export const CatalogueFrame: FC<{ view: View; part: Part; title: string; wide?: boolean; children?: Child }> = ({
  view,
  part,
  title,
  wide = false,
  children,
}) => (
  <Page view={view} title={title} area="catalogue" wide={wide}>
    <Tabs label={view.t('評価基準のページ', 'Catalogue')} current={part} tabs={partsOf(view)} />
    <div class="catalogue">{children}</div>
  </Page>
)

function partsOf(view: View): { name: Part; href: string; words: string }[] {
  return [
    { name: '2026-03-27', href: view.to('/catalogue/2026-03-27'), words: view.t('最終版 2026-03-27', 'Final 2026-03-27') },
    { name: '2025-12-26', href: view.to('/catalogue/2025-12-26'), words: view.t('草案 2025-12-26', 'Draft 2025-12-26') },
    { name: 'measures', href: view.to('/measures'), words: view.t('対策', 'Measures') },
    { name: 'iso-27001', href: view.to('/crosswalk/iso-27001'), words: 'ISO/IEC 27001' },
    { name: 'changes', href: view.to('/catalogue/changes'), words: view.t('版のちがい', 'Changes') },
    { name: 'sources', href: view.to('/catalogue/sources'), words: view.t('出典と正誤', 'Sources and errata') },
  ]
}

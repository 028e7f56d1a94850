import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { BeginFields } from '../../ui/begin-fields.tsx'
import { Refusals } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { KindChoices } from './kind-choices.tsx'

/** Begins another organisation; whoever begins it answers for it. */
export const NewOrganisationPage: FC<{
  view: View
  typed: { organisation: string; person: string; kinds: readonly string[] }
  refusals: readonly Refusal[]
}> = ({ view, typed, refusals }) => (
  <Page view={view} title={view.t('組織を始める', 'Begin an organisation')} area="organisation">
    <h1>{view.t('組織を始める', 'Begin an organisation')}</h1>
    <p>{view.t('始めた人が、その組織の責任者になります。', 'Whoever begins it is responsible for it.')}</p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={view.to('/organisations')}>
      <Once />
      <BeginFields view={view} typed={typed} refusals={refusals} />
      <KindChoices view={view} chosen={typed.kinds} />
      <div class="actions">
        <button type="submit">{view.t('始める', 'Begin')}</button>
      </div>
    </form>
  </Page>
)

import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { NEW_ORGANISATION } from '../forms.ts'
import { KindChoices } from './kind-choices.tsx'

/** Begins another organisation; whoever begins it answers for it. */
export const NewOrganisationPage: FC<{
  view: View
  typed: Typed<typeof NEW_ORGANISATION>
  refusals: readonly Refusal[]
}> = ({ view, typed, refusals }) => (
  <Page view={view} title={view.t('組織を始める', 'Begin an organisation')} area="organisation">
    <Trail
      view={view}
      steps={[{ href: view.to('/organisations'), words: view.t('組織を選ぶ', 'Choose an organisation') }]}
      here={view.t('組織を始める', 'Begin an organisation')}
    />
    <h1>{view.t('組織を始める', 'Begin an organisation')}</h1>
    <p>{view.t('始めた人が、その組織の責任者になります。', 'Whoever begins it is responsible for it.')}</p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={view.to('/organisations')}>
      <Once />
      <Field
        view={view}
        name="organisation"
        label={view.t('会社・組織の名前', 'Company or organisation')}
        value={typed.organisation}
        {...boundsOf(NEW_ORGANISATION, 'organisation')}
        autocomplete="organization"
        refusals={refusals}
      />
      <Field
        view={view}
        name="person"
        label={view.t('あなたの名前', 'Your name')}
        value={typed.person}
        {...boundsOf(NEW_ORGANISATION, 'person')}
        autocomplete="name"
        refusals={refusals}
      />
      <KindChoices view={view} chosen={typed.kinds} refusals={refusals} />
      <div class="actions">
        <button type="submit">{view.t('始める', 'Begin')}</button>
      </div>
    </form>
  </Page>
)

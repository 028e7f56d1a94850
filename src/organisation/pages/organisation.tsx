import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { KINDS, type OrganisationKind } from '../../roles/permissions.ts'
import { Field, Refusals } from '../../ui/components.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import { ORGANISATION } from '../forms.ts'
import { KindChoices } from './kind-choices.tsx'

/** The settings of the organisation: its name and what it is. */
export const OrganisationPage: FC<{
  view: View
  typed: Typed<typeof ORGANISATION>
  kinds: readonly OrganisationKind[]
  refusals: readonly Refusal[]
  saved: boolean
}> = ({ view, typed, kinds, refusals, saved }) => {
  const appointed = kinds.filter((kind) => KINDS[kind].appointed)
  return (
    <OrganisationFrame view={view} part="organisation" title={view.t('組織の設定', 'Settings')}>
      <h1>{view.t('組織の設定', 'Settings of the organisation')}</h1>
      {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to('/organisation')} data-guarded>
        <Field
          view={view}
          name="organisation"
          label={view.t('会社・組織の名前', 'Company or organisation')}
          value={typed.organisation}
          {...boundsOf(ORGANISATION, 'organisation')}
          refusals={refusals}
        />
        <KindChoices view={view} chosen={typed.kinds} refusals={refusals} />
        {appointed.length > 0 ? (
          <p>
            {view.t('設定されている立場: ', 'Appointed: ')}
            {appointed.map((kind) => view.say(KINDS[kind])).join(view.t('・', ', '))}
          </p>
        ) : null}
        <div class="actions">
          <button type="submit">{view.t('保存', 'Save')}</button>
        </div>
      </form>
    </OrganisationFrame>
  )
}

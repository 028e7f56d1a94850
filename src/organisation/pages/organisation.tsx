import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { KINDS, type OrganisationKind } from '../../roles/permissions.ts'
import { Field, Refusals } from '../../ui/components.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import type { View } from '../../ui/view.ts'
import { KindChoices } from './kind-choices.tsx'

/** The settings of the organisation: its name and what it is. */
export const OrganisationPage: FC<{
  view: View
  typed: { name: string; kinds: readonly string[] }
  kinds: readonly OrganisationKind[]
  refusals: readonly Refusal[]
  saved: boolean
}> = ({ view, typed, kinds, refusals, saved }) => {
  const appointed = kinds.filter((kind) => KINDS[kind].appointed)
  return (
    <OrganisationFrame view={view} part="settings" title={view.t('組織の設定', 'Settings')}>
      <h1>{view.t('組織の設定', 'Settings of the organisation')}</h1>
      {saved ? (
        <p class="saved-note" role="status">
          {view.t('保存しました。', 'Saved.')}
        </p>
      ) : null}
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to('/organisation')} data-guarded>
        <Field
          view={view}
          name="organisation"
          label={view.t('会社・組織の名前', 'Company or organisation')}
          value={typed.name}
          maxlength={200}
          required
          refusals={refusals}
        />
        <KindChoices view={view} chosen={typed.kinds} />
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

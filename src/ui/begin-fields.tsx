import type { FC } from 'hono/jsx'
import type { Refusal } from '../kernel/refusal.ts'
import { Field } from './components.tsx'
import type { View } from './view.ts'

/** The two names with which an organisation begins, wherever a person begins one. */
export const BeginFields: FC<{
  view: View
  typed: { organisation?: string; person?: string }
  refusals: readonly Refusal[]
}> = ({ view, typed, refusals }) => (
  <>
    <Field
      view={view}
      name="organisation"
      label={view.t('会社・組織の名前', 'Company or organisation')}
      value={typed.organisation ?? ''}
      maxlength={200}
      autocomplete="organization"
      required
      refusals={refusals}
    />
    <Field
      view={view}
      name="person"
      label={view.t('あなたの名前', 'Your name')}
      value={typed.person ?? ''}
      maxlength={100}
      autocomplete="name"
      required
      refusals={refusals}
    />
  </>
)

import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Field, Refusals } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import { SCOPE, type ScopeItem, type ScopeKind, scopeSeen } from '../scope.ts'
import type { AssessmentHead } from '../store.ts'

const SPARE_ROWS = 3

/** What the assessment covers, and what it leaves out with the reason. */
export const ScopePage: FC<{
  view: View
  head: AssessmentHead
  typed: Typed<typeof SCOPE>
  /** What is saved now, which may be more than what the form began with. */
  scope: readonly ScopeItem[]
  refusals: readonly Refusal[]
  saved: boolean
}> = ({ view, head, typed, scope, refusals, saved }) => (
  <AssessmentFrame view={view} head={head} part="scope" title={view.t('適用範囲', 'Scope')}>
    <h1>{view.t('適用範囲', 'Scope')}</h1>
    <p class="lead">
      {view.t(
        '評価の対象にする拠点・システム・クラウドサービスと、除外するものを書きます。除外には理由が必要です。',
        'List the sites, systems and cloud services that the assessment covers, and what is left out, with the reason.',
      )}
    </p>
    {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
    <Refusals view={view} refusals={refusals} />
    {refusals.some(({ code }) => code === 'scope.changed') ? <Current view={view} scope={scope} /> : null}
    {view.may('assessment.scope') ? null : scope.length > 0 ? (
      <Current view={view} scope={scope} />
    ) : (
      <p class="empty">{view.t('適用範囲は、まだ書かれていません。', 'No scope is written yet.')}</p>
    )}
    {view.may('assessment.scope') ? (
      <form method="post" action={view.to(`/assessments/${head.id}/scope`)} data-guarded>
        <input type="hidden" name="seen" value={scopeSeen(scope)} />
        <Field
          view={view}
          name="site"
          label={view.t('拠点', 'Sites')}
          help={view.t('1行に1つ書きます。例: 本社(東京都)', 'One per line, such as “Head office (Tokyo)”.')}
          value={typed.site}
          rows={3}
          refusals={refusals}
        />
        <Field
          view={view}
          name="system"
          label={view.t('システム・機器', 'Systems and devices')}
          help={view.t('1行に1つ。例: 受発注システム、社内のパソコン', 'One per line, such as “Ordering system”.')}
          value={typed.system}
          rows={3}
          refusals={refusals}
        />
        <Field
          view={view}
          name="cloud"
          label={view.t('クラウドサービス', 'Cloud services')}
          help={view.t('1行に1つ。例: メール、ファイル共有', 'One per line, such as “Mail”.')}
          value={typed.cloud}
          rows={3}
          refusals={refusals}
        />
        <fieldset class="exclusions">
          <legend>{view.t('除外するもの', 'Left out')}</legend>
          <p class="quiet">
            {view.t(
              '工場の制御システムや、販売する製品そのものは、原則として対象の外とされています(中間段階の資料による)。最終の判断は専門家・評価機関と確かめてください。',
              'Factory control systems and supplied products are in principle outside (according to interim material). Check with your expert or evaluation body.',
            )}
          </p>
          {[...typed.exclusion, ...Array<string>(SPARE_ROWS).fill('')].map((name, row) => (
            <div class="pair">
              <Cell
                view={view}
                name="exclusion"
                row={row}
                label={view.t('除外するもの', 'What')}
                value={name}
                refusals={refusals}
              />
              <Cell
                view={view}
                name="exclusionReason"
                row={row}
                label={view.t('理由', 'Reason')}
                value={typed.exclusionReason[row] ?? ''}
                refusals={refusals}
              />
            </div>
          ))}
        </fieldset>
        <div class="actions">
          <button type="submit">{view.t('保存', 'Save')}</button>
        </div>
      </form>
    ) : null}
  </AssessmentFrame>
)

const Cell: FC<{
  view: View
  name: 'exclusion' | 'exclusionReason'
  row: number
  label: string
  value: string
  refusals: readonly Refusal[]
}> = ({ view, name, row, label, value, refusals }) => {
  const id = `${name}-${row}`
  const own = refusals.filter(({ field }) => field === id).map((refusal) => ({ ...refusal, field: name }))
  return <Field view={view} name={name} id={id} label={label} value={value} {...boundsOf(SCOPE, name)} refusals={own} />
}

const Current: FC<{ view: View; scope: readonly ScopeItem[] }> = ({ view, scope }) => (
  <section class="card">
    <h2>{view.t('いまの内容', 'What stands now')}</h2>
    <ul>
      {scope.map(({ kind, name, reason }) => (
        <li>
          {`${view.t(KIND[kind].ja, KIND[kind].en)}: ${name}`}
          {reason === '' ? '' : ` (${reason})`}
        </li>
      ))}
    </ul>
  </section>
)

const KIND: Record<ScopeKind, { ja: string; en: string }> = {
  site: { ja: '拠点', en: 'Site' },
  system: { ja: 'システム・機器', en: 'System' },
  cloud: { ja: 'クラウドサービス', en: 'Cloud service' },
  exclusion: { ja: '除外', en: 'Left out' },
}

import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Refusals, Trail } from '../../ui/components.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import { LEAST_MONTHS, MOST_MONTHS, RETENTION } from '../retention.ts'

/** How long the content of the log is kept, why at least six months, and what remains afterwards. */
export const RetentionPage: FC<{ view: View; months: number; typed: string; refusals: readonly Refusal[]; saved: boolean }> = ({
  view,
  months,
  typed,
  refusals,
  saved,
}) => (
  <OrganisationFrame view={view} part="log" title={view.t('記録の保存期間', 'Retention of the log')}>
    <Trail view={view} steps={[{ href: view.to('/log'), words: view.t('記録', 'Log') }]} here={view.t('保存期間', 'Retention')} />
    <h1>{view.t('記録の保存期間', 'Retention of the log')}</h1>
    {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
    <p class="lead">{view.t(`いまは${months}か月です。`, `It is ${months} months now.`)}</p>
    <ul>
      <li>
        {view.t(
          `制度の評価基準 (4-1-8-4、4-4-3-1) が、ログの6か月以上の保管を求めています。そのため、${LEAST_MONTHS}か月より短くはできません。`,
          `The scheme's criteria (4-1-8-4, 4-4-3-1) ask for logs to be kept for at least six months, so it cannot be shorter than ${LEAST_MONTHS}.`,
        )}
      </li>
      <li>
        {view.t(
          '期間を過ぎた記録は、1日に1回、内容だけを消します。そこに記録があったことを示すハッシュは残り、消したことも記録されます。',
          'Once a day the content of older entries is removed. Their hashes stay, and the removal is itself an entry.',
        )}
      </li>
      <li>
        {view.t(
          '★4の登録は3年続きます。評価のときに説明に使うつもりなら、36か月以上にしてください。',
          'A ★4 registration lasts three years: choose 36 months or more to have the log at hand for it.',
        )}
      </li>
    </ul>
    {view.may('organisation.settings') ? (
      <form method="post" action={view.to('/log/retention')}>
        <Refusals view={view} refusals={refusals} />
        <Field
          view={view}
          name="months"
          label={view.t('保存する月数', 'Months')}
          help={view.t(
            `${LEAST_MONTHS}〜${MOST_MONTHS}。短くすると、次の消去で古い内容が消え、元に戻せません。`,
            `${LEAST_MONTHS} to ${MOST_MONTHS}. A shorter time removes older content for good.`,
          )}
          value={typed}
          {...boundsOf(RETENTION, 'months')}
          inputmode="numeric"
          refusals={refusals}
        />
        <button type="submit">{view.t('保存', 'Save')}</button>
      </form>
    ) : (
      <p>{view.t('変えられるのは、組織の責任者です。', 'The responsible person of the organisation can change it.')}</p>
    )}
  </OrganisationFrame>
)

import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Choices, Field, Refusals } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { REMOVAL, SETTINGS } from '../forms.ts'
import type { AssessmentHead } from '../store.ts'

/** The name and the target of an assessment, and its removal. Its edition stays for life. */
export const SettingsPage: FC<{
  view: View
  head: AssessmentHead
  typed: { title: string; target: string; typedTitle?: string }
  refusals: readonly Refusal[]
}> = ({ view, head, typed, refusals }) => (
  <AssessmentFrame view={view} head={head} part="settings" title={view.t('設定', 'Settings')}>
    <h1>{view.t('評価の設定', 'Settings')}</h1>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={view.to(`/assessments/${head.id}/settings`)} data-guarded>
      <Field
        view={view}
        name="title"
        label={view.t('評価の名前', 'Name')}
        value={typed.title}
        {...boundsOf(SETTINGS, 'title')}
        refusals={refusals}
      />
      <Choices view={view} name="target" legend={view.t('めざす★', 'Target')} refusals={refusals}>
        <p class="quiet">{view.t('★を変えても、回答はそのまま残ります。', 'Answers stay whichever ★ you aim at.')}</p>
        <div class="choices row">
          {(['3', '4'] as const).map((target) => (
            <label class="choice">
              <input type="radio" name="target" value={target} checked={typed.target === target} />
              <span>{`★${target}`}</span>
            </label>
          ))}
        </div>
      </Choices>
      <p class="quiet">
        {view.t(
          `評価基準の版は ${head.edition} です。版は途中で変わりません。`,
          `Edition ${head.edition}. It never changes on the way.`,
        )}
      </p>
      <div class="actions">
        <button type="submit">{view.t('保存', 'Save')}</button>
      </div>
    </form>
    {view.may('assessment.remove') ? (
      <details open={refusals.some(({ field }) => field === 'typedTitle')}>
        <summary>{view.t('この評価を消す', 'Remove this assessment')}</summary>
        <form method="post" action={view.to(`/assessments/${head.id}/removal`)}>
          <p>
            {view.t(
              '回答・履歴・取り込みの控えがすべて消え、元に戻せません。先に「書き出す」で控えを取ることをおすすめします。',
              'Answers, history and exports are gone for good. Export a copy first.',
            )}
          </p>
          <Field
            view={view}
            name="typedTitle"
            label={view.t('確認のため、評価の名前を入力してください', 'Type the name to confirm')}
            help={head.title}
            value={typed.typedTitle ?? ''}
            {...boundsOf(REMOVAL, 'typedTitle')}
            autocomplete="off"
            refusals={refusals}
          />
          <div class="actions">
            <button type="submit" class="danger">
              {view.t('消す', 'Remove')}
            </button>
          </div>
        </form>
      </details>
    ) : null}
  </AssessmentFrame>
)

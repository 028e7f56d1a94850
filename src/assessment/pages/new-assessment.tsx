import type { FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import { boundsOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Choices, Field, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { NEW_ASSESSMENT } from '../forms.ts'

/** What a new assessment needs: a name, a ★, an edition. */
export const NewAssessmentPage: FC<{
  view: View
  editions: Edition[]
  typed: { title: string; target: string; edition: string }
  refusals: readonly Refusal[]
}> = ({ view, editions, typed, refusals }) => (
  <Page view={view} title={view.t('評価を始める', 'Start an assessment')} area="assessments">
    <Trail
      view={view}
      steps={[{ href: view.to('/assessments'), words: view.t('評価', 'Assessments') }]}
      here={view.t('評価を始める', 'Start')}
    />
    <h1>{view.t('評価を始める', 'Start an assessment')}</h1>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={view.to('/assessments')}>
      <Once />
      <Field
        view={view}
        name="title"
        label={view.t('評価の名前', 'Name')}
        help={view.t(
          'あとで見分けられる名前にします。例: 本社 2027年度',
          'Something you will recognise, such as “Head office 2027”.',
        )}
        value={typed.title}
        {...boundsOf(NEW_ASSESSMENT, 'title')}
        refusals={refusals}
      />
      <Choices view={view} name="target" legend={view.t('めざす★', 'Target')} refusals={refusals}>
        <div class="choices">
          <label class="choice">
            <input type="radio" name="target" value="3" checked={typed.target !== '4'} required />
            <span>
              ★3
              <small>{view.t('自己評価と、セキュリティ専門家の確認', 'Self-assessment checked by an expert')}</small>
            </span>
          </label>
          <label class="choice">
            <input type="radio" name="target" value="4" checked={typed.target === '4'} />
            <span>
              ★4
              <small>
                {view.t('評価機関による評価。★3の基準も含みます', 'Assessed by an evaluation body; includes the criteria of ★3')}
              </small>
            </span>
          </label>
        </div>
        <p>
          <a href={view.to('/level')}>
            {view.t('どちらか分からないときは、3つの質問で決められます', 'Not sure? Three questions decide')}
          </a>
        </p>
      </Choices>
      <Choices view={view} name="edition" legend={view.t('評価基準の版', 'Edition')} refusals={refusals}>
        <div class="choices">
          {editions.map((edition) => (
            <label class="choice">
              <input type="radio" name="edition" value={edition.id} checked={typed.edition === edition.id} required />
              <span>
                {`${edition.id} ${view.t(edition.title, edition.en)}`}
                <small>
                  {view.t(
                    `要求事項 ${edition.counts.requirements}・評価基準 ${edition.counts.star3 + edition.counts.star4}`,
                    `${edition.counts.requirements} requirements, ${edition.counts.star3 + edition.counts.star4} criteria`,
                  )}
                </small>
              </span>
            </label>
          ))}
        </div>
      </Choices>
      <div class="actions">
        <button type="submit" class="large">
          {view.t('始める', 'Start')}
        </button>
      </div>
    </form>
  </Page>
)

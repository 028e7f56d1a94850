import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ENGAGEMENT_KINDS, ENGAGEMENT_WORDS, SIGHT_WORDS, SIGHTS } from '../../roles/engagement.ts'
import { Choices, Field } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import type { View } from '../../ui/view.ts'
import { OFFER } from '../forms.ts'

/** Engages an expert: what for, until when, which assessments and how deep, and the first of their people. */
export const OfferForm: FC<{
  view: View
  assessments: Pick<AssessmentHead, 'id' | 'title'>[]
  typed: Typed<typeof OFFER>
  refusals: readonly Refusal[]
}> = ({ view, assessments, typed, refusals }) => (
  <details open={refusals.length > 0}>
    <summary>{view.t('専門家に頼む', 'Engage an expert')}</summary>
    <form method="post" action={view.to('/engagements')} class="card">
      <Once />
      <Choices view={view} name="kind" legend={view.t('何を頼むか', 'What for')} refusals={refusals}>
        <div class="choices">
          {ENGAGEMENT_KINDS.map((kind) => (
            <label class="choice">
              <input type="radio" name="kind" value={kind} checked={typed.kind === kind} />
              <span>
                <b>{view.say(ENGAGEMENT_WORDS[kind])}</b>
                <br />
                <span class="quiet">{view.say(ENGAGEMENT_WORDS[kind].about)}</span>
              </span>
            </label>
          ))}
        </div>
      </Choices>
      <Field
        view={view}
        name="expertName"
        label={view.t('専門家の会社・事務所', 'Firm of the expert')}
        value={typed.expertName}
        {...boundsOf(OFFER, 'expertName')}
        refusals={refusals}
      />
      <Field
        view={view}
        name="personName"
        label={view.t('来てもらう人の名前', 'Name of the person')}
        value={typed.personName}
        {...boundsOf(OFFER, 'personName')}
        refusals={refusals}
      />
      <Field
        view={view}
        name="email"
        type="email"
        label={view.t('その人のメールアドレス', 'Their mail address')}
        value={typed.email}
        {...boundsOf(OFFER, 'email')}
        refusals={refusals}
      />
      <div class="columns">
        <Field
          view={view}
          name="begins"
          type="date"
          label={view.t('始まる日', 'First day')}
          value={typed.begins}
          {...boundsOf(OFFER, 'begins')}
          refusals={refusals}
        />
        <Field
          view={view}
          name="ends"
          type="date"
          label={view.t('終わる日', 'Last day')}
          value={typed.ends}
          {...boundsOf(OFFER, 'ends')}
          refusals={refusals}
        />
      </div>
      <Choices view={view} name="covers" legend={view.t('見せる評価', 'Which assessments')} refusals={refusals}>
        <div class="choices">
          <label class="choice">
            <input type="radio" name="covers" value="all" checked={typed.covers === 'all'} />
            <span>{view.t('すべて(これから始めるものも)', 'All, also those that begin later')}</span>
          </label>
          <label class="choice">
            <input type="radio" name="covers" value="some" checked={typed.covers === 'some'} />
            <span>{view.t('選んだものだけ', 'Those chosen here')}</span>
          </label>
        </div>
      </Choices>
      <Choices view={view} name="assessments" legend={view.t('選んだ評価', 'Chosen assessments')} refusals={refusals}>
        <div class="choices">
          {assessments.map(({ id, title }) => (
            <label class="choice">
              <input type="checkbox" name="assessments" value={id} checked={typed.assessments.includes(id)} />
              <span>{title}</span>
            </label>
          ))}
        </div>
      </Choices>
      <Choices view={view} name="sight" legend={view.t('どこまで見せるか', 'How deep they see')} refusals={refusals}>
        <div class="choices">
          {SIGHTS.map((sight) => (
            <label class="choice">
              <input type="radio" name="sight" value={sight} checked={typed.sight === sight} />
              <span>{view.say(SIGHT_WORDS[sight])}</span>
            </label>
          ))}
          <label class="choice">
            <input type="checkbox" name="mayAnswer" value="1" checked={typed.mayAnswer === '1'} />
            <span>{view.t('回答も任せる(すべてを見せるときだけ)', 'They may answer, too (only if they see everything)')}</span>
          </label>
        </div>
      </Choices>
      <Field
        view={view}
        name="note"
        label={view.t('相手へのひとこと', 'A note to them')}
        value={typed.note}
        rows={2}
        {...boundsOf(OFFER, 'note')}
        refusals={refusals}
      />
      <button type="submit">{view.t('頼んで、招待を送る', 'Engage and invite')}</button>
    </form>
  </details>
)

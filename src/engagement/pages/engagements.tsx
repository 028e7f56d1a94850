import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { toJapaneseDate, toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ENGAGEMENT_WORDS, type EngagementState, SIGHT_WORDS } from '../../roles/engagement.ts'
import { Empty, Field, Refusals } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import { type Row, Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { ListedEngagement } from '../engagement-actions.ts'
import { COLLEAGUE, ENDING, type OFFER } from '../forms.ts'
import { OfferForm } from './offer-form.tsx'

export type EngagementsProps = {
  view: View
  engagements: ListedEngagement[]
  assessments: Pick<AssessmentHead, 'id' | 'title'>[]
  typed: Typed<typeof OFFER>
  refusals: readonly Refusal[]
  /** What was typed to invite another person of an expert or to end their engagement, and refused. */
  refused: ({ engagement: string } & (Typed<typeof COLLEAGUE> | Typed<typeof ENDING>)) | undefined
  told: 'offered' | 'ended' | undefined
}

/** Experts at work for the organisation, and how to engage another. */
export const EngagementsPage: FC<EngagementsProps> = (props) => {
  const { view, engagements, told, refusals } = props
  return (
    <OrganisationFrame view={view} part="engagements" title={view.t('専門家との契約', 'Experts')}>
      <h1>{view.t('専門家との契約', 'Experts who work for you')}</h1>
      {told ? (
        <SavedNote>
          {told === 'ended'
            ? view.t('契約を終えました。相手はもう入れません。', 'It has ended; they can no longer enter.')
            : view.t('招待のメールを送りました。', 'The invitation is on its way.')}
        </SavedNote>
      ) : null}
      <Refusals view={view} refusals={refusals.map((refusal) => leadingInto(props.refused?.engagement, refusal))} />
      {engagements.length === 0 ? (
        <Empty icon="user-group" title={view.t('まだ専門家に頼んでいません。', 'No expert is engaged yet.')}>
          <p>
            {view.t(
              '外の専門家に見てもらうときは、ここから招きます。何を・いつまで・どこまで見せるかを決め、終わればすぐに閉じられます。',
              'Invite an expert here: what for, until when, and how deep they see. End it whenever you like.',
            )}
          </p>
        </Empty>
      ) : (
        <Table
          label={view.t('専門家との契約', 'Experts')}
          columns={[
            { words: view.t('専門家', 'Expert'), kind: 'head' },
            { words: view.t('期間', 'Period') },
            { words: view.t('見せるもの', 'They see') },
            { words: view.t('評価', 'Assessments') },
            { words: view.t('人', 'People') },
          ]}
          rows={engagements.map((engagement) => toRow(props, engagement))}
        />
      )}
      {view.may('engagement.offer') ? <OfferForm {...props} refusals={props.refused ? [] : refusals} /> : null}
    </OrganisationFrame>
  )
}

function toRow(props: EngagementsProps, engagement: ListedEngagement): Row {
  const { view, assessments } = props
  const { kind, begins, ends, state, people, endedAt } = engagement
  const titles = engagement.assessments?.map((id) => assessments.find((one) => one.id === id)?.title ?? '').filter(Boolean)
  return {
    class: state === 'over' ? 'over' : undefined,
    cells: [
      <>
        {engagement.expertName} <span class="chip">{view.say(ENGAGEMENT_WORDS[kind])}</span>{' '}
        <span class="chip">{view.say(STATE_WORDS[state])}</span>
      </>,
      <>
        {view.t(`${toJapaneseDate(begins)} から ${toJapaneseDate(ends)} まで`, `${begins} to ${ends}`)}
        {endedAt ? (
          <span class="quiet">
            <br />
            {`${view.t('終了', 'Ended')} ${toWordsInJapan(endedAt, view.lang)} ${engagement.endReason}`}
          </span>
        ) : null}
      </>,
      `${view.say(SIGHT_WORDS[engagement.sight])}${engagement.mayAnswer ? view.t('・回答も任せる', ', and may answer') : ''}`,
      titles && titles.length > 0
        ? titles.join('、')
        : engagement.assessments
          ? view.t(`${engagement.assessments.length}件`, `${engagement.assessments.length}`)
          : view.t('すべて', 'All'),
      people.length === 0
        ? view.t('招待の返事を待っています', 'Waiting for an answer')
        : people.map(({ name }) => name).join('、'),
    ],
    below:
      state === 'over' || !(view.may('engagement.offer') || view.may('engagement.end')) ? null : (
        <EngagementForms {...props} engagement={engagement} />
      ),
  }
}

const EngagementForms: FC<EngagementsProps & { engagement: ListedEngagement }> = (props) => {
  const { view, engagement } = props
  const refused = props.refused?.engagement === engagement.id ? props.refused : undefined
  const refusals = refused ? props.refusals : []
  const colleague = refused && 'email' in refused ? refused : undefined
  const ending = refused && 'reason' in refused ? refused : undefined
  return (
    <div class="person-forms">
      {view.may('engagement.offer') ? (
        <details open={colleague !== undefined}>
          <summary>{view.t('同じ会社の人をもう1人招く', 'Invite another of their people')}</summary>
          <form method="post" action={view.to(`/engagements/${engagement.id}/people`)}>
            <Once />
            <Field
              view={view}
              name="personName"
              id={`personName-${engagement.id}`}
              label={view.t('名前', 'Name')}
              value={colleague?.personName ?? ''}
              {...boundsOf(COLLEAGUE, 'personName')}
              refusals={refusals}
            />
            <Field
              view={view}
              name="email"
              id={`email-${engagement.id}`}
              type="email"
              label={view.t('メールアドレス', 'Mail address')}
              value={colleague?.email ?? ''}
              {...boundsOf(COLLEAGUE, 'email')}
              refusals={refusals}
            />
            <button type="submit" class="second">
              {view.t('招待を送る', 'Send the invitation')}
            </button>
          </form>
        </details>
      ) : null}
      {view.may('engagement.end') ? (
        <details open={ending !== undefined}>
          <summary>{view.t('契約を終える', 'End it')}</summary>
          <form method="post" action={view.to(`/engagements/${engagement.id}/end`)}>
            <Field
              view={view}
              name="reason"
              id={`reason-${engagement.id}`}
              label={view.t('理由(書かなくてもよい)', 'Reason (may be empty)')}
              value={ending?.reason ?? ''}
              {...boundsOf(ENDING, 'reason')}
              refusals={refusals}
            />
            <button type="submit" class="danger">
              {view.t(`${engagement.expertName}との契約を終える`, `End the engagement of ${engagement.expertName}`)}
            </button>
          </form>
        </details>
      ) : null}
    </div>
  )
}

/** A refusal whose link leads into the form of an engagement, where that was refused. */
function leadingInto(engagement: string | undefined, refusal: Refusal): Refusal {
  return engagement && refusal.field ? { ...refusal, field: `${refusal.field}-${engagement}` } : refusal
}

const STATE_WORDS: Record<EngagementState, { ja: string; en: string }> = {
  coming: { ja: 'これから', en: 'To come' },
  current: { ja: '契約中', en: 'Current' },
  over: { ja: '終了', en: 'Over' },
}

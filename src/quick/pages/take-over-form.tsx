import type { FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import type { View } from '../../ui/view.ts'
import { packAnswers, type QuickSheet, questionsFor, TAKE_OVER, toQuery } from '../quick-answers.ts'

export type TypedTakeOver = Partial<Typed<typeof TAKE_OVER>>

/** The step from the quick assessment to the full one: a name for it, and who we are where nobody has begun yet. */
export const TakeOverForm: FC<{
  view: View
  edition: Edition
  sheet: QuickSheet
  typed: TypedTakeOver
  refusals: readonly Refusal[]
}> = ({ view, edition, sheet, typed, refusals }) => (
  <section class="card raised quick-take-over no-print" aria-labelledby="take-over">
    <h2 id="take-over">{view.t('この内容で評価を始める', 'Start the assessment from here')}</h2>
    <p>
      {view.t(
        '評価基準を1つずつ確かめる、本番の評価に進みます。ここでの答えは、各評価基準のメモとして引き継ぎます。どの評価基準も未回答から始まり、「満たす」にはなりません。',
        'The full assessment goes through the criteria one by one. Your answers come along as notes; every criterion starts unanswered, none as met.',
      )}
    </p>
    {view.may('assessment.begin') ? (
      <Begin view={view} edition={edition} sheet={sheet} typed={typed} refusals={refusals} />
    ) : view.signedIn ? (
      <p>
        {view.t(
          'いまの組織と役割では、評価を始められません。始められる組織に切り替えると、この結果から始められます。',
          'Not with your role in this organisation. Switch to one in which you may begin an assessment.',
        )}{' '}
        <a href={view.to('/organisations')}>{view.t('組織を切り替える', 'Switch organisation')}</a>
      </p>
    ) : (
      <SignInFirst view={view} edition={edition} sheet={sheet} />
    )}
  </section>
)

type BeginProps = Parameters<typeof TakeOverForm>[0]

const Begin: FC<BeginProps> = ({ view, edition, sheet, typed, refusals }) => (
  <form method="post" action={view.to('/quick/assessments')}>
    <Once />
    <input type="hidden" name="e" value={sheet.edition} />
    <input type="hidden" name="t" value={sheet.target} />
    <input type="hidden" name="a" value={packAnswers(questionsFor(edition, sheet.target), sheet.answers)} />
    {view.viewer ? (
      <p>
        {view.t('組織: ', 'Organisation: ')}
        <strong>{view.viewer.organisationName}</strong>{' '}
        {view.viewer.demo ? (
          <span class="quiet">
            {view.t('(いまはデモの会社です。', '(a demo firm; ')}
            <a href={view.to('/organisations')}>{view.t('自社に切り替える', 'switch to your own')}</a>
            {view.t(')', ')')}
          </span>
        ) : null}
      </p>
    ) : null}
    <Field
      view={view}
      name="title"
      label={view.t('評価の名前', 'Name of the assessment')}
      value={typed.title ?? view.t(`★${sheet.target}の評価`, `Assessment for ★${sheet.target}`)}
      {...boundsOf(TAKE_OVER, 'title')}
      refusals={refusals}
    />
    <button type="submit" class="large">
      {view.t('評価を始める', 'Start')}
    </button>
    <p class="quiet">{view.t('ここで初めて、答えを保存します。', 'Only now are your answers stored.')}</p>
  </form>
)

/** Whoever has no account keeps the result: its address carries the answers through registering and back. */
const SignInFirst: FC<Pick<BeginProps, 'view' | 'edition' | 'sheet'>> = ({ view, edition, sheet }) => {
  const back = encodeURIComponent(view.to(`/quick/result?${toQuery(edition, sheet)}#take-over`))
  return (
    <>
      <p>
        {view.t(
          'アカウントを作ると、この結果に戻ってきて、続きから始められます。ここでの答えは失われません。',
          'Create an account and you come back to this result to go on. Nothing you answered is lost.',
        )}
      </p>
      <div class="actions">
        <a class="button large" href={`/register?next=${back}`}>
          {view.t('アカウントを作って始める', 'Create an account')}
        </a>
        <a href={`/sign-in?next=${back}`}>{view.t('アカウントがある方はサインイン', 'Sign in')}</a>
      </div>
    </>
  )
}

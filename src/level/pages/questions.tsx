import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Choices, Field, Refusals } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { QUESTIONS, type Question, type Subject } from '../decide-level.ts'
import { schemeFacts } from '../scheme-facts.ts'
import { subjectOf, type TypedWish, WISHES } from '../wish.ts'
import { FairRequest } from './fair-request.tsx'
import { QUESTION_WORDS } from './question-words.ts'
import { Sources } from './source-mark.tsx'

/** The wizard: three questions on one page, about one’s own ★ or that of a partner. */
export const QuestionsPage: FC<{ view: View; typed: TypedWish; refusals: readonly Refusal[] }> = ({ view, typed, refusals }) => {
  const subject = subjectOf(typed)
  return (
    <Page view={view} title={view.t('★3か★4かを決める', '★3 or ★4?')} area="level">
      <h1>{view.t('★3か★4かを決める', '★3 or ★4?')}</h1>
      <Switch view={view} subject={subject} />
      <p class="lead">{view.say(LEAD[subject])}</p>
      <Refusals view={view} refusals={refusals} />
      {subject === 'partner' ? <FairRequest view={view} /> : null}
      <form method="get" action={view.to('/level/result')} class="level-questions">
        <input type="hidden" name="subject" value={subject} />
        {subject === 'partner' ? (
          <Field
            view={view}
            name="partner"
            label={view.t('取引先の名前', 'Name of the partner')}
            value={typed.partner ?? ''}
            {...boundsOf(WISHES.partner, 'partner')}
            autocomplete="off"
            refusals={refusals}
          />
        ) : null}
        {QUESTIONS.map((question, index) => (
          <OneQuestion {...{ view, question, subject, typed, refusals }} number={index + 1} />
        ))}
        <div class="actions">
          <button type="submit" class="large">
            {view.t('結果を見る', 'See the result')}
          </button>
          <p class="quiet">
            {view.t(
              'ここでは何も保存しません。答えは結果のページのアドレスに入ります。',
              'Nothing is stored. Your answers travel in the address of the result.',
            )}
          </p>
        </div>
      </form>
      {subject === 'partner' ? <Sources view={view} facts={schemeFacts.fairRequest} /> : null}
      {view.may('level.read') ? (
        <p>
          <a href={view.to('/level/decisions')}>{view.t('これまでに残した判断を見る', 'Decisions kept so far')}</a>
        </p>
      ) : null}
    </Page>
  )
}

const LEAD: Record<Subject, { ja: string; en: string }> = {
  self: {
    ja: '考えることは1つです。自社で事故が起きたら、発注元(仕事をくれる会社)はどう困るでしょうか。3つの質問に「はい」か「いいえ」で答えてください。',
    en: 'Think of one thing: how would trouble at your firm hurt your customer? Answer three questions with yes or no.',
  },
  partner: {
    ja: 'この取引先で事故が起きたら、自社はどう困るでしょうか。3つの質問に「はい」か「いいえ」で答えてください。取引先ごとに考えます。',
    en: 'How would trouble at this partner hurt you? Answer three questions with yes or no, for each partner on its own.',
  },
}

const Switch: FC<{ view: View; subject: Subject }> = ({ view, subject }) => (
  <nav class="level-switch" aria-label={view.t('だれの★か', 'Whose ★')}>
    <a href={view.to('/level')} aria-current={subject === 'self' ? 'page' : undefined}>
      {view.t('自社の★', 'Our own ★')}
    </a>
    <a href={view.to('/level?subject=partner')} aria-current={subject === 'partner' ? 'page' : undefined}>
      {view.t('取引先に求める★', 'The ★ to ask of a partner')}
    </a>
  </nav>
)

type OneQuestionProps = {
  view: View
  question: Question
  number: number
  subject: Subject
  typed: TypedWish
  refusals: readonly Refusal[]
}

const OneQuestion: FC<OneQuestionProps> = ({ view, question, number, subject, typed, refusals }) => {
  const words = QUESTION_WORDS[question]
  const reason = `${question}-reason` as const
  return (
    <Choices
      view={view}
      name={question}
      class="card"
      legend={
        <>
          <span class="step">{view.t(`質問${number}`, `Question ${number}`)}</span>
          {view.say(words.asked[subject])}
        </>
      }
      help={view.say(words.help)}
      refusals={refusals}
    >
      <div class="choices row">
        {(['yes', 'no'] as const).map((value) => (
          <label class="choice">
            <input type="radio" name={question} value={value} checked={typed[question] === value} required />
            <span>{value === 'yes' ? view.t('はい', 'Yes') : view.t('いいえ', 'No')}</span>
          </label>
        ))}
      </div>
      <Examples view={view} question={question} subject={subject} />
      <details open={Boolean(typed[reason])}>
        <summary>{view.t('そう答えた理由を書いておく (任意)', 'Note the reason (optional)')}</summary>
        <Field
          view={view}
          name={reason}
          label={view.t('理由', 'Reason')}
          help={view.t(
            'あとで説明できるように、どの仕事のことかを書きます。',
            'Say which work it is about, so that you can explain it later.',
          )}
          value={typed[reason] ?? ''}
          rows={2}
          {...boundsOf(WISHES[subject], reason)}
          refusals={refusals}
        />
      </details>
    </Choices>
  )
}

const Examples: FC<{ view: View; question: Question; subject: Subject }> = ({ view, question, subject }) => (
  <details>
    <summary>{view.t('例を見る', 'Examples')}</summary>
    {subject === 'partner' ? (
      <p class="quiet">
        {view.t('取引先の側から見た例です。「発注元」を自社と読んでください。', 'Seen from the partner: “the customer” is you.')}
      </p>
    ) : null}
    <h3>{view.t('「はい」になる例', 'Yes, for example')}</h3>
    <dl class="facts">
      {QUESTION_WORDS[question].yes.map(({ trade, example }) => (
        <>
          <dt>{view.say(trade)}</dt>
          <dd>{view.say(example)}</dd>
        </>
      ))}
    </dl>
    <h3>{view.t('「いいえ」になる例', 'No, for example')}</h3>
    <p>{view.say(QUESTION_WORDS[question].no)}</p>
    <p class="quiet">
      {view.t(
        '迷うときは、迷った点を理由に書き、発注元に聞いてください。',
        'When in doubt, note the doubt as the reason and ask the customer.',
      )}
    </p>
  </details>
)

import type { Child, FC } from 'hono/jsx'
import { type Criterion, criterionIn, type Edition, KIND_WORDS } from '../../catalogue/index.ts'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Notice, Star, Trail } from '../../ui/components.tsx'
import { CopyLink } from '../../ui/scripted-buttons.tsx'
import { Toast } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { ADVICE, Advice } from '../advice.ts'
import type { Answer } from '../answer.ts'
import type { AnswerVersion } from '../answer-store.ts'
import { type Doubt, doubtWords } from '../doubt.ts'
import type { AnswerContent } from '../fields.ts'
import { QUICK_WORDS, quickSaidOf } from '../quick-said.ts'
import { mayAnswer } from '../sight.ts'
import type { AssessmentHead } from '../store.ts'
import { AdviceThread } from './advice.tsx'
import { AnswerForm } from './answer-form.tsx'
import { Versions } from './versions.tsx'

export type CriterionProps = {
  view: View
  head: AssessmentHead
  edition: Edition
  criterion: Criterion
  answer: Answer | undefined
  /** What speaks against answers, by criterion. */
  doubts: ReadonlyMap<string, Doubt[]>
  /** What stands in the form: the answer, or what was typed and refused. */
  content: AnswerContent
  versions: AnswerVersion[]
  people: ReadonlyMap<string, string>
  /** Those of them who may own an answer. */
  assignees: ReadonlyMap<string, string>
  refusals: readonly Refusal[]
  /** Somebody else's answer that came first. */
  theirs?: Answer
  /** The answers to the criteria that this one names, and that name it. */
  related: { criterion: Criterion; answer: Answer | undefined }[]
  official: { wording: string; source: string; sha256: string } | undefined
  /** What was said of it, and what was sent to say and refused. */
  advice: readonly Advice[]
  adviceTyped: Typed<typeof ADVICE> | undefined
  /** Query string of the list the person came from, and the neighbours in it. */
  query: string
  previous: string | undefined
  next: string | undefined
  /** What is attached to the answer. */
  attached: Child
}

/** One criterion: what it asks, the small decisions, the answer, and what helps. */
export const CriterionPage: FC<CriterionProps> = (props) => {
  const { view, head, query } = props
  const criterion = criterionIn(props.edition, props.criterion, view.lang)
  return (
    <AssessmentFrame view={view} head={head} part="criteria" title={criterion.id} wide>
      <Trail
        view={view}
        steps={[
          {
            href: view.to(`/assessments/${head.id}/criteria${query}#c-${criterion.id}`),
            words: view.t('評価基準の一覧', 'All criteria'),
          },
        ]}
        here={criterion.id}
      />
      <div
        class="workbench one"
        id="workbench"
        data-address={view.to(`/assessments/${head.id}`)}
        data-list={view.to(`/assessments/${head.id}/criteria${query}`)}
      >
        <div class="list"></div>
        <section
          class="panel"
          id="panel"
          tabindex={-1}
          data-criterion={criterion.id}
          data-address={view.to(`/assessments/${head.id}`)}
        >
          <CriterionPanel {...props} criterion={criterion} />
        </section>
      </div>
      <Toast view={view} />
    </AssessmentFrame>
  )
}

/** Why a 満たす is to be confirmed, and where that is recorded. */
const Doubts: FC<{ view: View; criterion: Criterion; doubts: readonly Doubt[] }> = ({ view, criterion, doubts }) =>
  doubts.length === 0 ? null : (
    <Notice tone="warn" title={view.t('この「満たす」は、確認が要ります', 'This “met” is to be confirmed')}>
      <ul>
        {doubts.map((doubt) => (
          <li>{view.say(doubtWords(doubt, criterion.duties))}</li>
        ))}
      </ul>
      <p>
        {view.t(
          '回答は変わっていません。記録すると、この印は消えます。',
          'The answer stays as it is. Once it is recorded, this mark goes.',
        )}{' '}
        <a href={view.to(`/records?criterion=${criterion.id}`)}>{view.t('記録を見る・書く', 'See and write records')}</a>
      </p>
    </Notice>
  )

const CriterionPanel: FC<CriterionProps> = (props) => {
  const { view, head, edition, criterion, answer, doubts } = props
  const requirement = edition.requirements.find(({ id }) => criterion.id.startsWith(`${id}-`))
  return (
    <>
      <header class="criterion-head">
        <p class="quiet">{`${requirement?.id} ${view.t(requirement?.name ?? '', requirement?.en ?? '')}`}</p>
        <h1>
          <span class="id">{criterion.id}</span> {view.t(criterion.question, criterion.en)}
        </h1>
        <p class="tags">
          <Star level={criterion.level} /> <span class="chip">{view.say(KIND_WORDS[criterion.kind])}</span>{' '}
          <StandingChip
            view={view}
            standing={answer?.status ?? 'unanswered'}
            confirmed={answer?.confirmation != null}
            doubted={doubts.has(criterion.id)}
          />{' '}
          <CopyLink view={view} path={`/assessments/${head.id}/criteria/${criterion.id}`} />
        </p>
        {criterion.condition ? (
          <p class="condition">{view.t(`対象: ${criterion.condition.when}`, `${criterion.condition.when}.`)}</p>
        ) : null}
      </header>
      {answer?.status === 'met' ? <Doubts view={view} criterion={criterion} doubts={doubts.get(criterion.id) ?? []} /> : null}
      <QuickSaidLine view={view} head={head} criterion={criterion} />
      <AnswerForm {...props} />
      {props.attached}
      <AdviceThread
        view={view}
        address={`/assessments/${head.id}`}
        criterion={criterion.id}
        query={props.query}
        answer={answer}
        advice={props.advice}
        people={props.people}
        typed={props.adviceTyped}
        refusals={props.refusals}
      />
      <Help {...props} />
      <Related {...props} />
      <Versions
        view={view}
        criterion={criterion}
        versions={props.versions}
        people={props.people}
        restore={
          view.viewer && mayAnswer(view.viewer, answer)
            ? view.to(`/assessments/${head.id}/restorations/${criterion.id}${props.query}`)
            : undefined
        }
        whole={view.to(`/assessments/${head.id}/criteria/${criterion.id}?history=all#versions`)}
      />
    </>
  )
}

/** What the machine carried over, under its source: a help with answering, and not the person's words. */
const QuickSaidLine: FC<Pick<CriterionProps, 'view' | 'head' | 'criterion'>> = ({ view, head, criterion }) => {
  const said = quickSaidOf(head.quick, criterion.id)
  return said ? (
    <p class="quiet quick-said">
      {view.t(
        `10分の自己診断での答え: ${QUICK_WORDS[said].ja}(要求事項 ${criterion.id.replace(/-[^-]+$/, '')} の全体について)`,
        `Answer in the quick assessment: ${QUICK_WORDS[said].en} (of requirement ${criterion.id.replace(/-[^-]+$/, '')} as a whole)`,
      )}
    </p>
  ) : null
}

const Help: FC<CriterionProps> = ({ view, criterion, official }) => (
  <div class="help">
    <section>
      <h2>{view.t('なぜ大切か', 'Why it matters')}</h2>
      <p>{criterion.why}</p>
    </section>
    <section>
      <h2>{view.t('よくある進め方', 'What usually closes the gap')}</h2>
      <ul>
        {criterion.closing.map((step) => (
          <li>{step}</li>
        ))}
      </ul>
    </section>
    <section>
      <h2>{view.t('証跡の例', 'Examples of evidence')}</h2>
      <ul>
        {criterion.evidence.map((example) => (
          <li>{example}</li>
        ))}
      </ul>
    </section>
    {official ? (
      <section class="official">
        <h2>{view.t('公式様式の文(取り込んだもの)', 'Official wording (imported)')}</h2>
        <p class="wording" lang="ja">
          {official.wording}
        </p>
        <p class="quiet">
          {`${official.source} SHA-256 `}
          <code>{official.sha256.slice(0, 16)}…</code>
        </p>
      </section>
    ) : null}
  </div>
)

const Related: FC<CriterionProps> = ({ view, head, doubts, related }) =>
  related.length === 0 ? null : (
    <section class="related">
      <h2>{view.t('関係する評価基準', 'Related criteria')}</h2>
      <ul class="rows">
        {related.map(({ criterion, answer }) => (
          <li>
            <a
              href={view.to(`/assessments/${head.id}/criteria/${criterion.id}`)}
            >{`${criterion.id} ${view.t(criterion.question, criterion.en)}`}</a>
            <StandingChip
              view={view}
              standing={answer?.status ?? 'unanswered'}
              confirmed={answer?.confirmation != null}
              doubted={doubts.has(criterion.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  )

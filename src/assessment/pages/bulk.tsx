import type { FC } from 'hono/jsx'
import type { Criterion } from '../../catalogue/index.ts'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { OwnRefusals, Refusals, Trail } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Answer } from '../answer.ts'
import type { Doubt } from '../doubt.ts'
import type { MANY } from '../forms.ts'
import { mayAnswer } from '../sight.ts'
import type { AssessmentHead } from '../store.ts'
import { ManyVerdict } from './many-verdict.tsx'

type BulkProps = {
  view: View
  head: AssessmentHead
  answers: ReadonlyMap<string, Answer>
  /** What speaks against answers, by criterion. */
  doubts: ReadonlyMap<string, Doubt[]>
  /** The criteria of the list that the person came from, and its query string. */
  shown: readonly Criterion[]
  query: string
  /** What was sent and refused. */
  typed: Typed<typeof MANY>
  written: number | undefined
  refusals: readonly Refusal[]
}

/** One verdict and one reason for several criteria at once. Works without a script. */
export const BulkPage: FC<BulkProps> = (props) => {
  const { view, head, query, typed, written, refusals } = props
  return (
    <AssessmentFrame view={view} head={head} part="criteria" title={view.t('まとめて回答', 'Answer many')}>
      <Trail
        view={view}
        steps={[{ href: view.to(`/assessments/${head.id}/criteria${query}`), words: view.t('評価基準の一覧', 'All criteria') }]}
        here={view.t('まとめて回答', 'Answer many')}
      />
      <h1>{view.t('まとめて回答', 'Answer many at once')}</h1>
      <p>
        {view.t(
          '評価基準に印をつけ、評価と理由を1つずつ選ぶと、まとめて保存します。1つでも保存できないものがあれば、どれも変えません。',
          'Tick criteria, choose one status and one reason: all are saved at once, or none where one cannot be.',
        )}
      </p>
      {written === undefined ? null : (
        <SavedNote>
          {view.t(`${written}件に回答しました。元の内容は、それぞれの履歴に残っています。`, `${written} answered.`)}
        </SavedNote>
      )}
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to(`/assessments/${head.id}/bulk${query}`)} class="answer assign">
        <div class="assign-bar">
          <ManyVerdict view={view} typed={typed} refusals={refusals} />
        </div>
        <Boxes {...props} />
      </form>
    </AssessmentFrame>
  )
}

const Boxes: FC<BulkProps> = ({ view, answers, doubts, shown, typed, refusals }) => {
  const chosen = new Set(typed.criteria.map((value) => value.split(' ')[0]))
  const open = shown.filter(({ id }) => view.viewer && mayAnswer(view.viewer, answers.get(id)))
  return (
    <>
      <OwnRefusals view={view} id="criteria" own={refusals.filter(({ field }) => field === 'criteria')} />
      <ul id="criteria" tabindex={-1}>
        {open.map((criterion) => {
          const answer = answers.get(criterion.id)
          return (
            <li>
              <label>
                <input
                  type="checkbox"
                  name="criteria"
                  value={`${criterion.id} ${answer?.revision ?? 0}`}
                  checked={chosen.has(criterion.id)}
                />
                <span>
                  <b>{criterion.id}</b> {view.t(criterion.question, criterion.en)}{' '}
                  <StandingChip
                    view={view}
                    standing={answer?.status ?? 'unanswered'}
                    confirmed={answer?.confirmation != null}
                    doubted={doubts.has(criterion.id)}
                  />
                </span>
              </label>
            </li>
          )
        })}
      </ul>
    </>
  )
}

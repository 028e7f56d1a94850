import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Choices, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import type { View } from '../../ui/view.ts'
import { type questionForm, SHEET_FIELD, STATUS_COLUMN_FIELD, wordField } from '../question-form.ts'
import { columnWords, MEANINGS, questionWords } from '../question-words.ts'
import { NONE } from '../status-column.ts'
import type { Question, WordOption } from '../understood.ts'

type QuestionsProps = {
  view: View
  head: AssessmentHead
  draft: { id: string; fileName: string }
  questions: readonly Question[]
  refusals: readonly Refusal[]
  /** What was chosen, where the page is shown again. */
  typed: Typed<ReturnType<typeof questionForm>>
}

/** What only a person can say of a file, all of it on one page. Nothing is written yet. */
export const QuestionsPage: FC<QuestionsProps> = ({ view, head, draft, questions, refusals, typed }) => (
  <AssessmentFrame view={view} head={head} part="files" title={view.t('ファイルの読み方を決める', 'How to read the file')}>
    <Trail
      view={view}
      steps={[{ href: view.to(`/assessments/${head.id}/files`), words: view.t('取り込み・書き出し', 'Import, export') }]}
      here={view.t('ファイルの読み方を決める', 'How to read the file')}
    />
    <h1>{view.t('ファイルの読み方を決める', 'How to read the file')}</h1>
    <p class="lead">
      {view.t(
        `「${draft.fileName}」を読みました。次のことは、ファイルだけでは決められません。まだ何も書き込んでいません。`,
        `“${draft.fileName}” was read. These things cannot be told from the file alone. Nothing has been written yet.`,
      )}
    </p>
    <Refusals view={view} refusals={refusals.map(leadingToSelect)} />
    <form method="post" action={view.to(`/assessments/${head.id}/imports/${draft.id}/questions`)}>
      <Once />
      {questions.map((question) => (
        <Asked view={view} question={question} refusals={refusals} typed={typed} />
      ))}
      <div class="actions">
        <button type="submit" class="large">
          {view.t('この読み方で進む', 'Read it like this')}
        </button>
        <a class="button second" href={view.to(`/assessments/${head.id}/files`)}>
          {view.t('やめる', 'Cancel')}
        </a>
      </div>
    </form>
  </AssessmentFrame>
)

/** A refusal whose link leads to the field that it is about: an id has no blank in it. */
function leadingToSelect(refusal: Refusal): Refusal {
  return refusal.field === undefined ? refusal : { ...refusal, field: idOf(refusal.field) }
}

function idOf(field: string): string {
  return field.replaceAll(' ', '-')
}

type AskedProps = Pick<QuestionsProps, 'view' | 'refusals' | 'typed'>

const Asked: FC<AskedProps & { question: Question }> = ({ question, ...asked }) => {
  switch (question.kind) {
    case 'sheets':
      return <Sheets {...asked} question={question} />
    case 'statusColumn':
      return <StatusColumn {...asked} question={question} />
    case 'words':
      return <Words {...asked} question={question} />
  }
}

const Sheets: FC<AskedProps & { question: Question & { kind: 'sheets' } }> = ({ view, question, refusals, typed }) => {
  const sent = [typed[SHEET_FIELD] ?? []].flat()
  const ticked = sent.length > 0 ? sent : question.chosen
  return (
    <Choices view={view} name={SHEET_FIELD} class="choices card" legend={view.say(questionWords(question))} refusals={refusals}>
      {question.options.map(({ name, criteria, answers }) => (
        <label class="choice">
          <input type="checkbox" name={SHEET_FIELD} value={name} checked={ticked.includes(name)} />
          <span>
            {name}
            <small>{view.t(`評価基準 ${criteria}件、記入 ${answers}件`, `${criteria} criteria, ${answers} filled in`)}</small>
          </span>
        </label>
      ))}
      <p class="quiet">
        {view.t(
          '2つ以上選ぶこともできます。同じ評価基準がどちらにもあるときは、次の画面で1つずつ選びます。',
          'You may choose several. Where a criterion stands in more than one, you choose on the next page.',
        )}
      </p>
    </Choices>
  )
}

const StatusColumn: FC<AskedProps & { question: Question & { kind: 'statusColumn' } }> = ({
  view,
  question,
  refusals,
  typed,
}) => {
  const picked = typed[STATUS_COLUMN_FIELD] || question.chosen || question.suggested
  return (
    <Choices
      view={view}
      name={STATUS_COLUMN_FIELD}
      class="choices card"
      legend={view.say(questionWords(question))}
      refusals={refusals}
    >
      {question.options.map((option) => (
        <label class="choice">
          <input type="radio" name={STATUS_COLUMN_FIELD} value={option.name} checked={picked === option.name} />
          <span class="wording">{view.say(columnWords(option))}</span>
        </label>
      ))}
      <label class="choice">
        <input type="radio" name={STATUS_COLUMN_FIELD} value={NONE} checked={picked === NONE} />
        <span>{view.t('どれでもない(評価は取り込まない)', 'None of them (no status is taken)')}</span>
      </label>
    </Choices>
  )
}

const Words: FC<AskedProps & { question: Question & { kind: 'words' } }> = ({ view, question, refusals, typed }) => (
  <Choices view={view} name="words" class="choices card" legend={view.say(questionWords(question))}>
    {question.lost ? (
      <Notice
        tone="warn"
        title={view.t('「?」は、保存のときに失われた文字のようです', '“?” seems to be a character lost in saving')}
      >
        <p>
          {view.t(
            'Excelの「CSV(コンマ区切り)」で保存すると、✖や✓などの文字が「?」に置き換わります。元の表を「CSV UTF-8」かExcelブック(.xlsx)で保存し直して、選び直すのが確実です。',
            'Excel’s plain CSV puts a question mark for characters such as ✖ and ✓. It is safest to save the table as “CSV UTF-8” or as a workbook (.xlsx) and to choose that file.',
          )}
        </p>
      </Notice>
    ) : null}
    <ul class="meanings">
      {question.words.map((word) => (
        <WordRow view={view} word={word} typed={typed} refusal={refusals.find(({ field }) => field === wordField(word.key))} />
      ))}
    </ul>
    <p class="quiet">
      {view.t(
        '決めた意味は、この組織の次のファイルにも使います。',
        'What you decide is used for the next files of this organisation, too.',
      )}
    </p>
  </Choices>
)

/** What is seldom needs no decision; what comes again does. */
const WordRow: FC<{ view: View; word: WordOption; typed: QuestionsProps['typed']; refusal: Refusal | undefined }> = ({
  view,
  word,
  typed,
  refusal,
}) => {
  const picked = typed[wordField(word.key)] ?? word.chosen ?? word.suggested ?? (word.count === 1 ? 'skip' : '')
  const id = idOf(wordField(word.key))
  return (
    <li>
      <label for={id}>
        <span class="quiet">
          {view.t(`${word.count}件`, `${word.count}×`)} {word.cells.join('、')}
          {word.count > word.cells.length ? '…' : ''}
        </span>{' '}
        <strong class="wording">{word.seen}</strong>
      </label>
      <select
        id={id}
        name={wordField(word.key)}
        aria-invalid={refusal ? 'true' : undefined}
        aria-describedby={refusal ? `${id}-refusal` : undefined}
      >
        {picked === '' ? (
          <option value="" selected>
            {view.t('選んでください', 'Please choose')}
          </option>
        ) : null}
        {MEANINGS.map(({ meaning, words }) => (
          <option value={meaning} selected={picked === meaning}>
            {view.say(words)}
          </option>
        ))}
      </select>
      {refusal ? (
        <p class="refusal" id={`${id}-refusal`}>
          {view.say(refusal.words)}
        </p>
      ) : null}
    </li>
  )
}

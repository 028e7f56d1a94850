import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import type { SingleRole } from '../../crosswalk/index.ts'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal, Words } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Choices, Refusals, Trail } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import type { READING } from '../forms.ts'
import { NO_COLUMN, type StatementFile, type StatementQuestion } from '../read-statement.ts'
import { titleOf } from './title.ts'

type QuestionsProps = {
  view: View
  head: AssessmentHead
  draft: { fileName: string; reading: StatementFile }
  refusals: readonly Refusal[]
  /** What was chosen, where the page is shown again. */
  typed: Typed<typeof READING>
}

/** What only a person can say of a 適用宣言書: which sheet, which column. All of it on one page. */
export const QuestionsPage: FC<QuestionsProps> = ({ view, head, draft, refusals, typed }) => {
  const title = view.t('適用宣言書の読み方を決める', 'How to read the statement')
  return (
    <AssessmentFrame view={view} head={head} part="files" title={title}>
      <Trail
        view={view}
        steps={[{ href: view.to(`/assessments/${head.id}/iso-27001/upload`), words: titleOf(view) }]}
        here={title}
      />
      <h1>{title}</h1>
      <p class="lead">
        {view.t(
          `「${draft.fileName}」を読みました。次のことは、ファイルだけでは決められません。まだ何も書き込んでいません。`,
          `“${draft.fileName}” was read. These things cannot be told from the file alone. Nothing has been written yet.`,
        )}
      </p>
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to(`/assessments/${head.id}/iso-27001/reading`)}>
        {draft.reading.questions.map((question) =>
          question.kind === 'sheets' ? (
            <Sheets view={view} question={question} typed={typed} />
          ) : (
            <Column view={view} question={question} typed={typed} />
          ),
        )}
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
}

type AskedProps<Kind> = { view: View; question: StatementQuestion & { kind: Kind }; typed: Typed<typeof READING> }

const Sheets: FC<AskedProps<'sheets'>> = ({ view, question, typed }) => {
  const ticked = typed.sheets.length > 0 ? typed.sheets : question.chosen
  return (
    <Choices
      view={view}
      name="sheets"
      class="choices card"
      legend={view.t('どのシートが、いまの適用宣言書ですか', 'Which sheet is the statement as it is now?')}
      help={view.t(
        '同じ管理策が、いくつかのシートに書かれています。2つ以上選ぶと、同じ管理策は先のシートを使います。下の列の質問は、選んだシートの分だけ答えてください。',
        'The same controls stand in several sheets. Where you choose more than one, the first counts for each control. Answer the questions on columns for the sheets that you choose.',
      )}
    >
      {question.options.map(({ name, controls }) => (
        <label class="choice">
          <input type="checkbox" name="sheets" value={name} checked={ticked.includes(name)} />
          <span class="wording">
            {name}
            <small>{view.t(`管理策 ${controls}件`, `${controls} controls`)}</small>
          </span>
        </label>
      ))}
    </Choices>
  )
}

const Column: FC<AskedProps<'column'>> = ({ view, question, typed }) => {
  const { key, sheet, role, options, chosen } = question
  const name = `column ${key}`
  const picked = typed.column[key] || chosen
  return (
    <Choices
      view={view}
      name={name}
      id={name.replaceAll(' ', '-')}
      class="choices card"
      legend={
        <>
          {view.say(ROLE_QUESTION[role])} <span class="quiet wording">{sheet}</span>
        </>
      }
    >
      {options.map((option) => (
        <label class="choice">
          <input type="radio" name={name} value={option.name} checked={picked === option.name} />
          <span class="wording">
            {view.t(`${option.name}列「${option.header}」`, `Column ${option.name}, “${option.header}”`)}
            <small>{view.t(`記入 ${option.filled}件`, `${option.filled} filled in`)}</small>
          </span>
        </label>
      ))}
      <label class="choice">
        <input type="radio" name={name} value={NO_COLUMN} checked={picked === NO_COLUMN} />
        <span>{view.t('どれでもない(不明とする)', 'None of them (it stays unknown)')}</span>
      </label>
    </Choices>
  )
}

const ROLE_QUESTION: Record<SingleRole, Words> = {
  applicable: { ja: 'いま適用しているかは、どの列ですか', en: 'Which column says whether a control is applicable now?' },
  excluded: { ja: '適用除外は、どの列ですか', en: 'Which column says what is excluded?' },
  implemented: { ja: 'いまの実施状況は、どの列ですか', en: 'Which column says how far a control is implemented now?' },
}

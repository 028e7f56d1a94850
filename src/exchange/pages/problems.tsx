import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import { MARK, STANDING_WORDS } from '../../standing/status.ts'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { ACCEPTANCE } from '../forms.ts'
import { type Problem, rowKey, type UnderstoodAnswer } from '../understood.ts'

type Chosen = Typed<typeof ACCEPTANCE>

/** A hostile file can have thousands; a person reads the first. */
const SHOWN = 200

/** What could not be taken, cell by cell, and why; and the rows to choose from where a criterion stands there twice. */
export const Problems: FC<{ view: View; problems: readonly Problem[]; typed: Chosen }> = ({ view, problems, typed }) => {
  const attention = problems.filter(({ severity }) => severity === 'attention')
  const ignored = problems.filter(({ severity }) => severity === 'ignored')
  return (
    <>
      {attention.length > 0 ? (
        <section>
          <h2>{view.t(`確かめるところ (${attention.length})`, `Please look at (${attention.length})`)}</h2>
          <Cells view={view} problems={attention} typed={typed} />
        </section>
      ) : null}
      {ignored.length > 0 ? (
        <details>
          <summary>{view.t(`読まなかったところ (${ignored.length})`, `Left aside (${ignored.length})`)}</summary>
          <Cells view={view} problems={ignored} typed={typed} />
        </details>
      ) : null}
    </>
  )
}

const Cells: FC<{ view: View; problems: readonly Problem[]; typed: Chosen }> = ({ view, problems, typed }) => (
  <>
    <Table
      label={view.t('セルごとの読み方', 'Cell by cell')}
      columns={[
        { words: view.t('セル', 'Cell'), kind: 'head' },
        { words: view.t('書かれていたこと', 'What stands there') },
        { words: view.t('どうしたか・どうすればよいか', 'What was done, what to do') },
      ]}
      rows={problems.slice(0, SHOWN).map((problem) => ({
        cells: [
          problem.cell ?? '－',
          <span class="wording">{problem.seen.length > 300 ? `${problem.seen.slice(0, 300)}…` : problem.seen}</span>,
          <>
            {view.say(problem.words)}
            {problem.criterion && problem.candidates && problem.candidates.length > 1 ? (
              <Candidates view={view} criterion={problem.criterion} candidates={problem.candidates} typed={typed} />
            ) : null}
          </>,
        ],
      }))}
    />
    {problems.length > SHOWN ? (
      <p class="quiet">{view.t(`ほかに ${problems.length - SHOWN}件あります。`, `${problems.length - SHOWN} more.`)}</p>
    ) : null}
  </>
)

const Candidates: FC<{ view: View; criterion: string; candidates: readonly UnderstoodAnswer[]; typed: Chosen }> = ({
  view,
  criterion,
  candidates,
  typed,
}) => (
  <fieldset class="choices">
    <legend class="visually-hidden">{view.t(`${criterion} でどの行を使うか`, `Which row to take for ${criterion}`)}</legend>
    <label class="choice">
      <input type="radio" name={`row ${criterion}`} value="" checked={!typed.row[criterion]} />
      <span>{view.t('どれも取り込まない', 'Take none')}</span>
    </label>
    {candidates.map((candidate) => {
      const standing = candidate.status ?? 'unanswered'
      return (
        <label class="choice">
          <input
            type="radio"
            name={`row ${criterion}`}
            value={rowKey(candidate)}
            checked={typed.row[criterion] === rowKey(candidate)}
          />
          <span>
            {candidate.sheet === undefined ? '' : `${candidate.sheet} `}
            {view.t(`${candidate.row}行目: `, `Row ${candidate.row}: `)}
            {`${MARK[standing]} ${view.say(STANDING_WORDS[standing])} `}
            <span class="wording">{Object.values(candidate.texts).filter(Boolean).join(' / ')}</span>
          </span>
        </label>
      )
    })}
  </fieldset>
)

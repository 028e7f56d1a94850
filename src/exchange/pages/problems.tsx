import type { FC } from 'hono/jsx'
import { MARK, STANDING_WORDS } from '../../standing/status.ts'
import type { View } from '../../ui/view.ts'
import { type Problem, rowKey, type UnderstoodAnswer } from '../understood.ts'

/** What a person chose under the name of a field; nothing where the page is shown for the first time. */
export type Chosen = (name: string) => string | undefined

/** A hostile file can have thousands; a person reads the first. */
const SHOWN = 200

/** What could not be taken, cell by cell, and why; and the rows to choose from where a criterion stands there twice. */
export const Problems: FC<{ view: View; problems: readonly Problem[]; chosen: Chosen }> = ({ view, problems, chosen }) => {
  const attention = problems.filter(({ severity }) => severity === 'attention')
  const ignored = problems.filter(({ severity }) => severity === 'ignored')
  return (
    <>
      {attention.length > 0 ? (
        <section>
          <h2>{view.t(`確かめるところ (${attention.length})`, `Please look at (${attention.length})`)}</h2>
          <Table view={view} problems={attention} chosen={chosen} />
        </section>
      ) : null}
      {ignored.length > 0 ? (
        <details>
          <summary>{view.t(`読まなかったところ (${ignored.length})`, `Left aside (${ignored.length})`)}</summary>
          <Table view={view} problems={ignored} chosen={chosen} />
        </details>
      ) : null}
    </>
  )
}

const Table: FC<{ view: View; problems: readonly Problem[]; chosen: Chosen }> = ({ view, problems, chosen }) => (
  <div class="scroll">
    <table class="problems">
      <thead>
        <tr>
          <th scope="col">{view.t('セル', 'Cell')}</th>
          <th scope="col">{view.t('書かれていたこと', 'What stands there')}</th>
          <th scope="col">{view.t('どうしたか・どうすればよいか', 'What was done, what to do')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.slice(0, SHOWN).map((problem) => (
          <tr>
            <td>{problem.cell ?? '－'}</td>
            <td class="wording">{problem.seen.length > 300 ? `${problem.seen.slice(0, 300)}…` : problem.seen}</td>
            <td>
              {view.say(problem.words)}
              {problem.criterion && problem.candidates && problem.candidates.length > 1 ? (
                <Candidates view={view} criterion={problem.criterion} candidates={problem.candidates} chosen={chosen} />
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    {problems.length > SHOWN ? (
      <p class="quiet">{view.t(`ほかに ${problems.length - SHOWN}件あります。`, `${problems.length - SHOWN} more.`)}</p>
    ) : null}
  </div>
)

const Candidates: FC<{ view: View; criterion: string; candidates: readonly UnderstoodAnswer[]; chosen: Chosen }> = ({
  view,
  criterion,
  candidates,
  chosen,
}) => (
  <fieldset class="choices">
    <legend class="visually-hidden">{view.t(`${criterion} でどの行を使うか`, `Which row to take for ${criterion}`)}</legend>
    <label class="choice">
      <input type="radio" name={`row ${criterion}`} value="" checked={!chosen(`row ${criterion}`)} />
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
            checked={chosen(`row ${criterion}`) === rowKey(candidate)}
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

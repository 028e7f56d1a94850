import type { FC } from 'hono/jsx'
import { FIELD, ticksInWords } from '../../assessment/index.ts'
import { type Criterion, type Edition, editionIn, questionOf } from '../../catalogue/index.ts'
import type { Typed } from '../../kernel/form.ts'
import { isStatus, MARK, STANDING_WORDS } from '../../standing/status.ts'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { ACCEPTANCE } from '../forms.ts'
import type { AnswerMerge, FieldMerge } from '../merge.ts'
import { joinsSides } from '../resolve-import.ts'

/** Where here and the file both changed: each side by side, with what to keep. */
export const Conflicts: FC<{
  view: View
  edition: Edition
  merges: readonly AnswerMerge[]
  hasBase: boolean
  typed: Typed<typeof ACCEPTANCE>
}> = ({ view, edition, merges, hasBase, typed }) =>
  merges.length === 0 ? null : (
    <section class="conflicts">
      <h2>{view.t(`どちらを残すか決める (${merges.length})`, `To decide (${merges.length})`)}</h2>
      <p>
        {hasBase
          ? view.t(
              '書き出したあとに、ここでもファイルでも変わったところです。',
              'Changed both here and in the file since the export.',
            )
          : view.t('ここにすでに回答があり、ファイルと違うところです。', 'Already answered here, and different in the file.')}
      </p>
      <fieldset class="at-once">
        <legend>{view.t('まとめて決める', 'Decide all at once')}</legend>
        <div class="choices row">
          {(
            [
              ['', '1つずつ決める', 'One by one'],
              ['ours', 'すべて、ここの内容', 'All: here'],
              ['theirs', 'すべて、ファイルの内容', 'All: the file'],
            ] as const
          ).map(([value, ja, en]) => (
            <label class="choice">
              <input type="radio" name="all" value={value} checked={typed.all === value} />
              <span>{view.t(ja, en)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {merges.map((merge) => (
        <fieldset class="conflict card">
          <legend>
            {merge.criterion} {questionOf(edition, merge.criterion, view.lang)}
          </legend>
          {merge.fields
            .filter((field) => field.outcome === 'conflict')
            .map((field) => (
              <Conflict view={view} edition={edition} criterion={merge.criterion} field={field} typed={typed} />
            ))}
        </fieldset>
      ))}
    </section>
  )

const Conflict: FC<{ view: View; edition: Edition; criterion: string; field: FieldMerge; typed: Typed<typeof ACCEPTANCE> }> = ({
  view,
  edition,
  criterion,
  field,
  typed,
}) => {
  const key = `${criterion} ${field.field}`
  const name = `choice ${key}`
  const shown = (value: FieldMerge['ours']) => shownValue(view, field.field, value, criterionOf(view, edition, criterion))
  const both = joinsSides(field.field)
  const choice = typed.choice[key] ?? (both ? 'both' : 'ours')
  return (
    <div class="field-conflict">
      <h3>{view.say(FIELD[field.field].words)}</h3>
      <div class="sides">
        <label class="choice">
          <input type="radio" name={name} value="ours" checked={choice === 'ours'} />
          <span>
            <small>{view.t('ここの内容', 'Here')}</small>
            <span class="wording">{shown(field.ours)}</span>
          </span>
        </label>
        <label class="choice">
          <input type="radio" name={name} value="theirs" checked={choice === 'theirs'} />
          <span>
            <small>{view.t('ファイルの内容', 'In the file')}</small>
            <span class="wording">{shown(field.theirs)}</span>
          </span>
        </label>
        {both ? (
          <label class="choice">
            <input type="radio" name={name} value="both" checked={choice === 'both'} />
            <span>
              {FIELD[field.field].kind === 'ticks'
                ? view.t('両方の変更を合わせる', 'Apply both changes')
                : view.t('両方を続けて残す', 'Keep both')}
            </span>
          </label>
        ) : null}
      </div>
    </div>
  )
}

/** What the file changes and nobody has to decide, folded away. */
export const Changes: FC<{ view: View; edition: Edition; merges: readonly AnswerMerge[] }> = ({ view, edition, merges }) =>
  merges.length === 0 ? null : (
    <details open={merges.length <= 20}>
      <summary>{view.t(`変わる回答 (${merges.length})`, `Answers that change (${merges.length})`)}</summary>
      <Table
        label={view.t('変わる回答', 'Answers that change')}
        class="changes"
        columns={[
          { words: view.t('番号', 'No.'), kind: 'head' },
          { words: view.t('欄', 'Field') },
          { words: view.t('いま', 'Now') },
          { words: view.t('取り込むと', 'After') },
        ]}
        rows={merges.flatMap((merge) => {
          const criterion = criterionOf(view, edition, merge.criterion)
          return merge.fields
            .filter((field) => field.outcome === 'take-theirs')
            .map((field) => ({
              cells: [
                merge.criterion,
                view.say(FIELD[field.field].words),
                <span class="wording">{shownValue(view, field.field, field.ours, criterion)}</span>,
                <span class="wording">{shownValue(view, field.field, field.theirs, criterion)}</span>,
              ],
            }))
        })}
      />
    </details>
  )

function criterionOf(view: View, edition: Edition, id: string): Criterion | undefined {
  return editionIn(edition, view.lang).criteria.find((criterion) => criterion.id === id)
}

function shownValue(view: View, field: FieldMerge['field'], value: FieldMerge['ours'], criterion: Criterion | undefined): string {
  if (Array.isArray(value)) return (criterion ? ticksInWords(criterion, value) : value).join('\n') || '－'
  if (FIELD[field].kind !== 'status') return value || '－'
  const standing = value && isStatus(value) ? value : 'unanswered'
  return `${MARK[standing]} ${view.say(STANDING_WORDS[standing])}`
}

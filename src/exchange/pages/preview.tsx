import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import { FIELDS, type FieldKey } from '../../assessment/index.ts'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal, Words } from '../../kernel/refusal.ts'
import { STANDING_WORDS } from '../../standing/status.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Refusals, Trail } from '../../ui/components.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { ImportPreview } from '../actions.ts'
import type { ACCEPTANCE } from '../forms.ts'
import type { AnswerMerge } from '../merge.ts'
import { type ColumnReading, type ColumnRole, saysSomething } from '../understood.ts'
import { Changes, Conflicts } from './merges.tsx'
import { Problems } from './problems.tsx'

type PreviewProps = {
  view: View
  head: AssessmentHead
  preview: ImportPreview
  refusals: readonly Refusal[]
  /** What a person chose, where the page is shown again after a refusal. */
  typed: Typed<typeof ACCEPTANCE>
}

/** What was understood of a file, what it would change, and what needs a person's decision. Nothing is written yet. */
export const PreviewPage: FC<PreviewProps> = ({ view, head, preview, refusals, typed }) => {
  const { draft, merges } = preview
  const { understanding } = draft.read
  const conflicts = merges.filter((merge) => has(merge, 'conflict'))
  const changes = merges.filter((merge) => has(merge, 'take-theirs'))
  const candidates = understanding.problems.some((problem) => problem.candidates && problem.candidates.length > 1)
  const something = changes.length > 0 || conflicts.length > 0 || candidates
  return (
    <AssessmentFrame view={view} head={head} part="files" title={view.t('取り込みの確認', 'Check the import')}>
      <Trail
        view={view}
        steps={[{ href: view.to(`/assessments/${head.id}/files`), words: view.t('取り込み・書き出し', 'Import, export') }]}
        here={view.t('取り込みの確認', 'Check the import')}
      />
      <h1>{view.t('取り込む前に確かめてください', 'Check before importing')}</h1>
      <p class="lead">
        {view.t(
          `「${draft.fileName}」を読みました。まだ何も書き込んでいません。`,
          `“${draft.fileName}” was read. Nothing has been written yet.`,
        )}
      </p>
      <Refusals view={view} refusals={refusals} />
      <dl class="facts">
        <dt>{view.t('読めた回答', 'Answers read')}</dt>
        <dd>{understanding.answers.filter(saysSomething).length}</dd>
        <dt>{view.t('書き込むと変わる', 'Would change')}</dt>
        <dd>{changes.length}</dd>
        <dt>{view.t('どちらを残すか決める', 'To decide')}</dt>
        <dd>{conflicts.length}</dd>
        <dt>{view.t('確かめるところ', 'To look at')}</dt>
        <dd>{understanding.problems.filter(({ severity }) => severity === 'attention').length}</dd>
        {understanding.sheet ? (
          <>
            <dt>{view.t('シート', 'Sheet')}</dt>
            <dd>{understanding.sheet}</dd>
          </>
        ) : null}
      </dl>
      {draft.bytes && understanding.questions.length > 0 ? (
        <p>
          <a href={view.to(`/assessments/${head.id}/imports/${draft.id}/questions`)}>
            {view.t('ファイルの読み方を変える', 'Change how the file is read')}
          </a>
        </p>
      ) : null}
      <Columns view={view} preview={preview} />
      <form method="post" action={view.to(`/assessments/${head.id}/imports/${draft.id}/acceptance`)}>
        <input type="hidden" name="seen" value={String(preview.seen)} />
        <Problems view={view} problems={understanding.problems} typed={typed} />
        <Conflicts view={view} edition={preview.edition} merges={conflicts} hasBase={preview.hasBase} typed={typed} />
        <Changes view={view} edition={preview.edition} merges={changes} />
        <div class="actions">
          {something ? (
            <button type="submit" class="large">
              {view.t('この内容で取り込む', 'Import this')}
            </button>
          ) : (
            <p>{view.t('取り込むと変わる回答はありません。', 'Nothing would change.')}</p>
          )}
          <a class="button second" href={view.to(`/assessments/${head.id}/files`)}>
            {view.t('やめる', 'Cancel')}
          </a>
        </div>
      </form>
    </AssessmentFrame>
  )
}

const Columns: FC<{ view: View; preview: ImportPreview }> = ({ view, preview }) => {
  const { columns } = preview.draft.read.understanding
  return columns.length === 0 ? null : (
    <details>
      <summary>{view.t('列の読み方', 'How the columns were read')}</summary>
      <Table
        label={view.t('列の読み方', 'How the columns were read')}
        columns={[
          { words: view.t('列', 'Column'), kind: 'head' },
          { words: view.t('見出し', 'Header') },
          { words: view.t('何として読んだか', 'Read as') },
        ]}
        rows={columns.map((column) => ({
          cells: [
            column.sheet === undefined ? column.name : `${column.sheet} ${column.name}`,
            column.header,
            roleWords(view, column),
          ],
        }))}
      />
    </details>
  )
}

function has(merge: AnswerMerge, outcome: string): boolean {
  return merge.fields.some((field) => field.outcome === outcome)
}

/** A column that stands for one status says which. */
function roleWords(view: View, { role, means }: ColumnReading): string {
  const words = view.say(ROLE_WORDS[role])
  return means === undefined ? words : `${words} (${view.say(STANDING_WORDS[means])})`
}

const FIELD_WORDS = Object.fromEntries(FIELDS.map(({ key, words }) => [key, words])) as Record<FieldKey, Words>

/** What a column was taken for. */
const ROLE_WORDS: Record<ColumnRole, Words> = {
  ...FIELD_WORDS,
  number: { ja: '評価基準の番号', en: 'Number of the criterion' },
  mixed: { ja: '証跡(満たす・該当なし)、それ以外はこれからすること', en: 'Evidence, or next step when not met' },
  known: { ja: '様式の文(取り込みません)', en: 'Text of the form (not imported)' },
  other: { ja: '読みません', en: 'Not read' },
}

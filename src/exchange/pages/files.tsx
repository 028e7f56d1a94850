import type { FC } from 'hono/jsx'
import type { AssessmentHead, LastImport } from '../../assessment/actions.ts'
import { type Edition, questionOf } from '../../catalogue/index.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Field, Refusals } from '../../ui/components.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { Once } from '../../ui/once.tsx'
import { CopyLink } from '../../ui/scripted-buttons.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import { UPLOAD } from '../forms.ts'

type FilesProps = {
  view: View
  head: AssessmentHead
  edition: Edition
  refusals: readonly Refusal[]
  /** What was typed beside a file that was refused. */
  typed?: Typed<typeof UPLOAD> | undefined
  /** How many answers were just imported; how many were taken back, and which were left because somebody changed them since. */
  written?: number | undefined
  takenBack?: { restored: number; left: string[] } | undefined
  last: LastImport | undefined
}

/** What goes out of an assessment and what comes in: the report, the exports, the import. */
export const FilesPage: FC<FilesProps> = ({ view, head, edition, refusals, typed, written, takenBack, last }) => (
  <AssessmentFrame view={view} head={head} part="files" title={view.t('報告書・取り込み・書き出し', 'Report, import, export')}>
    <h1>{view.t('報告書・取り込み・書き出し', 'Report, import, export')}</h1>
    {written === undefined ? null : (
      <SavedNote>
        {view.t(
          `${written}件の回答を取り込みました。元の内容は、それぞれの履歴に残っています。`,
          `${written} answers were imported. What they said before is in their history.`,
        )}
      </SavedNote>
    )}
    {takenBack ? (
      <SavedNote>
        {view.t(
          `取り込みを取り消し、${takenBack.restored}件の回答を元の内容に戻しました。`,
          `The import was taken back: ${takenBack.restored} answers say again what they said before.`,
        )}
        {takenBack.left.length > 0
          ? view.t(
              `そのあとに変わった ${takenBack.left.join('、')} は、そのままです。`,
              ` Changed since, and left: ${takenBack.left.join(', ')}.`,
            )
          : ''}
      </SavedNote>
    ) : null}
    <Refusals view={view} refusals={refusals} />
    {last ? <Imported view={view} head={head} edition={edition} last={last} open={written !== undefined} /> : null}
    <Report view={view} head={head} />
    <div class="columns">
      {view.may('files.import') ? <Import view={view} head={head} refusals={refusals} typed={typed} /> : null}
      {view.may('files.export') ? <Export view={view} head={head} /> : null}
    </div>
  </AssessmentFrame>
)

/** The newest import: which answers it changed, and the way back. */
const Imported: FC<{ view: View; head: AssessmentHead; edition: Edition; last: LastImport; open: boolean }> = ({
  view,
  head,
  edition,
  last,
  open,
}) => (
  <section class="card imported">
    <h2>{view.t('最後の取り込み', 'The newest import')}</h2>
    <p>{`${toWordsInJapan(last.at, view.lang)} ${last.by}`}</p>
    <details open={open}>
      <summary>
        {view.t(`変わった回答を見る (${last.criteria.length})`, `Answers that changed (${last.criteria.length})`)}
      </summary>
      <ul>
        {last.criteria.map((id) => (
          <li>
            <a href={view.to(`/assessments/${head.id}/criteria/${id}`)}>{`${id} ${questionOf(edition, id, view.lang)}`}</a>
          </li>
        ))}
      </ul>
    </details>
    {last.unchanged.length > 0 ? (
      <form method="post" action={view.to(`/assessments/${head.id}/import-removal`)}>
        <button type="submit" class="second" name="at" value={last.at}>
          {view.t(`この取り込みを取り消す (${last.unchanged.length}件)`, `Take this import back (${last.unchanged.length})`)}
        </button>
      </form>
    ) : null}
  </section>
)

const Report: FC<{ view: View; head: AssessmentHead }> = ({ view, head }) => (
  <section class="card" aria-labelledby="report">
    <h2 id="report">{view.t('ギャップ報告書', 'Gap report')}</h2>
    <p>
      {view.t(
        'いまの立ち位置、足りないこと、することの案を1つにまとめます。経営の方に見せる1ページの要約がつきます。',
        'Where you stand, what is missing and what to do, with a one-page summary for management.',
      )}
    </p>
    <form method="get" action={view.to(`/assessments/${head.id}/report.pdf`)} class="report-form">
      <label>
        <span>{view.t('いつの時点か(空なら、いま)', 'As of (empty: now)')}</span>
        <input type="datetime-local" name="at" />
      </label>
      <label>
        <span>{view.t('報告書のことば', 'Language of the report')}</span>
        <select name="lang">
          <option value="ja" lang="ja" selected={view.lang === 'ja'}>
            日本語
          </option>
          <option value="en" lang="en" selected={view.lang === 'en'}>
            English
          </option>
        </select>
      </label>
      <div class="actions">
        <button type="submit">{view.t('PDFを開く', 'Open the PDF')}</button>
        {view.may('files.export') ? (
          <button type="submit" class="second" formaction={view.to(`/assessments/${head.id}/report.xlsx`)}>
            {view.t('表計算のファイル', 'Workbook')}
          </button>
        ) : null}
        <CopyLink view={view} path={`/assessments/${head.id}/report.pdf`} />
      </div>
    </form>
  </section>
)

const Import: FC<Pick<FilesProps, 'view' | 'head' | 'refusals' | 'typed'>> = ({ view, head, refusals, typed }) => (
  <section class="card" aria-labelledby="import">
    <h2 id="import">{view.t('取り込む', 'Import')}</h2>
    <p>
      {view.t(
        '公式の様式に記入した表、星取から書き出した表、CSV、JSONを読みます。書き込む前に、読み取れたことと読み取れなかったことをお見せします。',
        'Reads the official workbook as filled in, our own sheet, CSV and JSON. You see what was understood before anything is written.',
      )}
    </p>
    <form method="post" action={view.to(`/assessments/${head.id}/imports`)} enctype="multipart/form-data">
      <Once />
      <FileField
        view={view}
        name="file"
        label={view.t('ファイル', 'File')}
        accept={['.xlsx', '.xlsm', '.csv', '.json', '.txt']}
        megabytes={10}
        refusals={refusals}
      />
      <details open={Boolean(typed?.sheet)}>
        <summary>{view.t('シートがいくつもあるとき', 'When there are several sheets')}</summary>
        <Field
          view={view}
          name="sheet"
          label={view.t('読むシートの名前', 'Sheets to read')}
          help={view.t('1行に1つ。空なら、記入のあるシートを読みます。', 'One a line. Empty: those that are filled in.')}
          value={typed?.sheet ?? ''}
          rows={2}
          {...boundsOf(UPLOAD, 'sheet')}
          refusals={refusals}
        />
      </details>
      <button type="submit">{view.t('読んで確かめる', 'Read and check')}</button>
    </form>
    <p>
      {view.t('ISMSのある会社は、', 'With an ISMS, ')}
      <a href={view.to(`/assessments/${head.id}/iso-27001`)}>
        {view.t('適用宣言書から見込みを立てられます', 'begin from your statement of applicability (ISO/IEC 27001)')}
      </a>
      {view.t('。', '.')}
    </p>
  </section>
)

const Export: FC<{ view: View; head: AssessmentHead }> = ({ view, head }) => (
  <section class="card" aria-labelledby="export">
    <h2 id="export">{view.t('書き出す', 'Export')}</h2>
    <p>
      {view.t(
        '書き出した表は、ネットにつながらない所で記入して、また取り込めます。そのあいだにここで変わった回答とは、1つずつ突き合わせます。',
        'Fill the sheet in offline and bring it back: it is merged, answer by answer, with what changed here meanwhile.',
      )}
    </p>
    <form method="post" action={view.to(`/assessments/${head.id}/exports`)}>
      <div class="choices exports">
        <button type="submit" name="form" value="xlsx">
          {view.t('記入できる表 (xlsx)', 'Sheet to fill in (xlsx)')}
        </button>
        <button type="submit" name="form" value="csv" class="second">
          CSV (UTF-8)
        </button>
        <button type="submit" name="form" value="csv-shift-jis" class="second">
          CSV (Shift_JIS)
        </button>
        <button type="submit" name="form" value="json" class="second">
          JSON
        </button>
      </div>
    </form>
  </section>
)

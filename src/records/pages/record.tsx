import type { Child, FC } from 'hono/jsx'
import type { EditionTexts } from '../../catalogue/index.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { RecordView } from '../actions.ts'
import { classWords } from '../attendance.ts'
import { CORRECTION } from '../forms.ts'
import { RESULT_WORDS, WAY_WORDS } from '../record.ts'
import { DoneFields } from './fields.tsx'
import { FurtherFields, type NewProps } from './new.tsx'
import { aboutOf } from './records.tsx'

type RecordProps = {
  view: View
  found: RecordView
  edition: EditionTexts
  refusals: readonly Refusal[]
  done: 'recorded' | 'signed' | undefined
}

/** One record as it was kept, who signed it, and what took its place. */
export const RecordPage: FC<RecordProps> = ({ view, found, edition, refusals, done }) => {
  const { record, correctedBy, people } = found
  const title = aboutOf(edition, record)
  const { attendance, signature } = record
  const period = [record.periodFrom, record.periodTo].map((day) => (day ? sayDay(view, day) : ''))
  const name = (id: string | null) => (id === null ? '' : (people.get(id as never) ?? ''))
  return (
    <Page view={view} title={title} area="duties">
      <RecordTrail view={view} here={view.t('記録', 'Record')} />
      <h1>{title}</h1>
      {done ? (
        <SavedNote>{done === 'signed' ? view.t('署名しました。', 'Signed.') : view.t('記録しました。', 'Recorded.')}</SavedNote>
      ) : null}
      <Refusals view={view} refusals={refusals} />
      {correctedBy ? (
        <Notice tone="warn" title={view.t('この記録は訂正されています', 'This record was corrected')}>
          <p>
            <a href={view.to(`/records/${correctedBy}`)}>{view.t('新しい記録を見る', 'See the newer one')}</a>
          </p>
        </Notice>
      ) : null}
      <dl class="duty-facts">
        {record.scheduled ? <Fact term={view.t('予定日', 'Scheduled')}>{sayDay(view, record.scheduled)}</Fact> : null}
        <Fact term={view.t('実施した日', 'Done on')}>{sayDay(view, record.doneOn)}</Fact>
        <Fact term={view.t('実施した人', 'Done by')}>{record.doneBy}</Fact>
        {record.periodFrom || record.periodTo ? (
          <Fact term={view.t('対象期間', 'Covers')}>{period.join(view.t('〜', ' to '))}</Fact>
        ) : null}
        {record.lookedAt ? <Fact term={view.t('見たもの', 'Looked at')}>{record.lookedAt}</Fact> : null}
        <Fact term={view.t('結果', 'Result')}>{view.say(RESULT_WORDS[record.result])}</Fact>
        {record.found ? <Fact term={view.t('見つかったこと', 'Found')}>{record.found}</Fact> : null}
        {record.task ? (
          <Fact term={view.t('対応', 'Task')}>
            <a href={view.to(`/assessments/${record.task.assessment}/tasks/${record.task.task}`)}>
              {view.t('対応を開く', 'Open the task')}
            </a>
          </Fact>
        ) : null}
        {record.correction ? (
          <Fact term={view.t('訂正の理由', 'Why corrected')}>
            {record.correction} <a href={view.to(`/records/${record.corrects}`)}>{view.t('前の記録', 'The record before')}</a>
          </Fact>
        ) : null}
        <Fact term={view.t('記録', 'Recorded')}>
          {[toWordsInJapan(record.recordedAt, view.lang), name(record.recordedBy), view.say(WAY_WORDS[record.via])]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
        {record.asksSignature ? (
          <Fact term={view.t('2人目の署名', 'Second signature')}>
            {signature ? `${name(signature.by)} ${toWordsInJapan(signature.at, view.lang)}` : view.t('まだありません', 'Not yet')}
          </Fact>
        ) : null}
        {found.pieces.length > 0 ? (
          <Fact term={view.t('証跡', 'Evidence')}>
            {found.pieces.map((piece) => (
              <p>
                <a href={view.to(`/evidence/${piece.id}`)}>{piece.title}</a>{' '}
                <small>{view.t(`第${piece.shownVersion}版`, `version ${piece.shownVersion}`)}</small>
              </p>
            ))}
          </Fact>
        ) : null}
      </dl>
      {attendance ? <Attendance view={view} attendance={attendance} /> : null}
      {correctedBy ? null : <Acts view={view} found={found} />}
    </Page>
  )
}

const Fact: FC<{ term: string; children?: Child }> = ({ term, children }) => (
  <>
    <dt>{term}</dt>
    <dd class="as-typed">{children}</dd>
  </>
)

const Acts: FC<{ view: View; found: RecordView }> = ({ view, found: { record } }) => {
  const signs = record.asksSignature && !record.signature && view.may('record.sign') && record.recordedBy !== view.viewer?.person
  return (
    <div class="actions">
      {signs ? (
        <form method="post" action={view.to(`/records/${record.id}/signature`)}>
          <button type="submit">{view.t('内容を確かめて署名する', 'I have checked it: sign')}</button>
        </form>
      ) : null}
      {view.may('record.write') ? (
        <a class="button second" href={view.to(`/records/${record.id}/correction`)}>
          {view.t('訂正する', 'Correct it')}
        </a>
      ) : null}
    </div>
  )
}

const Attendance: FC<{ view: View; attendance: NonNullable<RecordView['record']['attendance']> }> = ({ view, attendance }) => {
  const attended = attendance.filter((one) => one.attended).length
  return (
    <section aria-labelledby="attendance">
      <h2 id="attendance">
        {view.t('出席', 'Attendance')}{' '}
        <span class="quiet">{view.t(`${attendance.length}人のうち${attended}人`, `${attended} of ${attendance.length}`)}</span>
      </h2>
      <Table
        label={view.t('出席', 'Attendance')}
        columns={[
          { words: view.t('名前', 'Name'), kind: 'head' },
          { words: view.t('区分', 'Class') },
          { words: view.t('出席', 'Attended') },
        ]}
        rows={attendance.map((one) => ({
          cells: [one.name, view.say(classWords(one.class)), one.attended ? view.t('○ 出席', '○ Yes') : view.t('× 欠席', '× No')],
        }))}
      />
    </section>
  )
}

type CorrectionProps = Pick<NewProps, 'view' | 'edition' | 'assessments' | 'pieces' | 'refusals'> & {
  found: RecordView
  typed: Typed<typeof CORRECTION>
}

/** Corrects a record by another one, which begins as the first stands. */
export const CorrectionPage: FC<CorrectionProps> = (props) => {
  const { view, found, edition, typed, refusals } = props
  const title = view.t('記録を訂正する', 'Correct a record')
  return (
    <Page view={view} title={title} area="duties">
      <RecordTrail view={view} here={title} />
      <h1>{title}</h1>
      <p>{aboutOf(edition, found.record)}</p>
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to(`/records/${found.record.id}/correction`)} class="card">
        <Once />
        <Field
          view={view}
          name="correction"
          label={view.t('訂正の理由', 'Why it is corrected')}
          rows={2}
          value={typed.correction}
          refusals={refusals}
          {...boundsOf(CORRECTION, 'correction')}
        />
        <DoneFields view={view} typed={typed} refusals={refusals} />
        <FurtherFields {...props} />
        <button type="submit">{view.t('訂正を記録する', 'Record the correction')}</button>
      </form>
    </Page>
  )
}

const RecordTrail: FC<{ view: View; here: string }> = ({ view, here }) => (
  <Trail
    view={view}
    steps={[
      { href: view.to('/duties'), words: view.t('繰り返し作業', 'Duties') },
      { href: view.to('/records'), words: view.t('運用記録', 'Records') },
    ]}
    here={here}
  />
)

import type { FC } from 'hono/jsx'
import type { EditionTexts } from '../../catalogue/index.ts'
import { KEPT_WORDS, titleOf } from '../../duties/index.ts'
import { Empty, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { RecordsView } from '../actions.ts'
import { toDutyText } from '../forms.ts'
import type { DutyAt, OperationRecord } from '../record.ts'
import { RESULT_WORDS } from '../record.ts'

type RecordsProps = { view: View; found: RecordsView; edition: EditionTexts | undefined; criterion: string | undefined }

/** Where one records what was done. */
export function recordPath(at: DutyAt): string {
  return `/records/new?of=${encodeURIComponent(toDutyText(at))}`
}

/** What waits for a record, each a press away, and what was recorded. */
export const RecordsPage: FC<RecordsProps> = (props) => {
  const { view, edition, criterion } = props
  const title = criterion ? view.t(`運用記録: ${criterion}`, `Records: ${criterion}`) : view.t('運用記録', 'Records')
  return (
    <Page view={view} title={title} area="duties" wide>
      <Trail view={view} steps={[{ href: view.to('/duties'), words: view.t('繰り返し作業', 'Duties') }]} here={title} />
      <h1>{title}</h1>
      {edition ? (
        <>
          <WaitingList {...props} edition={edition} />
          <Recorded {...props} edition={edition} />
        </>
      ) : (
        <Empty title={view.t('記録することは、まだありません。', 'There is nothing to record yet.')}>
          <p>
            {view.t(
              '評価を始めると、評価基準がくり返し求めることが並びます。',
              'Once an assessment is begun, what its criteria ask again and again stands here.',
            )}
          </p>
        </Empty>
      )}
    </Page>
  )
}

const WaitingList: FC<RecordsProps & { edition: EditionTexts }> = ({ view, found, edition }) =>
  found.waiting.length === 0 ? null : (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{view.t('記録を待っているもの', 'Waiting for a record')}</h2>
      <ul class="waiting-records">
        {found.waiting.map(({ occurrence: { scheduled, due }, duty, kept }) => (
          <li>
            <div>
              <a href={view.to(`/duties/${duty.id}`)}>{titleOf(duty, edition)}</a>
              <br />
              <span class={`duty-kept ${kept}`}>{`${KEPT_WORDS[kept].mark} ${view.say(KEPT_WORDS[kept])}`}</span>{' '}
              <small>{view.t(`期日 ${sayDay(view, due)}`, `Due ${sayDay(view, due)}`)}</small>
            </div>
            {view.may('record.write') && kept !== 'unsigned' ? (
              <a class="button" href={view.to(recordPath({ edition: edition.id, duty: duty.id, scheduled }))}>
                {view.t('記録する', 'Record')}
                <span class="visually-hidden">{` ${duty.criterion} ${sayDay(view, due)}`}</span>
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )

const Recorded: FC<RecordsProps & { edition: EditionTexts }> = ({ view, found, edition, criterion }) => {
  const next = found.next && new URLSearchParams({ ...(criterion ? { criterion } : {}), after: toPlace(found.next) })
  return (
    <section aria-labelledby="recorded">
      <h2 id="recorded">{view.t('これまでの記録', 'What was recorded')}</h2>
      {found.records.length === 0 ? (
        <p>{view.t('記録はまだありません。', 'Nothing was recorded yet.')}</p>
      ) : (
        <RecordTable view={view} records={found.records} corrected={found.corrected} edition={edition} />
      )}
      {next ? (
        <p>
          <a href={view.to(`/records?${next}`)}>{view.t('さらに前の記録', 'Earlier records')}</a>
        </p>
      ) : null}
    </section>
  )
}

type RecordTableProps = {
  view: View
  records: readonly OperationRecord[]
  corrected: ReadonlySet<string>
  edition: EditionTexts
}

/** Records, a row to each; those that were corrected say so. */
export const RecordTable: FC<RecordTableProps> = ({ view, records, corrected, edition }) => (
  <Table
    label={view.t('運用記録', 'Records')}
    columns={[
      { words: view.t('実施した日', 'Done on'), kind: 'head' },
      { words: view.t('内容', 'About') },
      { words: view.t('予定日', 'Scheduled') },
      { words: view.t('実施した人', 'Done by') },
      { words: view.t('結果', 'Result') },
    ]}
    rows={records.map((record) => ({
      cells: [
        <a href={view.to(`/records/${record.id}`)}>{sayDay(view, record.doneOn)}</a>,
        aboutOf(edition, record),
        record.scheduled ? sayDay(view, record.scheduled) : '—',
        record.doneBy,
        <>
          {view.say(RESULT_WORDS[record.result])}{' '}
          {corrected.has(record.id) ? <span class="chip">{view.t('訂正あり', 'Corrected')}</span> : null}
          {record.asksSignature && !record.signature ? <span class="chip">{view.say(KEPT_WORDS.unsigned)}</span> : null}
        </>,
      ],
    }))}
  />
)

/** The duty of a record as its criterion says it. */
export function aboutOf(edition: EditionTexts, { duty }: Pick<DutyAt, 'duty'>): string {
  return titleOf({ criterion: duty.slice(0, duty.indexOf('/')) }, edition)
}

/** Where a page of the list ended, as an address says it. */
function toPlace({ doneOn, id }: OperationRecord): string {
  return `${doneOn} ${id}`
}

import type { FC } from 'hono/jsx'
import type { EditionTexts } from '../../catalogue/index.ts'
import type { View } from '../../ui/view.ts'
import type { DutyRecordsView } from '../actions.ts'
import { toDutyText } from '../forms.ts'
import { RecordTable } from './records.tsx'

/** What stands of records on the page of a duty: months of a log, the last records, whether they need a second person. */
export const RecordsPanel: FC<{ view: View; found: DutyRecordsView; edition: EditionTexts }> = ({ view, found, edition }) => {
  const { duty, records, months, asksSignature } = found
  const covered = months.filter((one) => one.covered).length
  const of = toDutyText({ edition: edition.id, duty: duty.id, scheduled: null })
  return (
    <section aria-labelledby="records">
      {months.length > 0 ? (
        <>
          <h2>
            {view.t('残っている月', 'Months that are there')}{' '}
            <span class="quiet">
              {view.t(
                `この記録は、直近${months.length}か月のうち${covered}か月分あります`,
                `This log has ${covered} of ${months.length} months`,
              )}
            </span>
          </h2>
          <ul class="kept-months">
            {months.map(({ month, covered: there }) => (
              <li class={`duty-kept ${there ? 'in-time' : 'missing'}`}>
                {`${there ? '○' : '×'} ${month}`}
                <span class="visually-hidden">
                  {there ? view.t('あります', 'is there') : view.t('ありません', 'is not there')}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h2 id="records">{view.t('運用記録', 'Records')}</h2>
      {records.length === 0 ? (
        <p>{view.t('記録はまだありません。', 'Nothing was recorded yet.')}</p>
      ) : (
        <RecordTable view={view} records={records} corrected={new Set()} edition={edition} />
      )}
      {view.may('duties.change') ? (
        <form method="post" action={view.to('/records/settings')} class="actions">
          <input type="hidden" name="of" value={of} />
          <input type="hidden" name="asksSignature" value={asksSignature ? '0' : '1'} />
          <p>
            {asksSignature
              ? view.t('記録には、2人目の署名が要ります。', 'Records need a second signature.')
              : view.t('記録に、2人目の署名は要りません。', 'Records need no second signature.')}
          </p>
          <button type="submit" class="second small">
            {asksSignature ? view.t('署名を要らなくする', 'Ask for none') : view.t('署名を要るようにする', 'Ask for one')}
          </button>
        </form>
      ) : null}
    </section>
  )
}

import type { FC } from 'hono/jsx'
import { Field, OwnRefusals } from '../../ui/components.tsx'
import { MONTHS, PERIODS } from '../recurrence.ts'
import { PERIOD_WORDS } from '../words.ts'
import type { DutyProps } from './duty.tsx'

/** Who does a duty, who stands in, and for what recurs how often and from when: never more rarely than the text asks. */
export const SettingsForm: FC<DutyProps> = (props) => {
  const { view, duty, typed, refusals } = props
  return (
    <section aria-labelledby="settings" class="no-print">
      <h2 id="settings">{view.t('担当と日の決め方', 'Who and when')}</h2>
      <form method="post" action={view.to(`/duties/${duty.id}`)}>
        <input type="hidden" name="revision" value={String(duty.revision)} />
        <div class="pair">
          <Person {...props} name="assignee" label={view.t('担当', 'In charge')} />
          <Person {...props} name="substitute" label={view.t('代わりの人', 'Substitute')} />
        </div>
        {duty.every === null ? (
          <input type="hidden" name="every" value={typed.every} />
        ) : (
          <>
            <div class="field">
              <label for="every">{view.t('間隔', 'How often')}</label>
              <p id="every-help">
                {view.t(
                  '評価基準が求めるより短くできます。長くはできません。',
                  'More often than the criterion asks, never more rarely.',
                )}
              </p>
              <select name="every" id="every" aria-describedby="every-help">
                {PERIODS.filter((period) => MONTHS[period] <= MONTHS[duty.every ?? 'P1Y']).map((period) => (
                  <option value={period} selected={typed.every === period}>
                    {view.say(PERIOD_WORDS[period])}
                  </option>
                ))}
              </select>
              <OwnRefusals view={view} id="every" own={refusals.filter(({ field }) => field === 'every')} />
            </div>
            <Field
              view={view}
              name="first"
              type="date"
              label={view.t('この日から数える', 'Counted from')}
              help={view.t(
                'この日と、そこから間隔ごとの日が期日になります。空欄なら、年度の終わり(年度が決まっていなければ、始めた日から)で数えます。変えても、きょうまでの期日は動きません。',
                'Due on this day and every so often after it. Left empty, it follows the company’s year, or the day on which it began. Days up to today stay as they are.',
              )}
              value={typed.first}
              refusals={refusals}
            />
            <label class="choice">
              <input type="checkbox" name="nextWorkday" value="1" checked={typed.nextWorkday === '1'} />
              <span>
                {view.t('土日・祝日に当たるときは、次の平日を期日にする', 'On a weekend or holiday, due on the next working day')}
              </span>
            </label>
          </>
        )}
        <p class="actions">
          <button type="submit">{view.t('保存', 'Save')}</button>
        </p>
      </form>
    </section>
  )
}

const Person: FC<DutyProps & { name: 'assignee' | 'substitute'; label: string }> = (props) => {
  const { view, calendar, typed, refusals, name, label } = props
  const { colleagues, people } = calendar
  const chosen = typed[name]
  const gone = chosen !== '' && !colleagues.has(chosen) ? people.get(chosen) : undefined
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select name={name} id={name}>
        <option value="">{view.t('決めていない', 'Nobody yet')}</option>
        {[...colleagues, ...(gone === undefined ? [] : [[chosen, gone] as const])].map(([id, person]) => (
          <option value={id} selected={chosen === id}>
            {person}
          </option>
        ))}
      </select>
      <OwnRefusals view={view} id={name} own={refusals.filter(({ field }) => field === name)} />
    </div>
  )
}

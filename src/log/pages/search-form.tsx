import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { kindOf } from '../kinds.ts'
import { isFiltered, OTHER_AUTHORS, SEARCH, type TypedSearch } from '../search.ts'

/** What there is to say of a log as a whole, and what its search form offers. */
export type Facts = { size: number; months: number; people: { id: PersonId; name: string }[]; acts: string[] }

/** Finds entries by words, kind, person and days; a plain form whose address can be kept. */
export const SearchForm: FC<{ view: View; typed: TypedSearch; facts: Facts; refusals: readonly Refusal[] }> = ({
  view,
  typed,
  facts,
  refusals,
}) => (
  <search>
    <form method="get" action={view.to('/log')} class="log-search">
      <div class="log-words-field">
        <Field
          view={view}
          name="text"
          type="search"
          label={view.t('ことばで探す', 'Search')}
          value={typed.text}
          {...boundsOf(SEARCH, 'text')}
          refusals={refusals}
        />
        <button type="submit">{view.t('探す', 'Search')}</button>
        {isFiltered(typed) ? <a href={view.to('/log')}>{view.t('条件を消す', 'Clear')}</a> : null}
      </div>
      <details open={isFiltered({ ...typed, text: '' })}>
        <summary>{view.t('種類・人・日付で絞る', 'By kind, person and day')}</summary>
        <div class="log-narrow">
          <Choice
            view={view}
            name="act"
            label={view.t('種類', 'Kind')}
            chosen={typed.act}
            choices={kindsOf(view, facts.acts, typed.act)}
          />
          <Choice
            view={view}
            name="who"
            label={view.t('だれ', 'Who')}
            chosen={typed.who}
            choices={authorsOf(view, facts.people)}
          />
          <Day view={view} name="from" label={view.t('いつから', 'From')} value={typed.from} refusals={refusals} />
          <Day view={view} name="to" label={view.t('いつまで', 'To')} value={typed.to} refusals={refusals} />
        </div>
      </details>
    </form>
  </search>
)

const Choice: FC<{ view: View; name: string; label: string; chosen: string; choices: [string, string][] }> = ({
  view,
  name,
  label,
  chosen,
  choices,
}) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{view.t('すべて', 'All')}</option>
      {choices.map(([value, words]) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </div>
)

/** A calendar, unless what was typed is no day: a calendar would throw it away. */
const Day: FC<{ view: View; name: 'from' | 'to'; label: string; value: string; refusals: readonly Refusal[] }> = (props) => (
  <Field {...props} type={props.value === '' || /^\d{4}-\d{2}-\d{2}$/.test(props.value) ? 'date' : 'text'} />
)

function kindsOf(view: View, acts: readonly string[], chosen: string): [string, string][] {
  const kinds = new Map(acts.map((act) => [kindOf(act).kind, view.say(kindOf(act).words)]))
  const exact: [string, string][] = chosen !== '' && !kinds.has(chosen) ? [[chosen, chosen]] : []
  return [...[...kinds].toSorted(([, one], [, other]) => one.localeCompare(other, view.lang)), ...exact]
}

function authorsOf(view: View, people: readonly { id: PersonId; name: string }[]): [string, string][] {
  const others: Record<(typeof OTHER_AUTHORS)[number], string> = {
    account: view.t('席のないアカウント', 'Accounts without a seat'),
    command: view.t('サーバー', 'The server'),
    unknown: view.t('サインインしていない人', 'Somebody not signed in'),
  }
  return [
    ...people.map(({ id, name }): [string, string] => [id, name]),
    ...OTHER_AUTHORS.map((kind): [string, string] => [kind, others[kind]]),
  ]
}

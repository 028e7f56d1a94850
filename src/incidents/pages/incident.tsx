import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, OwnRefusals, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { CORRECTION, ENTRY } from '../forms.ts'
import { type Entry, type Incident, isClosed, KIND_WORDS, LATER_KINDS, STAGES, stageOf, standing, titleOf } from '../incident.ts'
import { type Level, levelWords, type Standings } from '../settings.ts'
import { Standing, sayLevel, sayMoment, toField } from './words.tsx'

export type IncidentProps = {
  view: View
  incident: Incident
  settings: Standings
  done: boolean
  typed: Typed<typeof ENTRY>
  /** The entry that is being corrected, with what was typed of it. */
  correcting: { entry: string; typed: Typed<typeof CORRECTION> } | undefined
  refusals: readonly Refusal[]
  people: ReadonlyMap<string, string>
}

/** An incident: how far it has come, what was found and done in the order of time, and the form for what is done next. */
export const IncidentPage: FC<IncidentProps> = (props) => {
  const { view, incident, done, correcting, refusals } = props
  const title = titleOf(incident)
  const held = new Set(standing(incident).map(({ id }) => id))
  return (
    <Page view={view} title={incident.drill ? view.t(`【訓練】${title}`, `[Drill] ${title}`) : title} area="incidents">
      <Trail view={view} steps={[{ href: view.to('/incidents'), words: view.t('インシデント', 'Incidents') }]} here={title} />
      <h1>{title}</h1>
      {incident.drill ? (
        <Notice tone="warn" title={view.t('これは訓練です', 'This is a drill')}>
          <p>{view.t('実際のインシデントではなく、件数に入りません。', 'It is no incident, and is not counted as one.')}</p>
        </Notice>
      ) : null}
      {done ? (
        <p class="saved-note" role="status">
          {view.t('書きました。', 'Written.')}
        </p>
      ) : null}
      <Standing view={view} incident={incident} />
      <Stages {...props} />
      <p class="actions no-print">
        <a class="button second" href={view.to(`/incidents/${incident.id}/report.pdf`)}>
          {view.t('報告書(PDF)', 'Report (PDF)')}
        </a>
        <a class="button second" href={view.to(`/incidents/${incident.id}/report.docx`)}>
          {view.t('報告書(Word)', 'Report (Word)')}
        </a>
        <a class="button second" href={view.to('/incidents/card')}>
          {view.t('連絡先のカード', 'Card with contacts')}
        </a>
      </p>
      <Refusals view={view} refusals={refusals} />
      <section>
        <h2>{view.t('経過', 'Course')}</h2>
        <ol class="incident-course">
          {incident.entries.map((entry) => (
            <EntryItem {...props} entry={entry} held={held.has(entry.id)} />
          ))}
        </ol>
      </section>
      {view.may('incident.handle') && correcting === undefined ? <Next {...props} /> : null}
    </Page>
  )
}

const Stages: FC<IncidentProps> = ({ view, incident }) => {
  const there = new Set(standing(incident).map(({ kind }) => kind))
  const furthest = stageOf(incident)
  return (
    <ol class="incident-stages">
      {STAGES.map((stage) => (
        <li class={there.has(stage) ? 'there' : undefined} aria-current={stage === furthest ? 'step' : undefined}>
          {there.has(stage) ? '✓ ' : ''}
          {view.say(KIND_WORDS[stage])}
        </li>
      ))}
    </ol>
  )
}

const EntryItem: FC<IncidentProps & { entry: Entry; held: boolean }> = (props) => {
  const { view, incident, entry, held, correcting, people } = props
  const own = correcting?.entry === entry.id ? correcting.typed : undefined
  return (
    <li class={held ? undefined : 'corrected'} id={`entry-${entry.id}`}>
      <h3>
        {view.say(KIND_WORDS[entry.kind])} <small>{sayMoment(view, entry.happenedAt)}</small>
      </h3>
      {held ? null : <p>{view.t('訂正前の記載です。', 'Corrected since.')}</p>}
      <p class="words">{entry.body}</p>
      {entry.concerns === '' ? null : (
        <p>
          {concernsLabel(view, entry.kind)}: {entry.concerns}
        </p>
      )}
      {entry.level ? <p>{sayLevel(view, entry.level)}</p> : null}
      {entry.correction === '' ? null : (
        <p>
          {view.t('訂正の理由', 'Why corrected')}: {entry.correction}
        </p>
      )}
      <p class="quiet">
        {entry.doneBy}・{view.t('記入', 'written by')} {people.get(entry.writtenBy) ?? ''} {sayMoment(view, entry.writtenAt)}
      </p>
      {held && view.may('incident.handle') ? (
        <details open={own !== undefined} class="no-print">
          <summary>{view.t('訂正する', 'Correct')}</summary>
          <form method="post" action={view.to(`/incidents/${incident.id}/entries/${entry.id}`)}>
            <Said
              {...props}
              id={entry.id}
              kind={entry.kind}
              typed={own ?? typedFrom(entry)}
              refusals={own ? props.refusals : []}
            />
            <Field
              view={view}
              name="correction"
              id={`${entry.id}-correction`}
              label={view.t('訂正の理由', 'Why it is corrected')}
              value={own?.correction ?? ''}
              {...boundsOf(CORRECTION, 'correction')}
              refusals={own ? props.refusals : []}
            />
            <button type="submit" class="second">
              {view.t('訂正として書く', 'Write the correction')}
            </button>
          </form>
        </details>
      ) : null}
    </li>
  )
}

const Next: FC<IncidentProps> = (props) => {
  const { view, incident, typed, refusals } = props
  const kinds = isClosed(incident) ? LATER_KINDS.filter((kind) => kind === 'contact' || kind === 'lesson') : LATER_KINDS
  return (
    <section class="no-print">
      <h2>{view.t('書き足す', 'Add')}</h2>
      <form method="post" action={view.to(`/incidents/${incident.id}/entries`)} data-guarded>
        <Once />
        <div class="field">
          <label for="kind">{view.t('何について', 'About')}</label>
          <select name="kind" id="kind">
            {kinds.map((kind) => (
              <option value={kind} selected={typed.kind === kind}>
                {view.say(KIND_WORDS[kind])}
              </option>
            ))}
          </select>
          <OwnRefusals view={view} id="kind" own={refusals.filter(({ field }) => field === 'kind')} />
        </div>
        <Said {...props} id="next" kind={undefined} typed={typed} refusals={refusals} />
        <p class="actions">
          <button type="submit">{view.t('書く', 'Write')}</button>
        </p>
      </form>
    </section>
  )
}

type SaidProps = Pick<IncidentProps, 'view' | 'refusals' | 'settings'> & {
  id: string
  kind: Entry['kind'] | undefined
  typed: Pick<Typed<typeof ENTRY>, 'body' | 'happenedAt' | 'doneBy' | 'concerns' | 'level'>
}

const Said: FC<SaidProps> = ({ view, id, kind, typed, refusals, settings }) => {
  const of = (name: string) => (id === 'next' ? name : `${id}-${name}`)
  return (
    <>
      <Field
        view={view}
        name="body"
        id={of('body')}
        label={view.t('内容', 'What')}
        value={typed.body}
        rows={4}
        {...boundsOf(ENTRY, 'body')}
        refusals={refusals}
      />
      <div class="pair">
        <Field
          view={view}
          name="happenedAt"
          id={of('happenedAt')}
          type="datetime-local"
          label={view.t('日時(空欄なら、いま)', 'When (blank: now)')}
          value={typed.happenedAt}
          refusals={refusals}
        />
        <Field
          view={view}
          name="doneBy"
          id={of('doneBy')}
          label={view.t('した人', 'Who')}
          value={typed.doneBy}
          {...boundsOf(ENTRY, 'doneBy')}
          refusals={refusals}
        />
      </div>
      <Field
        view={view}
        name="concerns"
        id={of('concerns')}
        label={concernsLabel(view, kind)}
        value={typed.concerns}
        {...boundsOf(ENTRY, 'concerns')}
        refusals={refusals}
      />
      <div class="field">
        <label for={of('level')}>{view.t('レベル', 'Level')}</label>
        <p id={`${of('level')}-help`}>
          {view.t('いま決めた・変えたときだけ選びます。', 'Choose one only where it is decided or changed now.')}
        </p>
        <select name="level" id={of('level')} aria-describedby={`${of('level')}-help`}>
          <option value="">{view.t('変えない', 'No change')}</option>
          {settings.levels.content.map((level: Level) => (
            <option value={String(level.level)} selected={typed.level === String(level.level)}>
              {view.say(levelWords(level))}
            </option>
          ))}
        </select>
        <OwnRefusals view={view} id={of('level')} own={refusals.filter(({ field }) => field === 'level')} />
      </div>
    </>
  )
}

function typedFrom({ body, happenedAt, doneBy, concerns, level }: Entry): SaidProps['typed'] {
  return { body, happenedAt: toField(happenedAt), doneBy, concerns, level: level ? String(level.level) : '' }
}

function concernsLabel(view: View, kind: Entry['kind'] | undefined): string {
  if (kind === 'contact' || kind === 'lesson') return view.t('相手・共有先', 'To whom')
  if (kind === undefined) return view.t('かかわるもの(連絡・共有では相手)', 'Concerns (of contacts and cases: to whom)')
  return view.t('かかわるもの', 'Concerns')
}

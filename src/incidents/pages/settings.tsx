import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { type Contact, GROUP_WORDS, GROUPS, type Level, type SettingName, type Standings } from '../settings.ts'

/** How many blank rows a list offers for what is added. */
const BLANK_ROWS = 3

type SettingsProps = {
  view: View
  settings: Standings
  saved: boolean
  refusals: readonly Refusal[]
}

/** What the log and the screens call each setting. */
function nameOf(view: View, setting: SettingName): string {
  if (setting === 'levels') return view.t('インシデントのレベル', 'Levels of incidents')
  return setting === 'contacts'
    ? view.t('インシデントのときの連絡先', 'Contacts in an incident')
    : view.t('最初の1時間にすること', 'What to do in the first hour')
}

/** Says that something is our proposal, and no decision of the organisation. */
export const ProposalNote: FC<{ view: View }> = ({ view }) => (
  <Notice tone="info" title={view.t('星取の案がまじっています', 'Some of this is our proposal')}>
    <p>
      {view.t(
        '連絡先・レベル・最初の1時間のうち、まだ自社で決めていないものは、星取の案を見せています。評価基準が求めているのは、自社で決めることです。直して保存すると、自社で決めたものになります。',
        'Where your organisation has not decided its contacts, levels or first hour, a proposal of ours stands there. The criteria ask that you decide: change it and save, and it is yours.',
      )}
    </p>
  </Notice>
)

const Frame: FC<SettingsProps & { setting: SettingName; about: Child; children?: Child }> = (props) => {
  const { view, settings, saved, refusals, setting, about, children } = props
  const name = nameOf(view, setting)
  const { number } = settings[setting]
  return (
    <Page view={view} title={name} area="incidents" wide={setting !== 'first-hour'}>
      <Trail view={view} steps={[{ href: view.to('/incidents'), words: view.t('インシデント', 'Incidents') }]} here={name} />
      <h1>{name}</h1>
      {saved ? (
        <p class="saved-note" role="status">
          {view.t('保存しました。', 'Saved.')}
        </p>
      ) : null}
      {number === 0 ? <ProposalNote view={view} /> : null}
      <p>{about}</p>
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to(`/incidents/settings/${setting}`)} data-guarded>
        <input type="hidden" name="number" value={String(number)} />
        {children}
        {view.may('incident.handle') ? (
          <p class="actions">
            <button type="submit">{view.t('自社で決めたものとして保存する', 'Save as decided')}</button>
          </p>
        ) : null}
      </form>
    </Page>
  )
}

/** Whom to call: inside, partners, authorities, contractors. */
export const ContactsPage: FC<SettingsProps & { rows: readonly Contact[] }> = (props) => {
  const { view, rows } = props
  const blank: Contact = { group: 'internal', name: '', phone: '', email: '', when: '' }
  return (
    <Frame
      {...props}
      setting="contacts"
      about={view.t(
        '社内・取引先・当局・所管省庁・委託先に、だれに、どこへ、どんなときに知らせるかを書きます(6-1-1-2)。年1回以上、通じるかを確かめてください(6-1-1-4)。行を消すには、すべて空にします。',
        'Whom to tell, where and when: inside, partners, authorities and ministries, contractors (6-1-1-2). Check at least once a year that they answer (6-1-1-4). To remove a row, blank all of it.',
      )}
    >
      {[...rows, ...Array.from({ length: BLANK_ROWS }, () => blank)].map((row, at) => (
        <fieldset class="setting-row">
          <legend>{row.name === '' ? view.t('連絡先を加える', 'Another contact') : row.name}</legend>
          <div class="field">
            <label for={`group-${at}`}>{view.t('区分', 'Group')}</label>
            <select name="group" id={`group-${at}`}>
              {GROUPS.map((group) => (
                <option value={group} selected={row.group === group}>
                  {view.say(GROUP_WORDS[group])}
                </option>
              ))}
            </select>
          </div>
          <Cell {...props} name="name" at={at} label={view.t('名前', 'Name')} value={row.name} />
          <Cell {...props} name="phone" at={at} label={view.t('電話', 'Telephone')} value={row.phone} />
          <Cell {...props} name="email" at={at} label={view.t('メール', 'Mail')} value={row.email} />
          <Cell {...props} name="when" at={at} label={view.t('知らせるとき', 'When')} value={row.when} />
        </fieldset>
      ))}
    </Frame>
  )
}

/** The levels of incidents with what each covers. */
export const LevelsPage: FC<SettingsProps & { rows: readonly Level[] }> = (props) => {
  const { view, rows } = props
  const blank = { level: '', name: '', covers: '', act: '' }
  return (
    <Frame
      {...props}
      setting="levels"
      about={view.t(
        '重さの段階と、それぞれに何が入るかを決めます(5-2-1-1)。数の大きいほうが重いものです。決めたら、役員・従業員・派遣社員・受入出向者に周知してください。',
        'Decide the levels and what each covers (5-2-1-1); a higher number is more serious. Then make them known to officers, employees, dispatched and seconded workers.',
      )}
    >
      {[...rows, ...Array.from({ length: BLANK_ROWS }, () => blank)].map((row, at) => (
        <fieldset class="setting-row">
          <legend>{row.name === '' ? view.t('レベルを加える', 'Another level') : row.name}</legend>
          <Cell {...props} name="level" at={at} label={view.t('数(1〜9)', 'Number (1 to 9)')} value={String(row.level || '')} />
          <Cell {...props} name="name" at={at} label={view.t('呼び名', 'Name')} value={row.name} />
          <Cell
            {...props}
            name="covers"
            at={at}
            label={view.t('当てはまるもの', 'What it covers')}
            value={row.covers}
            lines={3}
          />
          <Cell {...props} name="act" at={at} label={view.t('すること', 'What is done')} value={row.act} lines={3} />
        </fieldset>
      ))}
    </Frame>
  )
}

/** What to do in the first hour, one step a line. */
export const FirstHourPage: FC<SettingsProps & { steps: string }> = (props) => {
  const { view, steps, refusals } = props
  return (
    <Frame
      {...props}
      setting="first-hour"
      about={view.t(
        'カードに、この順で載ります。A4一枚に収まるように、短く書いてください。',
        'The card shows them in this order. Keep them short: the card is one sheet of A4.',
      )}
    >
      <Field
        view={view}
        name="steps"
        label={view.t('すること(1行に1つ)', 'Steps, one a line')}
        value={steps}
        rows={12}
        longest={4000}
        required
        refusals={refusals}
      />
    </Frame>
  )
}

type CellProps = Pick<SettingsProps, 'view' | 'refusals'> & {
  name: string
  at: number
  label: string
  value: string
  /** How many lines a text of several has. */
  lines?: number
}

/** One field of a row of a list; a refusal of it names the place, such as `name-2`. */
const Cell: FC<CellProps> = ({ view, name, at, label, value, lines, refusals }) => {
  const own = refusals.filter(({ field }) => field === `${name}-${at}`).map((refusal) => ({ ...refusal, field: name }))
  return (
    <Field
      view={view}
      name={name}
      id={`${name}-${at}`}
      label={label}
      value={value}
      {...(lines === undefined ? {} : { rows: lines })}
      refusals={own}
    />
  )
}

import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../kernel/refusal.ts'
import { Icon, type IconName } from './icon.tsx'
import type { View } from './view.ts'

/** A trail from the top to the page before this one, and what this one is called there: `here`. */
export const Trail: FC<{ view: View; steps: { href: string; words: string }[]; here: string }> = ({ view, steps, here }) => (
  <nav class="trail" aria-label={view.t('現在の位置', 'Breadcrumb')}>
    <ol>
      {steps.map((step) => (
        <li>
          <a href={step.href}>{step.words}</a>
        </li>
      ))}
      <li>
        <span aria-current="page">{here}</span>
      </li>
    </ol>
  </nav>
)

/** A message that stands out. `tone` decides colour and mark; the words carry the meaning. */
export const Notice: FC<{ tone: 'info' | 'good' | 'warn' | 'bad'; title: string; children?: Child; id?: string }> = ({
  tone,
  title,
  children,
  id,
}) => (
  <section
    class={`notice ${tone}`}
    role={tone === 'bad' ? 'alert' : undefined}
    id={id}
    tabindex={tone === 'bad' ? -1 : undefined}
  >
    <h2>{title}</h2>
    {children}
  </section>
)

/** What was refused, at the top of the form, each with a link to its field. */
export const Refusals: FC<{ view: View; refusals: readonly Refusal[] }> = ({ view, refusals }) =>
  refusals.length === 0 ? null : (
    <Notice tone="bad" title={view.t('入力を確かめてください', 'Please check what you entered')} id="refusals">
      <ul>
        {refusals.map((refusal) => (
          <li>{refusal.field ? <a href={`#${refusal.field}`}>{view.say(refusal.words)}</a> : view.say(refusal.words)}</li>
        ))}
      </ul>
    </Notice>
  )

/** One labelled field with its help and its refusal, tied together for screen readers. */
export const Field: FC<{
  view: View
  name: string
  /** Where a page has the field more than once. */
  id?: string
  label: string
  help?: string
  value?: string
  required?: boolean
  rows?: number
  type?: string
  maxlength?: number
  /** In characters; a text area counts against it. */
  longest?: number
  inputmode?: 'numeric'
  /** Which files a field of the type `file` offers. */
  accept?: string
  autocomplete?: string
  refusals?: readonly Refusal[]
}> = (props) => {
  const { view, name, id = name, label, help, value, required, rows, type, maxlength, longest, inputmode } = props
  const { autocomplete, accept, refusals = [] } = props
  const own = refusals.filter((refusal) => refusal.field === name)
  const counted = rows !== undefined && longest !== undefined
  const describing = [help ? `${id}-help` : '', own.length > 0 ? `${id}-refusal` : '', counted ? `${id}-counter` : '']
  const described = describing.filter(Boolean).join(' ') || undefined
  const common = {
    id,
    name,
    required,
    maxlength,
    inputmode,
    accept,
    autocomplete,
    'aria-describedby': described,
    'aria-invalid': own.length > 0 ? 'true' : undefined,
  } as const
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required ? <span class="required">{view.t('必須', 'Required')}</span> : null}
      </label>
      {help ? <p id={`${id}-help`}>{help}</p> : null}
      {rows ? (
        <textarea {...common} rows={rows}>
          {value ?? ''}
        </textarea>
      ) : (
        <input {...common} type={type ?? 'text'} value={type === 'file' ? undefined : (value ?? '')} />
      )}
      {counted ? <Counter view={view} of={id} longest={longest} /> : null}
      <OwnRefusals view={view} id={id} own={own} />
    </div>
  )
}

/** Choices under one legend, with what was refused of them, tied together for screen readers. */
export const Choices: FC<{
  view: View
  name: string
  /** Where a page has the choices more than once. */
  id?: string
  class?: string
  legend: Child
  help?: string
  refusals?: readonly Refusal[]
  children: Child
}> = ({ view, name, id = name, class: kind, legend, help, refusals = [], children }) => {
  const own = refusals.filter((refusal) => refusal.field === name)
  const described = [help ? `${id}-help` : '', own.length > 0 ? `${id}-refusal` : ''].filter(Boolean).join(' ') || undefined
  return (
    <fieldset id={id} class={kind} tabindex={-1} aria-describedby={described}>
      <legend>{legend}</legend>
      {help ? <p id={`${id}-help`}>{help}</p> : null}
      {children}
      <OwnRefusals view={view} id={id} own={own} />
    </fieldset>
  )
}

/** What was refused of one field, beside it: its `aria-describedby` names `<id>-refusal`. */
export const OwnRefusals: FC<{ view: View; id: string; own: readonly Refusal[] }> = ({ view, id, own }) =>
  own.length === 0 ? null : (
    <p class="refusal" id={`${id}-refusal`}>
      {own.map((refusal) => view.say(refusal.words)).join(' ')}
    </p>
  )

/**
 * How much room a text area has left, in characters as people count them, which its `maxlength` cannot. A script shows it once most of
 * the room is used; a screen reader hears it where the field is entered, and when there is no room left.
 */
const Counter: FC<{ view: View; of: string; longest: number }> = ({ view, of, longest }) => (
  <p class="counter" id={`${of}-counter`} data-counts={of} data-longest={longest} hidden>
    <span></span> {view.t(`/ ${longest}文字`, `of ${longest} characters`)}{' '}
    <strong role="status" data-over={view.t('長すぎます。短くしてください。', 'Too long: please shorten it.')}></strong>
  </p>
)

/** A whole-page message: what happened and what can be done, with the one button that does it. */
export const Message: FC<{
  title: string
  icon?: IconName
  act?: { href: string; words: string } | undefined
  children?: Child
}> = ({ title, icon = 'information-circle', act, children }) => (
  <section class="message">
    <Icon name={icon} />
    <h1>{title}</h1>
    {children}
    {act ? (
      <p class="actions">
        <a class="button large" href={act.href}>
          {act.words}
        </a>
      </p>
    ) : null}
  </section>
)

/** Where nothing is yet, or nothing was found: why, and the one thing to do about it. */
export const Empty: FC<{
  icon?: IconName
  title: string
  act?: { href: string; words: string } | undefined
  children?: Child
}> = ({ icon = 'information-circle', title, act, children }) => (
  <div class="empty">
    <Icon name={icon} />
    <p class="lead">{title}</p>
    {children}
    {act ? (
      <p>
        <a class="button" href={act.href}>
          {act.words}
        </a>
      </p>
    ) : null}
  </div>
)

/** ★3 or ★4, in its colour and in words. */
export const Star: FC<{ level: 3 | 4 }> = ({ level }) => (
  <span class={`star ${level === 3 ? 'three' : 'four'}`}>{`★${level}`}</span>
)

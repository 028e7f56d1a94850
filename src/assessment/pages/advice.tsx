import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Viewer } from '../../roles/viewer.ts'
import { Field } from '../../ui/components.tsx'
import type { Speech } from '../../ui/kept.ts'
import type { View } from '../../ui/view.ts'
import { ADVICE, ADVICE_KINDS, ADVICE_WORDS, type Advice, fieldsFor, isOpen, mayAdvise, mayTake } from '../advice.ts'
import type { Answer } from '../answer.ts'
import { FIELD } from '../fields.ts'

type ThreadProps = {
  view: View
  /** The address of the assessment, the criterion, and the query of the list that the person came from. */
  address: string
  criterion: string
  query: string
  answer: Answer | undefined
  advice: readonly Advice[]
  people: ReadonlyMap<string, string>
  /** What was sent and refused. */
  typed: Typed<typeof ADVICE> | undefined
  refusals: readonly Refusal[]
}

/** What the client and its experts say to each other about a criterion, beside the answer. Works without a script. */
export const AdviceThread: FC<ThreadProps> = (props) => {
  const { view, advice, answer, typed } = props
  const { viewer } = view
  if (!viewer || (advice.length === 0 && !mayAdvise(viewer, answer))) return null
  const open = advice.filter(isOpen).length
  return (
    <details class="advice" id="advice" open={open > 0 || typed !== undefined}>
      <summary>
        {view.t('相談', 'Advice')} {advice.length > 0 ? `(${advice.length}) ` : null}
        {open > 0 ? <span class="chip open">{view.t(`未解決 ${open}件`, `${open} open`)}</span> : null}
      </summary>
      {advice.length === 0 ? null : (
        <ol>
          {advice.map((one) => (
            <li class={isOpen(one) ? `${one.kind} open` : one.kind}>
              <Said {...props} one={one} viewer={viewer} />
            </li>
          ))}
        </ol>
      )}
      {mayAdvise(viewer, answer) ? <SayForm {...props} viewer={viewer} /> : null}
    </details>
  )
}

/** How many questions and wordings wait; nothing for none. */
export const OpenAdvice: FC<{ view: Speech; open: number }> = ({ view, open }) =>
  open === 0 ? null : <span class="chip advice-open">{view.t(`相談 ${open}件`, `Advice: ${open} open`)}</span>

/** The criteria where questions and wordings wait, each a way to its thread. */
export const OpenAdviceList: FC<{ view: View; address: string; open: ReadonlyMap<string, number> }> = ({
  view,
  address,
  open,
}) =>
  open.size === 0 ? null : (
    <section class="open-advice" aria-labelledby="open-advice">
      <h2 id="open-advice">{view.t('答えを待っている相談', 'Advice that waits for you')}</h2>
      <ul>
        {[...open]
          .toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
          .map(([criterion, count]) => (
            <li>
              <a href={view.to(`${address}/criteria/${criterion}#advice`)}>{criterion}</a> {view.t(`${count}件`, `(${count})`)}
            </li>
          ))}
      </ul>
    </section>
  )

const Said: FC<ThreadProps & { one: Advice; viewer: Viewer }> = (props) => {
  const { view, people, one } = props
  return (
    <>
      <p>
        <strong>{people.get(one.writtenBy) ?? ''}</strong> <span class="quiet">{toWordsInJapan(one.writtenAt, view.lang)}</span>{' '}
        {one.kind === 'comment' ? null : (
          <span class="chip">
            {view.say(ADVICE_WORDS[one.kind])}
            {one.field ? `: ${view.say(FIELD[one.field].words)}` : null}
          </span>
        )}
      </p>
      {one.kind === 'wording' ? <blockquote class="text">{one.body}</blockquote> : <p class="text">{one.body}</p>}
      {one.kind === 'comment' ? null : <Ending {...props} />}
    </>
  )
}

/** What can be done about a question or a wording, or what became of it. */
const Ending: FC<ThreadProps & { one: Advice; viewer: Viewer }> = ({
  view,
  address,
  criterion,
  query,
  answer,
  people,
  one,
  viewer,
}) => {
  const speaks = mayAdvise(viewer, answer)
  const to = (what: string) => view.to(`${address}/${what}/${criterion}${query}`)
  return (
    <div class="actions">
      {one.ended ? (
        <p class="quiet">
          {`${people.get(one.ended.by) ?? ''} ${toWordsInJapan(one.ended.at, view.lang)}: `}
          {one.ended.outcome === 'taken' ? view.t('回答に使いました', 'taken over') : CLOSED[one.kind](view)}
        </p>
      ) : null}
      {!one.ended && one.kind === 'wording' && mayTake(viewer, answer) ? (
        <form method="post" action={to('advice-takings')}>
          <input type="hidden" name="from" value={String(answer?.revision ?? 0)} />
          <button type="submit" name="advice" value={one.id}>
            {view.t('この文案を回答に使う', 'Use this wording')}
          </button>
        </form>
      ) : null}
      {speaks ? (
        <form method="post" action={to('advice-endings')}>
          {one.ended ? <input type="hidden" name="open" value="yes" /> : null}
          <button type="submit" class="second" name="advice" value={one.id}>
            {one.ended ? view.t('もう一度開く', 'Open again') : CLOSE[one.kind](view)}
          </button>
        </form>
      ) : null}
    </div>
  )
}

const CLOSE: Record<Advice['kind'], (view: View) => string> = {
  comment: () => '',
  question: (view) => view.t('解決した', 'Resolved'),
  wording: (view) => view.t('使わない', 'Do not use'),
}
const CLOSED: Record<Advice['kind'], (view: View) => string> = {
  comment: () => '',
  question: (view) => view.t('解決済み', 'resolved'),
  wording: (view) => view.t('使わないことにしました', 'not used'),
}

const SayForm: FC<ThreadProps & { viewer: Viewer }> = ({ view, address, criterion, query, typed, refusals, viewer }) => {
  const field = typed?.field ?? 'reason'
  const kind = typed?.kind || 'comment'
  return (
    <form method="post" action={view.to(`${address}/advice/${criterion}${query}`)} class="say">
      <fieldset>
        <legend>{view.t('書くもの', 'What to write')}</legend>
        <div class="choices row">
          {ADVICE_KINDS.map((one) => (
            <label class="choice">
              <input type="radio" name="kind" value={one} checked={one === kind} />
              <span>{view.say(ADVICE_WORDS[one])}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="field">
        <label for="advice-field">{view.t('文案の欄 (文案のとき)', 'Field (for suggested wording)')}</label>
        <select id="advice-field" name="field">
          {fieldsFor(viewer).map((key) => (
            <option value={key} selected={key === field}>
              {view.say(FIELD[key].words)}
            </option>
          ))}
        </select>
      </div>
      <Field
        view={view}
        name="body"
        id="advice-body"
        label={view.t('相談の文', 'Text')}
        help={view.t(
          '回答そのものは変わりません。文案は、その会社の人が「回答に使う」を押したときだけ、その人の回答になります。',
          'The answer stays as it is. Wording becomes an answer only when somebody of the client takes it over.',
        )}
        value={typed?.body ?? ''}
        rows={3}
        {...boundsOf(ADVICE, 'body')}
        refusals={refusals}
      />
      <button type="submit" class="second">
        {view.t('書き込む', 'Post')}
      </button>
    </form>
  )
}

import type { Child, FC } from 'hono/jsx'
import { editionIn } from '../../catalogue/index.ts'
import {
  BY_WORDS,
  type Days,
  ESTIMATE_WORDS,
  evidenceOf,
  FIRM_SIZES,
  REGISTER_WORDS,
  TEMPLATE_WORDS,
} from '../../measures/index.ts'
import { knowsAll } from '../../roles/sight.ts'
import type { TaskProps } from './task-props.ts'

/** What the measure says: why, what counts as done, what usually shows it, what helps besides. */
export const Help: FC<Pick<TaskProps, 'view' | 'measure' | 'edition'>> = ({ view, measure, edition }) => {
  if (!measure) return null
  const { templates = [], registers = [] } = measure
  return (
    <>
      <Part title={view.t('なぜするのか', 'Why')}>
        <p>{measure.why}</p>
      </Part>
      <Part title={view.t('終わったと言えるのは', 'What counts as done')}>
        <p>{measure.done}</p>
      </Part>
      <Part title={view.t('よくある証跡', 'Usual evidence')}>
        <ul>
          {evidenceOf(measure, { ...edition, ...editionIn(edition, view.lang) }).map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </Part>
      {templates.length + registers.length === 0 ? null : (
        <Part title={view.t('つくる・直す文書と台帳', 'Documents and registers')}>
          <ul>
            {templates.map((id) => (
              <li>
                {view.may('document.write') ? (
                  <a href={view.to(`/documents/new?template=${id}`)}>{view.say(TEMPLATE_WORDS[id])}</a>
                ) : (
                  view.say(TEMPLATE_WORDS[id])
                )}
              </li>
            ))}
            {registers.map((id) => (
              <li>{view.say(REGISTER_WORDS[id])}</li>
            ))}
          </ul>
          {registers.length > 0 ? (
            <p class="quiet">
              {view.t(
                '台帳は、まだ星取の中にはありません。自社のもので進めてください。',
                'Registers are not in Hoshitori yet: use your own.',
              )}
            </p>
          ) : null}
        </Part>
      )}
      {measure.advice ? (
        <Part title={view.t('おすすめ(評価基準が求めるものではありません)', 'Advice (no criterion asks for it)')}>
          <ul>
            {measure.advice.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        </Part>
      ) : null}
    </>
  )
}

/** What its measure takes, by the organisation's own estimate and by ours, for the firm of the plan; and who usually does it. */
export const Estimate: FC<Pick<TaskProps, 'view' | 'measure' | 'planned' | 'own'>> = ({ view, measure, planned, own }) => {
  if (measure === undefined) return null
  const theirs = own.get(measure.id)
  const of = ([low, likely, high]: Days) => view.t(`${low}・${likely}・${high}人日`, `${low}, ${likely}, ${high} days`)
  const ours = FIRM_SIZES.filter((size) => planned === undefined || planned.size === size).map((size) =>
    view.t(`${size}人の会社 ${of(measure.days[size])}`, `${size} people: ${of(measure.days[size])}`),
  )
  return (
    <div class="estimate">
      {theirs ? (
        <p>
          <strong>{view.t(`会社の見積り: ${of(theirs)}`, `Your own estimate: ${of(theirs)}`)}</strong>
        </p>
      ) : null}
      <p>
        {view.t('星取の見積り: ', 'Our estimate: ')}
        {ours.join(view.t('、', '; '))}
      </p>
      <p class="quiet">
        {view.say(ESTIMATE_WORDS)}{' '}
        {view.t(`ふつうは${BY_WORDS[measure.by].ja}の仕事です。`, `Usually the work of: ${BY_WORDS[measure.by].en}.`)}{' '}
        {view.may('plan.make') && view.viewer && knowsAll(view.viewer) ? (
          <a href={view.to(`/efforts/${measure.id}`)}>{view.t('この対策の見積りを変える', 'Change what this measure takes')}</a>
        ) : null}
      </p>
    </div>
  )
}

/** A part of the page under its heading. */
export const Part: FC<{ title: string; children: Child }> = ({ title, children }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)

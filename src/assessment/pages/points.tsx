import type { FC } from 'hono/jsx'
import { AUDIENCE_WORDS, type Check, type Criterion, dutyWords, type Point, thresholdWords } from '../../catalogue/index.ts'
import type { View } from '../../ui/view.ts'
import { FIELD } from '../fields.ts'
import { absentTick, CONDITION_ABSENT, POINTS_HELP } from '../points.ts'
import type { CriterionProps } from './criterion.tsx'

/** The small decisions of a criterion, as help with its verdict: boxes to tick, which change nothing but themselves. */
export const Points: FC<Pick<CriterionProps, 'view' | 'criterion' | 'content'>> = ({ view, criterion, content }) => (
  <fieldset class="points">
    <legend>{view.say(FIELD.ticked.words)}</legend>
    <p class="quiet">{view.say(POINTS_HELP)}</p>
    {criterion.condition ? (
      <Box point={{ id: CONDITION_ABSENT, text: criterion.condition.otherwise }} ticked={content.ticked} tone="absent" />
    ) : null}
    {criterion.points.map((point) => (
      <>
        <PointBoxes view={view} point={point} ticked={content.ticked} />
        {point.absent ? (
          <Box point={{ id: absentTick(point), text: point.absent }} ticked={content.ticked} tone="absent small" />
        ) : null}
      </>
    ))}
    <button type="submit" name="button" value="suggest" class="second suggest">
      {view.t('印から案を作る', 'Suggest from the ticks')}
    </button>
  </fieldset>
)

const PointBoxes: FC<{ view: View; point: Point; ticked: string[] }> = ({ view, point, ticked }) => {
  if ('first' in point) {
    return (
      <div class="fallback">
        <PointBoxes view={view} point={point.first} ticked={ticked} />
        <p class="where">{view.t(`または、${point.where}:`, `Or: ${point.where}`)}</p>
        <PointBoxes view={view} point={point.instead} ticked={ticked} />
      </div>
    )
  }
  if ('anyOf' in point) {
    return (
      <fieldset class="any-of">
        <legend>
          {point.text} <span class="quiet">{view.t('(どれか1つ以上)', '(at least one)')}</span>
        </legend>
        {point.anyOf.map((option) => (
          <Box point={option} ticked={ticked} />
        ))}
      </fieldset>
    )
  }
  return <Box point={point} ticked={ticked} />
}

const Box: FC<{ point: Check; ticked: string[]; tone?: string }> = ({ point, ticked, tone }) => (
  <label class={tone ? `choice ${tone}` : 'choice'}>
    <input type="checkbox" name="ticked" value={point.id} checked={ticked.includes(point.id)} />
    <span>{point.text}</span>
  </label>
)

/** The same for whoever reads alone: every point, and whether it was ticked; what a firm has none of only where it was. */
export const PointsRead: FC<Pick<CriterionProps, 'view' | 'criterion' | 'content'>> = ({ view, criterion, content }) => {
  const absent = [
    ...(criterion.condition ? [{ id: CONDITION_ABSENT, text: criterion.condition.otherwise }] : []),
    ...criterion.points.flatMap((point) => (point.absent ? [{ id: absentTick(point), text: point.absent }] : [])),
  ].filter(({ id }) => content.ticked.includes(id))
  return (
    <section>
      <h2>{view.t('満たすために要ること', 'What it takes to meet it')}</h2>
      <ul class="points-read">
        {[...absent, ...criterion.points].map((point) => (
          <PointRead view={view} point={point} ticked={content.ticked} />
        ))}
      </ul>
    </section>
  )
}

const PointRead: FC<{ view: View; point: Point | Check; ticked: string[] }> = ({ view, point, ticked }) => {
  if ('first' in point) {
    return (
      <>
        <PointRead view={view} point={point.first} ticked={ticked} />
        <li class="where">{view.t(`または、${point.where}:`, `Or: ${point.where}`)}</li>
        <PointRead view={view} point={point.instead} ticked={ticked} />
      </>
    )
  }
  if ('anyOf' in point) {
    return (
      <li>
        {point.text} <span class="quiet">{view.t('(どれか1つ以上)', '(at least one)')}</span>
        <ul class="points-read">
          {point.anyOf.map((option) => (
            <PointRead view={view} point={option} ticked={ticked} />
          ))}
        </ul>
      </li>
    )
  }
  const there = ticked.includes(point.id)
  return (
    <li class={there ? 'ticked' : undefined}>
      <b aria-hidden="true">{there ? '✓' : '□'}</b>{' '}
      <span class="visually-hidden">{there ? view.t('印あり: ', 'Ticked: ') : view.t('印なし: ', 'Not ticked: ')}</span>
      {point.text}
    </li>
  )
}

/** What the criterion says of itself: its duties and numbers, whom it is about, its notes. */
export const Facts: FC<{ view: View; criterion: Criterion }> = ({ view, criterion }) => {
  const lines = [
    ...(criterion.duties ?? []).map((duty) => view.say(dutyWords(duty))),
    ...(criterion.thresholds ?? []).map((threshold) => view.say(thresholdWords(threshold))),
  ]
  return (
    <>
      {lines.length > 0 ? (
        <ul class="inline">
          {lines.map((line) => (
            <li class="chip">{line}</li>
          ))}
        </ul>
      ) : null}
      {criterion.audience ? (
        <p class="quiet">
          {view.t('対象の人: ', 'People: ')}
          {criterion.audience.map((one) => view.say(AUDIENCE_WORDS[one])).join(view.t('、', ', '))}
        </p>
      ) : null}
      {criterion.notes?.map((note) => (
        <p class="quiet">{`※ ${note}`}</p>
      ))}
    </>
  )
}

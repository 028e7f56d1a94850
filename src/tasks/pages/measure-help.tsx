import type { Child, FC } from 'hono/jsx'
import { editionIn } from '../../catalogue/index.ts'
import { BY_WORDS, ESTIMATE_WORDS, evidenceOf, FIRM_SIZES, REGISTER_WORDS, TEMPLATE_WORDS } from '../../measures/index.ts'
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

/** What the catalogue says of effort and of who usually does it. */
export const Estimate: FC<Pick<TaskProps, 'view' | 'measure'>> = ({ view, measure }) =>
  measure === undefined ? null : (
    <div class="estimate">
      <p>
        {view.t('目安: ', 'Estimate: ')}
        {FIRM_SIZES.map((size) => {
          const [low, likely, high] = measure.days[size]
          return view.t(`${size}人の会社 ${low}・${likely}・${high}人日`, `${size} people: ${low}, ${likely}, ${high} days`)
        }).join(view.t('、', '; '))}
      </p>
      <p class="quiet">
        {view.say(ESTIMATE_WORDS)}{' '}
        {view.t(`ふつうは${BY_WORDS[measure.by].ja}の仕事です。`, `Usually the work of: ${BY_WORDS[measure.by].en}.`)}
      </p>
    </div>
  )

/** A part of the page under its heading. */
export const Part: FC<{ title: string; children: Child }> = ({ title, children }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)

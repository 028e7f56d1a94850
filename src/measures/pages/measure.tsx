import type { Child, FC } from 'hono/jsx'
import { dutyWords, type Edition, editionIn } from '../../catalogue/index.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { Notice, Star, Trail } from '../../ui/components.tsx'
import { Steps } from '../../ui/steps.tsx'
import type { View } from '../../ui/view.ts'
import type { Measure, Theme } from '../measure.ts'
import { closedBy, dutiesOf, evidenceOf, levelOf, maturesOf, stepsOf } from '../measures.ts'
import { BY_WORDS, REGISTER_WORDS, TEMPLATE_WORDS } from '../words.ts'
import { toMeasure, toMeasures } from './addresses.ts'
import { Days } from './days.tsx'

type MeasureProps = {
  view: View
  edition: Edition
  /** In the language of the view, as all measures are. */
  theme: Theme
  measure: Measure
  all: readonly Measure[]
}

/** One measure: why, what to do, when it is done, what it closes and brings, and how much work it is. */
export const MeasurePage: FC<MeasureProps> = (props) => {
  const { view, edition, theme, measure } = props
  const list = { edition: edition.id, level: undefined, people: 100 } as const
  return (
    <CatalogueFrame view={view} part="measures" title={measure.name}>
      <Trail
        view={view}
        steps={[
          { href: view.to(toMeasures(list)), words: view.t('対策', 'Measures') },
          { href: view.to(`${toMeasures(list)}#theme-${theme.id}`), words: view.t(theme.name, theme.en) },
        ]}
        here={measure.name}
      />
      <header class="measure-title">
        <h1>{measure.name}</h1>
        <p class="tags">
          <Star level={levelOf(measure, edition) ?? 3} />{' '}
          <span class="chip">
            {view.t(`主にする人: ${BY_WORDS[measure.by].ja}`, `Usually done by: ${BY_WORDS[measure.by].en}`)}
          </span>{' '}
          <span class="chip">{view.t(`${edition.id}版`, `Edition ${edition.id}`)}</span>
        </p>
        <p class="lead">{measure.why}</p>
      </header>
      <div class="criterion-body">
        <div>
          <Work {...props} />
          <Closes {...props} />
          <Shown {...props} />
        </div>
        <aside>
          <Days view={view} measure={measure} />
          <Brings {...props} />
          <Order {...props} />
        </aside>
      </div>
    </CatalogueFrame>
  )
}

/** What is done, when it counts as done, and what helps beyond it. */
const Work: FC<MeasureProps> = ({ view, edition, measure }) => (
  <>
    <section>
      <h2>{view.t('すること', 'What to do')}</h2>
      <Steps steps={stepsOf(measure, edition.id)} />
    </section>
    <Notice tone="good" title={view.t('できたといえる状態', 'Done when')}>
      <p>{measure.done}</p>
    </Notice>
    {measure.advice ? (
      <Notice tone="info" title={view.t('助言（評価基準は求めていません）', 'Advice (no criterion asks for it)')}>
        <ul>
          {measure.advice.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      </Notice>
    ) : null}
  </>
)

const Closes: FC<MeasureProps> = ({ view, edition, measure }) => {
  const criteria = closedBy(measure, editionIn(edition, view.lang))
  return (
    <section>
      <h2>{view.t(`満たす評価基準 ${criteria.length}件`, `Criteria that it closes (${criteria.length})`)}</h2>
      <ul class="criteria">
        {criteria.map(({ id, level, question, en }) => (
          <li>
            <a href={view.to(`/catalogue/${edition.id}/${id}`)}>
              <span class="id">{id}</span>
              <Star level={level} />
              <span class="question">{view.t(question, en)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What usually shows that it is done, from when on, and what falls due again. */
const Shown: FC<MeasureProps> = ({ view, edition, measure }) => {
  const texts = editionIn(edition, view.lang)
  const matures = maturesOf(measure, edition)
  const duties = dutiesOf(measure, texts)
  return (
    <>
      <section>
        <h2>{view.t('証跡の例', 'Examples of evidence')}</h2>
        <ul>
          {evidenceOf(measure, texts).map((example) => (
            <li>{example}</li>
          ))}
        </ul>
        <p class="quiet">
          {view.t(
            '星取が挙げる例です。制度は証跡の形を定めていません。',
            'Our examples: the scheme prescribes no form of evidence.',
          )}
        </p>
        {matures ? (
          <Notice tone="warn" title={view.t('終えてから、示せるまでに時間がかかります', 'It takes time until it can be shown')}>
            <p>
              {matures === 'P6M'
                ? view.t(
                    '記録を6か月以上残すことが求められています。仕事を終えてから6か月の記録がたまるまでを見込んで、早めに始めます。',
                    'Records have to be kept for six months or more: allow for six months of them after the work is done, and begin early.',
                  )
                : view.t(
                    '毎月の点検が求められています。仕事を終えてから、最初の1か月の記録がたまるまでを見込みます。',
                    'A monthly check is asked for: allow for the records of its first month after the work is done.',
                  )}
            </p>
          </Notice>
        ) : null}
      </section>
      {duties.length > 0 ? (
        <section>
          <h2>{view.t('終えたあとに続くこと', 'What goes on afterwards')}</h2>
          <ul>
            {duties.map(({ criterion, duty }) => (
              <li>
                {view.say(dutyWords(duty))} <a href={view.to(`/catalogue/${edition.id}/${criterion}`)}>{criterion}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

/** What comes before it, and what waits for it: for a register of devices that is a long list. */
const Order: FC<MeasureProps> = ({ view, edition, measure, all }) => {
  const asked = all.filter(({ closes }) => closes[edition.id].length > 0)
  const before = asked.filter(({ id }) => measure.needs?.includes(id))
  const waiting = asked.filter(({ needs }) => needs?.includes(measure.id))
  return (
    <section class="card">
      <h2>{view.t('先に済ませておく対策', 'Comes before')}</h2>
      {before.length === 0 ? <p>{view.t('ありません。すぐに始められます。', 'Nothing: it can begin at once.')}</p> : null}
      <MeasureLinks view={view} edition={edition} measures={before} />
      {waiting.length > 0 ? (
        <details>
          <summary>{view.t(`これを待っている対策 ${waiting.length}件`, `What waits for it (${waiting.length})`)}</summary>
          <MeasureLinks view={view} edition={edition} measures={waiting} />
        </details>
      ) : null}
    </section>
  )
}

const MeasureLinks: FC<{ view: View; edition: Edition; measures: readonly Measure[] }> = ({ view, edition, measures }) =>
  measures.length === 0 ? null : (
    <ul class="links">
      {measures.map(({ id, name }) => (
        <li>
          <a href={view.to(toMeasure(id, edition.id))}>{name}</a>
        </li>
      ))}
    </ul>
  )

/** The documents that it fills in and the registers that it begins. */
const Brings: FC<MeasureProps> = ({ view, measure: { templates = [], registers = [] } }) =>
  templates.length + registers.length === 0 ? null : (
    <section class="card">
      <h2>{view.t('文書と台帳', 'Documents and registers')}</h2>
      {templates.length > 0 ? (
        <Named title={view.t('つくる文書', 'Documents')}>
          {templates.map((id) => (
            <li>{view.say(TEMPLATE_WORDS[id])}</li>
          ))}
        </Named>
      ) : null}
      {registers.length > 0 ? (
        <Named title={view.t('つける台帳', 'Registers')}>
          {registers.map((id) => (
            <li>{view.say(REGISTER_WORDS[id])}</li>
          ))}
        </Named>
      ) : null}
    </section>
  )

const Named: FC<{ title: string; children: Child }> = ({ title, children }) => (
  <>
    <h3>{title}</h3>
    <ul>{children}</ul>
  </>
)

import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { type Days, ESTIMATE_WORDS, FIRM_SIZES, type Measure, type Theme } from '../../measures/index.ts'
import { knowsAll } from '../../roles/sight.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { Refusals, Trail } from '../../ui/components.tsx'
import { EffortFields } from '../../ui/effort-fields.tsx'
import { Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { EFFORT, OwnEffort, OwnEfforts } from '../effort.ts'

type EffortsProps = {
  view: View
  /** In the language of the view. */
  themes: readonly Theme[]
  efforts: OwnEfforts
  /** The measure whose effort was just changed. */
  saved: string | undefined
}

/** What every measure takes: our estimate, and beside it the organisation's own where it has one. */
export const EffortsPage: FC<EffortsProps> = ({ view, themes, efforts, saved }) => {
  const title = titleOf(view)
  const just = themes.flatMap(({ measures }) => measures).find(({ id }) => id === saved)
  const change = view.may('plan.make') && view.viewer !== undefined && knowsAll(view.viewer)
  return (
    <CatalogueFrame view={view} part="measures" title={title}>
      <Trail view={view} steps={[{ href: view.to('/measures'), words: view.t('対策', 'Measures') }]} here={title} />
      <h1>{title}</h1>
      {just ? (
        <SavedNote>
          {view.t(
            `「${just.name}」の見積りを変えました。計画は、つくり直すとこの日数になります。`,
            `Changed the estimate of “${just.name}”. A plan goes by it once it is made anew.`,
          )}
        </SavedNote>
      ) : null}
      <p class="lead">
        {view.t(
          '星取の見積りが会社に合わないときは、会社の見積りを書きます。計画も対応の一覧も、会社の見積りを先に使います。',
          'Where our estimate does not fit, write your own: plans and lists of tasks go by yours first.',
        )}
      </p>
      <p class="quiet">{view.say(ESTIMATE_WORDS)}</p>
      {themes.map((theme) => (
        <section aria-labelledby={`theme-${theme.id}`}>
          <h2 id={`theme-${theme.id}`}>{view.t(theme.name, theme.en)}</h2>
          <Table
            label={view.t(theme.name, theme.en)}
            class="efforts"
            columns={[
              { words: view.t('対策', 'Measure'), kind: 'head' },
              { words: view.t('星取の見積り', 'Our estimate') },
              { words: view.t('会社の見積り', 'Your own') },
              ...(change ? [{ words: view.t('変える', 'Change'), kind: 'acts' as const }] : []),
            ]}
            rows={theme.measures.map((measure) => ({
              id: `m-${measure.id}`,
              cells: [
                <a href={view.to(`/measures/${measure.id}`)}>{measure.name}</a>,
                <Ours view={view} measure={measure} />,
                <Own view={view} own={efforts.get(measure.id)} />,
                change ? (
                  <a class="button second small" href={view.to(`/efforts/${measure.id}`)}>
                    {view.t('変える', 'Change')} <span class="visually-hidden">{measure.name}</span>
                  </a>
                ) : null,
              ],
            }))}
          />
        </section>
      ))}
    </CatalogueFrame>
  )
}

type EffortProps = {
  view: View
  measure: Measure
  own: OwnEffort | undefined
  typed: Typed<typeof EFFORT>
  refusals: readonly Refusal[]
}

/** What one measure takes in the organisation, to be changed. */
export const EffortPage: FC<EffortProps> = ({ view, measure, own, typed, refusals }) => (
  <CatalogueFrame view={view} part="measures" title={measure.name}>
    <Trail
      view={view}
      steps={[
        { href: view.to('/measures'), words: view.t('対策', 'Measures') },
        { href: view.to('/efforts'), words: titleOf(view) },
      ]}
      here={measure.name}
    />
    <h1>{measure.name}</h1>
    <Refusals view={view} refusals={refusals} />
    <dl class="facts">
      <dt>{view.t('星取の見積り', 'Our estimate')}</dt>
      <dd>
        <Ours view={view} measure={measure} />
      </dd>
      <dt>{view.t('会社の見積り', 'Your own')}</dt>
      <dd>
        <Own view={view} own={own} />
      </dd>
    </dl>
    <form method="post" action={view.to(`/efforts/${measure.id}`)} class="card">
      <input type="hidden" name="revision" value={typed.revision} />
      <EffortFields
        view={view}
        legend={view.t('この会社で、全部するのにかかる人日', 'Person-days that all of it takes in this firm')}
        typed={typed}
        refusals={refusals}
      />
      <p class="quiet">
        {view.t(
          '1人が1日(8時間)でできる仕事が1人日です。もう満たしている評価基準や、印のついた手順の分は、計画が自動で引きます。',
          'A person-day is what one person does in a day of 8 hours. What is met already, and steps that are ticked, the plan takes off by itself.',
        )}
      </p>
      <div class="actions">
        <button type="submit">{view.t('会社の見積りにする', 'Make this our own')}</button>
        {own?.days ? (
          <button type="submit" class="second" name="ours" value="1">
            {view.t('星取の見積りに戻す', 'Back to the estimate of Hoshitori')}
          </button>
        ) : null}
      </div>
    </form>
  </CatalogueFrame>
)

function titleOf(view: View): string {
  return view.t('対策にかかる日数', 'What measures take')
}

const Ours: FC<{ view: View; measure: Measure }> = ({ view, measure }) => (
  <ul class="sizes">
    {FIRM_SIZES.map((size) => (
      <li>
        <span class="quiet">{view.t(`${size}人`, `${size} people`)}</span> {daysWords(view, measure.days[size])}
      </li>
    ))}
  </ul>
)

const Own: FC<{ view: View; own: OwnEffort | undefined }> = ({ view, own }) =>
  own?.days ? <strong>{daysWords(view, own.days)}</strong> : <span class="quiet">{view.t('(なし)', '(none)')}</span>

function daysWords(view: View, [low, likely, high]: Days): string {
  return view.t(`${likely}人日 (${low}〜${high})`, `${likely} days (${low} to ${high})`)
}

import type { FC } from 'hono/jsx'
import { DEFAULT_EDITION, dutyWords, type Edition, EditionId, questionOf } from '../../catalogue/index.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { Notice } from '../../ui/components.tsx'
import { keptHtml, type Speech } from '../../ui/kept.ts'
import type { View } from '../../ui/view.ts'
import type { Strength, Theme } from '../control.ts'
import { countLinked, type LinkedControl, type NewCriterion, surelyNew } from '../crosswalk.ts'
import { STRENGTH_MARK, STRENGTH_WORDS, UNOFFICIAL_WORDS } from '../words.ts'

type CrosswalkProps = {
  view: View
  edition: Edition
  themes: readonly Theme[]
  controls: readonly LinkedControl[]
  /** Whether every control is shown with its reasons. */
  open: boolean
}

const STRENGTHS = ['covers', 'helps', 'theme'] as const

/** The 93 controls with the criteria that each says something of, and what is surely new to a firm with an ISMS. */
export const CrosswalkPage: FC<CrosswalkProps> = (props) => {
  const { view, edition, themes, controls, open } = props
  return (
    <CatalogueFrame view={view} part="iso-27001" title={view.t('ISO/IEC 27001との対応', 'ISO/IEC 27001 and the criteria')}>
      <h1>{view.t('ISO/IEC 27001:2022 の管理策と評価基準', 'Controls of ISO/IEC 27001:2022 and the criteria')}</h1>
      <p class="lead">
        {view.t(
          `ISMSのある会社が、何をもう用意できていそうで、何が新しいかを見る表です。附属書Aの管理策${controls.length}件と、${edition.id}版の評価基準${countLinked(controls)}件の関係を並べました。`,
          `What a firm with an ISMS has likely prepared, and what is new to it: the ${controls.length} controls of Annex A and the ${countLinked(controls)} criteria of edition ${edition.id}.`,
        )}
      </p>
      <Notice tone="warn" title={view.t('非公式の対応表です', 'This crosswalk is unofficial')}>
        <p>{view.say(UNOFFICIAL_WORDS)}</p>
      </Notice>
      <p>
        {view.t(
          '自社の適用宣言書を取り込むと、評価のページで評価基準ごとの見込みが見られます(評価の「報告書・取り込み・書き出し」から)。',
          'Take in your own statement of applicability from an assessment (“Report, import, export”) to see what is likely there, criterion by criterion.',
        )}
      </p>
      <Files view={view} edition={edition} />
      <SurelyNew {...props} />
      <h2 id="controls">{view.t('管理策ごとの関係', 'Control by control')}</h2>
      <Legend view={view} />
      <p>
        <a href={view.to(`/crosswalk/iso-27001?${query(edition.id, !open)}#controls`)}>
          {open ? view.t('理由を閉じる', 'Close all reasons') : view.t('理由をすべて開く', 'Open all reasons')}
        </a>
      </p>
      {themes.map((theme) => (
        <section class="area">
          <h3>{`${theme.theme} ${theme.name}`}</h3>
          {controls
            .filter(({ id }) => id.startsWith(`${theme.theme}.`))
            .map((control) => (
              <details class="control" open={open} id={`c-${control.id}`}>
                <summary>
                  <span class="id">{control.id}</span> <span class="title">{control.title}</span>
                  <Counts view={view} control={control} />
                </summary>
                {edgesOf(control, view, edition)}
              </details>
            ))}
        </section>
      ))}
    </CatalogueFrame>
  )
}

function query(edition: EditionId, open: boolean): string {
  return new URLSearchParams({ ...(edition === DEFAULT_EDITION ? {} : { edition }), ...(open ? { open: '1' } : {}) }).toString()
}

const Files: FC<{ view: View; edition: Edition }> = ({ view, edition }) => (
  <div class="actions">
    <a class="button second" href={view.to(`/crosswalk/iso-27001.csv?${query(edition.id, false)}`)}>
      {view.t('CSVで受け取る', 'Download as CSV')}
    </a>
    <a class="button second" href={view.to(`/crosswalk/iso-27001.json?${query(edition.id, false)}`)}>
      {view.t('JSONで受け取る', 'Download as JSON')}
    </a>
    {EditionId.options
      .filter((id) => id !== edition.id)
      .map((id) => (
        <a href={view.to(`/crosswalk/iso-27001?${query(id, false)}`)}>{view.t(`${id}版との対応を見る`, `See edition ${id}`)}</a>
      ))}
  </div>
)

/** The numbers that the standard leaves to each firm, and the criteria with nothing but the theme. */
const SurelyNew: FC<CrosswalkProps> = ({ view, edition, controls }) => {
  const fresh = surelyNew(edition, controls)
  const whole = fresh.filter((one) => one.whole)
  const yearly = fresh.filter((one) => !one.whole && one.numbers.every(({ ja }) => ja === YEARLY.ja))
  const numbered = fresh.filter((one) => !whole.includes(one) && !yearly.includes(one))
  const rows = (criteria: readonly NewCriterion[]) => <NewRows view={view} edition={edition} criteria={criteria} />
  return (
    <section class="surely-new">
      <h2>{view.t('ISMSがあっても、新しくすること', 'What is surely new even with an ISMS')}</h2>
      <p>
        {view.t(
          `評価基準は、ISO/IEC 27001が会社に任せている数字を決めています。管理策がすべてあっても、次の${fresh.length}件は確かめ直します。`,
          `The criteria set numbers that ISO/IEC 27001 leaves to each firm. Even with every control in place, look at these ${fresh.length} again.`,
        )}
      </p>
      <details open>
        <summary>
          {view.t(`数字が決まっているもの ${numbered.length}件`, `With a number of their own (${numbered.length})`)}
        </summary>
        {rows(numbered)}
      </details>
      <details open>
        <summary>
          {view.t(`用意する管理策がないもの ${whole.length}件`, `With no control that prepares them (${whole.length})`)}
        </summary>
        {rows(whole)}
      </details>
      <details>
        <summary>
          {view.t(`年1回以上と決まっているもの ${yearly.length}件`, `To be done at least once a year (${yearly.length})`)}
        </summary>
        {rows(yearly)}
      </details>
    </section>
  )
}

const YEARLY = dutyWords({ cadence: 'P1Y' })

const NewRows: FC<{ view: View; edition: Edition; criteria: readonly NewCriterion[] }> = ({ view, edition, criteria }) => (
  <ul class="criteria">
    {criteria.map(({ id, numbers }) => (
      <li>
        <a href={view.to(`/catalogue/${edition.id}/${id}`)}>
          <span class="id">{id}</span>
          <span class="question">{questionOf(edition, id, view.lang)}</span>
          {numbers.length > 0 ? (
            <strong class="numbers">{numbers.map((words) => view.say(words)).join(view.t('、', ', '))}</strong>
          ) : null}
        </a>
      </li>
    ))}
  </ul>
)

const Legend: FC<{ view: View }> = ({ view }) => (
  <ul class="strengths">
    {STRENGTHS.map((strength) => (
      <li>
        <StrengthMark view={view} strength={strength} />
      </li>
    ))}
  </ul>
)

/** A strength as a mark and in words. */
const StrengthMark: FC<{ view: Speech; strength: Strength }> = ({ view, strength }) => (
  <span class={`strength ${strength}`}>{`${STRENGTH_MARK[strength]} ${view.say(STRENGTH_WORDS[strength])}`}</span>
)

/** How many edges of each strength a control has: `● 1 ◐ 3`, or that it has none. */
const Counts: FC<{ view: View; control: LinkedControl }> = ({ view, control: { criteria } }) => (
  <span class="counts">
    {criteria.length === 0 ? view.t('対応なし', 'none') : null}
    {STRENGTHS.map((strength) => ({ strength, count: criteria.filter((edge) => edge.strength === strength).length }))
      .filter(({ count }) => count > 0)
      .map(({ strength, count }) => (
        <span class={`strength ${strength}`}>
          {`${STRENGTH_MARK[strength]} ${count}`}
          <span class="visually-hidden">{view.t(`件 ${STRENGTH_WORDS[strength].ja}`, ` ${STRENGTH_WORDS[strength].en}`)}</span>
        </span>
      ))}
  </span>
)

/** What a control says of criteria, each with its reason. Made once: there are hundreds. */
const edgesOf = keptHtml(({ criteria, none }: LinkedControl, view, edition: Edition) =>
  criteria.length === 0 ? (
    <p>{none ?? ''}</p>
  ) : (
    <ul class="edges">
      {criteria.map(({ id, strength, because }) => (
        <li>
          <StrengthMark view={view} strength={strength} />
          <a href={view.to(`/catalogue/${edition.id}/${id}`)}>
            <span class="id">{id}</span> {questionOf(edition, id, view.lang)}
          </a>
          <p>{because}</p>
        </li>
      ))}
    </ul>
  ),
)

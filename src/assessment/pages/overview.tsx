import type { Child, FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import { toPercent } from '../../kernel/percent.ts'
import { seesAnswers } from '../../roles/sight.ts'
import { Legend, StackedBar } from '../../standing/bar.tsx'
import { STANDING_WORDS } from '../../standing/status.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Gauge } from '../../ui/charts/gauge.tsx'
import { Radar } from '../../ui/charts/radar.tsx'
import { Notice } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import type { Attainment, RequirementResult, Tally } from '../attainment.ts'
import type { ScopeItem } from '../scope.ts'
import { mayAnswer } from '../sight.ts'
import type { AssessmentHead } from '../store.ts'
import { TallyLine } from './tally-line.tsx'

type OverviewProps = {
  view: View
  head: AssessmentHead
  edition: Edition
  attainment: Attainment
  other: Attainment
  scope: ScopeItem[]
  /** Notes of a quick assessment are there, and nothing is answered yet. */
  carriedOver: boolean
}

/** Where the whole assessment stands: both levels side by side, the areas, every requirement with its reason. */
export const OverviewPage: FC<OverviewProps> = (props) => {
  const { view, head, attainment } = props
  const link = (standing: string) => view.to(`/assessments/${head.id}/criteria?status=${standing}`)
  return (
    <AssessmentFrame view={view} head={head} part="overview" title={view.t('全体像', 'Overview')}>
      <h1>{view.t('いまの立ち位置', 'Where you stand')}</h1>
      {view.viewer && seesAnswers(view.viewer) ? (
        <TallyLine view={view} tally={attainment} href={link} />
      ) : (
        <TallyLine view={view} tally={attainment} />
      )}
      {props.carriedOver ? (
        <Notice
          tone="good"
          title={view.t('クイックアセスメントの答えを引き継ぎました', 'Carried over from the quick assessment')}
        >
          <p>
            {view.t(
              '答えは、それぞれの評価基準のメモに入っています。評価基準は1つずつ確かめるので、まだすべて未回答です。',
              'Each answer is in the note of its criteria. Every criterion is still unanswered, to be checked one by one.',
            )}
          </p>
        </Notice>
      ) : null}
      <NextSteps {...props} />
      <div class="overview">
        <section class="card" aria-labelledby="levels">
          <h2 id="levels">{view.t('★3と★4の充足率', 'Coverage of ★3 and ★4')}</h2>
          <div class="gauges">
            <Level view={view} level={3} tally={attainment.levels[3]} />
            <Level view={view} level={4} tally={attainment.levels[4]} />
          </div>
          <p class="quiet">
            {view.t(
              `充足率は、満たしている基準と、確認された該当なしの割合です。未回答も分母に入ります。「${STANDING_WORDS.partial.ja}」は数えません。★の取得を約束するものではありません。`,
              `Coverage is the share of criteria that are met or confirmed as not applicable. Unanswered ones stay in the denominator; “${STANDING_WORDS.partial.en}” does not count. It promises no ★.`,
            )}
          </p>
        </section>
        <section class="card" aria-labelledby="areas">
          <h2 id="areas">{view.t('領域ごとの様子', 'By area')}</h2>
          <Radar
            label={view.t('領域ごとの充足率', 'Coverage by area')}
            axes={attainment.categories.map((category) => ({
              label: view.t(category.name, category.en),
              values: [threeOf(props, category.id), fourOf(props, category.id)],
            }))}
            series={[
              { name: '★3', class: 'area3' },
              { name: view.t('★4 (★3を含む)', '★4 (with ★3)'), class: 'area4' },
            ]}
          />
          <ul class="radar-key">
            <li class="area3">★3</li>
            <li class="area4">{view.t('★4 (★3を含む)', '★4 (with ★3)')}</li>
          </ul>
        </section>
      </div>
      <Areas {...props} />
      <Requirements {...props} />
    </AssessmentFrame>
  )
}

const Level: FC<{ view: View; level: 3 | 4; tally: Tally }> = ({ view, level, tally }) => {
  const settled = tally.met + tally.notApplicableConfirmed
  return (
    <div>
      <h3>{`★${level}`}</h3>
      <Gauge value={tally.coverage} label={`★${level}`} caption={`${settled}/${tally.total}`} />
      <p class="quiet">{view.t(`未回答 ${tally.unanswered}件`, `${tally.unanswered} unanswered`)}</p>
    </div>
  )
}

const NextSteps: FC<OverviewProps> = ({ view, head, attainment, scope }) => {
  if (!view.viewer || !seesAnswers(view.viewer)) return null
  const base = view.to(`/assessments/${head.id}`)
  const waiting = attainment.notApplicable - attainment.notApplicableConfirmed
  return (
    <div class="actions">
      {attainment.unanswered > 0 && mayAnswer(view.viewer, undefined) ? (
        <a class="button" href={`${base}/criteria?status=unanswered`}>
          {view.t(`未回答の${attainment.unanswered}件に答える`, `Answer the ${attainment.unanswered} open ones`)}
        </a>
      ) : (
        <a class="button" href={`${base}/criteria?status=open`}>
          {view.t('まだのものを見る', 'See what is open')}
        </a>
      )}
      {waiting > 0 && view.may('assessment.confirm') ? (
        <a class="button second" href={`${base}/criteria?status=unconfirmed`}>
          {view.t(`該当なし${waiting}件を確認する`, `Confirm ${waiting} not applicable`)}
        </a>
      ) : null}
      {scope.length === 0 && view.may('assessment.scope') ? (
        <a class="button second" href={`${base}/scope`}>
          {view.t('適用範囲を書く', 'Describe the scope')}
        </a>
      ) : null}
      <a class="button second" href={`${base}/files`}>
        {view.may('files.import')
          ? view.t('報告書を作る・表を取り込む', 'Report and import')
          : view.t('報告書を作る', 'Make the report')}
      </a>
    </div>
  )
}

const Areas: FC<OverviewProps> = ({ view, head, attainment }) => (
  <section>
    <h2>{view.t('領域ごとの内訳', 'Details by area')}</h2>
    <Legend view={view} />
    <div class="scroll">
      <table class="areas">
        <thead>
          <tr>
            <th scope="col">{view.t('領域', 'Area')}</th>
            <th scope="col">{view.t('内訳', 'Standing')}</th>
            <th scope="col" class="number">
              {view.t('充足', 'Covered')}
            </th>
            <th scope="col" class="number">
              {view.t('要求事項', 'Requirements')}
            </th>
          </tr>
        </thead>
        <tbody>
          {attainment.categories.map((category) => (
            <tr>
              <th scope="row">
                <ToCriteria view={view} href={view.to(`/assessments/${head.id}/criteria?area=${category.id}`)}>
                  {`${category.id} ${view.t(category.name, category.en)}`}
                </ToCriteria>
              </th>
              <td>
                <StackedBar
                  view={view}
                  counts={category.tally}
                  total={category.tally.total}
                  label={view.t(category.name, category.en)}
                />
              </td>
              <td class="number">
                {`${category.tally.met + category.tally.notApplicableConfirmed}/${category.tally.total} `}
                <b>{toPercent(category.tally.coverage)}</b>
              </td>
              <td class="number">{`○ ${category.requirements.fulfilled}/${category.requirements.total}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

const Requirements: FC<OverviewProps> = ({ view, head, edition, attainment }) => (
  <section>
    <h2>{view.t('要求事項ごとの○×', 'Every requirement')}</h2>
    <table class="requirements">
      <thead>
        <tr>
          <th scope="col">{view.t('要求事項', 'Requirement')}</th>
          <th scope="col">○×</th>
          <th scope="col">{view.t('理由', 'Reason')}</th>
        </tr>
      </thead>
      <tbody>
        {attainment.requirements.map((requirement) => (
          <tr>
            <th scope="row">
              <ToCriteria view={view} href={view.to(`/assessments/${head.id}/criteria?q=${requirement.id}-`)}>
                {`${requirement.id} ${nameOf(view, edition, requirement)}`}
              </ToCriteria>
            </th>
            <td>
              <span class={`result ${requirement.result === '○' ? 'met' : 'unmet'}`}>{requirement.result}</span>
            </td>
            <td>{view.say(requirement.because)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

/** A link to criteria; plain words for somebody who sees the numbers alone. */
const ToCriteria: FC<{ view: View; href: string; children?: Child }> = ({ view, href, children }) =>
  view.viewer && seesAnswers(view.viewer) ? <a href={href}>{children}</a> : <span>{children}</span>

function nameOf(view: View, edition: Edition, { id, name }: RequirementResult): string {
  return view.t(name, edition.requirements.find((requirement) => requirement.id === id)?.en ?? name)
}

function threeOf({ attainment, other }: OverviewProps, category: string): number {
  return coverageOf(attainment.target === 3 ? attainment : other, category)
}

function fourOf({ attainment, other }: OverviewProps, category: string): number {
  return coverageOf(attainment.target === 4 ? attainment : other, category)
}

function coverageOf(attainment: Attainment, category: string): number {
  return attainment.categories.find(({ id }) => id === category)?.tally.coverage ?? 0
}

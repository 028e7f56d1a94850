import type { Child, FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import { toJapaneseDate } from '../../kernel/instant.ts'
import { toPercent } from '../../kernel/percent.ts'
import { seesAnswers } from '../../roles/sight.ts'
import { Legend, StackedBar } from '../../standing/bar.tsx'
import { StandingChip } from '../../standing/chip.tsx'
import { countedWords } from '../../standing/settled.tsx'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { TrendLine } from '../../ui/charts/trend.tsx'
import { Notice } from '../../ui/components.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { Attainment, RequirementResult, Tally } from '../attainment.ts'
import { NEXT_STEPS, type openCriteria } from '../open-order.ts'
import type { ScopeItem } from '../scope.ts'
import { mayAnswer } from '../sight.ts'
import type { AssessmentHead } from '../store.ts'
import { changeOfWeek, type Trend } from '../trend.ts'
import { OpenAdviceList } from './advice.tsx'
import { Counts, ProvenShare, Result } from './tally-line.tsx'

type OverviewProps = {
  view: View
  head: AssessmentHead
  edition: Edition
  attainment: Attainment
  other: Attainment
  /** What is open, in the order to take it. */
  open: ReturnType<typeof openCriteria>
  trend: Trend
  scope: ScopeItem[]
  /** How many questions and wordings wait, by criterion. */
  openAdvice: ReadonlyMap<string, number>
  /** Notes of a quick assessment are there, and nothing is answered yet. */
  carriedOver: boolean
}

/** Where the whole assessment stands and what to do next; then what is missing where, and every requirement with its reason. */
export const OverviewPage: FC<OverviewProps> = (props) => {
  const { view, head, attainment } = props
  const answers = view.viewer !== undefined && seesAnswers(view.viewer)
  const link = (standing: string) => view.to(`/assessments/${head.id}/criteria?status=${standing}`)
  return (
    <AssessmentFrame view={view} head={head} part="overview" title={view.t('全体像', 'Overview')}>
      <h1 class="visually-hidden">{view.t('いまの立ち位置', 'Where you stand')}</h1>
      <div class="overview">
        <section class="standing-now" aria-labelledby="now">
          <h2 id="now">{view.t(`★${head.target}の基準のうち、満たしているもの`, `Criteria of ★${head.target} that are met`)}</h2>
          <p class="big-figure">
            <span class="visually-hidden">{`${settledOf(attainment)}/${attainment.total}`}</span>
            <b aria-hidden="true">{settledOf(attainment)}</b>
            <small aria-hidden="true">{`/ ${attainment.total}`}</small>
            <strong>{toPercent(attainment.coverage)}</strong>
          </p>
          <TrendOf {...props} />
          <p class="quiet">{countedWords(view, attainment)}</p>
          {attainment.doubted > 0 ? (
            <p>
              <ProvenShare view={view} tally={attainment} href={answers ? link('doubted') : undefined} />
            </p>
          ) : null}
          <Counts view={view} tally={attainment} href={answers ? link : undefined} />
          <p class="quiet">
            {view.t(
              `該当なしは、2人目が確認したものだけを数えます。一部と未回答は数えません。★${props.other.target}では ${settledOf(props.other)}/${props.other.total}。★の取得を約束するものではありません。`,
              `What does not apply counts once a second person confirmed it; partial and unanswered do not count. For ★${props.other.target}: ${settledOf(props.other)}/${props.other.total}. It promises no ★.`,
            )}
          </p>
        </section>
        {answers ? <NextSteps {...props} /> : null}
      </div>
      {props.carriedOver ? (
        <Notice
          tone="good"
          title={view.t('クイックアセスメントの答えを引き継ぎました', 'Carried over from the quick assessment')}
        >
          <p>
            {view.t(
              '答えは、それぞれの評価基準のところに見えます。評価基準は1つずつ確かめるので、まだすべて未回答です。',
              'Each answer is shown with its criteria. Every criterion is still unanswered, to be checked one by one.',
            )}
          </p>
        </Notice>
      ) : null}
      <OpenAdviceList view={view} address={`/assessments/${head.id}`} open={props.openAdvice} />
      <Areas {...props} />
      <Requirements {...props} />
    </AssessmentFrame>
  )
}

const TrendOf: FC<OverviewProps> = ({ view, attainment, trend }) => {
  const week = changeOfWeek(trend)
  const [first, last] = [trend[0], trend.at(-1)]
  if (!first || !last) return null
  return (
    <>
      <TrendLine
        values={trend.map(({ settled }) => settled)}
        total={attainment.total}
        from={view.t(toJapaneseDate(first.day), first.day)}
        to={view.t('今日', 'Today')}
        sentence={view.t(
          `${toJapaneseDate(first.day)}は${first.settled}件、今日は${last.settled}件`,
          `${first.settled} on ${first.day}, ${last.settled} today`,
        )}
      />
      <p class="week">
        {week === 0
          ? view.t('この7日間は、変わっていません。', 'No change within seven days.')
          : view.t(
              `この7日間で ${week > 0 ? '+' : '−'}${Math.abs(week)}件`,
              `${week > 0 ? '+' : '−'}${Math.abs(week)} within seven days`,
            )}
      </p>
    </>
  )
}

/** The first of the open criteria, each a press away, and the way to all of them. */
const NextSteps: FC<OverviewProps> = ({ view, head, open, attainment, scope }) => {
  const base = view.to(`/assessments/${head.id}`)
  const waiting = attainment.notApplicable - attainment.notApplicableConfirmed
  const answers = attainment.unanswered > 0 && view.viewer !== undefined && mayAnswer(view.viewer, undefined)
  return (
    <section class="next-steps" aria-labelledby="next">
      <h2 id="next">{view.t('次にすること', 'What to do next')}</h2>
      {open.length === 0 ? (
        <p>
          {view.t(
            '残っている評価基準はありません。報告書を作り、次の手続きに進めます。',
            'No criterion is left. Make the report and go on to the procedure.',
          )}
        </p>
      ) : (
        <ol>
          {open.slice(0, NEXT_STEPS).map(({ criterion, place }) => (
            <li>
              <a href={`${base}/criteria/${criterion.id}`}>{view.t(criterion.question, criterion.en)}</a>
              <StandingChip view={view} standing={place === 'awaitingConfirmation' ? 'notApplicable' : place} />
            </li>
          ))}
        </ol>
      )}
      <div class="actions">
        {answers ? (
          <a class="button" href={`${base}/criteria?status=unanswered&at=unanswered`}>
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
    </section>
  )
}

const Areas: FC<OverviewProps> = ({ view, head, attainment }) => (
  <section>
    <h2>{view.t('領域ごとの内訳', 'Details by area')}</h2>
    <Legend view={view} />
    <Table
      label={view.t('領域ごとの内訳', 'Details by area')}
      class="areas"
      columns={[
        { words: view.t('領域', 'Area'), kind: 'head' },
        { words: view.t('内訳', 'Standing') },
        { words: view.t('充足', 'Covered'), kind: 'number' },
        { words: view.t('要求事項', 'Requirements'), kind: 'number' },
      ]}
      rows={attainment.categories.map((category) => ({
        cells: [
          <ToCriteria view={view} href={view.to(`/assessments/${head.id}/criteria?area=${category.id}`)}>
            {`${category.id} ${view.t(category.name, category.en)}`}
          </ToCriteria>,
          <StackedBar
            view={view}
            counts={category.tally}
            total={category.tally.total}
            label={view.t(category.name, category.en)}
          />,
          <>
            {`${settledOf(category.tally)}/${category.tally.total} `}
            <b>{toPercent(category.tally.coverage)}</b>
          </>,
          `○ ${category.requirements.fulfilled}/${category.requirements.total}`,
        ],
      }))}
    />
  </section>
)

const Requirements: FC<OverviewProps> = ({ view, head, edition, attainment }) => (
  <section>
    <h2>{view.t('要求事項ごとの○×', 'Every requirement')}</h2>
    <Table
      label={view.t('要求事項ごとの○×', 'Every requirement')}
      class="requirements"
      columns={[{ words: view.t('要求事項', 'Requirement'), kind: 'head' }, { words: '○×' }, { words: view.t('理由', 'Reason') }]}
      rows={attainment.requirements.map((requirement) => ({
        cells: [
          <ToCriteria view={view} href={view.to(`/assessments/${head.id}/criteria?q=${requirement.id}-`)}>
            {`${requirement.id} ${nameOf(view, edition, requirement)}`}
          </ToCriteria>,
          <Result view={view} requirement={requirement} />,
          view.say(requirement.because),
        ],
      }))}
    />
  </section>
)

/** A link to criteria; plain words for somebody who sees the numbers alone. */
const ToCriteria: FC<{ view: View; href: string; children?: Child }> = ({ view, href, children }) =>
  view.viewer && seesAnswers(view.viewer) ? <a href={href}>{children}</a> : <span>{children}</span>

function nameOf(view: View, edition: Edition, { id, name }: RequirementResult): string {
  return view.t(name, edition.requirements.find((requirement) => requirement.id === id)?.en ?? name)
}

function settledOf(tally: Tally): number {
  return tally.met + tally.notApplicableConfirmed
}

import type { Child, FC } from 'hono/jsx'
import { mayAnswer, NEXT_STEPS, sayNews } from '../../assessment/index.ts'
import { type CatalogueContext, questionOf } from '../../catalogue/index.ts'
import { type Day, dayInJapan, toJapaneseDate } from '../../kernel/instant.ts'
import { toPercent } from '../../kernel/percent.ts'
import { seesAnswers } from '../../roles/sight.ts'
import { StackedBar } from '../../standing/bar.tsx'
import { StandingChip } from '../../standing/chip.tsx'
import { SettledOf } from '../../standing/settled.tsx'
import type { Standing } from '../../standing/status.ts'
import { Star } from '../../ui/components.tsx'
import { NoAssessments, NothingForYou } from '../../ui/no-assessments.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Home } from '../actions.ts'
import { Count, OwnDuties, OwnTasks, UnownedTasks, Waiting } from './own.tsx'

type WorkHomeShown = Extract<Home, { kind: 'work' }>
type HomeProps = {
  view: View
  home: WorkHomeShown
  edition: CatalogueContext['edition']
  today: Day
  /** Whether a task was just given to somebody here. */
  handedOut: boolean
}

/**
 * The first page of whoever works on assessments or reads them: what they are asked to decide and to confirm, their tasks and criteria,
 * what to do next; what is new, and how each stands.
 */
export const WorkHome: FC<HomeProps> = (props) => {
  const { view, home, handedOut } = props
  const { work } = home
  const [current] = work.assessments
  const works = view.may('assessment.answer')
  return (
    <Page view={view} title={view.t('ホーム', 'Home')} area="home">
      <h1 class="visually-hidden">{view.t('ホーム', 'Home')}</h1>
      {handedOut ? <SavedNote>{view.t('担当を決めました。', 'The task has an assignee now.')}</SavedNote> : null}
      {current ? (
        <div class="work">
          <div>
            <Waiting {...props} />
            {work.asked.length > 0 ? <Asked {...props} /> : null}
            <OwnTasks {...props} />
            <OwnDuties {...props} />
            <UnownedTasks {...props} />
            {work.assigned.length > 0 ? <Assigned {...props} /> : null}
            {view.viewer && seesAnswers(view.viewer) ? <Next {...props} current={current} /> : null}
          </div>
          <div class={works ? undefined : 'first'}>
            <Standings {...props} />
            {view.viewer && seesAnswers(view.viewer) ? <WhatIsNew {...props} /> : null}
          </div>
        </div>
      ) : view.may('assessment.begin') ? (
        <NoAssessments view={view} />
      ) : (
        <NothingForYou view={view} />
      )}
    </Page>
  )
}

type Current = WorkHomeShown['work']['assessments'][number]

/** The first of what is open in the assessment changed last, and the way to all of it. */
const Next: FC<HomeProps & { current: Current }> = ({ view, home, current: { head, attainment } }) => {
  const { open } = home.work
  const base = view.to(`/assessments/${head.id}`)
  const answers = view.viewer !== undefined && mayAnswer(view.viewer, undefined)
  return (
    <section class="next-steps" aria-labelledby="next">
      <h2 id="next">
        {answers ? view.t('次にすること', 'What to do next') : view.t('まだそろっていないもの', 'What is still open')}{' '}
        <span class="quiet">{head.title}</span>
      </h2>
      {open.length === 0 ? (
        <p>{view.t('残っている評価基準はありません。', 'No criterion is left.')}</p>
      ) : (
        <ol>
          {open.slice(0, NEXT_STEPS).map(({ criterion, place }) => (
            <Row
              href={`${base}/criteria/${criterion.id}`}
              words={view.t(criterion.question, criterion.en)}
              view={view}
              standing={place === 'awaitingConfirmation' ? 'notApplicable' : place}
            />
          ))}
        </ol>
      )}
      <div class="actions">
        {answers && attainment.unanswered > 0 ? (
          <a class="button" href={`${base}/criteria?status=unanswered&at=unanswered`}>
            {view.t(`未回答の${attainment.unanswered}件に答える`, `Answer the ${attainment.unanswered} open ones`)}
          </a>
        ) : null}
        {open.length > NEXT_STEPS ? (
          <a class="button second" href={`${base}/criteria?status=open`}>
            {view.t(`まだの${open.length}件を見る`, `See all ${open.length} that are open`)}
          </a>
        ) : null}
      </div>
    </section>
  )
}

/** 該当なし of others that wait for the viewer. */
const Asked: FC<HomeProps> = ({ view, home: { work, people }, edition }) => (
  <section class="next-steps" aria-labelledby="asked">
    <h2 id="asked">
      {view.t('確認してほしいこと', 'Waiting for your confirmation')} <Count view={view} of={work.asked.length} />
    </h2>
    <ol>
      {work.asked.slice(0, NEXT_STEPS).map(({ head, answer }) => (
        <Row
          href={view.to(`/assessments/${head.id}/criteria/${answer.criterion}`)}
          words={questionOf(edition(head.edition), answer.criterion, view.lang)}
          view={view}
        >
          {view.t(
            `${people.get(answer.statedBy) ?? ''}さんが「該当なし」としました`,
            `${people.get(answer.statedBy) ?? ''} says it does not apply`,
          )}
        </Row>
      ))}
    </ol>
  </section>
)

const Assigned: FC<HomeProps> = ({
  view,
  home: {
    work: { assigned },
  },
  edition,
}) => (
  <section class="next-steps" aria-labelledby="assigned">
    <h2 id="assigned">
      {view.t('あなたの担当でまだのもの', 'Yours, still open')} <Count view={view} of={assigned.length} />
    </h2>
    <ol>
      {assigned.slice(0, NEXT_STEPS).map(({ head, answer }) => (
        <Row
          href={view.to(`/assessments/${head.id}/criteria/${answer.criterion}`)}
          words={questionOf(edition(head.edition), answer.criterion, view.lang)}
          view={view}
          standing={answer.status ?? 'unanswered'}
        />
      ))}
    </ol>
    {assigned[0] && assigned.length > NEXT_STEPS ? (
      <p>
        <a href={view.to(`/assessments/${assigned[0].head.id}/criteria?who=me&status=open`)}>
          {view.t('あなたの担当をすべて見る', 'See all of yours')}
        </a>
      </p>
    ) : null}
  </section>
)

const Row: FC<{ href: string; words: string; view: View; standing?: Standing; children?: Child }> = (props) => (
  <li>
    <span>
      <a href={props.href}>{props.words}</a>
      {props.children ? <small class="quiet">{props.children}</small> : null}
    </span>
    {props.standing ? <StandingChip view={props.view} standing={props.standing} /> : null}
  </li>
)

const Standings: FC<HomeProps> = ({
  view,
  home: {
    work: { assessments },
  },
}) => (
  <section aria-labelledby="standings">
    <h2 id="standings">{view.t('いまの立ち位置', 'Where you stand')}</h2>
    <ul class="standings">
      {assessments.slice(0, MOST_STANDINGS).map(({ head, attainment }) => (
        <li>
          <p>
            <a href={view.to(`/assessments/${head.id}`)}>{head.title}</a> <Star level={head.target} />
          </p>
          <p>
            <strong class="share">{toPercent(attainment.coverage)}</strong> <SettledOf view={view} tally={attainment} />
          </p>
          <StackedBar view={view} counts={attainment} total={attainment.total} label={head.title} />
        </li>
      ))}
    </ul>
    {assessments.length > MOST_STANDINGS ? (
      <p>
        <a href={view.to('/assessments')}>{view.t('すべての評価を見る', 'See all assessments')}</a>
      </p>
    ) : null}
    {view.may('assessment.begin') ? (
      <p>
        <a href={view.to('/assessments/new')}>{view.t('新しい評価を始める', 'Start another assessment')}</a>
      </p>
    ) : null}
  </section>
)

/** How many assessments stand there; all of them have a page. */
const MOST_STANDINGS = 5

const WhatIsNew: FC<HomeProps> = ({
  view,
  home: {
    work: { news },
    people,
  },
}) => (
  <section aria-labelledby="news">
    <h2 id="news">{view.t('前に見たあとに変わったこと', 'New since you last looked')}</h2>
    {news.length === 0 ? <p class="quiet">{view.t('変わったことはありません。', 'Nothing changed.')}</p> : null}
    <ul class="news">
      {news.slice(0, NEXT_STEPS).map((one) => (
        <li>
          {view.say(sayNews(one, people.get(one.by) ?? ''))}{' '}
          <span class="quiet">{view.t(toJapaneseDate(dayInJapan(one.at)), dayInJapan(one.at))}</span>
        </li>
      ))}
    </ul>
    {news.length > 0 ? (
      <p>
        <a href={view.to('/notices')}>{view.t('すべて見る', 'See all of it')}</a>
      </p>
    ) : null}
  </section>
)

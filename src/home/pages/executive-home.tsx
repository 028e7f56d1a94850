import type { FC } from 'hono/jsx'
import { type CatalogueContext, questionOf } from '../../catalogue/index.ts'
import { type Day, toWordsInJapan } from '../../kernel/instant.ts'
import { toPercent } from '../../kernel/percent.ts'
import { StackedBar } from '../../standing/bar.tsx'
import { StandingChip } from '../../standing/chip.tsx'
import { Star } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Home } from '../actions.ts'
import { Waiting } from './own.tsx'

type ExecutiveShown = Extract<Home, { kind: 'executive' }>
type Brief = ExecutiveShown['brief']
type HomeProps = {
  view: View
  home: ExecutiveShown
  edition: CatalogueContext['edition']
  today: Day
  confirmed: string | undefined
}

/** The first page of somebody of management, for two minutes: where the company stands, what is asked of them, what changed. */
export const ExecutiveHome: FC<HomeProps> = (props) => {
  const { view, home, confirmed } = props
  const { brief } = home
  return (
    <Page view={view} title={view.t('ホーム', 'Home')} area="home">
      <h1 class="visually-hidden">{view.t('ホーム', 'Home')}</h1>
      {confirmed && /^[\d-]+$/.test(confirmed) ? (
        <SavedNote>
          {view.t(`${confirmed} の「該当なし」を確認しました。`, `You confirmed that ${confirmed} does not apply.`)}
        </SavedNote>
      ) : null}
      {brief.current ? <Standing view={view} current={brief.current} /> : <NothingYet view={view} />}
      <Waiting {...props} />
      <Asked {...props} />
      {brief.current ? <Week {...props} current={brief.current} /> : null}
      <p>
        <a href={view.to('/assessments')}>{view.t('すべての評価', 'All assessments')}</a>
      </p>
    </Page>
  )
}

type Current = NonNullable<Brief['current']>

const Standing: FC<{ view: View; current: Current }> = ({ view, current: { head, attainment, before } }) => (
  <section class="home-standing">
    <h2>
      <a href={view.to(`/assessments/${head.id}`)}>{head.title}</a> <Star level={head.target} />
    </h2>
    <p>
      <strong class="share">{toPercent(attainment.coverage)}</strong>{' '}
      {view.t(
        `${attainment.total}件のうち${settledOf(attainment)}件がそろいました`,
        `${settledOf(attainment)} of ${attainment.total} criteria are covered`,
      )}
      {before ? <span class="quiet"> {sinceThen(view, settledOf(attainment) - settledOf(before))}</span> : null}
    </p>
    <StackedBar view={view} counts={attainment} total={attainment.total} label={head.title} />
    <p>
      <a href={view.to(`/assessments/${head.id}/management`)}>
        {view.t('いつそろうか・いくらかかるか・決めること', 'By when, at what cost, and what to decide')}
      </a>
    </p>
  </section>
)

const Asked: FC<HomeProps> = (props) => {
  const {
    view,
    home: { brief },
  } = props
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">
        {view.t('あなたに確認してほしいこと', 'What is asked of you')}{' '}
        <span class="quiet">{view.t(`${brief.asked.length}件`, String(brief.asked.length))}</span>
      </h2>
      {brief.asked.length === 0 ? (
        <p>{view.t('いまはありません。', 'Nothing at present.')}</p>
      ) : (
        <ul class="asked">
          {brief.asked.slice(0, MOST).map((one) => (
            <li>
              <Question {...props} asked={one} />
            </li>
          ))}
        </ul>
      )}
      {brief.asked.length > MOST ? (
        <p class="quiet">{view.t(`ほかに${brief.asked.length - MOST}件あります。`, `${brief.asked.length - MOST} more wait.`)}</p>
      ) : null}
    </section>
  )
}

/** One 該当なし, its reason in sight, decided with one press; whoever doubts it opens the answer. */
const Question: FC<HomeProps & { asked: Brief['asked'][number] }> = ({ view, home, edition, asked: { head, answer } }) => {
  const by = home.people.get(answer.statedBy) ?? ''
  const place = `/assessments/${head.id}`
  return (
    <form class="card" method="post" action={view.to(`${place}/confirmations/${answer.criterion}`)}>
      <p>
        <span class="id">{answer.criterion}</span> {questionOf(edition(head.edition), answer.criterion, view.lang)}
      </p>
      <p>
        <strong>{view.t('該当なし:', 'Not applicable:')}</strong> {answer.reason}
      </p>
      <p class="quiet">
        {view.t(
          `${by}さん・${toWordsInJapan(answer.changedAt)}・${head.title}`,
          `${by}, ${toWordsInJapan(answer.changedAt, 'en')}, ${head.title}`,
        )}
      </p>
      <input type="hidden" name="confirmed" value={answer.revision} />
      <input type="hidden" name="after" value="home" />
      <div class="actions">
        <button type="submit">
          {view.t('該当しないことを確認する', 'Confirm')}
          <span class="visually-hidden">{view.t(`(${answer.criterion})`, ` ${answer.criterion}`)}</span>
        </button>
        <a href={view.to(`${place}/criteria/${answer.criterion}`)}>{view.t('回答を見る', 'See the answer')}</a>
      </div>
    </form>
  )
}

const Week: FC<HomeProps & { current: Current }> = ({ view, edition, current: { head, changed } }) => (
  <section aria-labelledby="week">
    <h2 id="week">{view.t('この1週間で変わったこと', 'What changed in a week')}</h2>
    {changed.length === 0 ? <p>{view.t('変わった評価はありません。', 'No standing changed.')}</p> : null}
    <ul class="week">
      {changed.slice(0, MOST).map(({ criterion, was, is }) => (
        <li>
          <a href={view.to(`/assessments/${head.id}/criteria/${criterion}`)}>{criterion}</a>{' '}
          {questionOf(edition(head.edition), criterion, view.lang)}{' '}
          <span>
            <StandingChip view={view} standing={was} confirmed />
            <span aria-hidden="true"> → </span>
            <span class="visually-hidden">{view.t('から', ' became ')}</span>
            <StandingChip view={view} standing={is} confirmed />
          </span>
        </li>
      ))}
    </ul>
    {changed.length > MOST ? (
      <p class="quiet">{view.t(`ほかに${changed.length - MOST}件変わりました。`, `${changed.length - MOST} more changed.`)}</p>
    ) : null}
  </section>
)

const NothingYet: FC<{ view: View }> = ({ view }) => (
  <div class="empty">
    <p class="lead">{view.t('まだ評価がありません。', 'There is no assessment yet.')}</p>
    <p>
      {view.t(
        '責任者か担当者が評価を始めると、会社の立ち位置と、あなたに確認してほしいことがここに出ます。',
        'Once somebody begins one, where the company stands and what is asked of you appear here.',
      )}
    </p>
  </div>
)

const MOST = 5

function settledOf({ met, notApplicableConfirmed }: Current['attainment']): number {
  return met + notApplicableConfirmed
}

function sinceThen(view: View, change: number): string {
  if (change === 0) return view.t('(1週間前と同じ)', '(as a week ago)')
  const sign = change > 0 ? '+' : '−'
  return view.t(`(1週間前から${sign}${Math.abs(change)}件)`, `(${sign}${Math.abs(change)} in a week)`)
}

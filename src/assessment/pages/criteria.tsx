import type { FC } from 'hono/jsx'
import { type Criterion, type Edition, KIND_WORDS } from '../../catalogue/index.ts'
import { standingLabel } from '../../standing/chip.tsx'
import { MARK, STANDING_WORDS, STANDINGS, STATUSES, type Standing } from '../../standing/status.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { keptWithGaps } from '../../ui/kept.ts'
import { type KeyHelp, KeysButton, KeysHelp } from '../../ui/keys-help.tsx'
import { SavedNote, Toast } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Answer } from '../answer.ts'
import type { Attainment } from '../attainment.ts'
import type { Doubt } from '../doubt.ts'
import { type Filter, toQuery } from '../filter.ts'
import { mayAnswer } from '../sight.ts'
import type { AssessmentHead } from '../store.ts'
import { OpenAdvice } from './advice.tsx'
import { ManyVerdict } from './many-verdict.tsx'
import { toExcerpt, toSavedWords } from './presenter.ts'
import { Result, TallyLine } from './tally-line.tsx'

type CriteriaProps = {
  view: View
  head: AssessmentHead
  edition: Edition
  attainment: Attainment
  answers: ReadonlyMap<string, Answer>
  doubts: ReadonlyMap<string, Doubt[]>
  /** How many questions and wordings wait, by criterion. */
  openAdvice: ReadonlyMap<string, number>
  /** How many pieces of evidence there are, by criterion. */
  pieces: ReadonlyMap<string, number>
  /** Names of the organisation's people by their id. */
  people: ReadonlyMap<string, string>
  filter: Filter
  shown: Criterion[]
  /** How many answers were just written at once. */
  written: number | undefined
}

/** Every criterion on one page. Each row is seven elements, so that 157 of them stay light on an old computer. */
export const CriteriaPage: FC<CriteriaProps> = (props) => {
  const { view, head, attainment } = props
  return (
    <AssessmentFrame view={view} head={head} part="criteria" title={view.t('回答する', 'Answer')} wide>
      <h1 class="visually-hidden">{view.t('評価基準に回答する', 'Answer the criteria')}</h1>
      <Filters {...props} />
      <KeysHelp view={view} keys={KEYS.filter(({ answers }) => !answers || mayChoose(view))} />
      {props.written === undefined ? null : (
        <SavedNote>
          {view.t(
            `${props.written}件に回答しました。元の内容は、それぞれの履歴に残っています。`,
            `${props.written} answered. What they said before is in the history of each.`,
          )}
        </SavedNote>
      )}
      <div
        class="workbench"
        id="workbench"
        data-address={view.to(`/assessments/${head.id}`)}
        data-list={view.to(`/assessments/${head.id}/criteria${toQuery(props.filter, head.target)}`)}
        data-revision={head.revision}
      >
        <div class="list">
          {view.may('assessment.summary') ? <TallyLine view={view} tally={attainment} /> : null}
          <p class="quiet" role="status">
            {view.t(`${props.shown.length}件を表示`, `${props.shown.length} shown`)}
            <KeysButton view={view} />
            {view.may('assessment.answer') ? (
              <a class="bulk" href={view.to(`/assessments/${head.id}/bulk${toQuery(props.filter, head.target)}`)}>
                {view.t('まとめて回答', 'Answer many')}
              </a>
            ) : null}
          </p>
          {props.shown.length === 0 ? <NothingShown {...props} /> : <Rows {...props} />}
          {mayChoose(view) ? <ManyForm {...props} /> : null}
        </div>
        <section
          class="panel"
          id="panel"
          aria-label={view.t('回答', 'Answer')}
          tabindex={-1}
          data-address={view.to(`/assessments/${head.id}`)}
        >
          <p class="empty quiet">
            {view.t('左の一覧から評価基準を選ぶと、ここで回答できます。', 'Choose a criterion on the left to answer it here.')}
          </p>
        </section>
      </div>
      <Toast view={view} />
    </AssessmentFrame>
  )
}

/** The verdict for the rows that are ticked: in sight while some are. */
const ManyForm: FC<CriteriaProps> = ({ view, head, filter }) => (
  <form
    class="answer many"
    id="many"
    method="post"
    action={view.to(`/assessments/${head.id}/bulk${toQuery(filter, head.target)}`)}
  >
    <input type="hidden" name="after" value="list" />
    <p hidden>
      <strong></strong> {view.t('件を選んでいます', 'chosen')}{' '}
      <button type="reset" class="text">
        {view.t('やめる', 'Clear')}
      </button>
    </p>
    <ManyVerdict view={view} prefix="many-" />
  </form>
)

/** Whether whoever looks may answer what the list shows them. */
function mayChoose({ viewer }: View): boolean {
  return viewer !== undefined && mayAnswer(viewer, { assignee: viewer.person })
}

/** `answers`: for whoever may answer. */
const KEYS: readonly (KeyHelp & { answers?: true })[] = [
  { keys: ['↑', '↓'], ja: '前・次の評価基準へ', en: 'Previous or next criterion' },
  { keys: ['Enter'], ja: '開く', en: 'Open' },
  {
    keys: ['1', '2', '3', '4', '5'],
    ja: STATUSES.map((status) => STANDING_WORDS[status].ja).join('・'),
    en: STATUSES.map((status) => STANDING_WORDS[status].en).join(', '),
    answers: true,
  },
  { keys: ['0'], ja: '未回答に戻す', en: 'Back to unanswered', answers: true },
  { keys: ['A'], ja: '印からの案を使う', en: 'Take what the ticks suggest', answers: true },
  {
    keys: ['Ctrl', 'Z'],
    ja: '最後の変更を元に戻す(入力中でないとき)',
    en: 'Take the last change back, while not typing',
    answers: true,
  },
  { keys: ['Ctrl', 'Enter'], ja: '保存して次へ(入力中)', en: 'Save and next, while typing', answers: true },
  { keys: ['Esc'], ja: '一覧に戻る', en: 'Back to the list' },
  { keys: ['/'], ja: '探す', en: 'Search' },
  { keys: ['?'], ja: 'この説明', en: 'This help' },
]

const Rows: FC<CriteriaProps> = (props) => {
  const { view, head, edition, answers, doubts, openAdvice, pieces, people, filter, shown, attainment } = props
  const ids = new Set(shown.map((criterion) => criterion.id))
  const chooses = mayChoose(view)
  const summary = view.may('assessment.summary')
  const results = new Map(attainment.requirements.map((requirement) => [requirement.id, requirement]))
  const query = toQuery(filter, head.target)
  const toRow = (criterion: Criterion) => {
    const answer = answers.get(criterion.id)
    const excerpt = answer
      ? [toExcerpt(view, answer, people), toSavedWords(view, answer, people)].filter(Boolean).join(' / ')
      : ''
    const way: Way = {
      standing: answer?.status ?? 'unanswered',
      confirmed: answer?.confirmation != null,
      doubted: doubts.has(criterion.id),
      open: openAdvice.get(criterion.id) ?? 0,
      chooses,
      excerpted: excerpt !== '',
      proved: pieces.has(criterion.id),
    }
    const [revision, counted] = [String(answer?.revision ?? 0), String(pieces.get(criterion.id) ?? 0)]
    return keptRow(criterion, view, way, { assessment: head.id, query, excerpt, revision, pieces: counted })
  }
  return (
    <>
      {edition.requirements.map((requirement) => {
        const own = requirement.criteria.filter((criterion) => ids.has(criterion.id))
        return own.length === 0 ? null : (
          <section class="requirement" id={`r-${requirement.id}`}>
            <h2>
              {summary ? <Result view={view} requirement={results.get(requirement.id)} /> : null}
              {` ${requirement.id} ${view.t(requirement.name, requirement.en)}`}
            </h2>
            <ol>{own.map(toRow)}</ol>
          </section>
        )
      })}
    </>
  )
}

type Way = {
  standing: Standing
  confirmed: boolean
  doubted: boolean
  open: number
  chooses: boolean
  excerpted: boolean
  proved: boolean
}

const keptRow = keptWithGaps(
  ['assessment', 'query', 'revision', 'excerpt', 'pieces'],
  (criterion: Criterion, speech, { standing, confirmed, doubted, open, chooses, excerpted, proved }: Way, gap) => (
    <li id={`c-${criterion.id}`}>
      {chooses ? (
        <input type="checkbox" form="many" name="criteria" value={`${criterion.id} ${gap.revision}`} aria-label={criterion.id} />
      ) : null}
      <a href={`${speech.to(`/assessments/${gap.assessment}/criteria/${criterion.id}`)}${gap.query}`}>
        <b>
          {criterion.id} <i>{`★${criterion.level}`}</i>
        </b>{' '}
        {speech.t(criterion.question, criterion.en)}
      </a>
      <span class={`standing ${standing}`}>{standingLabel(speech, standing, { confirmed, doubted })}</span>
      {excerpted ? <small>{gap.excerpt}</small> : null}
      {proved ? <small class="pieces">{speech.t(`証跡 ${gap.pieces}件`, `Evidence: ${gap.pieces}`)}</small> : null}
      <OpenAdvice view={speech} open={open} />
    </li>
  ),
)

const Filters: FC<CriteriaProps> = ({ view, head, edition, filter }) => (
  <search>
    <form class="filters" method="get" action={view.to(`/assessments/${head.id}/criteria`)} id="filters">
      <label>
        <span>{view.t('評価', 'Status')}</span>
        <select name="status">
          <option value="">{view.t('すべて', 'All')}</option>
          <option value="open" selected={filter.status === 'open'}>
            {view.t('まだのもの', 'Still open')}
          </option>
          {STANDINGS.map((standing) => (
            <option value={standing} selected={filter.status === standing}>
              {`${MARK[standing]} ${view.say(STANDING_WORDS[standing])}`}
            </option>
          ))}
          <option value="unconfirmed" selected={filter.status === 'unconfirmed'}>
            {view.t('該当なし(確認待ち)', 'Not applicable, unconfirmed')}
          </option>
          <option value="doubted" selected={filter.status === 'doubted'}>
            {view.t('満たす(要確認)', 'Met, to be confirmed')}
          </option>
        </select>
      </label>
      <label>
        <span>{view.t('領域', 'Area')}</span>
        <select name="area">
          <option value="">{view.t('すべて', 'All')}</option>
          {edition.categories.map((category) => (
            <option value={category.id} selected={filter.area === category.id}>
              {`${category.id} ${view.t(category.name, category.en)}`}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{view.t('種類', 'Kind')}</span>
        <select name="kind">
          <option value="">{view.t('すべて', 'All')}</option>
          {Object.entries(KIND_WORDS).map(([kind, words]) => (
            <option value={kind} selected={filter.kind === kind}>
              {view.say(words)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{view.t('★', '★')}</span>
        <select name="upTo">
          <option value="3" selected={filter.upTo === 3}>
            ★3
          </option>
          <option value="4" selected={filter.upTo === 4}>
            {view.t('★4 (★3を含む)', '★4 (with ★3)')}
          </option>
        </select>
      </label>
      <label class="search">
        <span>{view.t('探す', 'Search')}</span>
        <input
          type="search"
          name="q"
          value={filter.search}
          maxlength={100}
          placeholder={view.t('番号・ことば', 'Number or word')}
        />
      </label>
      <label class="check">
        <input type="checkbox" name="who" value="me" checked={filter.who === 'me'} />
        <span>{view.t('自分の担当', 'Mine')}</span>
      </label>
      <button type="submit" class="second">
        {view.t('しぼり込む', 'Filter')}
      </button>
    </form>
  </search>
)

const NothingShown: FC<CriteriaProps> = ({ view, head }) => (
  <div class="empty">
    <p>{view.t('この条件に当てはまる評価基準はありません。', 'No criterion matches.')}</p>
    <p>
      <a href={view.to(`/assessments/${head.id}/criteria`)}>{view.t('条件を外す', 'Clear the filter')}</a>
    </p>
  </div>
)

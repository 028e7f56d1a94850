import type { FC } from 'hono/jsx'
import { ANSWER_TEXTS, FIELD } from '../../assessment/index.ts'
import {
  type CatalogueContext,
  type Criterion,
  criterionIn,
  DEFAULT_EDITION,
  editionIn,
  requirementOf,
} from '../../catalogue/index.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { Measure } from '../../measures/index.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { Star } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { Found } from '../actions.ts'
import { excerpt, marked, type Part } from '../excerpt.ts'
import { GROUPS, type Group, type Query, says } from '../query.ts'

type SearchProps = {
  view: View
  query: Query
  found: Found | undefined
  edition: CatalogueContext['edition']
  /** All measures in the reader's language. */
  measures: readonly Measure[]
}

/** What somebody searches for and what was found, in groups; each found thing leads to its page. */
export const SearchPage: FC<SearchProps> = (props) => {
  const { view, query, found } = props
  const shown = found ? GROUPS.filter((group) => found[group].length > 0 && (query.only ?? group) === group) : []
  return (
    <Page view={view} title={query.text ? view.t(`「${query.text}」を探す`, `Search: ${query.text}`) : view.t('探す', 'Search')}>
      <h1>{view.t('探す', 'Search')}</h1>
      <search>
        <form class="search-form" action={view.to('/search')}>
          <label for="q">{view.t('探す言葉', 'What to search for')}</label>
          <div>
            <input id="q" name="q" type="search" value={query.text} maxlength={100} autofocus={query.text === ''} />
            <button type="submit">{view.t('探す', 'Search')}</button>
          </div>
        </form>
      </search>
      {found ? null : <TooLittle view={view} typed={query.text !== ''} />}
      {found && shown.length === 0 ? <NothingFound view={view} /> : null}
      {found && query.only ? (
        <p>
          <a href={addressOf(view, query.text)}>{view.t('← すべての結果へ', '← All results')}</a>
        </p>
      ) : null}
      {found ? shown.map((group) => <Results {...props} found={found} group={group} />) : null}
      {found?.unread ? (
        <p class="quiet">
          {view.t(
            '回答は、最近変わった20件の評価の中から探しました。古い評価は、その評価の一覧で探してください。',
            'Answers were sought in the 20 assessments changed last. Search older ones in their own lists.',
          )}
        </p>
      ) : null}
    </Page>
  )
}

const TooLittle: FC<{ view: View; typed: boolean }> = ({ view, typed }) => (
  <div class="empty">
    {typed ? (
      <p class="lead" role="status">
        {view.t('もう少し長い言葉で探してください(2文字から。漢字は1文字から)。', 'Type at least two characters, or one 漢字.')}
      </p>
    ) : null}
    <p>
      {view.t(
        '評価基準(番号・問い・名前)、対策、回答に書いたこと、評価、ファイル、人を、まとめて探せます。かな・カナ、全角・半角、「サーバー」と「サーバ」は同じに扱います。',
        'Criteria by number, question or name, measures, what was written in answers, assessments, files and people are searched at once. Kana and width make no difference.',
      )}
    </p>
  </div>
)

const NothingFound: FC<{ view: View }> = ({ view }) => (
  <div class="empty">
    <p class="lead" role="status">
      {view.t('見つかりませんでした。', 'Nothing was found.')}
    </p>
    <p>
      {view.t(
        '言葉を短くするか、別の言い方で探してください。見つかるのは、あなたが見てよいものだけです。',
        'Try a shorter or another word. Only what you may see is found.',
      )}
    </p>
    <p>
      <a href={view.to('/catalogue')}>{view.t('評価基準の一覧から探す', 'Look through the criteria')}</a>
    </p>
  </div>
)

type ResultsProps = SearchProps & { found: Found; group: Group }

const Results: FC<ResultsProps> = (props) => {
  const { view, query, found, group } = props
  const count = found[group].length
  const most = query.only ? MOST_ALONE : MOST_EACH
  return (
    <section class="search-group" aria-labelledby={`found-${group}`}>
      <h2 id={`found-${group}`}>
        {view.say(GROUP_WORDS[group])} <span class="quiet">{view.t(`${count}件`, String(count))}</span>
      </h2>
      <ul>{rowsOf(props).slice(0, most)}</ul>
      {count <= most ? null : query.only ? (
        <p class="quiet">
          {view.t(`はじめの${most}件です。言葉を足して絞り込めます。`, `The first ${most}. Add a word to narrow it.`)}
        </p>
      ) : (
        <p>
          <a href={addressOf(view, query.text, group)}>
            {view.t(`${view.say(GROUP_WORDS[group])}をもっと見る(${count}件)`, `More: ${GROUP_WORDS[group].en} (${count})`)}
          </a>
        </p>
      )}
    </section>
  )
}

const GROUP_WORDS: Record<Group, Words> = {
  criteria: { ja: '評価基準', en: 'Criteria' },
  measures: { ja: '対策', en: 'Measures' },
  answers: { ja: '回答', en: 'Answers' },
  assessments: { ja: '評価', en: 'Assessments' },
  files: { ja: 'ファイル', en: 'Files' },
  people: { ja: '人', en: 'People' },
}
const MOST_EACH = 5
const MOST_ALONE = 100

function rowsOf(props: ResultsProps) {
  const { view, query, found, group } = props
  const { words } = query
  switch (group) {
    case 'criteria':
      return found.criteria.slice(0, MOST_ALONE).map((criterion) => <CriterionRow {...props} criterion={criterion} />)
    case 'measures':
      return found.measures.slice(0, MOST_ALONE).map((measure) => <MeasureRow {...props} measure={measure} />)
    case 'answers':
      return found.answers.slice(0, MOST_ALONE).map((one) => <AnswerRow {...props} found={one} />)
    case 'assessments':
      return found.assessments.slice(0, MOST_ALONE).map((head) => (
        <li>
          <a href={view.to(`/assessments/${head.id}`)}>
            <Marked parts={marked(head.title, words)} />
          </a>{' '}
          <Star level={head.target} />
          <p class="quiet">{changedAt(view, head.changedAt)}</p>
        </li>
      ))
    case 'files':
      return found.files.slice(0, MOST_ALONE).map((file) => (
        <li>
          <a
            href={view.to(`/assessments/${file.assessment}/${file.kind === 'import' ? `imports/${file.id}` : 'files'}`)}
            lang={file.kind === 'export' ? 'ja' : undefined}
          >
            <Marked parts={marked(file.name, words)} />
          </a>
          <p class="quiet">
            {file.kind === 'import' ? view.t('取り込みの確認待ち', 'Import, waiting') : view.t('書き出したもの', 'Exported')}
            {' / '}
            <Marked parts={marked(file.author, words)} />
            {' / '}
            {toWordsInJapan(file.at, view.lang)}
          </p>
        </li>
      ))
    case 'people':
      return found.people.slice(0, MOST_ALONE).map((person) => (
        <li>
          <a href={view.to('/people')}>
            <Marked parts={marked(person.name, words)} />
          </a>{' '}
          <span class="quiet">
            <Marked parts={marked([person.position, person.email ?? ''].filter(Boolean).join(' / '), words)} />
            {person.endedAt ? view.t('(外れた人)', ' (access ended)') : null}
          </span>
        </li>
      ))
  }
}

const CriterionRow: FC<ResultsProps & { criterion: Criterion }> = ({ view, query, found, edition, criterion }) => {
  const { id, level, question } = criterionIn(edition(DEFAULT_EDITION), criterion, view.lang)
  const texts = editionIn(edition(DEFAULT_EDITION), view.lang)
  const name = texts.requirements.find((requirement) => requirement.id === requirementOf(id))?.name ?? ''
  return (
    <li>
      <a href={view.to(`/catalogue/${DEFAULT_EDITION}/${id}`)}>
        <Marked parts={marked(`${id} ${question}`, query.words)} />
      </a>{' '}
      <Star level={level} />
      <p class="quiet">
        <Marked parts={marked(name, query.words)} />
        {found.current && level <= found.current.target ? (
          <>
            {' / '}
            <a href={view.to(`/assessments/${found.current.id}/criteria/${id}`)}>
              {view.t(`「${found.current.title}」の回答へ`, `The answer in ${found.current.title}`)}
            </a>
          </>
        ) : null}
      </p>
    </li>
  )
}

const MeasureRow: FC<ResultsProps & { measure: Measure }> = ({ view, query, measures, measure }) => {
  const { id, name, why } = measures.find((one) => one.id === measure.id) ?? measure
  return (
    <li>
      <a href={view.to(`/measures/${id}`)}>
        <Marked parts={marked(name, query.words)} />
      </a>
      <p class="quiet">
        <Marked parts={excerpt(why, query.words)} />
      </p>
    </li>
  )
}

const AnswerRow: FC<Omit<ResultsProps, 'found'> & { found: Found['answers'][number] }> = ({ view, query, found }) => {
  const { head, answer } = found
  const field = ANSWER_TEXTS.find((text) => query.words.some((word) => says(answer[text], [word]))) ?? 'reason'
  return (
    <li>
      <a href={view.to(`/assessments/${head.id}/criteria/${answer.criterion}`)}>{`${answer.criterion} ${head.title}`}</a>{' '}
      <StandingChip view={view} standing={answer.status ?? 'unanswered'} confirmed={answer.confirmation !== null} />
      <p>
        <span class="quiet">{view.say(FIELD[field].words)}</span> <Marked parts={excerpt(answer[field], query.words)} />
      </p>
      <p class="quiet">{changedAt(view, answer.changedAt)}</p>
    </li>
  )
}

const Marked: FC<{ parts: Part[] }> = ({ parts }) => <>{parts.map(({ text, found }) => (found ? <mark>{text}</mark> : text))}</>

function changedAt(view: View, at: string): string {
  return view.t(`${toWordsInJapan(at)}に変更`, `Changed ${toWordsInJapan(at, 'en')}`)
}

function addressOf(view: View, text: string, only?: Group): string {
  return view.to(`/search?${new URLSearchParams({ q: text, ...(only ? { in: only } : {}) })}`)
}

import type { FC } from 'hono/jsx'
import { sayAdviceNews, sayNews } from '../../assessment/index.ts'
import { type CatalogueContext, questionOf } from '../../catalogue/index.ts'
import { type Instant, toWordsInJapan } from '../../kernel/instant.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { Notice, Notices } from '../actions.ts'

type NoticesProps = {
  view: View
  notices: Notices
  /** The moment that the page shows: what comes later is not seen by pressing its button. */
  until: Instant
  edition: CatalogueContext['edition']
}

/** What waits for the viewer, then what happened that concerns them, what is new first. */
export const NoticesPage: FC<NoticesProps> = (props) => {
  const { view, notices } = props
  const seen = notices.happened.filter(({ fresh }) => !fresh)
  const fresh = notices.happened.filter((one) => one.fresh)
  return (
    <Page view={view} title={view.t('お知らせ', 'Notices')}>
      <h1>{view.t('お知らせ', 'Notices')}</h1>
      {notices.fresh > 0 ? <Seen {...props} /> : null}
      <Asked {...props} />
      <section class="notices" aria-labelledby="fresh">
        <h2 id="fresh">{view.t('新しいこと', 'New')}</h2>
        {fresh.length === 0 ? <p class="quiet">{view.t('新しいことはありません。', 'Nothing new.')}</p> : null}
        <ul>
          {fresh.map((notice) => (
            <Happened {...props} notice={notice} />
          ))}
        </ul>
      </section>
      {seen.length > 0 ? (
        <section class="notices" aria-labelledby="seen">
          <h2 id="seen">{view.t('見たもの(1か月)', 'Seen, of the last month')}</h2>
          <ul>
            {seen.map((notice) => (
              <Happened {...props} notice={notice} />
            ))}
          </ul>
        </section>
      ) : null}
    </Page>
  )
}

const Seen: FC<NoticesProps> = ({ view, notices, until }) => (
  <form class="seen" method="post" action={view.to('/notices/look')}>
    <input type="hidden" name="until" value={until} />
    <p role="status">{view.t(`新しいものが${notices.fresh}件あります。`, `${notices.fresh} new.`)}</p>
    <button type="submit" class="second small">
      {view.t('すべて見たことにする', 'Mark all as seen')}
    </button>
  </form>
)

const Asked: FC<NoticesProps> = ({ view, notices: { asked }, edition }) =>
  asked.length === 0 ? null : (
    <section class="notices" aria-labelledby="asked">
      <h2 id="asked">{view.t('あなたの確認を待っているもの', 'Waiting for your confirmation')}</h2>
      <ul>
        {asked.map(({ head, answer, by, fresh }) => (
          <li class={fresh ? 'fresh' : undefined}>
            <p>
              <a href={view.to(`/assessments/${head.id}/criteria/${answer.criterion}`)}>
                {`${answer.criterion} ${questionOf(edition(head.edition), answer.criterion, view.lang)}`}
              </a>
            </p>
            <p class="quiet">
              {view.t(
                `${by}さんが「該当なし」としました・${head.title}・${toWordsInJapan(answer.changedAt)}`,
                `${by} says it does not apply, ${head.title}, ${toWordsInJapan(answer.changedAt, 'en')}`,
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )

const Happened: FC<NoticesProps & { notice: Notice }> = ({ view, notices, edition, notice }) => {
  const when = view.t(toWordsInJapan(notice.at), toWordsInJapan(notice.at, 'en'))
  if (notice.kind === 'joined') {
    const { name, engaged } = notice.joining
    return (
      <li class={notice.fresh ? 'fresh' : undefined}>
        <p>
          <a href={view.to(engaged ? '/engagements' : '/people')}>
            {engaged
              ? view.t(`専門家の${name}さんが、招待を受けました`, `${name}, an expert, accepted the invitation`)
              : view.t(`${name}さんが、招待を受けて加わりました`, `${name} accepted the invitation`)}
          </a>
        </p>
        <p class="quiet">{when}</p>
      </li>
    )
  }
  const { news, name } = notice
  const head = notices.titles.get(news.assessment)
  const sentence = notice.kind === 'advice' ? sayAdviceNews(notice.news, name) : sayNews(notice.news, name)
  const named =
    notice.kind === 'advice'
      ? notice.news.criteria.map((criterion) => ({ criterion, is: undefined }))
      : notice.news.criteria.map(({ criterion, is }) => ({ criterion, is }))
  return (
    <li class={notice.fresh ? 'fresh' : undefined}>
      <p>{view.say(sentence)}</p>
      <p class="quiet">{head ? `${head.title}${view.t('・', ', ')}${when}` : when}</p>
      <ul>
        {named.slice(0, MOST_NAMED).map(({ criterion, is }) => (
          <li>
            <a href={view.to(`/assessments/${news.assessment}/criteria/${criterion}${is === undefined ? '#advice' : ''}`)}>
              {`${criterion} ${head ? questionOf(edition(head.edition), criterion, view.lang) : ''}`}
            </a>{' '}
            {is === undefined ? null : <StandingChip view={view} standing={is} confirmed />}
          </li>
        ))}
      </ul>
      {named.length > MOST_NAMED ? (
        <p class="quiet">{view.t(`ほかに${named.length - MOST_NAMED}件`, `and ${named.length - MOST_NAMED} more`)}</p>
      ) : null}
    </li>
  )
}

/** How many criteria one notice names. */
const MOST_NAMED = 5

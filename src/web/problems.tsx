import type { Child, FC } from 'hono/jsx'
import type { DatabaseUnavailable } from '../db/unavailable.ts'
import type { Words } from '../kernel/refusal.ts'
import { Message } from '../ui/components.tsx'
import type { IconName } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import type { View } from '../ui/view.ts'

/** Nothing is here for whoever asks. `elsewhere` is an organisation of theirs in which it is. */
export const NotFound: FC<{ view: View; elsewhere?: { organisation: string; href: string } | undefined }> = ({
  view,
  elsewhere,
}) =>
  elsewhere ? (
    <Problem
      view={view}
      icon="arrows-right-left"
      title={view.t('ほかの組織のページです', 'A page of another organisation')}
      act={{
        href: elsewhere.href,
        words: view.t(`${elsewhere.organisation}に切り替える`, `Switch to ${elsewhere.organisation}`),
      }}
    >
      <p>
        {view.t(
          `この住所は、${elsewhere.organisation}のものです。切り替えると開けます。`,
          `This address belongs to ${elsewhere.organisation}. Switch there to open it.`,
        )}
      </p>
    </Problem>
  ) : (
    <Problem view={view} icon="magnifying-glass" title={view.t('ページが見つかりません', 'Page not found')}>
      <p>
        {view.t(
          'アドレスが変わったか、削除されたか、ほかの組織のものかもしれません。',
          'It may have moved, been removed, or belong to another organisation.',
        )}
      </p>
    </Problem>
  )

export const Fault: FC<{ view: View; requestId: string }> = ({ view, requestId }) => (
  <Problem
    view={view}
    icon="exclamation-triangle"
    title={view.t('うまく動きませんでした', 'Something went wrong')}
    act={again(view)}
  >
    <p>
      {view.t(
        'こちらの問題です。保存できたと表示された内容は失われていません。少し待ってからもう一度お試しください。',
        'The fault is ours. Whatever was shown as saved is safe. Please try again in a moment.',
      )}
    </p>
    <p class="quiet">
      {view.t('問い合わせ番号', 'Request number')}: <code>{requestId}</code>
    </p>
  </Problem>
)

/** The database cannot answer just now, and why: it is away or busy, or its disk is full. */
export const Unavailable: FC<{ view: View; reason: DatabaseUnavailable['reason'] }> = ({ view, reason }) => (
  <Problem view={view} icon="clock" title={view.say(UNAVAILABLE[reason].title)} act={again(view)}>
    <p>{view.say(UNAVAILABLE[reason].words)}</p>
  </Problem>
)

export const UNAVAILABLE: Record<DatabaseUnavailable['reason'], { title: Words; words: Words }> = {
  away: {
    title: { ja: 'いまデータベースにつながりません', en: 'The database cannot be reached just now' },
    words: {
      ja: '10秒ほど待ってから、もう一度お試しください。つながれば、そのまま続けられます。保存できたと表示された内容は失われていません。送ったばかりの内容は、書き込めたかどうかを画面を開き直して確かめてください。',
      en: 'Try again in about ten seconds; it goes on by itself. Whatever was shown as saved is safe. Open the page again to see whether what you sent just now was written.',
    },
  },
  busy: {
    title: { ja: 'いま混み合っています', en: 'Busy just now' },
    words: {
      ja: '5秒ほど待ってから、もう一度お試しください。送ったばかりの内容は書き込んでいないので、前の画面に戻って送り直してください。',
      en: 'Try again in about five seconds. What you sent just now was not written: go back and send it again.',
    },
  },
  full: {
    title: { ja: 'サーバーのディスクに空きがありません', en: 'The disk of the server is full' },
    words: {
      ja: '見ることはできますが、書き込めません。サーバーの管理者に知らせてください。送ったばかりの内容は書き込んでいないので、空きができてから、前の画面に戻って送り直してください。',
      en: 'You can read, but nothing can be written. Tell whoever keeps the server. What you sent just now was not written: once there is room, go back and send it again.',
    },
  },
}

export const TooLarge: FC<{ view: View; words: Words }> = ({ view, words }) => (
  <Problem
    view={view}
    icon="exclamation-triangle"
    title={view.t('送れる大きさを超えています', 'Too much at once')}
    act={{ href: view.to('/assessments'), words: view.t('評価の一覧へ', 'To the assessments') }}
  >
    <p>{view.say(words)}</p>
  </Problem>
)

/** Too many requests; `seconds` until the next may come. */
export const TooMany: FC<{ view: View; seconds: number }> = ({ view, seconds }) => (
  <Problem view={view} icon="clock" title={view.t('少し待ってください', 'Please wait a moment')} act={again(view)}>
    <p>
      {view.t(
        `短い時間に操作がたくさんありました。${seconds}秒ほど待ってから、もう一度お試しください。`,
        `There were many requests in a short time. Try again in about ${seconds} seconds.`,
      )}
    </p>
    <p>
      {view.t(
        '保存できたと表示された内容は失われていません。送ったばかりの内容は書き込んでいないので、前の画面に戻って送り直してください。',
        'Whatever was shown as saved is safe. What you sent just now was not written: go back and send it again.',
      )}
    </p>
  </Problem>
)

export const TooLong: FC<{ view: View }> = ({ view }) => (
  <Problem view={view} icon="link" title={view.t('アドレスが長すぎます', 'The address is too long')}>
    <p>
      {view.t(
        '探す言葉を短くするか、最初のページから開き直してください。',
        'Search for something shorter, or begin again at the first page.',
      )}
    </p>
  </Problem>
)

export const BrokenForm: FC<{ view: View }> = ({ view }) => (
  <Problem view={view} icon="exclamation-triangle" title={view.t('送られた内容を読めません', 'What was sent cannot be read')}>
    <p>
      {view.t(
        '送る途中で切れたのかもしれません。前の画面に戻って、もう一度送ってください。何も書き込んでいません。',
        'It may have broken off on the way. Go back and send it again. Nothing was written.',
      )}
    </p>
  </Problem>
)

/** A page that says what happened and what to do, with one button: `act`, else to the first page. */
const Problem: FC<{ view: View; icon: IconName; title: string; act?: Act; children?: Child }> = ({
  view,
  icon,
  title,
  act = { href: view.to('/'), words: view.t('最初のページへ', 'To the first page') },
  children,
}) => (
  <Page view={view} title={title}>
    <Message title={title} icon={icon} act={act}>
      {children}
    </Message>
  </Page>
)

type Act = { href: string; words: string } | undefined

/** The same page once more; what was sent cannot be asked for. */
function again(view: View): Act {
  return view.path === '' ? undefined : { href: view.path, words: view.t('もう一度開く', 'Try again') }
}

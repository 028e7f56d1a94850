import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { assets } from './assets.ts'
import { Icon } from './icon.tsx'
import { type Area, SideNavigation, VisitorsNavigation } from './navigation.tsx'
import type { View } from './view.ts'

type PageProps = {
  view: View
  title: string
  /** Which entry of the main navigation the page belongs to. */
  area?: Area
  /** Wide pages use the whole width: tables and the list of criteria. */
  wide?: boolean
  /** After how many seconds the browser asks for the page again by itself: for what goes on meanwhile. */
  refresh?: number
  children?: Child
}

/** The frame of every page: skip link, header, navigation, main, footer. Whoever sits in an organisation has the navigation beside it. */
export const Page: FC<PageProps> = ({ view, title, area, wide, refresh, children }) => (
  <>
    {raw('<!doctype html>')}
    <html lang={view.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refresh ? <meta http-equiv="refresh" content={String(refresh)} /> : null}
        <title>{`${title} - ${view.t('星取', 'Hoshitori')}`}</title>
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script type="module" src={assets.script}></script>
      </head>
      <body class={view.viewer ? 'beside' : undefined} data-signed-in={view.signedIn ? '' : undefined}>
        <a class="skip" href="#main">
          {view.t('本文へ', 'Skip to content')}
        </a>
        <Header view={view} area={area} />
        <SideNavigation view={view} area={area} />
        <p id="offline" class="offline" role="status" hidden>
          <Icon name="signal-slash" />
          {view.t(
            'つながっていません。この画面に書いたものは残っています。つながったら、続けられます。',
            'You are offline. What you wrote on this page is still here; go on once you are connected.',
          )}
        </p>
        <main id="main" class={wide ? 'wide' : ''} tabindex={-1}>
          {children}
        </main>
        <Footer view={view} />
        <link rel="stylesheet" href={assets.fonts} />
      </body>
    </html>
  </>
)

const Header: FC<{ view: View; area?: Area | undefined }> = ({ view, area }) => (
  <header class="site">
    <button type="button" class="tool open-side" popovertarget="side" aria-label={view.t('メニュー', 'Menu')}>
      <Icon name="bars-3" />
    </button>
    <a class="brand" href={view.to('/')}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path
          d="M16 2.6l4.1 8.5 9.3 1.3-6.8 6.5 1.7 9.3L16 23.7l-8.3 4.5 1.7-9.3-6.8-6.5 9.3-1.3z"
          fill="currentColor"
          stroke="currentColor"
          stroke-linejoin="round"
        />
      </svg>
      <span>{view.t('星取', 'Hoshitori')}</span>
    </a>
    {view.signedIn ? (
      <a class="seat" href={view.to('/organisations')} title={view.t('組織を切り替える', 'Switch organisation')}>
        <span class="organisation">{view.viewer?.organisationName ?? view.t('組織を選ぶ', 'Choose an organisation')}</span>
        <Icon name="chevron-up-down" />
      </a>
    ) : null}
    {view.viewer?.demo ? (
      <a class="demo-mark" href="/demo" title={view.t('ここの会社・人・回答はすべて架空です', 'All of it is made up')}>
        {view.t('デモ', 'Demo')}
      </a>
    ) : null}
    <div class="gap"></div>
    {view.viewer ? null : <VisitorsNavigation view={view} area={area} />}
    {view.may('search.read') && !/\/search(\?|$)/.test(view.path) ? <Search view={view} /> : null}
    {view.may('notices.read') ? <Bell view={view} /> : null}
    <Who view={view} />
  </header>
)

/** The field where there is room, the way to its page where there is not; that page has a field of its own. */
const Search: FC<{ view: View }> = ({ view }) => (
  <search class="search-all">
    <form action={view.to('/search')}>
      <input
        type="search"
        name="q"
        maxlength={100}
        placeholder={view.t('探す ( / )', 'Search ( / )')}
        aria-label={view.t('すべてから探す', 'Search everything')}
      />
    </form>
    <a class="tool" href={view.to('/search')} aria-label={view.t('探す', 'Search')}>
      <Icon name="magnifying-glass" />
    </a>
  </search>
)

/** The way to what concerns the viewer; a script says how much of it is new. */
const Bell: FC<{ view: View }> = ({ view }) => (
  <a class="tool bell" href={view.to('/notices')} data-count={view.to('/notices/count')} data-reader={view.viewer?.person}>
    <Icon name="bell" />
    <span class="visually-hidden">{view.t('お知らせ', 'Notices')}</span> <b hidden></b>
  </a>
)

/** Who one is, with the ways to one's account, the other language, and out; or the way in. */
const Who: FC<{ view: View }> = ({ view }) => {
  if (!view.signedIn) {
    return (
      <>
        <OtherLanguage view={view} />
        <a class="button second small" href="/sign-in">
          {view.t('サインイン', 'Sign in')}
        </a>
      </>
    )
  }
  const name = view.viewer?.personName ?? view.signedIn.name
  return (
    <>
      <button type="button" class="tool" popovertarget="who" aria-label={view.t(`${name}のメニュー`, `Menu of ${name}`)}>
        <Icon name="user-circle" />
        <span class="person">{name}</span>
      </button>
      <div class="menu" id="who" popover="auto">
        <p>
          <strong>{name}</strong>
          {view.viewer?.engagement ? view.t(' (専門家)', ' (expert)') : ''}
          <br />
          <span class="quiet">{view.viewer?.organisationName ?? ''}</span>
        </p>
        <ul>
          <li>
            <a href={view.to('/account')}>{view.t('あなたのアカウント', 'Your account')}</a>
          </li>
          <li>
            <a href={view.to('/organisations')}>{view.t('組織を切り替える', 'Switch organisation')}</a>
          </li>
          <li>
            <OtherLanguage view={view} />
          </li>
          <li>
            <form method="post" action="/sign-out">
              <button type="submit">{view.t('サインアウト', 'Sign out')}</button>
            </form>
          </li>
        </ul>
      </div>
    </>
  )
}

const OtherLanguage: FC<{ view: View }> = ({ view }) =>
  view.path === '' ? null : (
    <a
      class="tool"
      href={otherLanguage(view)}
      lang={view.lang === 'ja' ? 'en' : 'ja'}
      hreflang={view.lang === 'ja' ? 'en' : 'ja'}
    >
      {view.lang === 'ja' ? 'English' : '日本語'}
    </a>
  )

const Footer: FC<{ view: View }> = ({ view }) => (
  <footer class="site">
    <p>
      {view.t(
        '星取は、SCS評価制度の準備を助ける道具です。★は、制度の手続を経て登録されるもので、星取の結果が★を約束することはありません。評価基準の文は星取が書いた非公式のものです。',
        'Hoshitori helps you prepare for the SCS evaluation scheme. A ★ is registered through the scheme; no result here promises one. The wording of the criteria is ours and unofficial.',
      )}
    </p>
    <ul>
      <li>
        <a href={view.to('/catalogue/sources')}>{view.t('出典', 'Sources')}</a>
      </li>
      <li>
        <a href={view.to('/permissions')}>{view.t('だれが何をできるか', 'Who may do what')}</a>
      </li>
      <li>
        <a href={view.to('/sign-in-criteria')}>{view.t('サインインと評価基準', 'Sign-in and the criteria')}</a>
      </li>
      <li>
        <a href={view.to('/catalogue/changes')}>{view.t('版のちがい', 'Changes between editions')}</a>
      </li>
    </ul>
  </footer>
)

function otherLanguage(view: View): string {
  const url = new URL(view.path, 'http://local')
  url.searchParams.set('lang', view.lang === 'ja' ? 'en' : 'ja')
  return `${url.pathname}${url.search}`
}

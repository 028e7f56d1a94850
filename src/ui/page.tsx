import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { assets } from './assets.ts'
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
type Area = 'home' | 'level' | 'quick' | 'assessments' | 'catalogue' | 'organisation'

/** The frame of every page: skip link, header, navigation, main, footer. */
export const Page: FC<PageProps> = ({ view, title, area, wide, refresh, children }) => (
  <>
    {raw('<!doctype html>')}
    <html lang={view.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        {refresh ? <meta http-equiv="refresh" content={String(refresh)} /> : null}
        <title>{`${title} - ${view.t('星取', 'Hoshitori')}`}</title>
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script type="module" src={assets.script}></script>
      </head>
      <body data-signed-in={view.signedIn ? '' : undefined}>
        <a class="skip" href="#main">
          {view.t('本文へ', 'Skip to content')}
        </a>
        {view.viewer?.demo ? <DemoBanner view={view} /> : null}
        <Header view={view} area={area} />
        <main id="main" class={wide ? 'wide' : ''} tabindex={-1}>
          {children}
        </main>
        <Footer view={view} />
      </body>
    </html>
  </>
)

const DemoBanner: FC<{ view: View }> = ({ view }) => (
  <aside class="demo-banner" aria-label={view.t('デモの表示', 'Demo notice')}>
    <a href="/demo">
      <strong>{view.t('デモの世界', 'Demo world')}</strong>
    </a>
    <span>
      {view.t(
        'ここの会社・人・回答はすべて架空です。自由に触ってください。',
        'All firms, people and answers here are made up. Try anything.',
      )}
    </span>
    <a href="/demo">{view.t('ほかの人になる・デモを片付ける', 'Be somebody else / clear the demo')}</a>
  </aside>
)

const Header: FC<{ view: View; area?: Area | undefined }> = ({ view, area }) => (
  <header class="site">
    <a class="brand" href={view.to('/')}>
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
        <path
          d="M16 2.6l4.1 8.5 9.3 1.3-6.8 6.5 1.7 9.3L16 23.7l-8.3 4.5 1.7-9.3-6.8-6.5 9.3-1.3z"
          fill="currentColor"
          stroke="currentColor"
          stroke-linejoin="round"
        />
      </svg>
      <span>{view.t('星取', 'Hoshitori')}</span>
    </a>
    <nav aria-label={view.t('主なページ', 'Main')}>
      <ul>
        {navigation(view).map((entry) => (
          <li>
            <a href={entry.href} aria-current={entry.area === area ? 'page' : undefined}>
              {entry.words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <div class="who">
      <Who view={view} />
      {view.path === '' ? null : (
        <a
          class="language"
          href={otherLanguage(view)}
          lang={view.lang === 'ja' ? 'en' : 'ja'}
          hreflang={view.lang === 'ja' ? 'en' : 'ja'}
        >
          {view.lang === 'ja' ? 'English' : '日本語'}
        </a>
      )}
    </div>
  </header>
)

/** Where one sits and as whom, with the ways to the organisation, the account and out; or the way in. */
const Who: FC<{ view: View }> = ({ view }) => {
  if (!view.signedIn) {
    return (
      <a class="sign-in" href="/sign-in">
        {view.t('サインイン', 'Sign in')}
      </a>
    )
  }
  return (
    <details class="menu">
      <summary>
        <span class="organisation">{view.viewer?.organisationName ?? view.t('組織を選ぶ', 'No organisation')}</span>
        <span class="person">
          {view.viewer?.personName ?? view.signedIn.name}
          {view.viewer?.engagement ? view.t(' (専門家)', ' (expert)') : ''}
        </span>
      </summary>
      <ul>
        {menu(view).map((entry) => (
          <li>
            <a href={entry.href}>{entry.words}</a>
          </li>
        ))}
        <li>
          <form method="post" action="/sign-out">
            <button type="submit" class="text">
              {view.t('サインアウト', 'Sign out')}
            </button>
          </form>
        </li>
      </ul>
    </details>
  )
}

function menu(view: View): { href: string; words: string }[] {
  const entries = [
    { href: view.to('/organisations'), words: view.t('組織を切り替える', 'Switch organisation'), shown: true },
    { href: view.to('/people'), words: view.t('人と役割', 'People and roles'), shown: view.may('people.read') },
    { href: view.to('/engagements'), words: view.t('専門家との契約', 'Experts'), shown: view.may('engagement.read') },
    { href: view.to('/log'), words: view.t('記録', 'Log'), shown: view.may('log.read') },
    {
      href: view.to('/organisation'),
      words: view.t('組織の設定', 'Organisation settings'),
      shown: view.may('organisation.settings'),
    },
    { href: view.to('/account'), words: view.t('あなたのアカウント', 'Your account'), shown: true },
  ]
  return entries.filter(({ shown }) => shown)
}

function navigation(view: View): { area: Area; href: string; words: string }[] {
  return [
    { area: 'level', href: view.to('/level'), words: view.t('★を決める', 'Which ★') },
    { area: 'quick', href: view.to('/quick'), words: view.t('クイックアセスメント', 'Quick assessment') },
    ...(view.viewer === undefined || view.may('assessment.read')
      ? [{ area: 'assessments' as const, href: view.to('/assessments'), words: view.t('評価', 'Assessments') }]
      : []),
    { area: 'catalogue', href: view.to('/catalogue'), words: view.t('評価基準', 'Criteria') },
  ]
}

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

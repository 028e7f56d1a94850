import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { assets } from '../../ui/assets.ts'
import type { View } from '../../ui/view.ts'
import { type Contact, GROUP_WORDS, GROUPS, levelWords, type Standings } from '../settings.ts'
import { sayMoment } from './words.tsx'

/**
 * The look of the card stands in the card: it is the one page that is kept to be read without a network, and nothing else is kept with
 * it. Its policy allows this text alone.
 */
export const CARD_STYLE = `:root{color-scheme:light dark}
body{font:16px/1.6 "BIZ UDPGothic","Hiragino Sans","Yu Gothic",sans-serif;max-width:44rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1rem 0 .25rem;border-bottom:2px solid}
p{margin:.25rem 0}ol,ul{margin:0;padding-left:1.4rem}li{margin:.2rem 0}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.25rem .4rem;text-align:left;vertical-align:top}
th{width:34%}small{display:block;font-weight:400}a{color:inherit;overflow-wrap:anywhere}
.tel{font-size:1.15rem;font-weight:700;display:inline-block;padding:.3rem 0}
.blank{border-bottom:1px dotted;display:inline-block;min-width:9rem}
nav{display:flex;flex-wrap:wrap;gap:.5rem 1rem}nav a{padding:.4rem 0}
@media print{@page{size:A4;margin:12mm}body{font-size:10pt;line-height:1.4;max-width:none;padding:0}nav{display:none}.tel{font-size:11pt;padding:0}}`

type Props = { view: View; settings: Standings; organisation: string; asOf: string }

/** One page for the first hour: what to do, whom to call, how serious it is. On paper, and on a phone without a network. */
export const CardPage: FC<Props> = ({ view, settings, organisation, asOf }) => {
  const proposed = Object.values(settings).some(({ number }) => number === 0)
  const title = view.t('最初の1時間のカード', 'First-hour card')
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={view.lang}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${title} - ${view.t('星取', 'Hoshitori')}`}</title>
          <style>{raw(CARD_STYLE)}</style>
          <script type="module" src={assets.script}></script>
        </head>
        <body data-card={view.to('/incidents/card')} data-card-worker={assets.cardWorker}>
          <main>
            <h1>{title}</h1>
            <p>
              {organisation}・{view.t(`${sayMoment(view, asOf)}現在`, `as of ${sayMoment(view, asOf)}`)}
            </p>
            <nav aria-label={view.t('ページ', 'Pages')}>
              {view.may('incident.report') ? (
                <a href={view.to('/incidents/new')}>{view.t('発見を報告する', 'Report a discovery')}</a>
              ) : null}
              <a href={view.to(view.may('incident.read') ? '/incidents' : '/')}>{view.t('もどる', 'Back')}</a>
            </nav>
            {proposed ? (
              <p>
                <strong>
                  {view.t(
                    '自社でまだ決めていない所は、星取の案です。',
                    'What your organisation has not decided is our proposal.',
                  )}
                </strong>
              </p>
            ) : null}
            <h2>{view.t('すること', 'What to do')}</h2>
            <ol>
              {settings['first-hour'].content.map((step) => (
                <li>{step}</li>
              ))}
            </ol>
            <h2>{view.t('連絡先', 'Whom to call')}</h2>
            <table>
              <tbody>
                {GROUPS.flatMap((group) =>
                  settings.contacts.content.filter((one) => one.group === group).map((one) => <Call view={view} contact={one} />),
                )}
              </tbody>
            </table>
            <h2>{view.t('レベル', 'Levels')}</h2>
            <ul>
              {settings.levels.content.map((level) => (
                <li>
                  <strong>{view.say(levelWords(level))}</strong> {level.covers} {level.act}
                </li>
              ))}
            </ul>
          </main>
        </body>
      </html>
    </>
  )
}

const Call: FC<{ view: View; contact: Contact }> = ({ view, contact: { group, name, phone, email, when } }) => (
  <tr>
    <th scope="row">
      {name}
      <small>
        {view.say(GROUP_WORDS[group])}
        {when === '' ? '' : `・${when}`}
      </small>
    </th>
    <td>
      {phone === '' ? (
        <span class="blank">{view.t('電話:', 'Telephone:')}</span>
      ) : (
        <a class="tel" href={`tel:${phone.normalize('NFKC').replaceAll(/[^0-9+*#,]/g, '')}`}>
          {phone}
        </a>
      )}
      {email === '' ? null : (
        <>
          {' '}
          <a href={`mailto:${email}`}>{email}</a>
        </>
      )}
    </td>
  </tr>
)

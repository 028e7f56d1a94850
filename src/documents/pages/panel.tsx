import type { FC } from 'hono/jsx'
import { dayInJapan } from '../../kernel/instant.ts'
import { sayDay, type View } from '../../ui/view.ts'
import type { ServingDocument } from '../actions.ts'
import { publishedOf, STATE_WORDS } from '../document.ts'

/** The 社内ルール whose clauses serve a criterion: how each stands, since when it is in force, and how many have acknowledged it. */
export const ServingPanel: FC<{ view: View; serving: readonly ServingDocument[] }> = ({ view, serving }) => (
  <section id="documents" aria-labelledby="documents-title">
    <h2 id="documents-title">{view.t('社内ルール', 'Internal rules')}</h2>
    <ul class="rows">
      {serving.map(({ document, versions, state, asked, acknowledged }) => {
        const published = publishedOf(versions)
        return (
          <li>
            <span>
              <a href={view.to(`/documents/${document.id}`)}>{document.title}</a>{' '}
              {published?.publication ? (
                <small>
                  {view.t(
                    `第${published.number}版、${sayDay(view, dayInJapan(published.publication.at))}から`,
                    `version ${published.number}, in force since ${dayInJapan(published.publication.at)}`,
                  )}
                  {asked > 0
                    ? view.t(` ・ 確認 ${acknowledged}/${asked}人`, ` · acknowledged by ${acknowledged} of ${asked}`)
                    : view.t(' ・ 周知していません', ' · not announced')}
                </small>
              ) : null}
            </span>
            <span class={`chip document-${state}`}>{view.say(STATE_WORDS[state])}</span>
          </li>
        )
      })}
    </ul>
  </section>
)

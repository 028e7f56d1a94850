import type { FC } from 'hono/jsx'
import { AUDIENCE_WORDS } from '../../catalogue/index.ts'
import type { Template } from '../../templates/index.ts'
import { headingOf } from '../../templates/index.ts'
import type { View } from '../../ui/view.ts'
import type { Difference } from '../differences.ts'
import { criteriaOf, type DocumentClause, type DocumentContent, spansOf } from '../document.ts'
import { toFilled } from '../from-template.ts'

/** What a document says, article by article. `criteria`: each clause tells which criteria it serves. */
export const DocumentText: FC<{
  view: View
  content: DocumentContent
  template: Template | undefined
  criteria?: boolean
  level?: 2 | 3
}> = ({ view, content, template, criteria = true, level = 2 }) => {
  const filled = toFilled(content, template)
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div class="document-text" lang={content.lang}>
      {content.sections.map((section, at) => {
        const own = filled.sections[at]
        const [clauses, checks] = [false, true].map((check) => section.clauses.filter((clause) => clause.check === check))
        return (
          <section>
            <Heading>{own ? headingOf(filled, own) : section.title}</Heading>
            {clauses && clauses.length > 0 ? (
              <ol>
                {clauses.map((clause) => (
                  <li>
                    <ClauseText view={view} content={content} clause={clause} criteria={criteria} />
                  </li>
                ))}
              </ol>
            ) : null}
            {checks && checks.length > 0 ? (
              <ul class="checks">
                {checks.map((clause) => (
                  <li>
                    □ <ClauseText view={view} content={content} clause={clause} criteria={criteria} />
                  </li>
                ))}
              </ul>
            ) : null}
            {section.table ? (
              <p class="quiet">
                {view.t('記入する表: ', 'A table to fill in: ')}
                {section.table.columns.join(view.t('、', ', '))}
              </p>
            ) : null}
          </section>
        )
      })}
    </div>
  )
}

const ClauseText: FC<{ view: View; content: DocumentContent; clause: DocumentClause; criteria: boolean }> = (props) => {
  const { view, content, clause, criteria } = props
  const served = clause.criteria[content.edition] ?? []
  return (
    <>
      {clause.advice && criteria ? <span class="quiet">{view.t('〔任意〕', '[optional] ')}</span> : null}
      {spansOf(clause.text).map(({ text, blank }) =>
        blank ? (
          <mark>
            <span class="visually-hidden">{view.t('未記入。例: ', 'Blank, for example: ')}</span>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
      {criteria && served.length > 0 ? (
        <small class="serves">
          {served.map((id) => (
            <a href={view.to(`/catalogue/${content.edition}/${id}`)}>{id}</a>
          ))}
        </small>
      ) : null}
    </>
  )
}

/** The criteria that a document serves, each a way to what it asks. */
export const Served: FC<{ view: View; content: DocumentContent }> = ({ view, content }) => {
  const criteria = criteriaOf(content)
  if (criteria.length === 0) {
    return <p>{view.t('結び付けた評価基準はありません。', 'No criterion is bound to it.')}</p>
  }
  return (
    <ul class="criteria-list">
      {criteria.map((id) => (
        <li>
          <a href={view.to(`/catalogue/${content.edition}/${id}`)}>{id}</a>
        </li>
      ))}
    </ul>
  )
}

/** What changed from one content to another, clause by clause. */
export const Differences: FC<{ view: View; differences: readonly Difference[] }> = ({ view, differences }) => {
  const words = (what: Difference['what']) =>
    ({
      title: view.t('文書の名前', 'Title'),
      heading: view.t('見出し', 'Heading'),
      clause: '',
      criteria: view.t('評価基準', 'Criteria'),
    })[what]
  return (
    <ul class="differences">
      {differences.map(({ section, what, from, to }) => (
        <li>
          <strong>{[section, words(what)].filter(Boolean).join(' · ')}</strong>{' '}
          <span class="chip">
            {from === null ? view.t('追加', 'Added') : to === null ? view.t('削除', 'Removed') : view.t('変更', 'Changed')}
          </span>
          {from === null ? null : (
            <p>
              <span class="quiet">{view.t('前: ', 'Before: ')}</span>
              <del>{from}</del>
            </p>
          )}
          {to === null ? null : (
            <p>
              <span class="quiet">{view.t('後: ', 'After: ')}</span>
              <ins>{to}</ins>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** For whom a document of a template is. */
export function audienceIn(view: View, template: Template): string {
  return template.audience.map((one) => view.say(AUDIENCE_WORDS[one])).join(view.t('・', ', '))
}

import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { type SchemeFact, schemeFacts, sourceOf } from '../scheme-facts.ts'

/** A fact of the scheme with its sources and how sure it is; their numbers lead to the list of sources on the same page. */
export const Fact: FC<{ view: View; fact: SchemeFact }> = ({ view, fact }) => (
  <>
    {view.say(fact)} <SourceMark view={view} fact={fact} />
  </>
)

const SourceMark: FC<{ view: View; fact: SchemeFact }> = ({ view, fact }) => (
  <small class="source-mark">
    {view.t('出典 ', 'Source ')}
    {fact.sources.map((code, index) => (
      <>
        {index > 0 ? view.t('・', ', ') : ''}
        <a href={`#source-${numberOf(code)}`}>{numberOf(code)}</a>
      </>
    ))}
    {view.t('、', ', ')}
    {certaintyOf(view, fact)}
  </small>
)

/** The sources of the facts that a page shows, in the order of the file. */
export const Sources: FC<{ view: View; facts: SchemeFact[] }> = ({ view, facts }) => {
  const named = new Set(facts.flatMap((fact) => fact.sources))
  return (
    <section class="sources" aria-labelledby="sources">
      <h2 id="sources">{view.t('出典', 'Sources')}</h2>
      <p class="quiet">
        {view.t(
          `${schemeFacts.asOf}の時点で確かめられた内容です。要求事項と評価基準の数は、この道具に入っている一覧から数えています。`,
          `As known in ${schemeFacts.asOf}. Requirements and criteria are counted from the edition that this tool carries.`,
        )}
      </p>
      <dl class="facts">
        {Object.keys(schemeFacts.sources)
          .filter((code) => named.has(code))
          .map((code) => (
            <>
              <dt id={`source-${numberOf(code)}`}>{numberOf(code)}</dt>
              <dd>
                <SourceWords view={view} code={code} />
              </dd>
            </>
          ))}
      </dl>
    </section>
  )
}

const SourceWords: FC<{ view: View; code: string }> = ({ view, code }) => {
  const { address, ...words } = sourceOf(code)
  if (address === undefined) return <span>{view.say(words)}</span>
  return (
    <a href={address} rel="noreferrer">
      {view.say(words)}
    </a>
  )
}

/** The place of a source in the file: the same on every page. Its code is for the file alone. */
function numberOf(code: string): number {
  return Object.keys(schemeFacts.sources).indexOf(code) + 1
}

function certaintyOf(view: View, fact: SchemeFact): string {
  if (fact.certainty === 'H') return view.t('確か', 'sure')
  return fact.certainty === 'M' ? view.t('おおむね確か', 'likely') : view.t('確かさは低い', 'weak')
}

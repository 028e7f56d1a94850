import type { FC } from 'hono/jsx'
import { toJapaneseDate } from '../../kernel/instant.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import type { View } from '../../ui/view.ts'
import type { EditionTexts, Erratum } from '../edition.ts'
import { CERTAINTY_WORDS } from '../words.ts'

/** Where the catalogue comes from, how sure each thing is, and how printing errors of the sources were read. */
export const SourcesPage: FC<{ view: View; editions: readonly EditionTexts[] }> = ({ view, editions }) => (
  <CatalogueFrame view={view} part="sources" title={view.t('出典と正誤', 'Sources and errata')}>
    <h1>{view.t('出典と正誤', 'Sources and errata')}</h1>
    <section class="card">
      <h2>{view.t('この文章について', 'About these texts')}</h2>
      <p>
        {view.t(
          '質問、説明、要約、英文は、すべて星取が自分のことばで書いた非公式のものです。経済産業省、内閣官房国家サイバー統括室、IPAが確かめたものではありません。同じなのは、番号、段階、要求事項名、中分類と大分類の名前、短い専門用語、並べられた物の名前です。',
          'Questions, explanations, summaries and English lines are all our own wording, unofficial, and not reviewed by METI, the National Cybersecurity Office or IPA. Only numbers, levels, names of requirements and groups, short technical terms and listed nouns are the same.',
        )}
      </p>
      <p>
        {view.t(
          '証跡の例と進め方も、星取の例です。制度は、証跡の形、製品、費用を定めていません。食い違うところがあれば、公式の資料が正です。',
          'Examples of evidence and of what to do are ours too: the scheme prescribes no form of evidence, no product and no cost. Where we differ, the official documents are right.',
        )}
      </p>
      <p>
        <a href={view.to('/catalogue/2026-03-27/official-wording')}>
          {view.t('公式の文を取り込んで、横に並べて読む', 'Import the official wording and read it beside ours')}
        </a>
      </p>
    </section>
    <section>
      <h2>{view.t('確かさの印', 'How sure a fact is')}</h2>
      <dl class="facts">
        {CERTAINTIES.map(({ mark, ja, en }) => (
          <>
            <dt>
              <Certainty view={view} mark={mark} />
            </dt>
            <dd>{view.t(ja, en)}</dd>
          </>
        ))}
      </dl>
    </section>
    {editions.map((edition) => (
      <EditionSources view={view} edition={edition} />
    ))}
  </CatalogueFrame>
)

const CERTAINTIES = [
  {
    mark: 'H',
    ja: '公式の文章か、その確かめた写し。または、互いに独立した2つの出典。',
    en: 'The official text or a checked copy of it, or two independent sources.',
  },
  { mark: 'M', ja: '公式のページを挙げている、日付のある出典1つ。', en: 'One dated source that cites the official page.' },
  {
    mark: 'L',
    ja: '弱い出典1つ、制度の古い段階の資料、または推測。',
    en: 'One weak source, an older stage of the scheme, or inference.',
  },
] as const

const EditionSources: FC<{ view: View; edition: EditionTexts }> = ({ view, edition }) => (
  <section id={`edition-${edition.id}`}>
    <h2>
      {view.t(
        edition.status === 'final' ? `最終版 ${edition.id}` : `草案 ${edition.id}`,
        edition.status === 'final' ? `Final ${edition.id}` : `Draft ${edition.id}`,
      )}
    </h2>
    <p>
      {view.t(
        `${edition.title}。${toJapaneseDate(edition.published)}、${edition.publisher}が公表。`,
        `${edition.en}. ${edition.publisher}, ${edition.published}.`,
      )}
    </p>
    <h3>{view.t('出典', 'Sources')}</h3>
    <ul class="source-list">
      {edition.sources.map(({ what, address, certainty }) => (
        <li>
          <span>
            {what}{' '}
            {address ? (
              <a href={address} rel="noreferrer">
                {address}
              </a>
            ) : null}
          </span>
          <Certainty view={view} mark={certainty} />
        </li>
      ))}
    </ul>
    <details>
      <summary>
        {edition.status === 'final'
          ? view.t(
              `確かめられていないことと、その読み方 ${edition.errata.length}件`,
              `${edition.errata.length} open points and how they are read`,
            )
          : view.t(
              `冊子の印刷の誤りと、その読み方 ${edition.errata.length}件`,
              `${edition.errata.length} printing errors of the brochure and how they are read`,
            )}
      </summary>
      <ul class="errata">
        {edition.errata.map((erratum) => (
          <ErratumView view={view} erratum={erratum} printed={edition.status === 'draft'} />
        ))}
      </ul>
    </details>
  </section>
)

const ErratumView: FC<{ view: View; erratum: Erratum; printed: boolean }> = ({ view, erratum, printed }) => (
  <li>
    <h4>
      {erratum.where} <Certainty view={view} mark={erratum.certainty} />
    </h4>
    <dl class="facts">
      <dt>{printed ? view.t('印刷', 'Printed') : view.t('資料', 'Source')}</dt>
      <dd>{erratum.printed}</dd>
      <dt>{view.t('読み方', 'Read as')}</dt>
      <dd>{erratum.readAs}</dd>
      <dt>{view.t('理由', 'Why')}</dt>
      <dd>{erratum.why}</dd>
    </dl>
  </li>
)

const Certainty: FC<{ view: View; mark: Erratum['certainty'] }> = ({ view, mark }) => (
  <span class={`certainty ${mark.toLowerCase()}`}>{`${mark} ${view.say(CERTAINTY_WORDS[mark])}`}</span>
)

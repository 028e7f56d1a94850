import type { FC } from 'hono/jsx'
import { type Edition, editionIn, type Target } from '../../catalogue/index.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { StackedBar } from '../../standing/bar.tsx'
import { Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { type QuickSheet, toQuery } from '../quick-answers.ts'
import { assessQuick, type QuickResult } from '../quick-result.ts'
import { FirstSteps, LikelyGaps } from './gaps.tsx'
import { Picture } from './picture.tsx'
import { TakeOverForm, type TypedTakeOver } from './take-over-form.tsx'
import { BAR_WORDS } from './words.ts'

/** The result of a quick assessment. Its address is all there is of it. */
export const ResultPage: FC<{
  view: View
  edition: Edition
  sheet: QuickSheet
  typed?: TypedTakeOver
  refusals?: readonly Refusal[]
}> = ({ view, edition, sheet, typed = {}, refusals = [] }) => {
  const result = assessQuick(editionIn(edition, view.lang), sheet)
  const title = view.t(`クイックアセスメントの結果(★${sheet.target})`, `Quick assessment for ★${sheet.target}: result`)
  return (
    <Page view={view} title={title} area="quick">
      <Trail
        view={view}
        steps={[{ href: view.to('/quick'), words: view.t('クイックアセスメント', 'Quick assessment') }]}
        here={title}
      />
      <h1>{title}</h1>
      <Refusals view={view} refusals={refusals} />
      <Summary view={view} result={result} />
      <FirstSteps view={view} result={result} />
      <Picture view={view} result={result} />
      <LikelyGaps view={view} result={result} />
      <Limits view={view} edition={edition} />
      <TakeOverForm view={view} edition={edition} sheet={sheet} typed={typed} refusals={refusals} />
      <Onward view={view} edition={edition} sheet={sheet} />
    </Page>
  )
}

const Summary: FC<{ view: View; result: QuickResult }> = ({ view, result }) => {
  const { total, counts } = result
  return (
    <section class="quick-summary">
      <p class="quick-figure">
        {view.t(`${total}問のうち `, 'In place: ')}
        <strong>{counts.met}</strong>
        {view.t('問が「できている」', ` of ${total} questions`)}
      </p>
      <StackedBar view={view} counts={counts} total={total} label={view.t('全体', 'Overall')} words={BAR_WORDS} />
      {counts.unanswered * 3 >= total ? (
        <p>
          {view.t(
            `「分からない」と未回答が${counts.unanswered}問あります。社内で聞いて答え直すと、様子がはっきりします。`,
            `${counts.unanswered} questions are unknown or unanswered. Ask around and answer again for a clearer picture.`,
          )}
        </p>
      ) : null}
    </section>
  )
}

const Limits: FC<{ view: View; edition: Edition }> = ({ view, edition }) => (
  <Notice tone="info" title={view.t('この結果で分かること、分からないこと', 'What this result can and cannot say')}>
    <ul>
      <li>
        {view.t(
          '要求事項ごとに質問1つの、ざっとした見立てです。評価基準を満たすかどうかは分かりません。',
          'A quick look with one question per requirement. It does not say whether a criterion is met.',
        )}
      </li>
      <li>
        {view.t(
          '「一部」「分からない」未回答は、できていることに数えません。',
          '“Partly”, “don’t know” and unanswered never count as in place.',
        )}
      </li>
      <li>
        {view.t(
          '★の取得を約束するものでも、制度の評価でもありません。質問は星取が書いたものです。',
          'It promises no ★ and is no evaluation under the scheme. The questions are ours.',
        )}
      </li>
      <li>
        {view.t('もとにした版: ', 'Edition: ')}
        {view.t(edition.title, edition.en)} ({edition.published})
      </li>
    </ul>
  </Notice>
)

const Onward: FC<{ view: View; edition: Edition; sheet: QuickSheet }> = ({ view, edition, sheet }) => {
  const other: Target = sheet.target === 3 ? 4 : 3
  return (
    <section class="no-print" aria-labelledby="onward">
      <h2 id="onward">{view.t('この結果を使う', 'Use this result')}</h2>
      <p>
        {view.t(
          '答えはこのページのアドレスの中だけにあり、サーバには保存していません。アドレスをブックマークすれば、あとで同じ結果を開けます。印刷にも向いています。',
          'Your answers live in the address of this page alone; the server keeps none. Bookmark it to open the result again. It prints well, too.',
        )}
      </p>
      <ul>
        <li>
          <a href={view.to(`/quick/questions?${toQuery(edition, sheet)}`)}>{view.t('答えを直す', 'Change the answers')}</a>
        </li>
        <li>
          <a href={view.to(`/quick/questions?${toQuery(edition, { ...sheet, target: other })}`)}>
            {view.t(`答えを引き継いで★${other}で確かめる`, `Check for ★${other} with the same answers`)}
          </a>
        </li>
      </ul>
    </section>
  )
}

import type { FC } from 'hono/jsx'
import { QUICK_WORDS, type QuickAnswer } from '../../assessment/index.ts'
import { type Category, categoryOf, type Edition, editionIn, type Requirement } from '../../catalogue/index.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Choices, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { QUICK_ANSWERS, type QuickSheet, questionsFor } from '../quick-answers.ts'

type Area = { category: Category; questions: Requirement[] }

/** Every question on one page, by area. The style sheet counts the answers; a script keeps them in the address. */
export const QuestionsPage: FC<{ view: View; edition: Edition; sheet: QuickSheet; refusals: readonly Refusal[] }> = ({
  view,
  edition,
  sheet,
  refusals,
}) => {
  const texts = editionIn(edition, view.lang)
  const questions = questionsFor(texts, sheet.target)
  const areas = texts.categories
    .map((category) => ({ category, questions: questions.filter(({ id }) => categoryOf(id) === category.id) }))
    .filter((area) => area.questions.length > 0)
  const title = view.t(`★${sheet.target}のクイックアセスメント`, `Quick assessment for ★${sheet.target}`)
  return (
    <Page view={view} title={title} area="quick">
      <Trail
        view={view}
        steps={[{ href: view.to('/quick'), words: view.t('クイックアセスメント', 'Quick assessment') }]}
        here={title}
      />
      <h1>{title}</h1>
      <p class="lead">
        {view.t(
          'いまの様子に近いものを選んでください。飛ばした質問は「分からない」と同じに数えます。',
          'Choose what comes closest to how things are. A question you skip counts like “don’t know”.',
        )}
      </p>
      <Refusals view={view} refusals={refusals} />
      <form
        method="post"
        action={view.to('/quick/result')}
        class="quick-form"
        data-quick
        data-address={view.to('/quick/questions')}
        data-edition={edition.id}
        data-target={sheet.target}
      >
        <input type="hidden" name="e" value={edition.id} />
        <input type="hidden" name="t" value={sheet.target} />
        <AreaLinks view={view} areas={areas} />
        {areas.map((area) => (
          <AreaQuestions view={view} area={area} sheet={sheet} />
        ))}
        <div class="quick-progress">
          <progress value={sheet.answers.size} max={questions.length} aria-label={view.t('回答した数', 'Answered')} hidden />
          <p>
            <span class="quick-count" /> {view.t(`/ ${questions.length}問に回答`, `of ${questions.length} answered`)}
          </p>
          <button type="submit">{view.t('結果を見る', 'See the result')}</button>
        </div>
      </form>
    </Page>
  )
}

const AreaLinks: FC<{ view: View; areas: Area[] }> = ({ view, areas }) => (
  <nav aria-label={view.t('領域', 'Areas')} class="quick-areas">
    <ol>
      {areas.map(({ category, questions }) => (
        <li>
          <a href={`#area-${category.id}`}>
            {category.id} {view.t(category.name, category.en)}{' '}
            <span class="chip" data-area={category.id}>
              {view.t(`${questions.length}問`, `${questions.length}`)}
            </span>
          </a>
        </li>
      ))}
    </ol>
  </nav>
)

const AreaQuestions: FC<{ view: View; area: Area; sheet: QuickSheet }> = ({ view, area, sheet }) => (
  <section id={`area-${area.category.id}`} aria-labelledby={`area-${area.category.id}-name`} class="quick-area">
    <h2 id={`area-${area.category.id}-name`}>
      {area.category.id}. {view.t(area.category.name, area.category.en)}
    </h2>
    <p>{area.category.about}</p>
    {area.questions.map((requirement) => (
      <OneQuestion view={view} requirement={requirement} answer={sheet.answers.get(requirement.id)} />
    ))}
  </section>
)

type OneQuestionProps = { view: View; requirement: Requirement; answer: QuickAnswer | undefined }

const OneQuestion: FC<OneQuestionProps> = ({ view, requirement, answer }) => (
  <Choices
    view={view}
    name={requirement.id}
    class="quick-question"
    legend={
      <>
        <span class="quick-number">{requirement.id}</span> {requirement.quick.question}
      </>
    }
    help={requirement.quick.hint}
  >
    <div class="quick-choices">
      {QUICK_ANSWERS.map((value) => (
        <label class="choice">
          <input type="radio" name={requirement.id} value={value} checked={answer === value} />
          <span>{view.say(QUICK_WORDS[value])}</span>
        </label>
      ))}
    </div>
  </Choices>
)

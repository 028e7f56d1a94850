import { type AssessmentHead, writtenIn } from '../assessment/actions.ts'
import { ANSWER_TEXTS, type Answer } from '../assessment/index.ts'
import { type CatalogueContext, type Criterion, DEFAULT_EDITION, requirementOf } from '../catalogue/index.ts'
import { filesIn } from '../exchange/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Measure, MeasuresContext } from '../measures/index.ts'
import { listPeople, type Person } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import { type Actor, seesAnswers, seesAssignedOnly } from '../roles/sight.ts'
import { type Query, says } from './query.ts'

/** What was found. Nothing of a group that the actor may not see. */
export type Found = {
  criteria: Criterion[]
  /** Measures in Japanese, as `measuresIn` names them in the reader's language. */
  measures: Measure[]
  answers: { head: AssessmentHead; answer: Answer }[]
  assessments: AssessmentHead[]
  files: (Awaited<ReturnType<typeof filesIn>>[number] & { author: string })[]
  people: Person[]
  /** The assessment in which a criterion that was found is answered: the last changed; nothing for whoever sees no answers of others. */
  current: AssessmentHead | undefined
  /** More assessments than were read; what older ones say is not among the answers. */
  unread: boolean
}

/**
 * Searches what somebody may see, in one transaction that only reads. What is read has bounds and an index each, so that it takes as
 * long in an organisation with 100,000 answers as in one with 3,000: the newest `MOST.assessments` names, the answers of the newest
 * `MOST.read` of these, and the newest `MOST.files` files.
 */
export async function search(context: MeasuresContext, actor: Actor, { words }: Query): Promise<Found> {
  const { heads, answers, files, people } = await context.db.read({ tenant: actor.tenant }, async (tx) => {
    const written = await writtenIn(tx, actor, MOST)
    const people = may(actor, 'people.read') ? await listPeople(tx, actor.tenant) : []
    return { ...written, files: await filesIn(tx, actor, MOST.files), people }
  })
  const headOf = new Map<AssessmentId, AssessmentHead>(heads.map((head) => [head.id, head]))
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  return {
    criteria: findCriteria(context, words),
    measures: findMeasures(context, words),
    answers: answers
      .filter((answer) => says(ANSWER_TEXTS.map((text) => answer[text]).join('\n'), words))
      .flatMap((answer) => {
        const head = headOf.get(answer.assessment)
        return head ? [{ head, answer }] : []
      })
      .toSorted((one, other) => other.answer.changedAt.localeCompare(one.answer.changedAt)),
    assessments: heads.filter(({ title }) => says(title, words)),
    files: files
      .map((file) => ({ ...file, author: nameOf.get(file.by) ?? '' }))
      .filter(({ name, title, author }) => says([name, title, author].join('\n'), words)),
    people: people.filter(({ name, position, email }) => says([name, position, email ?? ''].join('\n'), words)),
    current:
      seesAnswers(actor) && !seesAssignedOnly(actor) ? heads.find(({ edition }) => edition === DEFAULT_EDITION) : undefined,
    unread: seesAnswers(actor) && heads.length > MOST.read,
  }
}

/** By name, reason or a step, in either language, in the order of the measures. */
function findMeasures(context: MeasuresContext, words: readonly string[]): Measure[] {
  const { measures, english } = context.measures()
  const saidOf = (measure: Measure) => [measure.name, measure.why, ...measure.steps.map(({ text }) => text)]
  const inEnglish = new Map(english.measures.map((measure) => [measure.id, saidOf(measure)]))
  return measures.filter((measure) => says([...saidOf(measure), ...(inEnglish.get(measure.id) ?? [])].join('\n'), words))
}

/** By number, question or the name of the requirement, in either language, in the order of the edition. */
function findCriteria(context: CatalogueContext, words: readonly string[]): Criterion[] {
  const edition = context.edition(DEFAULT_EDITION)
  const names = new Map(edition.requirements.map(({ id, name, en }) => [id, `${name}\n${en}`]))
  return edition.criteria.filter(({ id, question, en }) =>
    says([id, question, en, names.get(requirementOf(id)) ?? ''].join('\n'), words),
  )
}

const MOST = { assessments: 200, read: 20, files: 200 }

import type { FC } from 'hono/jsx'
import type { Criterion } from '../../catalogue/index.ts'
import type { View } from '../../ui/view.ts'
import { type AnswerContent, FIELDS, type FieldKind, type FieldValues } from '../fields.ts'
import { ticksInWords } from '../points.ts'

type Named = { criterion: Criterion; people: ReadonlyMap<string, string> }

/** What was said in the fields of an answer, each under its name. The status is shown as a mark elsewhere. */
export const FieldFacts: FC<{ view: View; content: AnswerContent } & Named> = ({ view, content, ...named }) => (
  <dl class="facts">
    {FIELDS.map(({ key, kind, words }) => ({ words, said: SAID[kind](content[key] as never, named) }))
      .filter(({ said }) => said !== '')
      .map(({ words, said }) => (
        <>
          <dt>{view.say(words)}</dt>
          <dd class="wording">{said}</dd>
        </>
      ))}
  </dl>
)

const SAID: { [Kind in FieldKind]: (value: FieldValues[Kind], named: Named) => string } = {
  status: () => '',
  text: (text) => text,
  person: (person, { people }) => (person === null ? '' : (people.get(person) ?? '')),
  ticks: (ticked, { criterion }) => ticksInWords(criterion, ticked).join('\n'),
}

import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { type AnswerContent, FIELDS, type FieldKind, type FieldValues } from '../fields.ts'

/** What was written into the fields of an answer, each under its name: texts and people. Status and ticks are shown as marks. */
export const FieldFacts: FC<{ view: View; content: AnswerContent; people: ReadonlyMap<string, string> }> = ({
  view,
  content,
  people,
}) => (
  <dl class="facts">
    {FIELDS.map(({ key, kind, words }) => ({ words, said: SAID[kind](content[key] as never, people) }))
      .filter(({ said }) => said !== '')
      .map(({ words, said }) => (
        <>
          <dt>{view.say(words)}</dt>
          <dd class="wording">{said}</dd>
        </>
      ))}
  </dl>
)

const SAID: { [Kind in FieldKind]: (value: FieldValues[Kind], people: ReadonlyMap<string, string>) => string } = {
  status: () => '',
  text: (text) => text,
  person: (person, people) => (person === null ? '' : (people.get(person) ?? '')),
  ticks: () => '',
}

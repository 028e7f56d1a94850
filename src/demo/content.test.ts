import { expect, test } from 'vitest'
import { contentFrom, EMPTY_ANSWER, FIELDS, type FieldValues } from '../assessment/fields.ts'
import type { PersonId } from '../kernel/ids.ts'
import { EDITION } from '../report/report.fixture.ts'
import { contentOf } from './content.ts'
import { Answers } from './world.ts'

const [criterion] = EDITION.criteria
const HANAKO = '00000000-0000-7000-8000-000000000001' as PersonId

test('a file of the world may write every field, and what it leaves out stays', () => {
  if (!criterion) throw new Error('the sample edition is empty')
  const on = { criterion, now: '2027-04-01T00:00:00.000Z', person: () => HANAKO }
  const filled = FIELDS.map(({ key, kind }) => [
    key,
    { status: 'partial', text: `${key} <今年度>`, person: 'hanako', ticks: ['done'] }[kind],
  ])
  const { sittings } = Answers.parse({
    sittings: [{ by: 'hanako', when: '-1 09:00', fills: { [criterion.id]: Object.fromEntries(filled) } }],
  })
  const content = contentOf(sittings[0]?.fills[criterion.id] ?? {}, EMPTY_ANSWER, on)
  const written = (key: string): FieldValues => ({
    status: 'partial',
    text: `${key} 2027年度`,
    person: HANAKO,
    ticks: ['done'],
  })
  expect(content).toEqual(contentFrom(({ key, kind }) => written(key)[kind]))
  expect(contentOf({}, content, on)).toEqual(content)
})

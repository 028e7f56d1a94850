import { expect, test } from 'vitest'
import { statementNames } from './statement-names.ts'

test('a text has a name from its second time on, and keeps it', () => {
  const names = statementNames()
  expect(['a', 'b', 'a', 'a', 'b'].map(names.nameOf)).toEqual([undefined, undefined, 's0', 's0', 's1'])
})

test('no more than so many texts have one, whatever comes', () => {
  const names = statementNames(3)
  const texts = Array.from({ length: 50 }, (_, index) => `select ${index}`)
  const named = texts.flatMap((text) => [names.nameOf(text), names.nameOf(text)]).filter((name) => name !== undefined)
  expect(named).toEqual(['s0', 's1', 's2'])
  expect(names.nameOf('select 0')).toBe('s0')
})

test('a text that never comes again is not remembered for ever, and a bulk insert has no name', () => {
  const names = statementNames(3)
  for (let index = 0; index < 10; index += 1) expect(names.nameOf(`select ${index}`)).toBeUndefined()
  expect(names.nameOf('select 0')).toBeUndefined()
  const bulk = `insert into thing values ${'($1), '.repeat(5000)}`
  expect([names.nameOf(bulk), names.nameOf(bulk)]).toEqual([undefined, undefined])
})

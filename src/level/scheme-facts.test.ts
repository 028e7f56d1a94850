import { expect, test } from 'vitest'
import { allFacts, schemeFacts, sourceOf } from './scheme-facts.ts'

test.each(allFacts())('$en has sources that are listed, and a certainty', (fact) => {
  expect(fact.sources.length).toBeGreaterThan(0)
  for (const code of fact.sources) expect(sourceOf(code).ja).not.toBe('')
  expect(['H', 'M', 'L']).toContain(fact.certainty)
})

test('every listed source is used by a fact, and an unlisted one is a fault', () => {
  const used = new Set(allFacts().flatMap((fact) => fact.sources))
  expect(Object.keys(schemeFacts.sources).filter((code) => !used.has(code))).toEqual([])
  expect(() => sourceOf('Z9')).toThrow('Z9')
})

test('★5 is said to be undecided, and no fact speaks of 認定', () => {
  expect(schemeFacts.others['5'].ja).toContain('まだ決まっていません')
  for (const fact of allFacts()) expect(fact.ja).not.toContain('認定')
})

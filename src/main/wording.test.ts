import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kindOf } from '../log/kinds.ts'
import { root } from '../root.ts'
import { wording } from './wording.ts'

/** Every act that a source file tells the log of. */
const acts = new Set(
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\./.test(path))
    .flatMap((path) => [
      ...readFileSync(join(root, 'src', path), 'utf8').matchAll(/(?:\bact: |LogEvent<\s*)'([a-z-]+\.[a-z-]+)'/g),
    ])
    .map(([, act = '']) => act),
)

test('every act that is told has words, and words are of acts that are told', () => {
  expect([...acts].filter((act) => !wording.acts.includes(act))).toEqual([])
  expect(wording.acts.length).toBeGreaterThan(50)
})

test('every act is of a kind with words', () => {
  expect(wording.acts.filter((act) => kindOf(act).words.ja === kindOf(act).kind)).toEqual([])
})

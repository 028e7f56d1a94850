import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { QUICK_NOTES } from './quick-said.ts'

test('the sentences that were moved out of notes are those that an old version or file may still hold', () => {
  const moved = readFileSync(join(root, 'src/db/migrations/0012_quick_answers.sql'), 'utf8')
  const pairs = [...moved.matchAll(/^ {2}\('([^']+)', '([a-z]+)'\)[,;]$/gm)].map(([, note, said]) => [said, note])
  expect(Object.fromEntries(pairs)).toEqual(QUICK_NOTES)
})

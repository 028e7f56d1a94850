import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../../catalogue/load.ts'
import { root } from '../../root.ts'
import { SIGN_IN_CRITERIA, SIGN_IN_EDITION } from './sign-in-criteria.ts'

const edition = loadEdition(join(root, 'catalogue'), SIGN_IN_EDITION)
const numbers = new Set(edition.criteria.map(({ id }) => id))

describe('what our own sign-in does for the criteria', () => {
  test.each(SIGN_IN_CRITERIA)('$criterion stands in the edition, and is told in full', ({ criterion, state, how, yours }) => {
    expect(numbers).toContain(criterion)
    expect(['met', 'same', 'shared', 'yours']).toContain(state)
    for (const words of [how, ...(yours ? [yours] : [])]) {
      expect(words.ja).toMatch(/。$/)
      expect(words.en).toMatch(/\.$/)
      expect(words.ja).not.toMatch(/認定|合格/)
      expect(words.ja + words.en).not.toMatch(/[{}]/)
    }
    if (state !== 'met') expect(yours).not.toBeNull()
  })

  test('every criterion on authentication and passwords is spoken of, once, in order', () => {
    const spoken = SIGN_IN_CRITERIA.map(({ criterion }) => criterion)
    const about = [...numbers].filter(
      (id) => /^4-1-(3|5|6)-/.test(id) || id === '4-1-4-1' || /^4-1-1-/.test(id) || /^4-4-3-/.test(id),
    )
    expect(spoken).toEqual(about)
  })
})

import { expect, test } from 'vitest'
import { decideForm } from '../kernel/form.ts'
import { FACTOR_CLAIM, saysSecondFactor, USUAL_CLAIM } from './second-factor.ts'

const GOLD = { claim: 'acr', values: ['gold', 'urn:example:loa:3'] } as const

test.each([
  [{ amr: ['pwd', 'mfa'] }, USUAL_CLAIM, true],
  [{ amr: ['pwd'] }, USUAL_CLAIM, false],
  [{ amr: 'mfa' }, USUAL_CLAIM, false],
  [{ amr: [['mfa']] }, USUAL_CLAIM, false],
  [{ amr: [] }, USUAL_CLAIM, false],
  [{ acr: 'mfa' }, USUAL_CLAIM, false],
  [{}, USUAL_CLAIM, false],
  [{ acr: 'gold' }, GOLD, true],
  [{ acr: 'Gold' }, GOLD, false],
  [{ acr: ['gold'] }, GOLD, false],
  [{ amr: ['gold'] }, GOLD, false],
])('%j, where %j is asked for: %s', (claims, wanted, says) => {
  expect(saysSecondFactor(claims, wanted)).toBe(says)
})

test.each([
  ['amr', ' mfa　hwk ', { claim: 'amr', values: ['mfa', 'hwk'] }],
  ['acr', 'urn:example:loa:3', { claim: 'acr', values: ['urn:example:loa:3'] }],
  ['amr', '', undefined],
  ['amr', 'あ', undefined],
  ['amr', 'a '.repeat(11), undefined],
  ['sub', 'mfa', undefined],
])('%s %j is read as %j', (claim, values, read) => {
  const outcome = decideForm(FACTOR_CLAIM, { claim, values })
  expect(outcome.ok ? outcome.value : undefined).toEqual(read)
})

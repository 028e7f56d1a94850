import { expect, test } from 'vitest'
import type { AccountId } from '../../kernel/ids.ts'
import { CEREMONIES, type Ceremony, type CeremonyKind, readCeremony } from './passkey-ceremony.ts'

const ITO = '00000000-0000-7000-8000-00000000aaaa' as AccountId
const ENDO = '00000000-0000-7000-8000-00000000bbbb' as AccountId
const UNTIL = '2027-04-01T00:10:00.000Z'
const put = (kind: CeremonyKind, account: AccountId | null) =>
  JSON.stringify({ kind, account, challenge: 'Y2hhbGxlbmdl', until: UNTIL } satisfies Ceremony)

test('a question is answered once it is the one that was asked', () => {
  expect(readCeremony(put('step-up', ITO), { kind: 'step-up', account: ITO, now: '2027-04-01T00:09:59.999Z' })).toEqual({
    challenge: 'Y2hhbGxlbmdl',
    until: UNTIL,
  })
})

test.each(CEREMONIES.flatMap((put) => CEREMONIES.filter((asked) => asked !== put).map((asked) => [put, asked] as const)))(
  'put for %s, it does not count for %s',
  (kind, asked) => {
    expect(readCeremony(put(kind, ITO), { kind: asked, account: ITO, now: '2027-04-01T00:00:00.000Z' })).toBeUndefined()
  },
)

test.each<[string, AccountId | null, AccountId | null, string]>([
  ['about somebody else', ITO, ENDO, '2027-04-01T00:00:00.000Z'],
  ['about nobody yet', null, ITO, '2027-04-01T00:00:00.000Z'],
  ['about somebody, where nobody is known', ITO, null, '2027-04-01T00:00:00.000Z'],
  ['too long ago', ITO, ITO, UNTIL],
  ['by a clock that went back since', ITO, ITO, '2027-03-31T23:58:00.000Z'],
])('%s, it does not count', (_, about, asked, now) => {
  expect(readCeremony(put('second-factor', about), { kind: 'second-factor', account: asked, now })).toBeUndefined()
})

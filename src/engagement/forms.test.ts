import { expect, test } from 'vitest'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { decideOffer, ENDING, OFFER } from './forms.ts'

const WHOLE: Typed<typeof OFFER> = {
  kind: 'star3',
  expertName: ' つばめ  情報セキュリティ事務所 ',
  personName: '千葉 遥',
  email: 'chiba@tsubame.example',
  covers: 'all',
  assessments: [],
  sight: 'answers',
  mayAnswer: '',
  note: '  よろしく\r\n',
  begins: '2027-04-01',
  ends: '2027-09-30',
}

test('an offer is read, tidied', () => {
  expect(decideForm(OFFER, WHOLE)).toMatchObject({
    ok: true,
    value: { expertName: 'つばめ 情報セキュリティ事務所', note: 'よろしく', mayAnswer: false, covers: 'all' },
  })
  const longest = { note: '𠮷'.repeat(1000), expertName: '𩸽'.repeat(200), mayAnswer: '1' }
  expect(decideForm(OFFER, { ...WHOLE, ...longest })).toMatchObject({ ok: true, value: { ...longest, mayAnswer: true } })
})

test('an engagement covers assessments that there are; others fall away', () => {
  const [HONSHA, KOJO] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as AssessmentId[]
  const known = [HONSHA, KOJO] as AssessmentId[]
  expect(decideOffer(WHOLE, known)).toMatchObject({ ok: true, value: { engagement: { assessments: null, kind: 'star3' } } })
  const some = { ...WHOLE, covers: 'some', assessments: [String(KOJO), 'x', String(HONSHA), String(KOJO)] }
  expect(decideOffer(some, known)).toMatchObject({ ok: true, value: { engagement: { assessments: known } } })
})

test('what is wrong with one field and what is wrong with several is told together', () => {
  const decided = decideOffer({ ...WHOLE, expertName: '', covers: 'some', ends: '2027-03-31', mayAnswer: '1' }, [])
  expect(decided.ok ? [] : decided.refusals.map(({ code, field }) => [code, field])).toEqual([
    ['name.missing', 'expertName'],
    ['engagement.period', 'ends'],
    ['engagement.assessments', 'assessments'],
    ['engagement.blind', 'sight'],
  ])
})

test.each<[string, Partial<Typed<typeof OFFER>>, [string, string][]]>([
  ['no firm', { expertName: ' 　' }, [['name.missing', 'expertName']]],
  ['a firm of 201 characters', { expertName: 'あ'.repeat(201) }, [['name.long', 'expertName']]],
  ['a kind that is none', { kind: 'star5' }, [['engagement.kind', 'kind']]],
  ['neither all nor some', { covers: '' }, [['engagement.covers', 'covers']]],
  ['a sight that is none', { sight: 'all' }, [['engagement.sight', 'sight']]],
  ['a first day that is none', { begins: '2027-02-30' }, [['engagement.begins', 'begins']]],
  ['a last day that is none', { ends: '2027-9-30' }, [['engagement.ends', 'ends']]],
  ['a note of 1001 characters', { note: '𠮷'.repeat(1001) }, [['text.long', 'note']]],
])('an offer with %s is refused', (_, wrong, expected) => {
  const decided = decideForm(OFFER, { ...WHOLE, ...wrong })
  expect(decided.ok ? [] : decided.refusals.map(({ code, field }) => [code, field])).toEqual(expected)
})

test('a reason of more than 500 characters is refused, not cut off', () => {
  expect(decideForm(ENDING, { reason: `${'𠮷'.repeat(500)}\n` })).toMatchObject({ ok: true })
  expect(decideForm(ENDING, { reason: 'あ'.repeat(501) })).toMatchObject({ refusals: [{ code: 'text.long', field: 'reason' }] })
})

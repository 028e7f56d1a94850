import { describe, expect, test } from 'vitest'
import { decideForm } from '../../kernel/form.ts'
import { isMostly, NEW_PASSWORD, ownWords, refuseGuessable, type Why } from './password.ts'
import { guessOf } from './password-guess.ts'

describe('the length', () => {
  test.each([
    ['', 'password.missing'],
    ['1234567', 'password.short'],
    ['あいうえおかき', 'password.short'],
    ['𠮷𠮷𠮷𠮷', 'password.short'],
    ['a'.repeat(257), 'password.long'],
  ])('%j is refused: %s', (typed, code) => {
    const outcome = decideForm(NEW_PASSWORD, { password: typed })
    expect(outcome.ok ? 'ok' : outcome.refusals[0]).toMatchObject({ code, field: 'password' })
  })

  test.each([
    ['eight characters', 'k7 t.qw9', 'k7 t.qw9'],
    ['256 characters', 'x'.repeat(256), 'x'.repeat(256)],
    ['blanks at both ends count', ' k7tqw9 ', ' k7tqw9 '],
    ['full-width letters are the same as half-width ones', 'ｋ７ｔ．ｑｗ９ｚ', 'k7t.qw9z'],
  ])('%s', (_, typed, password) => {
    expect(decideForm(NEW_PASSWORD, { password: typed })).toEqual({ ok: true, value: { password } })
  })
})

describe('guessable words', () => {
  const own = ownWords({ names: ['青山 太郎', '青山精機株式会社'], email: 'taro.aoyama@aoyama-seiki.co.jp' })

  test.each<[string, Why]>([
    ['password', 'common'],
    ['P@ssw0rd2026', 'common'],
    ['iloveyou1', 'common'],
    ['aoyama2026', 'own'],
    ['Aoyama2026!', 'own'],
    ['TaroAoyama1', 'own'],
    ['青山精機2026', 'own'],
    ['青山太郎青山太郎', 'own'],
    ['Hoshitori1', 'own'],
    ['星取星取2027', 'own'],
    ['x'.repeat(200), 'repeat'],
    ['パスワード12345', 'own'],
    ['tanaka1985', 'name'],
    ['19900101', 'date'],
    ['asdfghjkl;', 'keys'],
    ['aaaaaaaaaaaa', 'repeat'],
    ['abcdefgh', 'sequence'],
    ['あいうえおかきくけこ', 'sequence'],
  ])('%s is refused: %s', async (password, why) => {
    expect(await guessOf(password, own)).toBe(why)
  })

  test.each([
    'himitsu-no-kotoba-ga-nagai',
    'correct horse battery staple',
    'xk3-Vq9_mm',
    'Xk9mVbtw',
    'ひるごはんはやきそばとみかん',
    '月の庭に猫が三匹',
  ])('%s is taken', async (password) => {
    expect(await guessOf(password, own)).toBeUndefined()
  })

  test('the longest password that is let through does not keep anybody waiting for minutes', async () => {
    const hostile = Array.from({ length: 256 }, (_, index) => String.fromCharCode(33 + ((index * 37) % 90))).join('')
    expect(await guessOf(hostile, own)).toBeUndefined()
  })

  test('the refusal says why and what to do', () => {
    const outcome = refuseGuessable('keys')
    expect(outcome.ok ? '' : outcome.refusals[0].words.ja).toBe(
      'キーボードの並びのままのパスワードは、すぐに当てられます。関係のない言葉を三つ四つ並べるか、パスワード管理アプリに作らせてください。',
    )
    expect(refuseGuessable(undefined)).toEqual({ ok: true, value: true })
  })

  test('one’s own words: names and their parts, and the parts of the address', () => {
    expect(own).toEqual(
      expect.arrayContaining([
        '青山 太郎',
        '青山太郎',
        '青山',
        '太郎',
        '青山精機',
        'taro.aoyama',
        'taro',
        'aoyama',
        'aoyama-seiki',
      ]),
    )
    expect(own).not.toContain('jp')
  })

  test.each<[string, boolean]>([
    ['taro2026!', true],
    ['taro-no-inu-wa-pochi', false],
    ['kq7vmwxb', false],
  ])('%s consists of little else than own words: %s', (password, mostly) => {
    expect(isMostly(password, own)).toBe(mostly)
  })
})

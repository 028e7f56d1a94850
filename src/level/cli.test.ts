import { describe, expect, test } from 'vitest'
import type { CatalogueTerminal } from '../catalogue/catalogue.ts'
import { runCommand } from '../main/main.ts'
import { levelCommand } from './cli.ts'

async function call(line: string): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const terminal: CatalogueTerminal = {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += `${text}\n`
    },
    folder: '/',
    now: () => '2026-11-23T00:00:00.000Z',
    edition: () => {
      throw new Error('not needed')
    },
    changes: () => undefined,
  }
  const code = await runCommand(line.split(' '), [levelCommand], '0', terminal)
  return { code, ...said }
}

describe('hoshitori level', () => {
  test('answers in JSON', async () => {
    const { code, out, err } = await call('level --confidential yes --continuity no --access no --format json')
    expect(JSON.parse(out)).toEqual({
      level: 4,
      because: ['発注元の重要な機密情報を、自社のIT基盤で扱っています。', '3つの質問のうち1つでも「はい」なら、★4が目安です。'],
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  test('answers in JSON where no format is given, and in text on request', async () => {
    const plain = await call('level --confidential no --continuity no --access no')
    expect(JSON.parse(plain.out)).toMatchObject({ level: 3 })
    const text = await call('level --confidential no --continuity no --access no --format text')
    expect(text.out).toMatch(/^★3 が目安です。\n- 3つの質問がすべて「いいえ」/)
  })

  test('speaks English where the line says so, and knows no third language', async () => {
    const level = 'level --confidential no --continuity no --access no'
    const text = await call(`${level} --format text --lang en`)
    expect(text.out).toMatch(/^★3 is the one to aim at\.\n- /)
    expect((await call('--lang=en level')).err).toContain('Give --confidential yes or no')
    expect((await call('--help --lang en')).out).toContain('Decide by three questions')
    for (const said of [text, await call('--lang en level --star 4'), await call('--help --lang en')]) {
      expect(said.out + said.err).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}]/u)
    }
    expect(await call(`${level} --lang fr`)).toMatchObject({ code: 2, out: '' })
  })

  test.each([
    ['an answer missing', 'level --confidential yes --continuity no', '--access に yes か no'],
    ['every answer missing', 'level', '--confidential に yes か no'],
    ['another word', 'level --confidential maybe --continuity no --access no', 'いまの値: maybe'],
    ['an unknown option', 'level --confidential yes --continuity no --access no --star 4', '使える指定'],
    ['another format', 'level --confidential yes --continuity no --access no --format xml', 'json / text'],
    ['words left over', 'level --confidential yes --continuity no --access no ★4', '「★4」は要りません'],
    ['an option without value', 'level --confidential yes --continuity no --access', '使える指定'],
  ])('refuses %s with exit code 2 and says what to do', async (_, line, words) => {
    const { code, out, err } = await call(line)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(words)
    expect(err).toContain('使い方')
  })
})

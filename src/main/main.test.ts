import { describe, expect, test } from 'vitest'
import type { CatalogueTerminal } from '../catalogue/catalogue.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { commands } from './commands.ts'
import { runCommand } from './main.ts'

const greet: Command<CatalogueTerminal> = {
  name: 'greet',
  usage: ['greet NAME [--loud yes]', 'greet --all yes'],
  about: { ja: 'あいさつする', en: 'greet' },
  run: async (args, terminal) => {
    const { words, option } = readOptions(args, ['loud', 'all'])
    if (words[0] === '壊れる') throw new Error('broken inside')
    if (words.length !== 1) throw new BadInput('名前を1つ書いてください。', 'Write one name.')
    terminal.out(`${words[0]}さん、${oneOf('loud', option('loud'), ['no', 'yes'])}`)
    return words[0] === '三' ? 3 : 0
  },
}
const part: Command<CatalogueTerminal> = { ...greet, name: 'part', usage: ['part'], about: { ja: '別れる', en: 'part' } }

async function call(args: string[], known: readonly Command<CatalogueTerminal>[] = [greet, part]) {
  const said = { out: '', err: '' }
  const terminal: CatalogueTerminal = {
    out: (text) => {
      said.out += `${text}\n`
    },
    err: (text) => {
      said.err += `${text}\n`
    },
    folder: '/',
    now: () => '2027-04-01T00:00:00.000Z',
    edition: () => {
      throw new Error('not needed')
    },
    changes: () => undefined,
  }
  return { code: await runCommand(args, known, '1.2.3', terminal), ...said }
}

describe('a command line', () => {
  test('runs the command that it names, and ends with its code', async () => {
    expect(await call(['greet', '花子'])).toEqual({ code: 0, out: '花子さん、no\n', err: '' })
    expect(await call(['greet', '三', '--loud', 'yes'])).toEqual({ code: 3, out: '三さん、yes\n', err: '' })
  })

  test.each([[[]], [['help']], [['--help']], [['-h']]])('%j prints every command with its usage', async (args) => {
    const { code, out, err } = await call(args)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const words of ['hoshitori greet NAME [--loud yes]', 'hoshitori greet --all yes', '別れる', '終了コード', 'PORT']) {
      expect(out).toContain(words)
    }
  })

  test.each([[['--version']], [['-V']]])('%j prints the version alone', async (args) => {
    expect(await call(args)).toEqual({ code: 0, out: '1.2.3\n', err: '' })
  })

  test.each([[['greet', '--help']], [['greet', '花子', '-h']]])(
    '%j prints the usage of that command and runs nothing',
    async (args) => {
      const { code, out, err } = await call(args)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toBe('あいさつする\n\n  hoshitori greet NAME [--loud yes]\n  hoshitori greet --all yes\n')
    },
  )

  test.each(['gret', 'GREET', '--greet', '', '__proto__'])('an unknown command “%s” is refused', async (name) => {
    const { code, out, err } = await call([name])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`「${name}」という命令はありません。`)
    expect(err).toContain('hoshitori --help')
  })

  test.each<[string, string[], string]>([
    ['what the command refuses', ['greet'], '名前を1つ書いてください。'],
    ['an option that it does not know', ['greet', '花子', '--quiet', 'yes'], '使える指定: --loud --all'],
    ['an option without its value', ['greet', '花子', '--loud'], '使える指定: --loud --all'],
    ['a value that is none', ['greet', '花子', '--loud', 'maybe'], '--loud は no / yes のどれかにしてください (いまの値: maybe)'],
  ])('%s is told with the usage, and ends with 2', async (_, args, words) => {
    const { code, out, err } = await call(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(words)
    expect(err).toContain('使い方:\n  hoshitori greet NAME [--loud yes]\n  hoshitori greet --all yes')
  })

  test('a fault is nobody’s bad input: it is passed on', async () => {
    await expect(call(['greet', '壊れる'])).rejects.toThrow('broken inside')
  })
})

describe('the commands of the product', () => {
  test('are named once each, with a line of what they do and how they are called', () => {
    const all = commands({})
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(['serve', 'catalogue', 'level', 'assess']))
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const { name, usage, about } of all) {
      expect(about).not.toBe('')
      expect(usage.length).toBeGreaterThan(0)
      for (const line of usage) expect(line.startsWith(name)).toBe(true)
    }
  })

  test('serve refuses a port that cannot be one, before it opens anything', async () => {
    const { code, err } = await call(['serve'], commands({ PORT: 'eighty' }))
    expect(code).toBe(2)
    expect(err).toContain('PORT は 0〜65535 の整数で指定してください')
  })
})

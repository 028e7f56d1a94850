import { parseArgs } from 'node:util'
import { BadInput } from './command.ts'

/** Reads `--name value` options, `--flag` alone, and plain words. Refuses an option it does not know, or one without a value. */
export function readOptions(
  args: string[],
  names: readonly string[],
  flags: readonly string[] = [],
): { words: string[]; option(name: string): string | undefined; flag(name: string): boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries<{ type: 'string' | 'boolean' }>([
        ...names.map((name) => [name, { type: 'string' }] as const),
        ...flags.map((name) => [name, { type: 'boolean' }] as const),
      ]),
    })
    const given = new Map(Object.entries(values))
    return {
      words: positionals,
      option: (name) => {
        const value = given.get(name)
        return typeof value === 'string' ? value : undefined
      },
      flag: (name) => given.get(name) === true,
    }
  } catch (cause) {
    const known = [...names, ...flags].map((name) => `--${name}`).join(' ')
    throw new BadInput(`指定を読み取れません: ${cause instanceof Error ? cause.message : ''}\n使える指定: ${known}`, { cause })
  }
}

/** One of a few words; the first is the default where `given` is missing. */
export function oneOf<T extends string>(name: string, given: string | undefined, choices: readonly [T, ...T[]]): T {
  const choice = choices.find((word) => word === (given ?? choices[0]))
  if (choice === undefined) throw new BadInput(`--${name} は ${choices.join(' / ')} のどれかにしてください (いまの値: ${given})`)
  return choice
}

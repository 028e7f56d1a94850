import { parseArgs } from 'node:util'
import { BadInput } from './command.ts'

/** A command line, read. */
export type Options = {
  words: string[]
  option(name: string): string | undefined
  flag(name: string): boolean
  /** All values of an option that may be given several times, in their order. */
  list(name: string): string[]
}

/**
 * Reads `--name value` options, `--flag` alone, and plain words; `lists` are options that may come again. Refuses an option it does
 * not know, or one without a value.
 */
export function readOptions(
  args: string[],
  names: readonly string[],
  flags: readonly string[] = [],
  lists: readonly string[] = [],
): Options {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries<{ type: 'string' | 'boolean'; multiple?: boolean }>([
        ...names.map((name) => [name, { type: 'string' }] as const),
        ...flags.map((name) => [name, { type: 'boolean' }] as const),
        ...lists.map((name) => [name, { type: 'string', multiple: true }] as const),
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
      list: (name) => {
        const values = given.get(name)
        return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
      },
    }
  } catch (cause) {
    const known = [...names, ...flags, ...lists].map((name) => `--${name}`).join(' ')
    const why = cause instanceof Error ? cause.message : ''
    throw new BadInput(
      `指定を読み取れません: ${why}\n使える指定: ${known}`,
      `The options cannot be read: ${why}\nKnown options: ${known}`,
      { cause },
    )
  }
}

/** One of a few words; the first is the default where `given` is missing. */
export function oneOf<T extends string>(name: string, given: string | undefined, choices: readonly [T, ...T[]]): T {
  const choice = choices.find((word) => word === (given ?? choices[0]))
  if (choice === undefined) {
    throw new BadInput(
      `--${name} は ${choices.join(' / ')} のどれかにしてください (いまの値: ${given})`,
      `--${name} has to be one of ${choices.join(' / ')} (it is: ${given})`,
    )
  }
  return choice
}

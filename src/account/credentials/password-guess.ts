import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core'
import commonHere from './guess-words.json'
import { isMostly, type Why } from './password.ts'

/** Beyond so many characters nothing more is looked at, and so many readings of a number as a letter are tried: the time grows with both. */
const LOOKED_AT = 32
const READINGS = 16
/** Of zxcvbn's marks from 0 to 4: fewer than 10^8 guesses are too few. */
const GOOD_ENOUGH = 3

/**
 * Why a password would be guessed early; nothing when it would not. `own` are the words of its owner. The dictionaries (common
 * passwords, Japanese and general words, names, keyboards) are loaded when first needed. Where they find nothing at all, the
 * length alone decides: eight characters out of a password manager are no guess.
 */
export async function guessOf(password: string, own: readonly string[]): Promise<Why | undefined> {
  const words = [...own, ...commonHere]
  if (isMostly(password, words)) return 'own'
  guesser ??= load()
  const result = (await guesser).check(password.slice(0, LOOKED_AT), words)
  const blind = result.sequence.every((match) => match.pattern === 'bruteforce')
  return result.score >= GOOD_ENOUGH || blind ? undefined : whyOf(result)
}

let guesser: Promise<ZxcvbnFactory> | undefined

async function load(): Promise<ZxcvbnFactory> {
  const [core, common, japanese] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-ja'),
  ])
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...japanese.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: LOOKED_AT,
    l33tMaxSubstitutions: READINGS,
  })
}

/** Own words first, then by the longest thing that was recognised. */
function whyOf(result: ZxcvbnResult): Why {
  if (result.sequence.some((match) => match.dictionaryName === 'userInputs')) return 'own'
  const [longest] = result.sequence
    .filter((match) => match.pattern !== 'bruteforce')
    .toSorted((a, b) => b.token.length - a.token.length)
  switch (longest?.pattern) {
    case 'dictionary':
      return DICTIONARIES[String(longest.dictionaryName).split('-')[0] ?? ''] ?? 'word'
    case 'spatial':
      return 'keys'
    case 'repeat':
      return 'repeat'
    case 'sequence':
    case 'wordSequence':
      return 'sequence'
    case 'date':
    case 'regex':
      return 'date'
    default:
      return 'common'
  }
}

const DICTIONARIES: Record<string, Why> = { passwords: 'common', firstnames: 'name', lastnames: 'name' }

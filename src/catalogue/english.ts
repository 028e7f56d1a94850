import { z } from 'zod'

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

/** A file under `en/`: Japanese texts of the editions, each with its English. */
export const Dictionary = z.record(
  z.string().regex(JAPANESE),
  z
    .string()
    .trim()
    .min(1)
    .refine((text) => !JAPANESE.test(text), 'is to be English'),
)

/** Where an object brings its English along as `en`, it is the English of this key. */
const BESIDE_EN: ReadonlySet<string> = new Set(['title', 'name', 'question', 'what', 'from', 'of'])

/** The same data in English: ids, numbers and order stay. A text that the dictionary lacks stays Japanese; a test names it. */
export function inEnglish<T>(data: T, dictionary: ReadonlyMap<string, string>): T {
  return translate(data) as T

  function translate(part: unknown): unknown {
    if (typeof part === 'string') return dictionary.get(part) ?? part
    if (Array.isArray(part)) return part.map(translate)
    if (typeof part !== 'object' || part === null) return part
    const { en } = part as { en?: unknown }
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, en !== undefined && BESIDE_EN.has(key) ? en : translate(value)]),
    )
  }
}

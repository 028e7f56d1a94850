import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Lang, View } from './view.ts'

/** All that HTML may depend on which is made once: the words of a language, and addresses below that of the organisation. */
export type Speech = Pick<View, 'lang' | 't' | 'say' | 'to'>

/**
 * HTML of things that never change while the server runs, such as a criterion, made once for each thing and language: rendering all
 * criteria anew would be most of what their page costs. Its addresses get their beginning when it is used. `beside` is what belongs to
 * the thing, always the same for it.
 */
export function keptHtml<Thing extends object, Beside extends unknown[] = []>(
  make: (thing: Thing, speech: Speech, ...beside: Beside) => ReturnType<FC>,
) {
  const kept = new WeakMap<Thing, Map<Lang, string[]>>()
  return (thing: Thing, { lang, t, say, to }: Speech, ...beside: Beside): ReturnType<typeof raw> => {
    const of = kept.get(thing) ?? new Map()
    kept.set(thing, of)
    const pieces = of.get(lang) ?? String(make(thing, { lang, t, say, to: (path) => `${HERE}${path}` }, ...beside)).split(HERE)
    of.set(lang, pieces)
    return raw(pieces.join(to('')))
  }
}

/** Stands for the address of the organisation. No text holds this character. */
const HERE = '\u0000'

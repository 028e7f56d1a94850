import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Lang, View } from './view.ts'

/** All that HTML may depend on which is made once: the words of a language. */
export type Speech = Pick<View, 'lang' | 't' | 'say'>

/**
 * HTML of things that never change while the server runs, such as a criterion, made once for each thing and language: rendering all
 * criteria anew would be most of what their page costs.
 */
export function keptHtml<Thing extends object>(make: (thing: Thing, speech: Speech) => ReturnType<FC>) {
  const kept = new WeakMap<Thing, Map<Lang, ReturnType<typeof raw>>>()
  return (thing: Thing, { lang, t, say }: View): ReturnType<typeof raw> => {
    const of = kept.get(thing) ?? new Map()
    kept.set(thing, of)
    const html = of.get(lang) ?? raw(String(make(thing, { lang, t, say })))
    of.set(lang, html)
    return html
  }
}

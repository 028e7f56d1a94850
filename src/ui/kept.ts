import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { escapeToBuffer } from 'hono/utils/html'
import type { View } from './view.ts'

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
  const kept = keptPieces<Thing>()
  return (thing: Thing, speech: Speech, ...beside: Beside): ReturnType<typeof raw> =>
    fill(
      kept(thing, speech.lang, () => make(thing, leftOpen(speech), ...beside)),
      { [HERE]: speech.to('') },
    )
}

/**
 * The same of a thing that is shown in a few ways, with gaps for what is of the moment: made once for each thing, language and `way`,
 * which says all by which its HTML differs and has few values. `gap.<name>` stands in it where the text of that name comes when
 * it is used, escaped.
 */
export function keptWithGaps<Thing extends object, Way extends Record<string, string | number | boolean>, Gap extends string>(
  gaps: readonly Gap[],
  make: (thing: Thing, speech: Speech, way: Way, gap: Readonly<Record<Gap, string>>) => ReturnType<FC>,
) {
  const kept = keptPieces<Thing>()
  const gap = Object.fromEntries(gaps.map((name) => [name, opening(name)])) as Record<Gap, string>
  return (thing: Thing, speech: Speech, way: Way, filling: Readonly<Record<Gap, string>>): ReturnType<typeof raw> => {
    let key: string = speech.lang
    for (const name in way) key += ` ${way[name]}`
    const pieces = kept(thing, key, () => make(thing, leftOpen(speech), way, gap))
    return fill(pieces, { ...filling, [HERE]: speech.to('') })
  }
}

/** The HTML of things by a key of each, cut at its openings: text and the name of a gap in turn. */
function keptPieces<Thing extends object>() {
  const kept = new WeakMap<Thing, Map<string, string[]>>()
  return (thing: Thing, key: string, make: () => ReturnType<FC>): string[] => {
    const of = kept.get(thing) ?? new Map<string, string[]>()
    kept.set(thing, of)
    const pieces = of.get(key) ?? String(make()).split(EDGE)
    of.set(key, pieces)
    return pieces
  }
}

function fill(pieces: readonly string[], filling: Readonly<Record<string, string>>): ReturnType<typeof raw> {
  let html = pieces[0] ?? ''
  for (let at = 1; at < pieces.length; at += 2) html += `${toHtml(filling[pieces[at] ?? ''] ?? '')}${pieces[at + 1]}`
  return raw(html)
}

function toHtml(text: string): string {
  const buffer: [string] = ['']
  escapeToBuffer(text, buffer)
  return buffer[0]
}

function leftOpen({ lang, t, say }: Speech): Speech {
  return { lang, t, say, to: (path) => `${opening(HERE)}${path}` }
}

function opening(name: string): string {
  return `${EDGE}${name}${EDGE}`
}

/** No text holds this character. */
const EDGE = '\u0000'
/** The gap of the organisation's address. */
const HERE = 'here'

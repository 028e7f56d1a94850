import { type Day, sayDay, toJapaneseDate } from '../kernel/instant.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import type { Words } from '../kernel/refusal.ts'
import { type Act, may } from '../roles/permissions.ts'
import type { SignedIn, Viewer } from '../roles/viewer.ts'

export { sayDay }

export type Lang = 'ja' | 'en'

/** What every page needs to know of the request. */
export type View = {
  lang: Lang
  /** The path and query of the request, for links that come back to it; empty where the page answers a form. */
  path: string
  viewer: Viewer | undefined
  /** Whoever is signed in, also without a seat in an organisation. */
  signedIn: SignedIn | undefined
  /** Whether the viewer's roles reach so far: what a page offers, a route allows. */
  may(act: Act): boolean
  /** The address of a page of ours: within the viewer's organisation, so that links, forms and scripts stay there. */
  to(path: string): string
  /** Picks the words of the language of the screen. */
  t(ja: string, en: string): string
  /** The same for words that come as a pair. */
  say(words: Words): string
}

export function toView(lang: Lang, path: string, viewer: Viewer | undefined, signedIn?: SignedIn | undefined): View {
  return {
    lang,
    path,
    viewer,
    signedIn,
    to: (path) => (viewer ? toAddress(viewer.tenant, path) : path),
    may: (act) => viewer !== undefined && may(viewer, act),
    t: (ja, en) => (lang === 'ja' ? ja : en),
    say: (words) => words[lang],
  }
}

/** From a day to a day, `2027年4月1日〜4月9日`: a year is not said twice, and one day once. */
export function saySpan(view: Pick<View, 't'>, from: Day, to: Day): string {
  if (from === to) return sayDay(view, from)
  const end = toJapaneseDate(to)
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  return view.t(`${toJapaneseDate(from)}〜${sameYear ? end.replace(/^\d+年/, '') : end}`, `${from} to ${to}`)
}

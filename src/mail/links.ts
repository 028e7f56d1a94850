/** A piece of a letter's text; with `href` where it may be followed. */
type Piece = { text: string; href?: string }

/** Takes the text of a letter apart so that addresses on our own server, and no others, can be shown as links. */
export function piecesOf(text: string, origin: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/(?<![.,;:!?)\]}>'"])[.,;:!?)\]}>'"]+$/, '')
    if (!URL.canParse(address) || new URL(address).origin !== origin) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    pieces.push({ text: address, href: address })
    from = match.index + address.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

/** An address ends where Japanese goes on without a blank: only ASCII belongs to it. */
const ADDRESS = /https?:\/\/[\x21-\x7e]+/g

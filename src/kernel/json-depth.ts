/** How deep objects and lists of somebody's JSON may stand in each other. No format that we read comes near. */
const MAX_JSON_DEPTH = 200
const [QUOTE, BACKSLASH] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)]
const OPENING = [...'[{'].map((character) => character.charCodeAt(0))
const CLOSING = [...']}'].map((character) => character.charCodeAt(0))

/**
 * Whether a text that is to be read as JSON stands too deep in itself, well-formed or not: asked before it is parsed, since a megabyte of
 * `[` costs the parser fifty. Builds nothing, and ends where it is known.
 */
export function isTooDeep(json: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at)
    if (unit === QUOTE) quoted = !quoted
    else if (quoted) at += unit === BACKSLASH ? 1 : 0
    else if (OPENING.includes(unit)) depth += 1
    else if (CLOSING.includes(unit)) depth -= 1
    if (depth > MAX_JSON_DEPTH) return true
  }
  return false
}

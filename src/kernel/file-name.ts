/** A name that every file system and every list of hashes takes: no path, no sign that hides or turns round what is read. */
export function toFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .trim()
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,10})?$/su.exec(plain) ?? []
  const short = withoutEnd(cut(stem, LONGEST_NAME - ending.length))
  return `${short === '' ? '_' : short}${ending}`
}

/** Windows takes no name that ends with a dot or a blank. */
function withoutEnd(stem: string): string {
  return stem.endsWith('.') || stem.endsWith(' ') ? withoutEnd(stem.slice(0, -1)) : stem
}

/** In bytes of UTF-8, with the ending: the number and the folder come on top, and 255 is the most of most file systems. */
const LONGEST_NAME = 150

function cut(text: string, bytes: number): string {
  const encoder = new TextEncoder()
  let left = bytes
  let taken = ''
  for (const character of text) {
    left -= encoder.encode(character).length
    if (left < 0) break
    taken += character
  }
  return taken
}

const encoder = new TextEncoder()

/** UTF-8. */
export const utf8 = (text) => encoder.encode(text)

/** Bytes from base64; nothing where the text is not the one way to write them. */
export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  return toBase64(bytes) === text ? bytes : undefined
}

export function toBase64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function same(one, other) {
  return one !== undefined && other !== undefined && one.length === other.length && one.every((byte, at) => byte === other[at])
}

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)))
}

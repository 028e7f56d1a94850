export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * The one way to write a value as JSON (RFC 8785): no blanks, keys in the order of their UTF-16 code units, numbers and texts as
 * ECMAScript writes them. A key without a value is left out; halves of characters become U+FFFD. Throws for NaN and infinity.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed())
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} cannot be written as JSON`)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = Object.entries(value).flatMap(([key, field]) => (field === undefined ? [] : [[key, field] as const]))
  return `{${fields
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, field]) => `${canonicalJson(key)}:${canonicalJson(field)}`)
    .join(',')}}`
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value)
}

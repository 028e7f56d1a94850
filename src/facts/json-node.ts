import { MAX_TEXT } from './limits.ts'
import { NOT_UNDERSTOOD, type Notes } from './notes.ts'

/** A value of a JSON file, and where it stands. What is of another type than asked for is told and taken as not there. */
export type JsonNode = { value: unknown; at: string; notes: Notes }

export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (!node || !isObject(node.value) || !Object.hasOwn(node.value, name)) return undefined
  const value = node.value[name]
  if (value === null || value === undefined) return undefined
  return { value, at: `${node.at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, notes: node.notes }
}

/** The member that an object has there, through several others. */
export function objectOf(node: JsonNode | undefined, ...path: string[]): JsonNode | undefined {
  const found = path.reduce(memberOf, node)
  if (!found || isObject(found.value)) return found
  found.notes.add(found.at, found.value, NOT_UNDERSTOOD.shape)
  return undefined
}

/** The objects of a list; none where there is no list. With no path, of the node itself. */
export function listOf(node: JsonNode | undefined, ...path: string[]): JsonNode[] {
  return itemsOf(node, ...path).filter((item) => {
    if (isObject(item.value)) return true
    item.notes.add(item.at, item.value, NOT_UNDERSTOOD.shape)
    return false
  })
}

/** The items of a list, of whatever type; with no path, of the node itself. */
export function itemsOf(node: JsonNode | undefined, ...path: string[]): JsonNode[] {
  const found = path.reduce(memberOf, node)
  if (!found) return []
  if (Array.isArray(found.value))
    return found.value.map((value, index) => ({ value, at: `${found.at}/${index}`, notes: found.notes }))
  found.notes.add(found.at, found.value, NOT_UNDERSTOOD.shape)
  return []
}

/** A text without blanks around it; nothing where it is empty. */
export function textOf(node: JsonNode | undefined, ...path: string[]): string | undefined {
  const found = path.reduce(memberOf, node)
  if (!found) return undefined
  if (typeof found.value === 'string') return found.value.replaceAll('\0', '').slice(0, MAX_TEXT).trim() || undefined
  if (typeof found.value === 'number') return String(found.value)
  found.notes.add(found.at, found.value, NOT_UNDERSTOOD.shape)
  return undefined
}

/** A number, also one that is written as a text. */
export function numberOf(node: JsonNode | undefined, ...path: string[]): number | undefined {
  const found = path.reduce(memberOf, node)
  if (!found) return undefined
  const number = typeof found.value === 'string' && found.value.trim() !== '' ? Number(found.value) : found.value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  found.notes.add(found.at, found.value, NOT_UNDERSTOOD.shape)
  return undefined
}

/** The texts of a list. */
export function textsOf(node: JsonNode | undefined, ...path: string[]): string[] {
  return itemsOf(node, ...path).flatMap((item) => textOf(item) ?? [])
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

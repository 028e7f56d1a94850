import { INSTALLATION, type TenantId } from './ids.ts'

/** An address within an organisation: `/o/` and 22 letters and digits, which are its identifier, before the path of the page. */
export function toAddress(tenant: TenantId, path: string): string {
  return `/o/${encode(tenant)}${path === '/' ? '' : path}`
}

/**
 * Takes an address apart: the organisation that it names, and the path within. An organisation that is none is that of nobody; without
 * `/o/` there is no organisation.
 */
export function readAddress(address: string): { tenant: TenantId | undefined; path: string } {
  const [, key, path] = /^\/o\/([^/]*)(\/.*)?$/.exec(address) ?? []
  return key === undefined ? { tenant: undefined, path: address } : { tenant: decode(key) ?? INSTALLATION, path: path ?? '/' }
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = BigInt(DIGITS.length)
/** Enough for 128 bits. */
const LENGTH = 22
const MOST_REMEMBERED = 1000

/** Kept: a page writes its address some hundred times, and large numbers are slow. */
const encode = remembered((tenant: TenantId): string => {
  let rest = BigInt(`0x${tenant.replaceAll('-', '')}`)
  let key = ''
  for (; key.length < LENGTH; rest /= BASE) key = DIGITS.charAt(Number(rest % BASE)) + key
  return key
})

/** The only way to write an identifier is the one that `encode` writes; nothing for any other. */
const decode = remembered((key: string): TenantId | undefined => {
  if (!/^[0-9A-Za-z]{22}$/.test(key)) return undefined
  const number = [...key].reduce((sum, digit) => sum * BASE + BigInt(DIGITS.indexOf(digit)), 0n)
  const hex = number.toString(16).padStart(32, '0')
  if (hex.length > 32) return undefined
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as TenantId
})

function remembered<From, To>(convert: (from: From) => To): (from: From) => To {
  const known = new Map<From, To>()
  return (from) => {
    if (known.has(from)) return known.get(from) as To
    if (known.size >= MOST_REMEMBERED) known.clear()
    const to = convert(from)
    known.set(from, to)
    return to
  }
}

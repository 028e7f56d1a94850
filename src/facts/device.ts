import kinds from './device-kinds.json'
import type { SeenDevice } from './fact.ts'

/**
 * What a device plainly is, by the type that a tool gives it and by its operating system. Nothing where that does not say it: many
 * routers run a Linux, so that Linux alone says neither.
 */
export function roleOf(os: string | null | undefined, type?: string): SeenDevice['role'] {
  const lower = (os ?? '').toLowerCase()
  if (type && kinds.boundaryTypes.includes(type.toLowerCase())) return 'boundary'
  if (kinds.boundaryProducts.some((product) => lower.includes(product))) return 'boundary'
  return kinds.computers.some((name) => lower.includes(name)) ? 'computer' : null
}

/** A device of which only some things are known. */
export function toDevice(known: Partial<SeenDevice> & Pick<SeenDevice, 'name' | 'at'>): SeenDevice {
  const { addresses = [], os = null, role = roleOf(os), ...rest } = known
  return { software: [], ...rest, addresses: [...new Set(addresses)], os, role }
}

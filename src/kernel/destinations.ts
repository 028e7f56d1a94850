import { inNetwork, isLoopback, isNetwork, isPublic } from './network.ts'

/** Whom the server may reach: names of hosts, a whole domain as `.example.jp`, and networks such as 10.1.0.0/16. */
export type Destinations = { names: readonly string[]; networks: readonly string[] }

/** Reads a list with commas between. Gives the entry that is none of them as `unknown`. */
export function readDestinations(text: string): Destinations | { unknown: string } {
  const entries = text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
  const networks = entries.filter(isNetwork)
  const names = entries.filter((entry) => !networks.includes(entry))
  const unknown = names.find((name) => !NAME.test(name))
  return unknown === undefined ? { names, networks } : { unknown }
}

/** Whether a host is on the list by its name, or as an address; not whether the addresses that a name leads to are. */
export function isListed({ names, networks }: Destinations, host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  if (isNetwork(name)) return networks.some((network) => inNetwork(name, network))
  return names.some((one) => (one.startsWith('.') ? name.endsWith(one) : name === one))
}

/**
 * Whether a host that a setting names may be reached at an address that its name leads to: a public one where the list has the name,
 * any of a network on the list, and this machine itself where the setting names it.
 */
export function mayReach(destinations: Destinations, host: string, address: string): boolean {
  if (isLoopback(host)) return isLoopback(address)
  return (isListed(destinations, host) && isPublic(address)) || isListed(destinations, address)
}

const NAME = /^\.?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/

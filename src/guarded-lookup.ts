import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type Destinations, mayReach } from './kernel/destinations.ts'

/** How names become addresses; the system's way, but in tests. */
export type Resolve = (
  host: string,
  options: { all: true },
  done: (fault: Error | null, addresses: LookupAddress[]) => void,
) => void

/** A name leads to an address that is not to be reached. */
export class AddressNotAllowed extends Error {}

/**
 * Looks names up for a connection, which is then made to the very addresses that were checked: a name that changes its address between
 * two lookups gains nothing. One address that is not allowed spoils the name: otherwise whoever owns it could mix a public and a
 * private one. Fails with AddressNotAllowed. An address in the place of a name is not looked up, so that the caller checks it.
 */
export function guardedLookup(allowed: (address: string) => boolean, resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) =>
    resolve(host, { ...options, all: true }, (fault, addresses) => {
      const first = addresses?.[0]
      if (fault || !first) return done(fault ?? new Error(`${host} leads nowhere`), '', 0)
      const refused = addresses.find(({ address }) => !allowed(address))
      if (refused) return done(new AddressNotAllowed(`${host} leads to ${refused.address}, which is not to be reached`), '', 0)
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })
}

/** How a server that a setting names is looked up: by the list of destinations, or freely where there is none. */
export function lookupFor(host: string, destinations: Destinations | undefined, resolve?: Resolve): LookupFunction | undefined {
  return destinations && guardedLookup((address) => mayReach(destinations, host, address), resolve)
}

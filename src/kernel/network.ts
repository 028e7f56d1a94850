import ipaddr from 'ipaddr.js'
import special from './special-addresses.json'

/**
 * Whose an address is, as far as it tells: all of an IPv4 address, the first 64 bits of an IPv6 address, of which one customer has
 * them all. What is no address stands for itself.
 */
export function networkOf(address: string): string {
  const read = readAddress(address)
  if (!read) return address
  const plain = read instanceof ipaddr.IPv6 && read.isIPv4MappedAddress() ? read.toIPv4Address() : read
  if (plain instanceof ipaddr.IPv4) return plain.toString()
  return `${plain.parts
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

/** Whether a host, an address or `localhost`, is this machine itself. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  const read = readAddress(host.replace(/^\[(.*)\]$/, '$1'))
  if (!read) return false
  return (read instanceof ipaddr.IPv6 && read.isIPv4MappedAddress() ? read.toIPv4Address() : read).range() === 'loopback'
}

/** Whether an address belongs to the public internet: not private, loopback, link-local, reserved, or carrying another address. */
export function isPublic(address: string): boolean {
  const read = readAddress(address)
  if (read instanceof ipaddr.IPv4) return !IPV4.some((range) => read.match(range))
  return read instanceof ipaddr.IPv6 && read.match(GLOBAL) && !IPV6.some((range) => read.match(range))
}

/** Without the old spellings that the library reads as well, such as `127.1` or `0x7f000001`. */
function readAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined
}

const toIPv4 = ({ net, prefix }: { net: string; prefix: number }) => [ipaddr.IPv4.parse(net), prefix] as [ipaddr.IPv4, number]
const toIPv6 = ({ net, prefix }: { net: string; prefix: number }) => [ipaddr.IPv6.parse(net), prefix] as [ipaddr.IPv6, number]
const IPV4 = special.ipv4.map(toIPv4)
const IPV6 = special.ipv6.map(toIPv6)
const GLOBAL = toIPv6(special.ipv6Global)

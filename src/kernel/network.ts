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

/** Whether a text is a network such as 10.1.0.0/16 or 2001:db8::/32. */
export function isNetwork(text: string): boolean {
  return rangeOf(text) !== undefined
}

/** Whether an address lies in a network, or is the address that stands in its place. An IPv4 address is one in the dress of IPv6, too. */
export function inNetwork(address: string, network: string): boolean {
  const [read, range] = [readAddress(address), rangeOf(network)]
  const plain = read instanceof ipaddr.IPv6 && read.isIPv4MappedAddress() ? read.toIPv4Address() : read
  if (!plain || !range || plain.kind() !== range[0].kind()) return false
  return plain.match(range as [ipaddr.IPv4 & ipaddr.IPv6, number])
}

function rangeOf(network: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  const [, net = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(network) ?? []
  const read = readAddress(net)
  if (!read) return undefined
  const most = read.kind() === 'ipv4' ? 32 : 128
  const prefix = bits === undefined ? most : Number(bits)
  return prefix <= most ? [read, prefix] : undefined
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

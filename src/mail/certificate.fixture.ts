import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that signs itself, for a name and 127.0.0.`last`, made on the spot (X.509 v3, P-256), for the tests' mail server. */
export function selfMadeCertificate(last = 1): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = seq(set(seq(oid('550403'), utf8('mail.test'))))
  const alternatives = seq(tlv(0x82, Buffer.from('mail.test')), tlv(0x87, Buffer.from([127, 0, 0, last])))
  const body = seq(
    tlv(0xa0, integer(2)),
    integer(1),
    seq(ECDSA_SHA256),
    name,
    seq(time('20200101000000Z'), time('21200101000000Z')),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    tlv(0xa3, seq(seq(oid('551d11'), tlv(0x04, alternatives)))),
  )
  const signature = sign('sha256', body, privateKey)
  const der = seq(body, seq(ECDSA_SHA256), tlv(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  }
}

const ECDSA_SHA256 = oid('2a8648ce3d040302')

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function seq(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts))
}

function set(...parts: Buffer[]): Buffer {
  return tlv(0x31, Buffer.concat(parts))
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'))
}

function integer(value: number): Buffer {
  return tlv(0x02, Buffer.from([value]))
}

function utf8(text: string): Buffer {
  return tlv(0x0c, Buffer.from(text))
}

function time(text: string): Buffer {
  return tlv(0x18, Buffer.from(text))
}

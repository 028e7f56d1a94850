import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** What a test may have a passkey do wrong. */
export type Lie = {
  origin?: string
  rpId?: string
  unverified?: boolean
  challenge?: string
  counter?: number
  signedBy?: KeyObject
}

/** A passkey in software: ES256, found without an address, counting unless `counter` stays at 0, as synced passkeys do. */
export class SoftPasskey {
  readonly id = randomBytes(32).toString('base64url')
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  counter = 0
  userHandle = ''
  readonly #counts: boolean

  constructor({ counts = true } = {}) {
    this.#counts = counts
  }

  /** Answers the options of a registration. */
  create(options: { challenge: string; rp: { id?: string }; user: { id: string } }, origin: string, lie: Lie = {}) {
    this.userHandle = options.user.id
    const key = this.keys.publicKey.export({ format: 'jwk' })
    const coordinate = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64url'))
    const cose = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate(key.x)],
        [-3, coordinate(key.y)],
      ]),
    )
    const id = Buffer.from(this.id, 'base64url')
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
    const authData = this.#authenticatorData(lie.rpId ?? options.rp.id ?? '', 0x40, lie, attested)
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]) as never,
    )
    const clientData = clientDataOf('webauthn.create', lie.challenge ?? options.challenge, lie.origin ?? origin)
    return {
      ...this.#head(),
      response: {
        clientDataJSON: toText(clientData),
        attestationObject: toText(attestation),
        transports: ['internal', 'new-way'],
      },
    }
  }

  /** Answers the options of an authentication. */
  get(options: { challenge: string; rpId?: string }, origin: string, lie: Lie = {}) {
    if (this.#counts) this.counter += 1
    const authData = this.#authenticatorData(lie.rpId ?? options.rpId ?? '', 0, lie)
    const clientData = clientDataOf('webauthn.get', lie.challenge ?? options.challenge, lie.origin ?? origin)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    return {
      ...this.#head(),
      response: {
        clientDataJSON: toText(clientData),
        authenticatorData: toText(authData),
        signature: toText(sign('sha256', signed, lie.signedBy ?? this.keys.privateKey)),
        userHandle: this.userHandle,
      },
    }
  }

  #head() {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} }
  }

  #authenticatorData(rpId: string, flags: number, lie: Lie, attested = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(lie.counter ?? this.counter)
    const present = 0x01
    const verified = lie.unverified ? 0 : 0x04
    const flagged = Buffer.from([flags | present | verified])
    return Buffer.concat([createHash('sha256').update(rpId).digest(), flagged, counter, attested])
  }
}

function clientDataOf(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

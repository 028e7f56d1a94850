import { z } from 'zod'

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(most)
const transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
/** Extensions are asked for by nobody here, so nothing is read from them. */
const extensions = z.unknown().transform(() => ({}))

const registration = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(60_000),
    transports: z
      .array(transport.or(z.string().transform(() => undefined)))
      .max(20)
      .default([])
      .transform(known),
  }),
})

const assertion = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(8000),
    userHandle: base64url(100).exactOptional(),
  }),
})

/** What a browser says of a passkey that it made. */
export type Registration = z.infer<typeof registration>
/** What a browser says with a passkey that it has. */
export type Assertion = z.infer<typeof assertion>

/** Reads what a script sent; nothing when it is not of the form that WebAuthn prescribes. */
export function readRegistration(sent: unknown): Registration | undefined {
  return registration.safeParse(sent).data
}

export function readAssertion(sent: unknown): Assertion | undefined {
  return assertion.safeParse(sent).data
}

/** A passkey's identifier from an address; nothing when it cannot be one. */
export function readPasskeyId({ id }: { id: string }): string | undefined {
  return base64url(1400).safeParse(id).data
}

type Transport = z.infer<typeof transport>

function known(transports: (Transport | undefined)[]): Transport[] {
  return transports.filter((one) => one !== undefined)
}

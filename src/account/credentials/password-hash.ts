import { hash, parseOptions, verify } from '@node-rs/argon2'
import { createTurns } from './turns.ts'

/** A password as it is kept: argon2id in the PHC form. Made by `hashPassword` and nowhere else. */
export type PasswordHash = string & { readonly [brand]: 'password-hash' }
declare const brand: unique symbol

/** What OWASP advises for argon2id: 19 MiB, two passes, one lane. Argon2id is the library's default. */
export const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Two at a time: each takes 19 MiB and a core for some 30 milliseconds. Behind 64 that wait, the server says that it is busy. */
export const turns = createTurns({ atOnce: 2, waiting: 64 })

/** Full-width and half-width letters are the same (NFKC). Takes no turn: whoever calls on behalf of a stranger does. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  return (await hash(password.normalize('NFKC'), COST)) as PasswordHash
}

/** Whether it is the password. Without a hash it takes as long to say no. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  const right = await verify(kept ?? (await nobody()), password.normalize('NFKC'))
  return kept !== null && right
}

/** Whether it was made at another cost than today's. */
export function isOutdated(kept: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(kept)
  return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism
}

/** Makes the hash of nobody's password before the first stranger comes, who would wait for it. */
export function warmUp(): Promise<unknown> {
  return nobody()
}

let nobodys: Promise<string> | undefined

function nobody(): Promise<string> {
  nobodys ??= hash('nobody', COST)
  return nobodys
}

import type { Instant } from '../kernel/instant.ts'
import type { Letter } from './letter.ts'

/** Hands letters over to a mail server. Throws AboutThisLetter when the server turned this one down, anything else when there is no sending. */
export type Transport = { send(letter: Letter & { id: string }, now: Instant, cut?: AbortSignal): Promise<void> }

/** The server is there and refuses this very letter: another one may pass. */
export class AboutThisLetter extends Error {}

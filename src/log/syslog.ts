import type { StoredEntry } from './verify-log.ts'

/** A longer message may be cut by collectors; ours then leaves out what changed, and says so. In bytes. */
const LONGEST = 8000
/** Facility 13 (log audit) with severity 6 (informational) or 4 (warning). */
const AUDIT = 13 * 8
/** Acts that tell of something that was not let through, or should not be. */
const WARNING = /^(refused|sign-in)\.|\.refused$|^log\.anchor-(broken|accept)$/

/** An entry as a message of RFC 5424 in a frame of counted octets: its body as it was hashed, with its leaf, as JSON. */
export function entryMessage(host: string, entry: StoredEntry & { body: string }): Buffer {
  const said = JSON.parse(entry.body) as { at: string; act: string }
  const whole = toText({ leaf: entry.leaf, entry: said })
  const short = () => {
    const { details: _, changes: __, words: ___, ...rest } = said as Record<string, unknown>
    return toText({ leaf: entry.leaf, cut: true, entry: rest })
  }
  return message(host, said.at, said.act, Buffer.byteLength(whole) <= LONGEST ? whole : short())
}

/** The newest checkpoint of a log, which vouches for all that was sent of it before: the collector is a witness. */
export function checkpointMessage(host: string, at: string, note: string): Buffer {
  return message(host, at, 'log.checkpoint', toText({ checkpoint: note }))
}

function message(host: string, at: string, act: string, text: string): Buffer {
  const priority = AUDIT + (WARNING.test(act) ? 4 : 6)
  const name = host.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 255) || '-'
  const id = act.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 32) || '-'
  const body = Buffer.from(`<${priority}>1 ${at} ${name} hoshitori - ${id} - \ufeff${text}`)
  return Buffer.concat([Buffer.from(`${body.length} `), body])
}

function toText(value: object): string {
  return JSON.stringify(value)
}

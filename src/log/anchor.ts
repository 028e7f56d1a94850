import type { TenantId } from '../kernel/ids.ts'
import { parseId } from '../kernel/ids.ts'
import { parseCheckpoint, parseNote } from './checkpoint.ts'
import type { Pin } from './pins.ts'

/** Where a log stood, as something outside it says: that many entries, with that root (base64). */
export type Standing = { tenant: TenantId; size: number; root: string }
/** A signed checkpoint, and what it says. */
export type Kept = Standing & { note: string }

/** The act by which the installation's log says where the logs of organisations stand. */
export const ANCHOR_ACT = 'log.anchor'
/** How many logs one such entry tells of: an entry keeps no more details. */
export const MOST_IN_ENTRY = 100

/** How an entry writes a standing. */
export function toLine({ tenant, size, root }: Standing): string {
  return `${tenant} ${size} ${root}`
}

/** Reads such a line; nothing where it is none. */
export function readLine(line: string): Standing | undefined {
  const [, id, size, root = ''] = LINE.exec(line) ?? []
  const tenant = parseId<TenantId>(id)
  return tenant && { tenant, size: Number(size), root }
}

/** A file of checkpoints, one after the other, as `log checkpoint` prints them and the anchor file has them. Nothing where it is none. */
export function readNotes(text: string): Kept[] | undefined {
  const notes = text.replaceAll('\r\n', '\n').split(/(?=^hoshitori\.log\/)/m)
  const kept = notes.map((one) => keptOf(`${one.trimEnd()}\n`))
  return kept.every((one) => one !== undefined) ? kept : undefined
}

/** The checkpoints that stand in a text, such as a letter that was saved as a file, without what is written around them. */
export function notesWithin(text: string): string {
  const parts = text.replaceAll('\r\n', '\n').split(/(?=^hoshitori\.log\/)/m)
  return parts
    .filter((part) => part.startsWith('hoshitori.log/'))
    .map((part) => {
      const lines = part.split('\n')
      const last = lines.findLastIndex((line) => line.startsWith('— hoshitori.log/'))
      return `${lines.slice(0, last + 1).join('\n')}\n`
    })
    .join('')
}

/** What a checkpoint says; nothing where it is none of ours. */
export function keptOf(note: string): Kept | undefined {
  const said = parseCheckpoint(parseNote(note)?.text ?? '')
  const tenant = parseId<TenantId>(said?.origin.split('/')[1])
  return said && tenant ? { tenant, size: said.size, root: said.root, note } : undefined
}

/** A standing as a verification takes it. */
export function toPin({ size, root }: Standing): Pin {
  return { size, root: Buffer.from(root, 'base64'), holder: 'installation' }
}

const LINE = /^(\S{36}) (0|[1-9]\d{0,14}) ([A-Za-z0-9+/]{43}=)$/

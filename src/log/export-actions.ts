import type { Context } from '../context.ts'
import type { Scope } from '../db/db.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Seat } from '../kernel/seat.ts'
import { logEvent, logEventBy } from './append-actions.ts'
import { originOf } from './checkpoint.ts'
import { type LogForm, logExported } from './event-words.ts'
import { toEntryLines, toHeaderLine } from './export-file.ts'
import { toKeyText } from './node-crypto.ts'
import { eachPart, readClaims } from './read-actions.ts'
import { endedThrough } from './retention.ts'

/** A log as a file that can be verified without this program. */
export async function exportLog(
  context: Context,
  scope: Scope,
  tenant: TenantId,
  organisation: string,
): Promise<{ bytes: Uint8Array; entries: number }> {
  for (let attempt = 0; ; attempt += 1) {
    const { head, kept, last } = await readClaims(context, scope, tenant)
    const lines: Buffer[] = []
    let [ended, allowed] = [-1, -1]
    await eachPart(context, scope, tenant, Math.min(head?.size ?? 0, last + 1), (part) => {
      lines.push(Buffer.from(toEntryLines(part)))
      for (const { position, body, columns } of part) {
        if (body === null) ended = position
        allowed = Math.max(allowed, (columns && endedThrough(columns)) ?? -1)
      }
    })
    if (ended > allowed && attempt === 0) continue
    const header = toHeaderLine({
      format: 'hoshitori-log',
      version: 1,
      origin: originOf(tenant),
      organisation,
      exportedAt: context.now(),
      publicKey: toKeyText(context.secrets.publicKey),
      checkpoint: head?.checkpoint ?? null,
      checkpoints: kept.map(({ checkpoint }) => checkpoint),
    })
    return { bytes: Buffer.concat([Buffer.from(header), ...lines]), entries: Math.min(head?.size ?? 0, last + 1) }
  }
}

/** Tells the log that somebody took entries of it along; without a seat it was whoever keeps the server. */
export function noteExport(
  context: Context,
  { tenant, seat }: { tenant: TenantId; seat?: Seat },
  form: LogForm,
  entries: number,
): Promise<void> {
  const event = logExported(tenant, form, entries)
  if (seat) return context.db.transact({ tenant }, (tx) => logEvent(context, tx, seat, event))
  return context.db.transact('signIn', (tx) =>
    logEventBy(context, tx, tenant, { kind: 'command', command: 'log' }, undefined, event),
  )
}

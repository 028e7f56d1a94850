import type { Context } from '../../context.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { readBody, type Told, type Wording } from '../../log/index.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { listAbout } from './history-store.ts'

/** What the log keeps about somebody's own account. Without an entry where its retention ended. */
export type OwnEntry = { position: number; at: Instant; entry: Pick<Told, 'act' | 'words' | 'from'> | undefined }

const PER_PAGE = 50

/** A page of it, newest first. `next` is where the older ones begin. */
export async function readHistory(
  context: Context,
  wording: Wording,
  who: Pick<SignedIn, 'account'>,
  before: number | null,
): Promise<{ entries: OwnEntry[]; next: number | null }> {
  const rows = await context.db.transact('signIn', (tx) =>
    listAbout(tx, INSTALLATION, who.account, { before, limit: PER_PAGE + 1 }),
  )
  const shown = rows.slice(0, PER_PAGE)
  return {
    entries: shown.map(({ position, at, body }) => {
      const read = body === null ? undefined : readBody(body)
      return { position, at, entry: read && wording.tell(read) }
    }),
    next: rows.length > PER_PAGE ? (shown.at(-1)?.position ?? null) : null,
  }
}

import type { LogEvent } from '../log/index.ts'
import type { SignedIn } from '../roles/viewer.ts'
import type { Rhythm } from './rhythm.ts'

/** What the log is told of letters about what waits. */
export type DigestEvent = LogEvent<'account.digest', undefined, 'digest'>

export function rhythmChanged({ account, name }: Pick<SignedIn, 'account' | 'name'>, before: Rhythm, after: Rhythm): DigestEvent {
  return {
    act: 'account.digest',
    subject: { kind: 'account', id: account, name },
    changes: [{ field: 'digest', type: 'code', before, after }],
  }
}

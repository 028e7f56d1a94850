import type { FeatureWording, LogEvent } from '../../log/index.ts'
import { named, type Subject, textChange } from '../../log/index.ts'
import { FACTORS } from '../credentials/index.ts'
import { eventWords, type FactorEvent } from './factor-event.ts'

type Plain = 'totp.add' | 'totp.replace' | 'totp.remove' | 'recovery.make' | 'recovery.void' | 'factor.lock'

/** What the log is told of second factors. No code, and no secret of a factor, is ever among it. */
type FactorLogEvent =
  | LogEvent<Plain>
  | LogEvent<'recovery.use', { left: number }>
  | LogEvent<'passkey.add' | 'passkey.remove' | 'passkey.copy', { passkey: string }>
  | LogEvent<'passkey.rename', { passkey: string }, 'passkeyName'>
  | LogEvent<'factor.wrong', { factor: string }>

/** The event of the log for what happened to the factors of an account. */
export function toLogEvent(event: FactorEvent, { id, name }: { id: string; name: string }): FactorLogEvent {
  const subject: Subject = { kind: 'account', id, name }
  if ('passkey' in event) return { act: event.kind, subject, details: { passkey: event.passkey } }
  if ('left' in event) return { act: event.kind, subject, details: { left: event.left } }
  return { act: event.kind, subject }
}

export function passkeyRenamed({ id, name }: { id: string; name: string }, before: string, after: string): FactorLogEvent {
  return {
    act: 'passkey.rename',
    subject: { kind: 'account', id, name },
    details: { passkey: before },
    changes: [textChange('passkeyName', before, after)],
  }
}

export function codeWasWrong({ id, name }: { id: string; name: string }, factor: 'totp' | 'recovery'): FactorLogEvent {
  return { act: 'factor.wrong', subject: { kind: 'account', id, name }, details: { factor } }
}

/** How the log says it: as the letter to the owner does, with whose account it is. */
export const factorWording: FeatureWording<FactorLogEvent> = {
  acts: {
    'totp.add': ({ act, subject }) => ofAccount(subject, eventWords({ kind: act })),
    'totp.replace': ({ act, subject }) => ofAccount(subject, eventWords({ kind: act })),
    'totp.remove': ({ act, subject }) => ofAccount(subject, eventWords({ kind: act })),
    'recovery.make': ({ act, subject }) => ofAccount(subject, eventWords({ kind: act })),
    'recovery.void': ({ act, subject }) => ofAccount(subject, eventWords({ kind: act })),
    'factor.lock': ({ act, subject }) => ofAccount(subject, eventWords({ kind: act })),
    'recovery.use': ({ act, subject, details: { left } }) => ofAccount(subject, eventWords({ kind: act, left })),
    'passkey.add': ({ act, subject, details: { passkey } }) => ofAccount(subject, eventWords({ kind: act, passkey })),
    'passkey.remove': ({ act, subject, details: { passkey } }) => ofAccount(subject, eventWords({ kind: act, passkey })),
    'passkey.copy': ({ act, subject, details: { passkey } }) => ofAccount(subject, eventWords({ kind: act, passkey })),
    'passkey.rename': ({ subject, details: { passkey } }) =>
      ofAccount(subject, { ja: `パスキー「${passkey}」の名前を変えました`, en: `The passkey “${passkey}” was renamed` }),
    'factor.wrong': ({ subject, details: { factor } }) => {
      const { ja, en } = named(FACTORS, factor)
      return ofAccount(subject, { ja: `${ja}が違いました`, en: `Wrong ${en}` })
    },
  },
  fields: { passkeyName: { words: { ja: 'パスキーの名前', en: 'Name of the passkey' } } },
}

function ofAccount({ name }: Subject, { ja, en }: { ja: string; en: string }) {
  return { ja: `${name}さんのアカウント: ${ja}`, en: `Account of ${name}: ${en}` }
}

import { type LogEvent, onlyChanged, textChange } from '../log/index.ts'
import type { Happening, Item } from './event.ts'

/** What the log is told of events. The subject is the event, by what it is about. */
export type HappeningEvent =
  | LogEvent<'event.begin', { kind: string; day: string; items: number }, 'note'>
  | LogEvent<'event.item', { kind: string; duty: string; outcome: string }, 'reason'>
  | LogEvent<'event.close', { kind: string; done: number; aside: number }, 'reason'>

export function begun(event: Happening, items: number): HappeningEvent {
  const changes = onlyChanged([textChange('note' as const, null, event.note)])
  return { act: 'event.begin', subject: subjectOf(event), details: { kind: event.kind, day: event.day, items }, changes }
}

export function decided(event: Happening, { duty }: Item, outcome: string, reason: string): HappeningEvent {
  const changes = onlyChanged([textChange('reason' as const, null, reason)])
  return { act: 'event.item', subject: subjectOf(event), details: { kind: event.kind, duty, outcome }, changes }
}

export function closed(event: Happening, { done, aside }: { done: number; aside: number }, reason: string): HappeningEvent {
  const changes = onlyChanged([textChange('reason' as const, null, reason)])
  return { act: 'event.close', subject: subjectOf(event), details: { kind: event.kind, done, aside }, changes }
}

function subjectOf({ id, about }: Happening) {
  return { kind: 'event', id, name: about }
}

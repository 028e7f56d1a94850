import type { Day } from '../kernel/instant.ts'
import type { LogEvent } from '../log/index.ts'
import type { AddedFile, Handled } from './kept.ts'

/** What the log is told of technical facts. */
export type FactEvent =
  | LogEvent<'facts.add', { sha256: string; devices: number; findings: number }>
  | LogEvent<'facts.handle', { device: string; handled: string; on: string }>

export function added({ id, name, sha256, devices }: AddedFile, findings: number): FactEvent {
  return { act: 'facts.add', subject: { kind: 'fact-file', id, name }, details: { sha256, devices, findings } }
}

/** Something was done about a finding, or that was taken back. */
export function handled(finding: { id: string; title: string; device: string }, how: Handled | null, on: Day): FactEvent {
  const { id, title: name, device } = finding
  return {
    act: 'facts.handle',
    subject: { kind: 'finding', id, name },
    details: { device, handled: how ?? '', on: how ? on : '' },
  }
}

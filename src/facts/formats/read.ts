import type { Reading } from '../fact.ts'

/** What a reader makes of a file: a reading without the name of its format and what was not understood. */
export type Read = Omit<Reading, 'format' | 'notUnderstood'>

/** A reading to which a reader adds what it finds. */
export function emptyRead(looksForVulnerabilities: boolean): Read {
  return { seenOn: null, looksForVulnerabilities, devices: [], findings: [], updates: [], reference: [] }
}

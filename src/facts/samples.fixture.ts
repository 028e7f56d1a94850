import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { readFactFile } from './read-file.ts'
import expected from './samples/expected.json'

/** A small file of each format, made up, with what is to be read of it. */
export const SAMPLES: readonly {
  file: string
  format: string
  text: string
  devices: number
  findings: number
  reference?: number
}[] = expected.map((one) => ({ ...one, text: textOf(one.file) }))

/** The text of a sample. */
export function textOf(file: string): string {
  return readFileSync(join(root, 'src/facts/samples', file), 'utf8')
}

/** What is read of a text as a file of that name; throws where it is refused. */
export function readText(text: string | Uint8Array, name = 'file') {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const outcome = readFactFile({ name, bytes })
  if (!outcome.ok) throw new Error(outcome.refusals[0].words.en)
  return outcome.value
}

/** A sample by the name of its file, read. */
export function sample(file: string) {
  return readText(textOf(file), file)
}

import { join } from 'node:path'
import { numberedFiles, readYaml } from '../yaml-file.ts'
import { Register, type Registers } from './register.ts'

const known = new Map<string, Registers>()

/** Reads the registers of the catalogue's folder, checked against the schema, once per process. Throws on data that does not fit. */
export function loadRegisters(folder: string): Registers {
  const home = join(folder, 'registers')
  const read = known.get(home) ?? numberedFiles(home).map((file) => readYaml(join(home, file), Register))
  known.set(home, read)
  return read
}

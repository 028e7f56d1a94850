export type { Registers } from './register.ts'
export { readTableFile, type TableInput } from './table-file.ts'

export type { FactFile, ReadFactFile } from './read-file.ts'
export { readFactFile } from './read-file.ts'

export type { Templates } from './template.ts'
export { toPrinted } from './to-printed.ts'

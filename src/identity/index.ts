export { decideName } from './person.ts'
export type { Viewer } from './viewer.ts'

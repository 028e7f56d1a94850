export { toSizeWords } from './size.ts'

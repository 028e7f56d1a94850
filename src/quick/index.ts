export { saidIn } from './take-over.ts'

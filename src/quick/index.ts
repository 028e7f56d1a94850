export { saidIn } from './quick-answers.ts'

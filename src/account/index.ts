export { decideEmail, type Email } from './email.ts'

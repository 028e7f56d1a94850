export type { Letter } from './letter.ts'
export { decideMailServer, type MailServer } from './mail-server.ts'
export { decideSender, type Sender } from './sender.ts'
export type { Transport } from './transport.ts'

export { createAccount, findAccountByEmail, setPassword } from './account-actions.ts'
export {
  type Account,
  deletePassword,
  findAccount,
  findAccountByKey,
  type Lang,
  listTenants,
  lockAccount,
  seats,
  updateEmail,
  updatePassword,
  updateProfile,
} from './account-store.ts'
export { BUSY, takeNewPassword } from './password-actions.ts'
export {
  deleteOldTickets,
  findOldTicket,
  findTicket,
  insertTicket,
  takeTicket,
  voidTickets,
  wasMadeSince,
} from './ticket-store.ts'

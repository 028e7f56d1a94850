export { type Admitted, admitAccount, admitIn } from './admission-actions.ts'
export { tryPassword } from './password-try-actions.ts'
export {
  endOneSession,
  endOtherSessions,
  endSessions,
  hashToken,
  newLink,
  type Renewed,
  readSessions,
  renewSession,
} from './session-actions.ts'
export { type OwnSession, useProof } from './session-store.ts'
export { strangersKey } from './sign-in-actions.ts'
export { readViewer } from './viewer-actions.ts'

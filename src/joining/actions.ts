export { acceptInvitation, acceptInvitationIn } from './acceptance-actions.ts'
export {
  findEngagement,
  insertEngagement,
  type KeptEngagement,
  listEngagedPeople,
  listEngagements,
  markEnded,
} from './engagement-store.ts'
export {
  findOpenInvitation,
  mayNotInvite,
  sendInvitation,
  TOO_MANY,
} from './invitation-actions.ts'
export { type Joining, listJoinings } from './invitation-store.ts'

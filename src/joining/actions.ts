export {
  findEngagement,
  insertEngagement,
  type KeptEngagement,
  listEngagedPeople,
  listEngagements,
  markEnded,
} from './engagement-store.ts'
export {
  acceptInvitation,
  acceptInvitationIn,
  findOpenInvitation,
  mayNotInvite,
  sendInvitation,
  TOO_MANY,
} from './invitation-actions.ts'

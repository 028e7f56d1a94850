export { engaged, engagementEnded, invitationAccepted, invitationWithdrawn, invited, organisationBegun } from './events.ts'
export { farewellLetter, invitationLetter } from './letters.ts'

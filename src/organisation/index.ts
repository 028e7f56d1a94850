export { engaged, engagementEnded, invitationAccepted, invitationWithdrawn, invited } from './events.ts'
export { farewellLetter, invitationLetter } from './letters.ts'

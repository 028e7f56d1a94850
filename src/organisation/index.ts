export { engaged, engagementEnded, invitationAccepted, invitationWithdrawn, invited } from './deeds.ts'
export { farewellLetter, invitationLetter } from './letters.ts'

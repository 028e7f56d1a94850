export { engaged, engagementEnded, invitationAccepted, invitationWithdrawn, invited, organisationBegun } from './events.ts'
export { PERSON_WITH_ROLES } from './forms.ts'
export { farewellLetter, invitationLetter } from './letters.ts'

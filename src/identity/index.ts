export { ENGAGEMENT_KINDS, ENGAGEMENT_WORDS, type EngagementKind, SIGHT_WORDS, SIGHTS } from './engagement.ts'
export * from './permissions.ts'
export { decideName, isColleague } from './person.ts'
export type { Bar, EngagedView, Sight, SignedIn, Viewer } from './viewer.ts'

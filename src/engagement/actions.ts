export { offerEngagement } from './engagement-actions.ts'

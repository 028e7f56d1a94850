export { toDutyText } from './forms.ts'

export type { BriefSection, PrintedBrief } from './printed-brief.ts'

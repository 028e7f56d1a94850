import { accountWording } from '../account/credentials/event-words.ts'
import { factorWording } from '../account/factors/event-words.ts'
import { adminWording } from '../admin/event-words.ts'
import { approvalWording } from '../approval/event-words.ts'
import { assessmentWording } from '../assessment/event-words.ts'
import { backupWording } from '../backup/event-words.ts'
import { digestWording } from '../digest/event-words.ts'
import { documentWording } from '../documents/event-words.ts'
import { dutyWording } from '../duties/event-words.ts'
import { eventWording } from '../events/event-words.ts'
import { evidenceWording } from '../evidence/event-words.ts'
import { exchangeWording } from '../exchange/event-words.ts'
import { factWording } from '../facts/event-words.ts'
import { incidentWording } from '../incidents/event-words.ts'
import { issueWording } from '../issues/event-words.ts'
import { levelWording } from '../level/event-words.ts'
import { logWording } from '../log/event-words.ts'
import { composeWording, type Wording } from '../log/index.ts'
import { managementWording } from '../management/event-words.ts'
import { organisationWording } from '../organisation/event-words.ts'
import { packWording } from '../pack/event-words.ts'
import { planWording } from '../plan/event-words.ts'
import { providerWording } from '../provider/event-words.ts'
import { recordWording } from '../records/event-words.ts'
import { registerWording } from '../registers/event-words.ts'
import { reportWording } from '../report/event-words.ts'
import { statementWording } from '../statement/event-words.ts'
import { taskWording } from '../tasks/event-words.ts'

/** How every act of every feature is said when the log is read. */
export const wording: Wording = composeWording([
  accountWording,
  factorWording,
  adminWording,
  approvalWording,
  assessmentWording,
  backupWording,
  digestWording,
  eventWording,
  evidenceWording,
  documentWording,
  dutyWording,
  exchangeWording,
  incidentWording,
  issueWording,
  levelWording,
  logWording,
  managementWording,
  organisationWording,
  packWording,
  planWording,
  providerWording,
  recordWording,
  registerWording,
  factWording,
  reportWording,
  statementWording,
  taskWording,
])

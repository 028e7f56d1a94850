import { factorRoutes } from '../account/factors/factor-routes.tsx'
import { passkeyRoutes } from '../account/factors/passkey-routes.tsx'
import { stepUpRoutes } from '../account/factors/step-up-routes.tsx'
import { ownAccountRoutes } from '../account/profile/account-routes.tsx'
import { credentialRoutes } from '../account/profile/credential-routes.tsx'
import { resetRoutes } from '../account/sign-in/reset-routes.tsx'
import { criteriaRoutes } from '../account/sign-in/sign-in-criteria-routes.tsx'
import { signInRoutes } from '../account/sign-in/sign-in-routes.tsx'
import { approvalPanel, approvalRoutes } from '../approval/routes.tsx'
import { verifyStates } from '../assessment/actions.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { catalogueRoutes } from '../catalogue/routes.tsx'
import { crosswalkRoutes } from '../crosswalk/routes.tsx'
import { demoRoutes } from '../demo/routes.tsx'
import { digestRoutes } from '../digest/routes.tsx'
import { documentPanel } from '../documents/panel-routes.tsx'
import { readerRoutes } from '../documents/reader-routes.tsx'
import { documentRoutes } from '../documents/routes.tsx'
import { dutyRoutes } from '../duties/routes.tsx'
import { engagementRoutes } from '../engagement/engagement-routes.tsx'
import { eventRoutes } from '../events/routes.tsx'
import { evidenceCounts, evidencePanel } from '../evidence/panel-routes.tsx'
import { evidenceRoutes } from '../evidence/routes.tsx'
import { exchangeRoutes } from '../exchange/routes.tsx'
import { wordingRoutes } from '../exchange/wording-routes.tsx'
import { factRoutes } from '../facts/routes.tsx'
import { fileRoutes } from '../files/routes.tsx'
import { homeRoutes } from '../home/routes.tsx'
import { incidentRoutes } from '../incidents/routes.tsx'
import { incidentSettingRoutes } from '../incidents/setting-routes.tsx'
import { issueRoutes } from '../issues/routes.tsx'
import { invitationRoutes } from '../joining/invitation-routes.tsx'
import { peopleRoutes } from '../joining/people-routes.tsx'
import { registerRoutes } from '../joining/register-routes.tsx'
import { levelRoutes } from '../level/routes.tsx'
import { logRoutes } from '../log/routes.tsx'
import { mailRoutes } from '../mail/routes.tsx'
import { managementRoutes } from '../management/routes.tsx'
import { measureClosing, measuresIn } from '../measures/index.ts'
import { measureRoutes } from '../measures/routes.tsx'
import { noticeRoutes } from '../notices/routes.tsx'
import { identityRoutes } from '../organisation/routes.tsx'
import { packRoutes } from '../pack/routes.tsx'
import { plannedIn } from '../plan/actions.ts'
import { planRoutes } from '../plan/routes.tsx'
import { oidcRoutes } from '../provider/routes.tsx'
import { quickRoutes } from '../quick/routes.tsx'
import { recordRoutes, recordsForDuties } from '../records/routes.tsx'
import { registerImportRoutes } from '../registers/import-routes.tsx'
import { registersRoutes } from '../registers/routes.tsx'
import { registerWalkRoutes } from '../registers/walk-routes.tsx'
import { reportRoutes } from '../report/routes.tsx'
import { searchRoutes } from '../search/routes.tsx'
import { statementRoutes } from '../statement/routes.tsx'
import { taskRoutes } from '../tasks/routes.tsx'
import { beside } from '../ui/attached.ts'
import type { Routes } from '../web/app.tsx'
import { type LibraryContext, library } from './library.ts'
import { wording } from './wording.ts'

/** Every feature that has pages, in the order in which their routes are tried. */
export const features: Routes<LibraryContext>[] = [
  levelRoutes,
  quickRoutes,
  engagementRoutes,
  homeRoutes,
  assessmentRoutes(beside(documentPanel, evidencePanel), evidenceCounts),
  issueRoutes,
  taskRoutes(plannedIn, evidencePanel),
  evidenceRoutes,
  packRoutes,
  registersRoutes,
  incidentSettingRoutes,
  incidentRoutes,
  registerWalkRoutes,
  registerImportRoutes,
  factRoutes,
  exchangeRoutes,
  fileRoutes,
  planRoutes(approvalPanel),
  approvalRoutes,
  managementRoutes,
  documentRoutes,
  readerRoutes,
  (router, context) => dutyRoutes(recordsForDuties(context))(router, context),
  recordRoutes,
  eventRoutes,
  statementRoutes,
  reportRoutes,
  wordingRoutes,
  catalogueRoutes((edition, criterion, lang) =>
    measureClosing(measuresIn(library.measures(), lang).measures, edition, criterion),
  ),
  measureRoutes,
  crosswalkRoutes,
  searchRoutes,
  noticeRoutes,
  demoRoutes,
  mailRoutes,
  identityRoutes,
  peopleRoutes,
  invitationRoutes,
  logRoutes<LibraryContext>(wording, (context, tenant) => verifyStates(context, { tenant }, tenant)),
  registerRoutes,
  signInRoutes,
  resetRoutes,
  ownAccountRoutes(wording),
  digestRoutes,
  credentialRoutes,
  stepUpRoutes,
  criteriaRoutes,
  factorRoutes,
  passkeyRoutes,
  oidcRoutes,
]

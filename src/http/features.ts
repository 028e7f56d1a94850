import { ownAccountRoutes } from '../account/account-routes.tsx'
import { credentialRoutes } from '../account/credential-routes.tsx'
import { factorRoutes } from '../account/factor-routes.tsx'
import { oidcRoutes } from '../account/oidc-routes.tsx'
import { passkeyRoutes } from '../account/passkey-routes.tsx'
import { registerRoutes } from '../account/register-routes.tsx'
import { resetRoutes } from '../account/reset-routes.tsx'
import { criteriaRoutes } from '../account/sign-in-criteria-routes.tsx'
import { signInRoutes } from '../account/sign-in-routes.tsx'
import { stepUpRoutes } from '../account/step-up-routes.tsx'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { auditLogRoutes } from '../audit-log/routes.tsx'
import type { CatalogueContext } from '../catalogue/index.ts'
import { catalogueRoutes } from '../catalogue/routes.tsx'
import { wordingRoutes } from '../catalogue/wording-routes.tsx'
import { demoRoutes } from '../demo/routes.tsx'
import { exchangeRoutes } from '../exchange/routes.tsx'
import { engagementRoutes } from '../identity/engagement-routes.tsx'
import { invitationRoutes } from '../identity/invitation-routes.tsx'
import { peopleRoutes } from '../identity/people-routes.tsx'
import { identityRoutes } from '../identity/routes.tsx'
import { levelRoutes } from '../level/routes.tsx'
import { mailRoutes } from '../mail/routes.tsx'
import { quickRoutes } from '../quick/routes.tsx'
import { reportRoutes } from '../report/routes.tsx'
import type { Routes } from './app.tsx'

/** Every feature that has pages, in the order in which their routes are tried. */
export const features: Routes<CatalogueContext>[] = [
  levelRoutes,
  quickRoutes,
  assessmentRoutes,
  exchangeRoutes,
  reportRoutes,
  wordingRoutes,
  catalogueRoutes,
  demoRoutes,
  mailRoutes,
  identityRoutes,
  peopleRoutes,
  invitationRoutes,
  engagementRoutes,
  auditLogRoutes,
  registerRoutes,
  signInRoutes,
  resetRoutes,
  ownAccountRoutes,
  credentialRoutes,
  stepUpRoutes,
  criteriaRoutes,
  factorRoutes,
  passkeyRoutes,
  oidcRoutes,
]

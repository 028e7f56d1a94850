import { factorRoutes } from '../account/factor-routes.tsx'
import { oidcRoutes } from '../account/oidc-routes.tsx'
import { passkeyRoutes } from '../account/passkey-routes.tsx'
import { accountRoutes } from '../account/routes.tsx'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { auditLogRoutes } from '../audit-log/routes.tsx'
import { catalogueRoutes } from '../catalogue/routes.tsx'
import { demoRoutes } from '../demo/routes.tsx'
import { exchangeRoutes } from '../exchange/routes.tsx'
import { identityRoutes } from '../identity/routes.tsx'
import { levelRoutes } from '../level/routes.tsx'
import { mailRoutes } from '../mail/routes.tsx'
import { quickRoutes } from '../quick/routes.tsx'
import { reportRoutes } from '../report/routes.tsx'
import type { Routes } from './app.tsx'

/** Every feature that has pages. The first page is that of the first feature which has one for the viewer. */
export const features: Routes[] = [
  levelRoutes,
  quickRoutes,
  assessmentRoutes,
  exchangeRoutes,
  reportRoutes,
  catalogueRoutes,
  demoRoutes,
  mailRoutes,
  identityRoutes,
  auditLogRoutes,
  accountRoutes,
  factorRoutes,
  passkeyRoutes,
  oidcRoutes,
]

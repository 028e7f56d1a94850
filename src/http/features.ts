import { assessmentRoutes } from '../assessment/routes.tsx'
import { catalogueRoutes } from '../catalogue/routes.tsx'
import { demoRoutes } from '../demo/routes.tsx'
import { exchangeRoutes } from '../exchange/routes.tsx'
import { identityRoutes } from '../identity/routes.tsx'
import { levelRoutes } from '../level/routes.tsx'
import { quickRoutes } from '../quick/routes.tsx'
import { reportRoutes } from '../report/routes.tsx'
import type { Routes } from './app.tsx'

/** Every feature that has pages. */
export const features: Routes[] = [
  identityRoutes,
  levelRoutes,
  quickRoutes,
  assessmentRoutes,
  exchangeRoutes,
  reportRoutes,
  catalogueRoutes,
  demoRoutes,
]

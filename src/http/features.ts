import { assessmentRoutes } from '../assessment/routes.tsx'
import { identityRoutes } from '../identity/routes.tsx'
import { levelRoutes } from '../level/routes.tsx'
import type { Routes } from './app.tsx'

/** Every feature that has pages. */
export const features: Routes[] = [identityRoutes, levelRoutes, assessmentRoutes]

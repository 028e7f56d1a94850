import type { Routes } from '../http/app.tsx'
import { ownAccountRoutes } from './account-routes.tsx'
import { credentialRoutes } from './credential-routes.tsx'
import { registerRoutes } from './register-routes.tsx'
import { resetRoutes } from './reset-routes.tsx'
import { criteriaRoutes } from './sign-in-criteria-routes.tsx'
import { signInRoutes } from './sign-in-routes.tsx'
import { stepUpRoutes } from './step-up-routes.tsx'

/** Accounts: registering, signing in and out, one's own account. Second factors, passkeys and providers have routes of their own. */
export const accountRoutes: Routes = (doors, ground) => {
  for (const routes of [
    registerRoutes,
    signInRoutes,
    resetRoutes,
    ownAccountRoutes,
    credentialRoutes,
    stepUpRoutes,
    criteriaRoutes,
  ]) {
    routes(doors, ground)
  }
}

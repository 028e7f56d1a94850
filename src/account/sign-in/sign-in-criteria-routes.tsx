import type { CatalogueContext } from '../../catalogue/index.ts'
import type { Routes } from '../../web/app.tsx'
import { CriteriaPage } from './pages/criteria.tsx'
import { SIGN_IN_EDITION } from './sign-in-criteria.ts'

/** Which of the scheme's criteria our own sign-in does, for anyone to read. */
export const criteriaRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/sign-in-criteria', 'anyone', (c) =>
    c.html(<CriteriaPage view={c.get('view')} edition={context.edition(SIGN_IN_EDITION)} />),
  )
}

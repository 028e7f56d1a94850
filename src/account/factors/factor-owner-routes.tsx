import type { Refusal } from '../../kernel/refusal.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import type { WebContext } from '../../web/app.tsx'
import type { Router } from '../../web/router.ts'
import { asData, statusOf } from '../../web/status.ts'
import { wantsJson } from '../../web/wants-json.ts'
import { CompanySignInPage } from './pages/factor-company.tsx'

type Handler<Thing extends string[] = []> = (c: WebContext, who: SignedIn, ...thing: Thing) => Response | Promise<Response>
type Need = 'account' | 'account-proved'
type Add = {
  (path: string, need: Need, handler: Handler): void
  /** What an address names is loaded first, as with any router. */
  (
    path: `${string}/:id/${string}`,
    need: Need,
    load: (named: { id: string }) => string | undefined,
    handler: Handler<[string]>,
  ): void
}

/**
 * The router of how an account is signed in to. It keeps out whoever came in by an organisation's own sign-in: otherwise whoever runs
 * that provider could make themselves a key to the person's other organisations.
 */
export function ownersRouter(router: Router): { get: Add; post: Add } {
  const add =
    (method: keyof Router): Add =>
    (path: string, need: Need, first: Handler | ((named: { id: string }) => string | undefined), then?: Handler<[string]>) =>
      then
        ? router[method](path as '/:id', need, first as (named: { id: string }) => string | undefined, ownersOnly(then))
        : router[method](path, need, ownersOnly(first as Handler))
  return { get: add('get'), post: add('post') }
}

function ownersOnly<Thing extends string[]>(handler: Handler<Thing>): Handler<Thing> {
  return (c, who, ...thing) => {
    if (!who.factors.includes('oidc')) return handler(c, who, ...thing)
    const view = c.get('view')
    if (wantsJson(c)) return asData(c, [COMPANY])
    return c.html(<CompanySignInPage view={view} />, statusOf(c, [COMPANY]))
  }
}

const COMPANY: Refusal = {
  code: 'factor.company',
  words: {
    ja: '会社のサインインで入っているあいだは、変えられません。',
    en: 'This cannot be changed while you are signed in through your company.',
  },
}

import type { Refusal } from '../../kernel/refusal.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import type { WebContext } from '../../web/app.tsx'
import type { Router } from '../../web/router.ts'
import { asData, statusOf } from '../../web/status.ts'
import { wantsJson } from '../../web/wants-json.ts'
import { CompanySignInPage } from './pages/factor-company.tsx'

type Handler = (c: WebContext, who: SignedIn) => Response | Promise<Response>
type Add = (path: string, need: 'account' | 'account-proved', handler: Handler) => void

/**
 * Router to how an account is signed in to. They keep out whoever came in by an organisation's own sign-in: otherwise whoever runs
 * that provider could make themselves a key to the person's other organisations.
 */
export function ownersDoors(router: Router): { get: Add; post: Add } {
  return {
    get: (path, need, handler) => router.get(path, need, ownersOnly(handler)),
    post: (path, need, handler) => router.post(path, need, ownersOnly(handler)),
  }
}

function ownersOnly(handler: Handler): Handler {
  return (c, who) => {
    if (!who.factors.includes('oidc')) return handler(c, who)
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

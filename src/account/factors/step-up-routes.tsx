import { readForm } from '../../kernel/form.ts'
import type { Routes } from '../../web/app.tsx'
import { formOf, typedIn } from '../../web/form.ts'
import { giveSession } from '../../web/session-cookie.ts'
import { statusOf } from '../../web/status.ts'
import { STEP_UP, StepUp, StepUpDone } from '../../web/step-up-page.tsx'
import { deviceOf } from '../sign-in/enter.ts'
import { stepUp } from './step-up-actions.ts'

/** Proving once more who one is. What was typed into the form that asked for it goes along and is sent again afterwards. */
export const stepUpRoutes: Routes = (router, context) => {
  router.get('/step-up', 'session', (c, who) => {
    const { origin } = context.settings
    const { next = '', once } = c.req.query()
    const asked = { path: '', fields: [], next, once: once === '1', origin }
    return c.html(<StepUp view={c.get('view')} signedIn={who} {...asked} />)
  })

  router.post('/step-up', 'session', async (c, who) => {
    const view = c.get('view')
    const proof = readForm(STEP_UP, formOf(c))
    const fields = typedIn(c).filter(([field]) => !field.startsWith('proof-'))
    const { 'proof-path': path, 'proof-next': next, 'proof-once': once } = proof
    const where = { from: c.get('from'), device: deviceOf(c, context.settings) }
    const outcome = await stepUp(context, who, { password: proof['proof-password'], code: proof['proof-code'] }, where)
    if (!outcome.ok) {
      const { origin } = context.settings
      const asked = { path, fields, next, once, origin }
      const page = <StepUp view={view} signedIn={who} {...asked} refusals={outcome.refusals} />
      return c.html(page, statusOf(c, outcome.refusals))
    }
    giveSession(c, context.settings, outcome.value.token, outcome.value.expiresAt)
    return path === '' ? c.redirect(next, 303) : c.html(<StepUpDone view={view} path={path} fields={fields} />)
  })
}

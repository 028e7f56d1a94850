import { z } from 'zod'
import { letIn } from '../account/sign-in/enter.ts'
import { plainField, readForm } from '../kernel/form.ts'
import { removeDemoWorld } from '../organisation/actions.ts'
import type { RegistersContext } from '../registers/actions.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { createDemoWorld, demoAddress, demoPassword, readCast, signInAsCast } from './actions.ts'
import { ComponentsPage } from './pages/components.tsx'
import { DemoPage } from './pages/demo.tsx'

/** The demo world, on this machine alone: who is in it, setting it up, being somebody in it, and clearing it away. */
export const demoRoutes: Routes<RegistersContext> = (router, context) => {
  router.get('/demo', 'anyone', async (c) => {
    if (!context.settings.local) return c.notFound()
    return c.html(<DemoPage view={c.get('view')} cast={await readCast(context)} password={demoPassword(context)} />)
  })

  router.get('/demo/components', 'anyone', (c) =>
    context.settings.local ? c.html(<ComponentsPage view={c.get('view')} />) : c.notFound(),
  )

  router.post('/demo', 'anyone', async (c) => {
    if (!context.settings.local) return c.notFound()
    const { cast } = await createDemoWorld(context)
    const [member] = cast
    const first = member?.firm.people[0]
    if (c.get('signedIn') || !member || !first) return c.redirect('/demo', 303)
    return enter(c, context, demoAddress(member.firm, first))
  })

  router.post('/demo/sign-in', 'anyone', async (c) => {
    if (!context.settings.local) return c.notFound()
    return enter(c, context, readForm(WHO, formOf(c)).person)
  })

  router.post('/demo/removal', 'anyone', async (c) => {
    if (!context.settings.local) return c.notFound()
    await removeDemoWorld(context)
    return c.redirect('/', 303)
  })
}

/** The form that signs one of the cast in, by their address. */
const WHO = z.object({ person: plainField(String) })

async function enter(c: WebContext, context: RegistersContext, address: string): Promise<Response> {
  const admitted = await signInAsCast(context, address, c.get('from'))
  return admitted ? letIn(c, context, admitted, '/') : c.notFound()
}

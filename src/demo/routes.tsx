import type { Routes } from '../http/app.tsx'
import { sitDown } from '../identity/seat.ts'
import { createDemoWorld, readCast } from './actions.ts'
import { DemoPage } from './pages/demo.tsx'

/** The demo world: who is in it, and setting it up. Taking it away is with the organisations, in identity. */
export const demoRoutes: Routes = (app, ground) => {
  app.get('/demo', async (c) => c.html(<DemoPage view={c.get('view')} cast={await readCast(ground)} />))

  app.post('/demo', async (c) => {
    const { cast } = await createDemoWorld(ground)
    const member = cast.find(({ tenant }) => tenant !== undefined)
    if (member?.tenant) {
      const first = member.firm.people[0]
      sitDown(c, { tenant: member.tenant, person: first && member.people.get(first.key) })
    }
    return c.redirect('/', 303)
  })
}

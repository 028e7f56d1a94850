import { typedOf } from '../kernel/form.ts'
import { goTo } from '../web/address.ts'
import type { Routes } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import { changeRhythm, LETTERS, readRhythm } from './actions.ts'
import { LettersPage } from './pages/letters.tsx'

/** How often somebody is written to. Every letter leads here; a session that an organisation's provider opened is enough. */
export const digestRoutes: Routes = (router, context) => {
  router.get('/account/letters', 'session', async (c, who) => {
    const digest = await readRhythm(context, who)
    return c.html(<LettersPage view={c.get('view')} digest={digest} saved={c.req.query('saved') === '1'} refusals={[]} />)
  })

  router.post('/account/letters', 'session', async (c, who) => {
    const outcome = await changeRhythm(context, who, typedOf(LETTERS, formOf(c)), c.get('from'))
    if (outcome.ok) return goTo(c, '/account/letters?saved=1')
    const digest = await readRhythm(context, who)
    const { refusals } = outcome
    const page = <LettersPage view={c.get('view')} digest={digest} saved={false} refusals={refusals} />
    return c.html(page, statusOf(c, refusals))
  })
}
